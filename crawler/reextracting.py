"""Read the archive's captures again, with a better reader than the one that read them first."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from crawler.archive.database.engine import for_writing
from crawler.archive.entries import Visit
from crawler.archive.past.captures import captures_of
from crawler.archive.versions.corrections import Correction, Reading, correct
from crawler.archive.versions.outdated import outdated_versions
from crawler.capture.reader import read_capture
from crawler.errors import CaptureError
from crawler.extract import EXTRACTOR_VERSION
from crawler.items import Capture, CapturedPage, Page
from crawler.reader_pool import ReaderPool
from crawler.sources.loader import Catalogue

AT_ONCE = 50  # versions per transaction


@dataclass
class ReExtraction:
    """One pass over the versions that an older reader read.

    Progress is stored with each batch, so it may be stopped and restarted at any time. ``counts``
    tells how many versions changed in which field, ``examples`` the address of one.
    """

    engine: Engine
    captures: Path
    catalogue: Catalogue
    readers: ReaderPool
    sources: Collection[str] = ()
    since: datetime | None = None
    done: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)  # the reason, one per version
    progress: Callable[[int], object] = lambda done: None  # told how many are done

    def run(self) -> None:
        """Read all of them. Raises ArchiveError when the archive cannot be written."""
        being_read: deque[tuple[int, str, Future[Visit]]] = deque()
        readings: dict[int, dict[str, Page]] = {}  # version -> payload digest -> page
        for version, page in self._pages():
            source = self.catalogue.of_page(page.source, page.capture.url)
            future = self.readers.read(page, source)
            being_read.append((version, page.capture.payload_digest, future))
            while len(being_read) > self.readers.room:
                self._take(*being_read.popleft(), readings)
        while being_read:
            self._take(*being_read.popleft(), readings)
        self._correct(readings)

    def _pages(self) -> Iterator[tuple[int, CapturedPage]]:
        """Each outdated version with its readable captures, one for each payload."""
        last = 0
        while True:
            with self.engine.connect() as connection:
                versions = outdated_versions(
                    connection,
                    EXTRACTOR_VERSION,
                    after=last,
                    sources=self.sources,
                    since=self.since,
                )
                captures = captures_of(connection, versions)
            for version in versions:
                yield from ((version, page) for page in self._readable(version, captures[version]))
            if not versions:
                return
            last = versions[-1]

    def _readable(
        self, version: int, captures: list[tuple[str, Capture]]
    ) -> Iterator[CapturedPage]:
        why = "no capture of it is a response"
        payloads: set[str] = set()
        for source, capture in captures:
            if capture.payload_digest in payloads:
                continue
            try:
                body = read_capture(self.captures, capture).payload()
            except (CaptureError, OSError, ValueError) as error:
                why = str(error)
            else:
                payloads.add(capture.payload_digest)
                yield CapturedPage(capture, body, source)
        if not payloads:
            self.unreadable.append(f"version {version}: {why}")

    def _take(
        self,
        version: int,
        payload: str,
        future: Future[Visit],
        readings: dict[int, dict[str, Page]],
    ) -> None:
        """Note a page that was read. The pages of a version come one after another."""
        page = future.result().page
        if page is None:
            return
        if version not in readings and len(readings) >= AT_ONCE:
            self._correct(readings)
        readings.setdefault(version, {})[payload] = page

    def _correct(self, pages: dict[int, dict[str, Page]]) -> None:
        """Correct the versions, except those of which a page could not be read: they stay outdated,
        and are tried again the next time."""
        unread = {v: p.reason for v, read in pages.items() for p in read.values() if p.is_unread}
        self.unreadable += [f"version {version}: {why}" for version, why in unread.items()]
        readings = [Reading(v, read) for v, read in pages.items() if v not in unread]
        pages.clear()
        if readings:
            with for_writing(self.engine).begin() as connection:
                found = correct(connection, readings, EXTRACTOR_VERSION, datetime.now(UTC))
            for correction in found:
                self._count(correction)
            self.done += len(readings)
            self.progress(self.done)

    def _count(self, correction: Correction) -> None:
        fields = ("no article",) if correction.changed is None else correction.changed
        for name in fields:
            self.counts[name] += 1
            self.examples.setdefault(name, correction.url)
