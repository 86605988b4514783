"""The spider of a source: its feeds, sitemaps and section pages, and the articles they list."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.errors import SourceError
from crawler.fetch.addresses import local_hosts
from crawler.fetch.signals import discovered
from crawler.items import Stage
from crawler.sources.feeds import parse_feed
from crawler.sources.links import article_links
from crawler.sources.listed import DiscoveryError, Listed
from crawler.sources.listing import Lister
from crawler.sources.sitemaps import parse_sitemap
from crawler.sources.source import Source, parse_span
from crawler.spiders.base import ArchiveSpider, Item, asked_for

Found = Iterator[Request | Item]

DEPTH = "sitemap_depth"  # key in a request's meta: how many indexes a sitemap is inside of
DEEPEST = 3  # the protocol allows one; without a limit an index that makes up others has no end
# Feeds list what is newest, sections what matters, sitemaps everything; hence this order. What was
# found is visited before the next sitemap is opened, so that not all of it is held in memory.
FEED, NEWS_SITEMAP, SECTION, ARTICLE, SITEMAP = 40, 30, 20, 0, -10


class NewsSpider(ArchiveSpider):
    """Visits what a source publishes: ``-a source=NAME [-a max_age=2d] [-a limit=50] [-a due=1]``.

    Each URL is visited once in a run. ``max_age`` leaves out what claims to be older, and ``limit``
    stops after so many articles; both replace the source's own limits. ``due`` leaves out what the
    archive has and need not see again yet: ``wanted`` is then set by code that knows the archive.
    """

    name = "news"

    def __init__(
        self,
        source: str = "",
        max_age: str = "",
        limit: str = "",
        due: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.source_name = source
        self.only_due = due not in ("", "0")
        self.wanted: Callable[[Iterable[Listed]], Iterable[Listed]] = lambda entries: entries
        self._max_age, self._limit = max_age, limit
        self.asked: set[str] = set()  # articles
        self.looked: set[str] = set()  # feeds, sitemaps and sections
        # sitemaps of indexes, to be opened one by one, and how many indexes each is inside of
        self.indexed: deque[tuple[str, int]] = deque()

    def prepare(self) -> None:
        if not self.source_name:
            raise SourceError("no source was given: -a source=NAME")
        source: Source = self.catalogue[self.source_name]
        self.source = source
        self.local_hosts = local_hosts((source.home, *source.places))
        limits = source.limits
        if self._max_age:
            limits = replace(limits, max_age=_span(self._max_age))
        if self._limit:
            limits = replace(limits, max_articles=_count(self._limit))
        self.limits = limits
        self.oldest = datetime.now(UTC) - limits.max_age if limits.max_age else None

    async def start(self) -> AsyncIterator[Any]:
        source = self.source
        for urls, parse, priority in (
            (source.feeds, self.parse_feed, FEED),
            (source.news_sitemaps, self.parse_sitemap, NEWS_SITEMAP),
            (source.sections, self.parse_section, SECTION),
            (source.sitemaps, self.parse_sitemap, SITEMAP),
        ):
            for url in urls:
                yield self._look_into(url, parse, priority)

    def parse_feed(self, response: Response) -> Found:
        yield from self._discover(
            response, lambda: parse_feed(response.body, response.url, self.source.time_zone)
        )

    def parse_section(self, response: Response) -> Found:
        text = response.text if isinstance(response, TextResponse) else ""
        yield from self._discover(response, lambda: article_links(self.source, text, response.url))

    def parse_sitemap(self, response: Response) -> Found:
        nested: list[Listed] = []
        depth = response.meta.get(DEPTH, 0) + 1

        def entries() -> Iterable[Listed]:
            sitemap = parse_sitemap(response.body, response.url, self.source.time_zone)
            if sitemap.sitemaps and depth > DEEPEST:
                raise DiscoveryError("nested too deep", f"it is an index inside {DEEPEST} others")
            nested.extend(sitemap.sitemaps)
            return sitemap.entries

        yield from self._discover(response, entries)
        for entry in sorted(nested, key=_newest_first):
            if entry.url not in self.looked and not self._too_old(entry):
                self.looked.add(entry.url)
                self.indexed.append((entry.url, depth))
        yield from self._next_sitemap()

    def sitemap_failed(self, failure: Failure) -> Found:
        yield from self.failed(failure)
        yield from self._next_sitemap()

    def _next_sitemap(self) -> Iterator[Request]:
        if self.indexed and not self._enough():
            url, depth = self.indexed.popleft()
            yield self._look_into(url, self.parse_sitemap, SITEMAP, depth)

    def _look_into(
        self, url: str, parse: Callable[[Response], Found], priority: int, depth: int = 0
    ) -> Request:
        self.looked.add(url)
        failed = self.sitemap_failed if parse == self.parse_sitemap else self.failed
        return Request(
            url,
            callback=parse,
            errback=failed,
            priority=priority,
            dont_filter=True,
            meta={DEPTH: depth},
        )

    def _discover(self, response: Response, entries: Callable[[], Iterable[Listed]]) -> Found:
        """Requests for the articles that a feed, sitemap or section lists, or its failure."""
        url = asked_for(response.request) if response.request else response.url
        if response.status != 200:
            reason = f"HTTP {response.status}"
            yield self.failure(url, Stage.DISCOVER, reason, "", response.status)
            return
        try:
            found = entries()
        except DiscoveryError as error:
            yield self.failure(url, Stage.DISCOVER, error.reason, str(error))
            return
        lister = Lister()
        young = (entry for entry in lister.count(found) if not self._too_old(entry))
        for entry in () if self._enough() else self.wanted(young):
            if entry.url not in self.asked:
                self.asked.add(entry.url)
                yield self.page_request(entry.url)
            if self._enough():
                break
        deque(young, maxlen=0)  # the rest is only counted
        self.crawler.signals.send_catch_log(discovered, listing=lister.listing(url))

    def _too_old(self, entry: Listed) -> bool:
        latest = entry.latest()
        return self.oldest is not None and latest is not None and latest < self.oldest

    def _enough(self) -> bool:
        most = self.limits.max_articles
        return most is not None and len(self.asked) >= most


def _newest_first(entry: Listed) -> float:
    """Sort key: by the latest time that an entry claims; those without one come last."""
    latest = entry.latest()
    return -latest.timestamp() if latest else 0.0


def _span(text: str) -> timedelta:
    try:
        return parse_span(text)
    except ValueError as error:
        raise SourceError(f"max_age: {error}") from error


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise SourceError(f"limit: expected a number of 1 or more, not {text!r}")
    return int(text)
