"""robots.txt (RFC 9309), in place of Scrapy's own middleware.

Of the requests that wait for a host's robots.txt at the same time, Scrapy 2.19 lets all but the
first two pass unchecked. It takes a failing server for one that allows everything, and ignores
Crawl-delay.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.robotstxt import ProtegoRobotParser

from crawler.fetch.backoff import LONGEST_WAIT
from crawler.fetch.refusals import NotSentError
from crawler.fetch.site_files import site_files, was_answered
from crawler.items import SiteFile
from crawler.optouts import of_robots
from crawler.optouts.site import OfUrl
from crawler.web import site_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.engine import ExecutionEngine
    from scrapy.crawler import Crawler

REASON = "robots.txt"

Robots = ProtegoRobotParser | None  # None: everything is allowed


class RobotsMiddleware:
    """Fetches each host's robots.txt before anything else, and keeps to its Crawl-delay.

    A forbidden request becomes a NotSentError. What the file reserves of a page goes with the
    page's request (``meta["optouts"]``). A robots.txt that cannot be had forbids everything,
    but a 4xx other than 429 allows everything (section 2.3.1). A Crawl-delay longer than a run
    should wait also forbids everything, as nothing else would respect it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent = product_token(crawler.settings["USER_AGENT"])
        self.known: dict[str, Robots | Exception] = {}
        self.reserved: dict[str, OfUrl] = {}
        self.locks: dict[str, asyncio.Lock] = {}
        self.slow: set[str] = set()  # host names with a Crawl-delay

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("is_robots"):
            return
        robots = await self._robots(request)
        if robots is not None and not robots.allowed(request.url, self.agent):
            raise NotSentError(REASON, "forbidden by robots.txt")
        reserved = self.reserved.get(site_of(request.url))
        request.meta["optouts"] = reserved(request.url) if reserved else ()
        if urlsplit(request.url).hostname in self.slow:
            # AutoThrottle would go back to the source's own delay.
            request.meta["autothrottle_dont_adjust_delay"] = True

    async def _robots(self, request: Request) -> Robots:
        place = site_of(request.url)
        if place not in self.known:
            async with self.locks.setdefault(place, asyncio.Lock()):
                if place not in self.known:
                    self.known[place] = await self._fetch(f"{place}/robots.txt")
        found = self.known[place]
        if isinstance(found, Exception):
            raise found
        return found

    async def _fetch(self, url: str) -> Robots | Exception:
        try:
            file = await site_files(self.crawler).get(url, {"is_robots": True})
        except IgnoreRequest as error:
            reason = error.reason if isinstance(error, NotSentError) else REASON
            return NotSentError(reason, f"robots.txt is not to be had: {error}")
        except Exception as error:  # any error: it becomes the page's own
            return error
        return self._read(file, url)

    def _read(self, file: SiteFile, url: str) -> Robots | Exception:
        if not was_answered(file):
            return NotSentError(REASON, f"robots.txt is not to be had: HTTP {file.status}")
        if file.status != 200:
            return None
        robots = ProtegoRobotParser.from_crawler(self.crawler, file.text.encode())
        crawl_delay = robots.crawl_delay(self.agent) or 0.0
        if crawl_delay > self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            if crawl_delay > LONGEST_WAIT:
                what = f"robots.txt asks for {crawl_delay:.0f} s between two requests; more than"
                return NotSentError(REASON, f"{what} {LONGEST_WAIT:.0f} s are not waited")
            self._slow_down(urlsplit(url).hostname or "", crawl_delay)
        self.reserved[site_of(url)] = of_robots(file.text)
        return robots

    def _slow_down(self, host: str, crawl_delay: float) -> None:
        """Keep to a Crawl-delay (in seconds) that is longer than the source's own delay."""
        self.slow.add(host)
        pace = {"concurrency": 1, "delay": crawl_delay, "jitter": 0.0}
        downloader = self._engine.downloader
        downloader.per_slot_settings[host] = pace
        if host in downloader.slots:
            slot = downloader.slots[host]
            slot.concurrency, slot.delay, slot.jitter = 1, crawl_delay, 0.0

    @property
    def _engine(self) -> ExecutionEngine:
        if self.crawler.engine is None:
            raise RuntimeError("the crawl has not begun")
        return self.crawler.engine


def product_token(user_agent: str) -> str:
    """The name by which robots.txt knows a user agent (section 2.2.1): "crawler" of "crawler/1.0".

    With the whole user agent, a word of its comment could match rules for other crawlers.
    """
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found[0] if found else user_agent
