"""Pages out of WARC files: the same road as a crawl's, from the capture on.

A record is copied into the archive's own capture folder with its id, its date and its bytes, so
that the archive stays whole when the file is thrown away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from crawler.archive.entries import Failed, Passing, SourceFacts
from crawler.archive.writer import ArchiveWriter
from crawler.capture.reader import Damage, StoredRecord, capture_of, read_records
from crawler.capture.writer import WarcWriter
from crawler.errors import CaptureError
from crawler.items import Capture, CapturedPage, CaptureKind
from crawler.reading import facts, read
from crawler.sources.loader import Catalogue

UNKNOWN = SourceFacts("unknown", "unknown")  # the source of a record whose address is lost


class UnreadableError(CaptureError):
    """A file is no WARC file, or nothing in it can be read."""


@dataclass
class Import:
    """One import: where records go, and what was met on the way."""

    catalogue: Catalogue
    warc: WarcWriter
    writer: ArchiveWriter
    counts: Counter[str] = field(default_factory=Counter)
    damaged: list[Damage] = field(default_factory=list)

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
        elif self.writer.is_archived(record.field("WARC-Record-ID") or ""):
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
        self.writer.add(read(CapturedPage(capture, body, source.name if source else ""), source))
        self.counts["pages"] += 1

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
