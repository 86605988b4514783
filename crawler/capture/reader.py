"""Read WARC files, our own and others': WARC 1.0 and 1.1, gzipped by record or plain.

A damaged record is reported and skipped; it never hides the records after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType
from isal import isal_zlib

from crawler.capture.folder import file_of
from crawler.capture.http import HttpMessage, parse_message
from crawler.capture.records import digest
from crawler.errors import CaptureError
from crawler.gunzip import WINDOW
from crawler.items import Capture, CaptureKind
from crawler.optouts import of_headers
from crawler.web import redirect_target

GZIP = b"\x1f\x8b\x08"  # how a gzip member begins (RFC 1952)
PLAIN = b"WARC/"
BEGINS = (GZIP, PLAIN)  # how a record begins
LINE = b"\n" + PLAIN + b"1."  # how a plain one does that stands behind another
WITH_PAYLOAD = WarcRecordType.response | WarcRecordType.revisit
CHUNK = 1 << 17
FIRST_YEAR = 1990  # nothing was captured before there was a web
MOST_FIELDS = 1 << 16  # bytes of a record's WARC fields


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as stored in a file."""

    file: Path
    offset: int
    fields: tuple[tuple[str, str], ...]  # WARC named fields, in order
    block: bytes

    def field(self, name: str) -> str | None:
        """The first value of a WARC field, whatever the case of its name."""
        return _field(self.fields, name)

    @property
    def url(self) -> str:
        """WARC-Target-URI, without the angle brackets of old files; "" if there is none."""
        return _target(self.fields) or ""

    def member(self) -> bytes | None:
        """The gzip member that holds this record alone, as stored in the file.

        None if there is none, in a plain file or one that is packed as a whole.
        """
        unpacker, taken, unpacked = isal_zlib.decompressobj(WINDOW), b"", b""
        most = len(self.block) + MOST_FIELDS
        with self.file.open("rb") as stream:
            stream.seek(self.offset)
            while not unpacker.eof and len(unpacked) < most:
                chunk = stream.read(CHUNK)
                if not chunk or not (taken or chunk.startswith(GZIP)):
                    return None
                taken += chunk
                try:
                    unpacked += unpacker.decompress(chunk)
                except isal_zlib.error:  # type: ignore[misc]  # its stubs err
                    return None
        _, _, behind_fields = unpacked.partition(b"\r\n\r\n")
        is_alone = unpacker.eof and not behind_fields[len(self.block) :].strip(b"\r\n")
        return taken[: len(taken) - len(unpacker.unused_data)] if is_alone else None

    def message(self) -> HttpMessage:
        """The HTTP message in the block. Raises CaptureError if it is none."""
        return parse_message(self.block)


@dataclass(frozen=True, slots=True)
class Damage:
    """A place in a file that cannot be read."""

    file: Path
    offset: int
    reason: str
    url: str | None = None  # WARC-Target-URI, if it can still be read
    at: datetime | None = None  # WARC-Date, likewise

    @property
    def place(self) -> str:
        """The file with the offset in it, as a URL."""
        return f"{self.file.resolve().as_uri()}#{self.offset}"


def read_records(
    file: Path,
    *,
    offset: int = 0,
    types: WarcRecordType = WITH_PAYLOAD,
    damaged: Callable[[Damage], None] = lambda damage: None,
) -> Iterator[StoredRecord]:
    """The records of a file, from an offset on; ``damaged`` is told what cannot be read.

    Raises CaptureError when the file cannot be opened or is no WARC file at all.
    """
    try:
        stream = file.open("rb")
    except OSError as error:
        raise CaptureError(f"cannot read {file}: {error.strerror}") from error
    with stream:
        at: int | None = offset or _first_record(file, stream, damaged)
        while at is not None:
            stream.seek(at)
            last, is_whole = at, True
            try:
                for found in ArchiveIterator(stream, parse_http=False):
                    last = found.stream_pos
                    block = found.reader.read()
                    fields = tuple(found.headers)
                    reason = _incomplete(fields, len(block))
                    is_whole = reason is None
                    if reason:
                        damaged(Damage(file, last, reason, _target(fields), _date(fields)))
                    elif found.record_type & types:
                        yield StoredRecord(file, last, fields, block)
            except OSError as error:
                damaged(Damage(file, last, str(error)))
                at = _next_record(stream, last + 1)
            else:  # a plain record that says it is longer than it is has swallowed all the others
                at = None if is_whole else _next_record(stream, last + 1)


