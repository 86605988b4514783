"""Check whether the archive agrees with its WARC files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fastwarc.warc import WarcRecordType
from sqlalchemy import Connection, Row, select, update

from crawler.archive.checking.findings import Finding
from crawler.archive.models import Capture, CrawlRun
from crawler.archive.models.types import cut_to_milliseconds, utc_text
from crawler.capture.folder import file_of, folders_in
from crawler.capture.reader import Damage, StoredRecord, capture_of, read_records
from crawler.capture.records import digest
from crawler.capture.writer import is_being_written
from crawler.counted import counted
from crawler.errors import CaptureError
from crawler.items import CaptureKind

AT_ONCE = 1000  # records looked up in the archive at a time


def check_captures(connection: Connection, folder: Path) -> Iterator[Finding]:
    """Check that every capture is where the archive says, byte for byte, and that no record is
    unknown.

    Each file is read once, from beginning to end.
    """
    named = connection.scalars(select(Capture.warc_file).distinct().order_by(Capture.warc_file))
    for name in sorted(set(named) | _names(connection, folder)):
        rows = connection.execute(select(Capture.__table__).where(Capture.warc_file == name)).all()
        file = file_of(folder, name)
        if file.exists():
            yield from _check_file(connection, file, {row.record_id: row for row in rows})
        else:
            lost = counted(len(rows), "capture was", "captures were")
            yield Finding(str(file), f"the file is missing; {lost} in it")


def _names(connection: Connection, folder: Path) -> set[str]:
    """The files in the folder, and those of our runs in the folders in it. Other files in those
    folders may be ones that were imported."""
    below = {file.name for one in folders_in(folder) for file in one.glob("*.warc.gz")}
    prefixes = set(connection.scalars(select(CrawlRun.warc_prefix)))
    ours = {name for name in below if name.rpartition("-")[0] in prefixes}
    return ours | {file.name for file in folder.glob("*.warc.gz") if file.is_file()}


def _check_file(connection: Connection, file: Path, rows: dict[str, Row[Any]]) -> Iterator[Finding]:
    damages: list[Damage] = []
    unknown: list[str] = []  # ids of records
    is_growing = is_being_written(file)  # asked first: its run may end before the file does
    archived = max((row.warc_offset for row in rows.values()), default=0)
    try:
        for record, length in _with_lengths(file, damages, is_growing=is_growing):
            id_ = record.field("WARC-Record-ID") or ""
            row = rows.pop(id_, None)
            if row is not None:
                yield from _check_record(file, record, length, row)
            elif (record.field("WARC-Type") or "").lower() in ("response", "revisit"):
                unknown.append(id_)
    except CaptureError as error:
        yield Finding(str(file), str(error))
        return
    for damage in damages:
        if not is_growing or damage.offset <= archived:  # after it, the next is being written
            yield Finding(f"{file} at {damage.offset}", f"a damaged record: {damage.reason}")
    for row in rows.values():
        yield Finding(_where(file, row), "its record is not there")
    if unknown and not is_being_written(file) and (count := _unknown_now(connection, unknown)):
        what = (
            f"records that the archive does not know: {count}; the next crawl archives those of "
            f"a run that was killed, `crawler import {file}` any"
        )
        yield Finding(str(file), what)


def _unknown_now(connection: Connection, ids: Sequence[str]) -> int:
    """How many of these records the archive does not know even now. ``connection`` sees it as it
    was when the check began, and a crawl may have ended since."""
    known: set[str] = set()
    with connection.engine.connect() as now:
        for start in range(0, len(ids), AT_ONCE):
            some = Capture.record_id.in_(ids[start : start + AT_ONCE])
            known.update(now.scalars(select(Capture.record_id).where(some)))
    return sum(id_ not in known for id_ in ids)


def _check_record(
    file: Path, record: StoredRecord, length: int | None, row: Row[Any]
) -> Iterator[Finding]:
    if record.offset != row.warc_offset:
        place = update(Capture).where(Capture.id == row.id)
        place = place.values(warc_offset=record.offset, warc_length=length or row.warc_length)
        what, remedy = f"its record lies at {record.offset}", "the archive says now where it lies"
        yield Finding(_where(file, row), what, lambda c: c.execute(place), remedy)
        return
    fault = _fault(record, length, row)
    if fault:
        yield Finding(_where(file, row), fault)
    elif contradiction := _contradiction(record, row):
        yield Finding(_where(file, row), contradiction, misleads=True)


def _contradiction(record: StoredRecord, row: Row[Any]) -> str | None:
    """What the archive says of a capture and its record does not; None if they agree."""
    try:
        kept = capture_of(record)
    except CaptureError as error:
        return str(error)
    at = cut_to_milliseconds(kept.captured_at)
    for name, theirs, ours in (
        ("address", kept.url, row.url),
        ("date", utc_text(at, fraction=True), utc_text(row.captured_at, fraction=True)),
        ("status", kept.status, row.status),
    ):
        if theirs != ours:
            return f"its {name} is {theirs}, and the archive says {ours}"
    return None


def _where(file: Path, row: Row[Any]) -> str:
    return f"capture {row.id}, {file} at {row.warc_offset}"


def _with_lengths(
    file: Path, damages: list[Damage], *, is_growing: bool
) -> Iterator[tuple[StoredRecord, int | None]]:
    """The records of a file with their lengths. The length is unknown before a damaged record, and
    at the end of a growing file."""
    before: StoredRecord | None = None
    damaged = 0  # the number of damages when ``before`` was read
    for record in read_records(file, types=WarcRecordType.any_type, damaged=damages.append):
        if before is not None:
            whole = len(damages) == damaged
            yield before, record.offset - before.offset if whole else None
        before, damaged = record, len(damages)
    if before is not None:
        whole = len(damages) == damaged and not is_growing
        yield before, file.stat().st_size - before.offset if whole else None


def _fault(record: StoredRecord, length: int | None, row: Row[Any]) -> str | None:
    """What is wrong with a capture's record; None if nothing is."""
    if record.field("WARC-Block-Digest") not in (None, digest(record.block)):
        return "its bytes are not those that were kept: the block digest differs"
    if length not in (None, row.warc_length):
        return f"the record has {counted(length or 0, 'byte')}, and should have {row.warc_length}"
    named = record.field("WARC-Payload-Digest")
    if named not in (None, row.payload_digest):
        return f"its payload digest is {named}, and should be {row.payload_digest}"
    is_response = row.kind == CaptureKind.RESPONSE
    if named is None and is_response and digest(record.message().body) != row.payload_digest:
        return "its payload is not the one that was archived"
    return None
