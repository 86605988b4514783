"""A site's TDMRep file, fetched before the first page of the site."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Self

from crawler.fetch.site_files import site_files, was_answered
from crawler.optouts import of_tdmrep
from crawler.optouts.site import TDMREP, OfUrl
from crawler.web import site_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class TdmrepMiddleware:
    """Adds what a site's TDMRep file reserves of a page to the page's request.

    It comes after robots.txt, which may forbid the file. If the file cannot be had, what it last
    reserved still holds.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.known: dict[str, OfUrl] = {}
        self.locks: dict[str, asyncio.Lock] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if not request.meta.get("visit"):
            return
        site = site_of(request.url)
        async with self.locks.setdefault(site, asyncio.Lock()):
            if site not in self.known:
                self.known[site] = of_tdmrep(await self._text(site + TDMREP))
        earlier = request.meta.get("optouts", ())
        request.meta["optouts"] = (*earlier, *self.known[site](request.url))

    async def _text(self, url: str) -> str:
        files = site_files(self.crawler)
        try:
            file = await files.get(url, {"dont_retry": True})
            if was_answered(file):
                return file.text
            why = f"HTTP {file.status}"
        except Exception as error:  # any error: the page is fetched all the same
            why = str(error)
        logger.info("%s is not to be had: %s", url, why)
        known = files.recall(url)
        return known.text if known is not None else ""
