"""The files in which a site addresses all crawlers: robots.txt and tdmrep.json, fetched once a day.

RFC 9309, section 2.4, lets robots.txt hold for twenty-four hours. A site that is crawled every
quarter of an hour should be spared the other ninety-five requests.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.items import SiteFile

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

FIRST = 1000  # priority of their requests
MOST = 512 << 10  # bytes read; RFC 9309, section 2.5, demands 500 KiB
HOLDS = timedelta(days=1)


class SiteFiles:
    """An extension shared by the middlewares that use these files.

    ``recall`` gives what an earlier run fetched; ``fetched`` is what this run fetched, and may be
    stored.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.recall: Callable[[str], SiteFile | None] = lambda url: None
        self.fetched: dict[str, SiteFile] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def get(self, url: str, meta: dict[str, bool]) -> SiteFile:
        """Get the file from an earlier run or from the site, requested with this ``meta``.

        Raises what Scrapy's downloader raises.
        """
        known = self.recall(url)
        if known is not None and datetime.now(UTC) - known.fetched_at < HOLDS:
            return known
        if self.crawler.engine is None:
            raise RuntimeError("the crawl has not begun")
        asking = Request(url, NO_CALLBACK, priority=FIRST, meta=meta)
        response = await self.crawler.engine.download_async(asking)
        text = response.body[:MOST].decode("utf-8-sig", "replace") if response.status == 200 else ""
        file = SiteFile(url, datetime.now(UTC), response.status, text)
        if was_answered(file):
            self.fetched[url] = file
        return file


def was_answered(file: SiteFile) -> bool:
    """Whether the site gave an answer about the file, even if there is none."""
    return file.status < 500 and file.status != HTTPStatus.TOO_MANY_REQUESTS


def site_files(crawler: Crawler) -> SiteFiles:
    """The crawl's extension."""
    found = crawler.get_extension(SiteFiles)
    if not isinstance(found, SiteFiles):
        raise TypeError("crawler.fetch.site_files.SiteFiles is not enabled")
    return found
