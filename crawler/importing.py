"""Pages out of WARC files: the same road as a crawl's, from the capture on.

A record is copied into the archive's own capture folder with its id, its date and its bytes, so
that the archive stays whole when the file is thrown away.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from crawler.archive.entries import Failed, Passing, SourceFacts, Visit
from crawler.archive.writer import ArchiveWriter
from crawler.capture.reader import Damage, StoredRecord, capture_of, read_records
from crawler.capture.writer import WarcWriter
from crawler.errors import CaptureError
from crawler.items import Capture, CapturedPage, CaptureKind
from crawler.readers import Readers
from crawler.reading import facts
from crawler.sources.loader import Catalogue

AHEAD = 8  # pages that may wait for each process that reads
UNKNOWN = SourceFacts("unknown", "unknown")  # the source of a record whose address is lost


class UnreadableError(CaptureError):
    """A file is no WARC file, or nothing in it can be read."""


@dataclass
class Import:
    """One import: where records go, and what was met on the way."""

    catalogue: Catalogue
    warc: WarcWriter
    writer: ArchiveWriter
    readers: Readers
    counts: Counter[str] = field(default_factory=Counter)
    damaged: list[Damage] = field(default_factory=list)
    being_read: deque[Future[Visit]] = field(default_factory=deque)
    ids_being_read: set[str] = field(default_factory=set)

    def run(self, file: Path, progress: Callable[[int], None] = lambda offset: None) -> None:
        """Archive every page of a WARC file; ``progress`` is told the offset of each record.

        A record that cannot be read is counted, noted as a failure and stepped over. Raises
        UnreadableError when nothing in the file can be read, CaptureError and ArchiveError when
        captures or the archive cannot be written.
        """
        damaged_before, is_readable = len(self.damaged), False
        for record in self._records(file):
            is_readable = True
            progress(record.offset)
            self._take(record)
        self._collect(down_to=0)
        self.writer.flush()
        if len(self.damaged) > damaged_before and not is_readable:
            raise UnreadableError(f"{file} is no WARC file, or damaged throughout")

    def _records(self, file: Path) -> Iterator[StoredRecord]:
        try:
            yield from read_records(file, damaged=self._note_damage)
        except CaptureError as error:
            raise UnreadableError(str(error)) from error

    def _take(self, record: StoredRecord) -> None:
        url = (record.field("WARC-Target-URI") or "").strip("<>")
        if not url.startswith(("http://", "https://")):
            self.counts["not HTTP"] += 1
        elif self._is_archived(record.field("WARC-Record-ID") or ""):
            self.counts["already archived"] += 1
        else:
            try:
                capture, body = _parse(record, url)
            except (CaptureError, ValueError) as error:
                self._note_damage(Damage(record.file, record.offset, str(error), url))
            else:
                self._archive(record, capture, body)

    def _archive(self, record: StoredRecord, capture: Capture, body: bytes) -> None:
        file, offset, length = self.warc.copy(record.fields, record.block)
        capture = replace(capture, file=file, offset=offset, length=length)
        source = self.catalogue.of_url(capture.url)
        if 300 <= capture.status < 400:
            self.writer.add(Passing(capture, facts(source, capture.url)))
            return
        page = CapturedPage(capture, body, source.name if source else "")
        self.being_read.append(self.readers.read(page, source))
        self.ids_being_read.add(capture.record_id)
        self.counts["pages"] += 1
        self._collect(down_to=self.readers.workers * AHEAD)

    def _is_archived(self, record_id: str) -> bool:
        return record_id in self.ids_being_read or self.writer.is_archived(record_id)

    def _collect(self, down_to: int) -> None:
        """Archive what was read, in the order of the file, until so many pages are outstanding."""
        while len(self.being_read) > down_to:
            visit = self.being_read.popleft().result()
            self.ids_being_read.discard(visit.capture.record_id)
            self.writer.add(visit)

    def _note_damage(self, damage: Damage) -> None:
        """Note a failure under the page's address, or the place in the file if that is lost."""
        self.damaged.append(damage)
        self.counts["damaged records"] += 1
        place = f"{damage.file.resolve().as_uri()}#{damage.offset}"
        url = damage.url or place
        source = self.catalogue.of_url(damage.url) if damage.url else None
        self.writer.add(
            Failed(
                url=url,
                source=facts(source, damage.url) if damage.url else UNKNOWN,
                stage="capture",
                reason="damaged record",
                occurred_at=datetime.now(UTC),
                detail=f"{place}: {damage.reason}",
            )
        )


def _parse(record: StoredRecord, url: str) -> tuple[Capture, bytes]:
    """The capture that a record is, and its body. Raises CaptureError or ValueError."""
    capture = capture_of(record, url)
    if not capture.record_id:
        raise CaptureError("the record has no WARC-Record-ID")
    is_response = capture.kind is CaptureKind.RESPONSE
    return capture, record.message().payload() if is_response else b""
