"""Import pages from WARC files; from the capture on, they go the same way as a crawl's.

A record is copied into the archive's own capture folder with its id, its date and its bytes, so
that the archive stays whole when the file is thrown away. Memory does not grow with the file: only
as many pages are read ahead as the reader processes need.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.archive.entries import Failed, PlainCapture, SourceFacts, Visit
from crawler.archive.failures import open_failures, resolve_failures
from crawler.archive.runs import note_stats
from crawler.archive.tally import KNOWN
from crawler.archive.writer import ArchiveWriter
from crawler.capture.exchange import PURPOSE, Purpose
from crawler.capture.pages import Redirects, is_page
from crawler.capture.reader import Damage, StoredRecord, begins_record, capture_of, read_records
from crawler.capture.records import packed_again
from crawler.capture.writer import WarcWriter
from crawler.errors import CaptureError
from crawler.importing.filter import Filter
from crawler.importing.places import Place, key_of, place_of
from crawler.items import Capture, CapturedPage, CaptureKind, Stage
from crawler.optouts import Sites
from crawler.reader_pool import ReaderPool
from crawler.reading import facts, opted_out
from crawler.sources.loader import Catalogue
from crawler.web import is_web

OFTEN = 200  # records between two notes of the import's progress
UNKNOWN = SourceFacts("unknown", "unknown")  # the source of a record whose address is lost


class UnreadableError(CaptureError):
    """A file is no WARC file, or nothing in it can be read."""


@dataclass(slots=True)
class _Page:
    """A record with a page, and the visit that comes of it once it is read."""

    place: Place
    record: StoredRecord
    capture: Capture
    visit: Future[Visit] = field(default_factory=Future)


@dataclass
class Importer:
    """Imports WARC files, and keeps track of what it met on the way."""

    catalogue: Catalogue
    warc: WarcWriter
    writer: ArchiveWriter
    readers: ReaderPool
    wanted: Filter = field(default_factory=Filter)
    counts: Counter[str] = field(default_factory=Counter)
    damaged: list[Damage] = field(default_factory=list)
    files: dict[str, Any] = field(default_factory=dict)  # key -> place, for the run record
    sites: Sites = field(default_factory=Sites)
    redirects: Redirects = field(default_factory=Redirects)  # of the current file
    place: Place = field(default_factory=Place)  # in the current file
    whole_until: Place | None = None  # the last record before the first damage in the file
    being_read: deque[_Page] = field(default_factory=deque)
    ids_being_read: set[str] = field(default_factory=set)

    def run(self, file: Path, progress: Callable[[int], None] = lambda offset: None) -> None:
        """Archive the pages of a WARC file; ``progress`` is told the offset of each record.

        Continues where an earlier import of the file ended. A record that cannot be read is
        counted, noted as a failure and skipped. Raises UnreadableError when nothing in the file can
        be read, CaptureError and ArchiveError when captures or the archive cannot be written.
        """
        key = key_of(file, self.wanted)
        with self.writer.engine.connect() as connection:
            begin = place_of(connection, key)
        if not begins_record(file, begin.offset):
            begin = Place()  # packed as a whole: nobody can start in the middle
        self.place, self.whole_until, self.redirects = begin, None, Redirects()
        if begin.records:
            self.counts["read by an earlier import"] += begin.records
            self._meet_again(file, begin.offset)
        damaged_before, is_readable = len(self.damaged), False
        for number, record in enumerate(self._records(file, begin.offset)):
            is_readable = True
            progress(record.offset)
            self.place = Place(record.offset, begin.records + number)
            self._take(record)
            if number % OFTEN == OFTEN - 1:
                self._note_place(key, self.being_read[0].place if self.being_read else self.place)
        self._collect(down_to=0)
        self._note_place(key, self.place)
        self._resolve_damages(file, begin.offset)
        if len(self.damaged) > damaged_before and not is_readable:
            raise UnreadableError(f"{file} is no WARC file, or damaged throughout")

    def _records(self, file: Path, offset: int) -> Iterator[StoredRecord]:
        try:
            yield from read_records(file, offset=offset, damaged=self._note_damage_of_file)
        except CaptureError as error:
            raise UnreadableError(str(error)) from error

    def _note_place(self, key: str, place: Place) -> None:
        """Note that everything before this place is archived. The place stays before the first
        damage, as the next import may be of a better copy."""
        self.writer.flush()
        if self.whole_until is not None:
            place = min(place, self.whole_until, key=lambda one: one.offset)
        self.files[key] = asdict(place)
        with self.writer.engine.begin() as connection:
            note_stats(connection, self.writer.run_id, {"files": self.files})

    def _resolve_damages(self, file: Path, begin: int) -> None:
        """Resolve damages of an earlier copy of this file that did not occur in what was read
        now."""
        still = {damage.place for damage in self.damaged}
        with self.writer.engine.begin() as connection:
            failed = {failure.url for failure in open_failures(connection, UNKNOWN.name)} - still
            mended = [url for url in failed if _is_behind(url, file, begin)]
            resolve_failures(connection, dict.fromkeys(mended, datetime.now(UTC)))

    def _take(self, record: StoredRecord) -> None:
        url = record.url
        if not url.lower().startswith(("http://", "https://")):
            self.counts["not HTTP"] += 1
            return
        if not is_web(url):
            reason = f"{url} is no address of the web"
            self._note_damage(Damage(record.file, record.offset, reason))
            return
        capture = None
        try:
            capture = _capture(record)
            self._meet(record, capture)
            if self._is_left(capture):
                return
            body = record.message().payload() if capture.kind is CaptureKind.RESPONSE else b""
            capture = self.sites.with_optouts(capture)
        except (CaptureError, ValueError) as error:
            reason, at = str(error), capture.captured_at if capture else None
            self._note_damage(Damage(record.file, record.offset, reason, url, at))
        else:
            self._read(_Page(self.place, record, capture), body)

    def _meet(self, record: StoredRecord, capture: Capture) -> None:
        """Note what a record tells about others, whether it is archived or not. Only in our own
        crawls is a redirect directly followed by its page."""
        self.sites.meet(capture, lambda: record.message().payload())
        if record.field(PURPOSE) == Purpose.PAGE:
            self.redirects.meet(capture)

    def _meet_again(self, file: Path, end: int) -> None:
        """Note what the records tell that an earlier import has read."""
        for record in read_records(file):
            if record.offset >= end:
                return
            with suppress(CaptureError, ValueError):  # the earlier import reported it
                self._meet(record, _capture(record))

    def _is_left(self, capture: Capture) -> bool:
        """Whether a record need not be archived, or is already."""
        source = self.catalogue.of_url(capture.url)
        if not self.wanted.takes(capture.url, capture.captured_at, source):
            self.counts["left out"] += 1
        elif capture.record_id in self.ids_being_read or self.writer.is_archived(capture.record_id):
            self.counts[KNOWN] += 1
        else:
            return False
        return True

    def _read(self, page: _Page, body: bytes) -> None:
        """Have a page read; archive anything else at once."""
        capture = page.capture
        source = self.catalogue.of_url(capture.url)
        if not is_page(page.record, capture):
            self.writer.add(PlainCapture(self._keep(page), facts(source, capture.url)))
            return
        requested = self.redirects.to(capture.url)
        captured = CapturedPage(capture, body, source.name if source else "", requested)
        page.visit = self.readers.read(captured, source)
        self.being_read.append(page)
        self.ids_being_read.add(capture.record_id)
        self._collect(down_to=self.readers.room)

    def _collect(self, down_to: int) -> None:
        """Archive what was read, in the order of the file, until only so many pages are
        outstanding."""
        while len(self.being_read) > down_to:
            page = self.being_read[0]
            visit = page.visit.result()
            if self.wanted.takes_language(visit):
                self._archive(replace(visit, capture=self._keep(page)))
            else:
                self.counts["left out"] += 1
            self.being_read.popleft()
            self.ids_being_read.discard(page.capture.record_id)

    def _archive(self, visit: Visit) -> None:
        failed = opted_out(visit, self.catalogue.respect_optouts)
        if failed is None:
            self.writer.add(visit)
        else:
            self.writer.add(PlainCapture(visit.capture, visit.source))
            self.writer.add(failed)
        self.counts["pages"] += 1

    def _keep(self, page: _Page) -> Capture:
        """Copy a record into the archive's own files, unless it is there; return its capture
        there."""
        record = page.record
        member = record.member()
        if member and record.file.resolve().parent == self.warc.folder.resolve():
            return replace(page.capture, length=len(member))
        member = member or packed_again(record.fields, record.block)
        file, offset, length = self.warc.copy(member)
        return replace(page.capture, file=file, offset=offset, length=length)

    def _note_damage_of_file(self, damage: Damage) -> None:
        if self.whole_until is None:
            self.whole_until = self.place
        self._note_damage(damage)

    def _note_damage(self, damage: Damage) -> None:
        """Note a failure at the page's address, or at the place in the file if that is lost."""
        self.damaged.append(damage)
        self.counts["damaged records"] += 1
        known = damage.url if damage.url and is_web(damage.url) else None
        source = self.catalogue.of_url(known) if known else None
        self.writer.add(
            Failed(
                url=known or damage.place,
                source=facts(source, known) if known else UNKNOWN,
                stage=Stage.CAPTURE,
                reason="damaged record",
                occurred_at=damage.at or datetime.now(UTC),
                detail=f"{damage.place}: {damage.reason}",
            )
        )


def _is_behind(place: str, file: Path, offset: int) -> bool:
    """Whether a damage is in this file, at or after the offset."""
    where, _, at = place.rpartition("#")
    return where == file.resolve().as_uri() and int(at) >= offset


def _capture(record: StoredRecord) -> Capture:
    """The capture that a record holds. Raises CaptureError or ValueError."""
    capture = capture_of(record)
    if not capture.record_id:
        raise CaptureError("the record has no WARC-Record-ID")
    return capture
