"""Scrapy's item pipelines: read what was captured, and hand it to the archive."""

from __future__ import annotations

from asyncio import Lock, wrap_future
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from sqlalchemy.exc import DBAPIError
from twisted.internet.task import LoopingCall

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.entries import Entry, Failed, PlainCapture, Visit
from crawler.archive.failures import resolve_failures
from crawler.archive.names import sync_agencies
from crawler.archive.runs import finish_run, start_run
from crawler.archive.site_files import keep_site_files
from crawler.archive.writer import ArchiveWriter
from crawler.briefing import brief
from crawler.capture.encodings import DamagedBodyError
from crawler.due_entries import NOT_DUE, DueEntries
from crawler.errors import ArchiveError, CrawlerError
from crawler.fetch.capture import capture_middleware
from crawler.fetch.signals import capture_kept, discovered
from crawler.fetch.site_files import site_files
from crawler.fetch.stopping import STOPPED, stop_crawl
from crawler.health.sample import SEEN, Sample
from crawler.items import Capture, CapturedPage, FetchFailure, Stage
from crawler.reader_pool import ReaderPool, default_workers, shared_pool
from crawler.reading import facts, known_agencies, opted_out
from crawler.sources.listing import Listing
from crawler.sources.loader import Catalogue, load_catalogue
from crawler.sources.source import Source

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

RUN = "archive/run"  # the statistic that holds the run's id
TICK = 1.0  # seconds between checks whether entries wait too long


class ReadPipeline:
    """Turns a captured page into a visit, and a failed fetch into a failure.

    Other processes read the pages. Meanwhile Scrapy goes on fetching, and stops when too many bytes
    wait (``SCRAPER_SLOT_MAX_ACTIVE_SIZE``).
    """

    def __init__(self, catalogue: Catalogue, readers: ReaderPool) -> None:
        self.catalogue = catalogue
        self.readers = readers

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        catalogue = load_catalogue(crawler.settings.getlist("CRAWLER_SOURCE_FILES"))
        workers = crawler.settings.get("CRAWLER_WORKERS")
        return cls(catalogue, shared_pool(default_workers() if workers is None else int(workers)))

    async def process_item(self, item: Any) -> Any:
        if isinstance(item, CapturedPage):
            source = self.catalogue.of_page(item.source, item.capture.url)
            try:
                visit = await wrap_future(self.readers.read(item, source))
            except DamagedBodyError as error:
                return _damaged(item, source, error)
            return opted_out(visit, self.catalogue.respect_optouts) or visit
        if isinstance(item, FetchFailure):
            source = self.catalogue.of_page(item.source, item.url)
            return Failed(
                url=item.url,
                source=facts(source, item.url),
                stage=item.stage,
                reason=item.reason,
                occurred_at=item.occurred_at,
                detail=item.detail,
                status=item.status,
            )
        return item


def _damaged(page: CapturedPage, source: Source | None, error: DamagedBodyError) -> Failed:
    """The failure for a page that cannot be unpacked, at the address that was asked for."""
    return Failed(
        url=(*page.requested_urls, page.capture.url)[0],
        source=facts(source, page.capture.url),
        stage=Stage.FETCH,
        reason=error.reason,
        occurred_at=datetime.now(UTC),
        detail=str(error),
    )


