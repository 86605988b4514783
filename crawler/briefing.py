"""Hand a crawl what the archive knows before its first request.

The middlewares and the spider know nothing of the archive; they ask through the functions given
here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from crawler.archive.database.engine import for_reading
from crawler.archive.runs import requests_since
from crawler.archive.site_files import recall_site_file
from crawler.archive.writer import ArchiveWriter
from crawler.due_entries import DueEntries, SourceSpider
from crawler.fetch.budget import BudgetMiddleware
from crawler.fetch.conditional import ConditionalMiddleware
from crawler.fetch.site_files import site_files

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

DAY = timedelta(days=1)


def brief(crawler: Crawler, writer: ArchiveWriter, source: str) -> DueEntries | None:
    """Hand over what earlier runs of a source fetched, spent and saw.

    Returns the chooser among the listed entries, if the crawl is to visit only what is due.
    """
    engine, now = for_reading(writer.engine), datetime.now(UTC)
    site_files(crawler).recall = partial(recall_site_file, engine)
    conditional = crawler.get_downloader_middleware(ConditionalMiddleware)
    if isinstance(conditional, ConditionalMiddleware):
        conditional.find = writer.find_current_response
    budget = crawler.get_downloader_middleware(BudgetMiddleware)
    if isinstance(budget, BudgetMiddleware):
        with engine.connect() as connection:
            budget.spent = requests_since(connection, source, now - DAY)
    spider = crawler.spider
    if not isinstance(spider, SourceSpider) or not spider.only_due:
        return None
    due = DueEntries(engine, spider.source, now)
    spider.wanted = due.wanted
    return due
