"""Store captures: a run's WARC files.

The first file begins with the first record, and a new one when it has grown to ``MAX_BYTES``. Each
begins with a ``warcinfo`` record. Records go to the operating system as they are written, so the
death of this process loses nothing. ``flush`` makes all of it durable (fsync); the archive calls it
before it refers to a capture. The first file stays locked until the run ends, whichever is being
written, so that nobody takes the run for dead between two of them. A record that cannot be written
whole is cut off again, so that the file stays readable.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Self

from crawler import __version__
from crawler.capture.exchange import Exchange, request_record, response_record
from crawler.capture.records import digest, record, record_id, warc_date
from crawler.errors import CaptureError
from crawler.items import Capture, CaptureKind
from crawler.optouts import of_headers

MAX_BYTES = 1 << 30
SOFTWARE = f"crawler/{__version__}"

# (URL, payload digest, whether it is to be read) -> an earlier response with the same payload
FindPayload = Callable[[str, str, bool], Capture | None]


class WarcWriter:
    """Writes one run's captures into files ``{prefix}-{serial}.warc.gz`` in a folder."""

    def __init__(
        self,
        folder: Path,
        prefix: str,
        *,
        find_payload: FindPayload = lambda url, payload, is_to_be_read: None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self.folder = folder
        self.prefix = prefix
        self.find_payload = find_payload
        self._max_bytes = max_bytes
        self._file: BinaryIO | None = None
        self._first: BinaryIO | None = None  # its lock shows that the run lives
        self._name = ""
        self._serial = 0
        self._end = 0  # offset after the last whole record
        self._dirty = False
        self._closing = Lock()  # so that the file is not closed while another thread flushes it

    @classmethod
    def of_run(cls, folder: Path, name: str, started: datetime) -> Self:
        """The writer of a run; its files are named after what it crawls and when it began."""
        return cls(folder, f"{name}-{started:%Y%m%d%H%M%S}{started.microsecond // 1000:03d}")

    def begin(self) -> None:
        """Begin the first file now. A folder that cannot be written is then reported at once, and
        the run can be seen to be alive (``is_being_written``). Raises CaptureError."""
        self._make_room()

    def write(self, exchange: Exchange) -> Capture:
        """Store an exchange: its response (a revisit if the payload is known) and its request.

        Raises CaptureError when it cannot be written.
        """
        payload = digest(exchange.body)
        earlier = None
        if exchange.status == HTTPStatus.NOT_MODIFIED:
            earlier = exchange.unchanged
            payload = earlier.payload_digest if earlier else payload
        elif exchange.body:
            earlier = self.find_payload(exchange.url, payload, exchange.is_to_be_read)
        revisit = exchange.status == HTTPStatus.NOT_MODIFIED or earlier is not None
        id_ = record_id()
        self._make_room()
        offset, length = self._put(response_record(exchange, id_, payload, earlier))
        self._put(request_record(exchange, id_))
        return Capture(
            record_id=id_,
            url=exchange.url,
            captured_at=exchange.at,
            status=exchange.status,
            payload_digest=payload,
            file=self._name,
            offset=offset,
            length=length,
            kind=CaptureKind.REVISIT if revisit else CaptureKind.RESPONSE,
            content_type=exchange.header(b"content-type"),
            etag=exchange.header(b"etag"),
            last_modified=exchange.header(b"last-modified"),
            redirect_to=exchange.redirect_to,
            optouts=of_headers(exchange.headers),
        )

    def copy(self, member: bytes) -> tuple[str, int, int]:
        """Store a packed record of another WARC file: (file, offset, length)."""
        self._make_room()
        offset, length = self._put(member)
        return self._name, offset, length

    def flush(self) -> None:
        """Make everything written so far survive a power cut. Another thread may call this."""
        with self._closing:
            if self._file is not None and self._dirty:
                self._dirty = False  # first: what is written meanwhile may miss this fsync
                try:
                    os.fsync(self._file.fileno())
                except OSError as error:
                    self._dirty = True
                    raise self._failed(error) from error

    def close(self) -> None:
        """Flush and close the file; a later write begins another."""
        self.flush()
        with self._closing:
            for file in (self._file, self._first):
                if file is not None:
                    file.close()
            self._file = self._first = None

    def _make_room(self) -> None:
        """Begin a file if none is open or the open one is full."""
        if self._file is not None and self._end < self._max_bytes:
            return
        self.flush()
        with self._closing:
            if self._file is not None and self._file is not self._first:
                self._file.close()
            self._file = None
        self._begin()

    def _begin(self) -> None:
        self._serial += 1
        self._name = f"{self.prefix}-{self._serial:05d}.warc.gz"
        make_folder(self.folder)
        try:
            self._file = (self.folder / self._name).open("xb", buffering=0)
            fcntl.flock(self._file, fcntl.LOCK_EX)  # somebody may be looking whether it is locked
        except OSError as error:
            raise self._failed(error) from error
        self._first = self._first or self._file
        self._end = 0
        self._put(_warcinfo(self._name))

    def _put(self, data: bytes) -> tuple[int, int]:
        assert self._file is not None  # noqa: S101 - _make_room has opened it
        offset, view = self._end, memoryview(data)
        try:
            while view:
                view = view[self._file.write(view) :]
        except OSError as error:
            self._cut_off(offset, error)
            raise self._failed(error) from error
        self._end += len(data)
        self._dirty = True
        return offset, len(data)

    def _cut_off(self, offset: int, why: OSError) -> None:
        """Take back a record that was not written whole. If that fails as well, the file counts as
        full, and a later write begins another."""
        assert self._file is not None  # noqa: S101 - it was being written
        self._end = self._max_bytes
        try:
            self._file.truncate(offset)
            self._file.seek(offset)
        except OSError as error:
            raise self._failed(error) from why
        self._end = offset

    def _failed(self, error: OSError) -> CaptureError:
        path = self.folder / self._name
        return CaptureError(
            f"cannot write captures to {path}: {error.strerror}. Free or change the disk and run "
            "the command again; what was written before is kept"
        )


def make_folder(folder: Path) -> None:
    """Make the folder of captures. Raises CaptureError if it cannot be made or written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        why = "" if os.access(folder, os.W_OK | os.X_OK) else os.strerror(errno.EACCES)
    except OSError as error:
        why = error.strerror or str(error)
    if why:
        raise CaptureError(
            f"cannot write captures to the folder {folder}: {why}. Let yourself write there, or "
            "name another folder with --captures"
        )


def is_being_written(file: Path) -> bool:
    """Whether a living process has this file open for writing: it holds a lock until it dies."""
    with file.open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def claimed(file: Path) -> Iterator[bool]:
    """Claim a file, and tell whether that worked: not if another process writes it or has claimed
    it. While the context lasts, others see it as being written."""
    with file.open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _warcinfo(name: str) -> bytes:
    about = (
        f"software: {SOFTWARE}\r\n"
        "format: WARC File Format 1.1\r\n"
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/"
        "warc-1.1/\r\nrobots: obey\r\n"
    )
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", record_id()),
        ("WARC-Date", warc_date(datetime.now(UTC))),
        ("WARC-Filename", name),
        ("Content-Type", "application/warc-fields"),
    ]
    return record(fields, about.encode())