class ArchivePipeline:
    """Hands visits, failures and all other captures to the one writer, and keeps the run record.

    A capture that was fetched to be read waits for its item. If no item comes (a retried error, a
    page that the spider gave up), it is archived as a plain capture at the end.
    """

    def __init__(self, crawler: Crawler, catalogue: Catalogue) -> None:
        self.crawler = crawler
        self.catalogue = catalogue
        self.waiting: dict[str, Capture] = {}  # by record id
        self.places_read: list[str] = []  # feeds, sitemaps and sections
        self.sample = Sample()
        self.due: DueEntries | None = None
        self.gate = Lock()
        self.writer: ArchiveWriter
        self.ticks = LoopingCall(self._tick)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        catalogue = load_catalogue(crawler.settings.getlist("CRAWLER_SOURCE_FILES"))
        pipeline = cls(crawler, catalogue)
        crawler.signals.connect(pipeline.capture_kept, capture_kept)
        crawler.signals.connect(pipeline.place_read, discovered)
        crawler.signals.connect(pipeline.defect_met, signals.spider_error)
        crawler.signals.connect(pipeline.defect_met, signals.item_error)
        crawler.signals.connect(pipeline.spider_closed, signals.spider_closed)
        return pipeline

    def open_spider(self) -> None:
        middleware = capture_middleware(self.crawler)
        middleware.warc.begin()
        engine = open_archive(self.crawler.settings["CRAWLER_ARCHIVE_URL"])
        source = self.catalogue.find(self._source_name)
        self.sample = Sample(source.places if source else ())
        with for_writing(engine).begin() as connection:
            sync_agencies(connection, known_agencies())
            run_id = start_run(
                connection,
                f"crawl {self._source_name}".strip(),
                datetime.now(UTC),
                source=facts(source, source.home) if source else None,
                warc_prefix=middleware.warc.prefix,
                task_id=self.crawler.settings.getint("CRAWLER_TASK") or None,
            )
        if self.crawler.stats is not None:
            self.crawler.stats.set_value(RUN, run_id)
        self.writer = ArchiveWriter(engine, run_id, durable=middleware.warc.flush)
        middleware.warc.find_payload = self.writer.find_payload
        self.due = brief(self.crawler, self.writer, self._source_name)
        self.ticks.start(TICK, now=False)

    async def process_item(self, item: Any) -> Any:
        """Hand an entry to the writer, waiting while it is behind. Scrapy stops fetching when too
        many pages wait."""
        if isinstance(item, Visit | Failed):
            async with self.gate:  # else each written batch would wake everyone who waits
                while (crowd := self.writer.backlog) is not None:
                    with suppress(CrawlerError):  # ``add`` will raise it again
                        await wrap_future(crowd)
                self._add(item)
            self.sample.add(item)
        if isinstance(item, Visit):
            self.waiting.pop(item.capture.record_id, None)
        return item

    def capture_kept(self, capture: Capture, request: Request) -> None:
        """Note a response that is on disk."""
        redirected = 300 <= capture.status < 400 and capture.redirect_to
        if request.meta.get("visit") and not redirected:
            self.waiting[capture.record_id] = capture
        else:
            self._add_passing(capture)

    def defect_met(self, failure: Failure, response: Response) -> None:
        """Record a failure for a page on which our own code failed. It is captured, so it is not
        lost."""
        source = self.catalogue.of_page(self._source_name, response.url)
        self._add(
            Failed(
                url=response.url,
                source=facts(source, response.url),
                stage=Stage.READ,
                reason="defect",
                occurred_at=datetime.now(UTC),
                detail=repr(failure.value),
                status=response.status,
            )
        )

    def place_read(self, listing: Listing) -> None:
        """Note that a feed, sitemap or section could be read; it may have failed before."""
        self.places_read.append(listing.url)
        self.sample.listed(listing)

    def spider_closed(self, reason: str) -> None:
        """Archive what is left, and end the run's record."""
        if not hasattr(self, "writer"):
            return  # it could not begin, as already reported
        if self.ticks.running:
            self.ticks.stop()
        for capture in self.waiting.values():
            self._add_passing(capture)
        self.waiting.clear()
        with self._or_stop():
            self.writer.flush()
        self._tell_stats()
        stats = {
            "sources": self.writer.tally,
            "requests": self._stat("downloader/request_count"),
            "responses": self._stat("downloader/response_count"),
            "response_bytes": self._stat("downloader/response_bytes"),
            NOT_DUE: self.due.left_out if self.due else 0,
        }
        if getattr(self.crawler.spider, "is_look", True):
            stats[SEEN] = self.sample.stats()
        self.writer.close()
        self._finish_run(str(self._stat(STOPPED) or reason), stats)
        capture_middleware(self.crawler).warc.close()

    def _finish_run(self, reason: str, stats: dict[str, Any]) -> None:
        now = datetime.now(UTC)
        ended = None if self.writer.is_behind else now
        with self._or_stop():
            try:
                with self.writer.engine.begin() as connection:
                    resolve_failures(connection, dict.fromkeys(self.places_read, now))
                    keep_site_files(connection, site_files(self.crawler).fetched.values())
                    finish_run(connection, self.writer.run_id, ended, reason, stats)
            except DBAPIError as error:
                raise ArchiveError(f"the end of the run cannot be written: {error.orig}") from error

    @property
    def _source_name(self) -> str:
        return getattr(self.crawler.spider, "source_name", "")

    def _stat(self, key: str) -> Any:
        return self.crawler.stats.get_value(key, 0) if self.crawler.stats else 0

    def _add_passing(self, capture: Capture) -> None:
        source = self.catalogue.of_page(self._source_name, capture.url)
        self._add(PlainCapture(capture, facts(source, capture.url)))

    def _add(self, entry: Entry) -> None:
        with self._or_stop():
            self.writer.add(entry)

    def _tick(self) -> None:
        with self._or_stop():
            self.writer.flush_if_old()
        self._tell_stats()

    def _tell_stats(self) -> None:
        """Put the results of the pages into Scrapy's statistics: ``archive/new`` and so on."""
        if self.crawler.stats is not None:
            for word, number in self.writer.tally.total.items():
                self.crawler.stats.set_value(f"archive/{word}", number)

    @contextmanager
    def _or_stop(self) -> Iterator[None]:
        """Stop the crawl on errors: no page may be fetched that the archive cannot remember."""
        try:
            yield
        except CrawlerError as error:
            stop_crawl(self.crawler, error, "archive_error")