def begins_record(file: Path, offset: int) -> bool:
    """Whether a record can be read from this offset: not inside a file that is packed as a
    whole."""
    with file.open("rb") as stream:
        stream.seek(offset)
        return stream.read(5).startswith(BEGINS)


def capture_of(record: StoredRecord) -> Capture:
    """The capture that a response or revisit record holds. Its length is not known.

    Raises CaptureError if the block is no HTTP response or the record has no date.
    """
    message = record.message()
    status = message.status
    revisit = (record.field("WARC-Type") or "").lower() == "revisit"
    location = message.header("location") if 300 <= status < 400 else None
    return Capture(
        record_id=record.field("WARC-Record-ID") or "",
        url=record.url,
        captured_at=_instant(record),
        status=status,
        payload_digest=record.field("WARC-Payload-Digest") or digest(message.body),
        file=record.file.name,
        offset=record.offset,
        length=0,
        kind=CaptureKind.REVISIT if revisit else CaptureKind.RESPONSE,
        content_type=message.header("content-type"),
        etag=message.header("etag"),
        last_modified=message.header("last-modified"),
        redirect_to=redirect_target(record.url, location.encode("latin-1")) if location else None,
        optouts=of_headers(message.headers),
    )


def read_capture(folder: Path, capture: Capture) -> HttpMessage:
    """Read the HTTP message that a capture stored, as it was received.

    Its file is in the folder, or in a folder in it. A revisit has no body: read the response it
    refers to. Raises CaptureError when the file is missing, or holds another record at this place.
    """
    file = file_of(folder, capture.file)
    record = next(iter(read_records(file, offset=capture.offset)), None)
    if record is None or record.field("WARC-Record-ID") != capture.record_id:
        raise CaptureError(
            f"{file} does not hold {capture.record_id} at {capture.offset}: the file was changed"
        )
    return record.message()


def _instant(record: StoredRecord) -> datetime:
    at = _date(record.fields)
    if at is None:
        raise CaptureError(f"the record at {record.offset} has no WARC-Date that can be read")
    return at


def _field(fields: tuple[tuple[str, str], ...], name: str) -> str | None:
    wanted = name.lower()
    return next((value for key, value in fields if key.lower() == wanted), None)


def _date(fields: tuple[tuple[str, str], ...]) -> datetime | None:
    try:
        at = datetime.fromisoformat(_field(fields, "WARC-Date") or "")
    except ValueError:
        return None
    if at.year < FIRST_YEAR:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _target(fields: tuple[tuple[str, str], ...]) -> str | None:
    url = _field(fields, "WARC-Target-URI")
    return url.strip("<>") if url is not None else None


def _incomplete(fields: tuple[tuple[str, str], ...], length: int) -> str | None:
    """Why a record is not whole, or None. The last record of a cut file is shorter than it says."""
    told = _field(fields, "Content-Length")
    if told is None:
        return "its WARC header is cut"
    if not told.isdigit() or int(told) != length:
        return f"its block has {length} bytes, and should have {told}"
    return None


def _mark_of(stream: BinaryIO) -> bytes:
    """What a further record of this file begins with: plain ones begin a line."""
    stream.seek(0)
    head = stream.read(CHUNK)
    is_plain = head.startswith(PLAIN) or (LINE in head and not head.startswith(GZIP))
    return LINE if is_plain else GZIP


def _first_record(file: Path, stream: BinaryIO, damaged: Callable[[Damage], None]) -> int:
    """Where the first record begins: at the first mark of one, if the start is damaged."""
    head = stream.read(5)
    if not head or head.startswith(BEGINS):
        return 0
    start = _next_record(stream, 0)
    if start is None:
        raise CaptureError(f"{file} is no WARC file: it begins with {head!r}")
    damaged(Damage(file, 0, f"it begins with {head!r}"))
    return start


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """Offset of the next record, or None."""
    mark = _mark_of(stream)
    stream.seek(start)
    position, tail = start, b""
    while chunk := stream.read(CHUNK):
        data = tail + chunk
        found = data.find(mark)
        if found >= 0:
            return position - len(tail) + found + mark.startswith(b"\n")
        position += len(chunk)
        tail = data[-len(mark) + 1 :]
    return None
