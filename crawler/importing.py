"""Pages out of WARC files: the same road as a crawl's, from the capture on.

A record is copied into the archive's own capture folder with its id, its date and its bytes, so
that the archive stays whole when the file is thrown away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from crawler.archive.entries import Failed, Passing
from crawler.archive.writer import ArchiveWriter
from crawler.capture.reader import Damage, StoredRecord, capture_of, read_records
from crawler.capture.writer import WarcWriter
from crawler.errors import CaptureError
from crawler.items import Capture, CapturedPage, CaptureKind
from crawler.reading import facts, read
from crawler.sources.loader import Catalogue


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
        CaptureError when the file is no WARC file, ArchiveError when the archive cannot be written.
        """
        for record in read_records(file, damaged=self._note_damage):
            progress(record.offset)
            try:
                self._take(record)
            except (CaptureError, ValueError) as error:
                self._note_damage(Damage(file, record.offset, str(error)))
        self.writer.flush()

    def _take(self, record: StoredRecord) -> None:
        url = (record.field("WARC-Target-URI") or "").strip("<>")
        id_ = record.field("WARC-Record-ID") or ""
        if not url.startswith(("http://", "https://")):
            self.counts["not HTTP"] += 1
            return
        if self.writer.is_archived(id_):
            self.counts["already archived"] += 1
            return
        capture = self._keep(record, url)
        source = self.catalogue.of_url(url)
        if 300 <= capture.status < 400:
            self.writer.add(Passing(capture, facts(source, url)))
            return
        name = source.name if source else ""
        body = record.message().payload() if capture.kind is CaptureKind.RESPONSE else b""
        self.writer.add(read(CapturedPage(capture, body, name), source))
        self.counts["pages"] += 1

    def _keep(self, record: StoredRecord, url: str) -> Capture:
        file, offset, length = self.warc.copy(record.fields, record.block)
        return replace(capture_of(record, url), file=file, offset=offset, length=length)

    def _note_damage(self, damage: Damage) -> None:
        self.damaged.append(damage)
        self.counts["damaged records"] += 1
        url = f"{damage.file.resolve().as_uri()}#{damage.offset}"
        self.writer.add(
            Failed(
                url=url,
                source=facts(None, "http://imported/"),
                stage="capture",
                reason="damaged record",
                occurred_at=datetime.now(UTC),
                detail=damage.reason,
            )
        )
