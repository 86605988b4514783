"""The HTTP message inside a WARC record: start line, headers, and a body to decode."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.capture.encodings import DamagedBodyError, unpacked_all
from crawler.capture.records import Header
from crawler.errors import CaptureError

MAX_BODY = 64 << 20  # bytes; a body that decodes to more is refused
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")  # lines may end in a bare LF (RFC 9112, section 2.2)
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """A response as received: its body still has its content encoding."""

    start_line: bytes
    headers: tuple[Header, ...]
    body: bytes

    @property
    def status(self) -> int:
        """The status code. Raises CaptureError if the start line has none."""
        found = _STATUS.match(self.start_line)
        if not found:
            raise CaptureError(f"not an HTTP response: {self.start_line[:80]!r}")
        return int(found[1])

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        wanted = name.lower().encode()
        for key, value in self.headers:
            if key.lower() == wanted:
                return value.decode("latin-1")
        return None

    def payload(self) -> bytes:
        """The body with its transfer and content encodings undone.

        Archives often undo them and keep the header; then the body stays as it is. Raises
        CaptureError for a body that is cut or damaged (as a crawl does), for an unknown encoding,
        and for more than ``MAX_BODY`` bytes.
        """
        body = self.body
        if "chunked" in (self.header("transfer-encoding") or "").lower():
            body = _dechunk(body)
        encodings = (self.header("content-encoding") or "").lower().replace(" ", "").split(",")
        try:
            return unpacked_all(body, encodings, MAX_BODY)
        except DamagedBodyError as error:
            raise CaptureError(str(error)) from error


def parse_message(block: bytes) -> HttpMessage:
    """Parse a record's block as an HTTP message. Raises CaptureError if it is none."""
    end = _END_OF_HEAD.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    first, *lines = head.replace(b"\r\n", b"\n").split(b"\n")
    if not first.startswith(b"HTTP/"):
        raise CaptureError(f"not an HTTP message: it begins with {first[:80]!r}")
    headers: list[Header] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and headers:  # a folded header (RFC 7230, obs-fold)
            name, value = headers.pop()
            headers.append((name, value + b" " + line.strip()))
        elif b":" in line:
            name, _, value = line.partition(b":")
            headers.append((name.strip(), value.strip()))
    return HttpMessage(first, tuple(headers), body)


def _dechunk(body: bytes) -> bytes:
    """Undo chunked transfer coding (RFC 9112); a body that only claims it is left alone.

    Raises CaptureError if a chunk is shorter than it says, or the last one is missing.
    """
    out: list[bytes] = []
    position = 0
    while True:
        line_end = body.find(b"\r\n", position)
        size = re.match(rb"[0-9A-Fa-f]+", body[position : max(line_end, position)])
        if line_end < 0 or not size:
            if out:
                raise CaptureError("the body ends before its chunks do")
            return body
        length = int(size[0], 16)
        if length == 0:
            return b"".join(out)
        start = line_end + 2
        if start + length > len(body):
            raise CaptureError("the body ends before its chunks do")
        out.append(body[start : start + length])
        position = start + length + 2
