"""The downloader middleware that refuses addresses that are not public: see ``addresses``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from crawler.fetch.addresses import refusal
from crawler.fetch.refusals import NotSentError
from crawler.fetch.resolver import Resolver

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

REASON = "refused address"


class GuardMiddleware:
    """Is nearest to the wire, so that every request passes it: robots.txt, each redirect.

    A spider's ``local_hosts`` are those that the operator wrote down, such as the demo press.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        why = refusal(request.url, getattr(self.crawler.spider, "local_hosts", ()))
        if why:
            raise NotSentError(REASON, f"refused address: {why}")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Explain why the resolver refused a name."""
        host = urlsplit(request.url).hostname or ""
        address = Resolver.refused.get(host.lower())
        if address:
            raise NotSentError(
                REASON, f"refused address: {host} is at {address}, which is not a public address"
            ) from exception
