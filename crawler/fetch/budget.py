"""A source's budget of requests: so many in twenty-four hours, over all runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured

from crawler.counted import counted
from crawler.fetch.refusals import NotSentError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class BudgetMiddleware:
    """Blocks all requests once the budget is spent. Requests for robots.txt are free.

    ``spent`` is what earlier runs of the day have spent, set by code that knows the archive.
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.spent = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        budget = crawler.settings.getint("CRAWLER_DAILY_REQUESTS")
        if not budget:
            raise NotConfigured
        return cls(budget)

    def process_request(self, request: Request) -> None:
        if request.meta.get("is_robots"):
            return
        if self.spent >= self.budget:
            what = f"over budget: {counted(self.budget, 'request')} in 24 hours"
            raise NotSentError("over budget", what)
        self.spent += 1
