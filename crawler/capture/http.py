"""The HTTP message inside a WARC record: start line, headers, and a body to decode."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from isal import isal_zlib

from crawler.capture.records import Header
from crawler.errors import CaptureError

MAX_BODY = 64 << 20  # bytes; a body that decodes to more is refused
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """A response as it was received: the body with its content encoding kept."""

    start_line: bytes
    headers: tuple[Header, ...]
    body: bytes

    @property
    def status(self) -> int:
        """The status code. Raises CaptureError when the start line has none."""
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

        A body that ends too early gives what can be decoded of it. Raises CaptureError for an
        encoding that we do not know, and for more than ``MAX_BODY`` bytes.
        """
        body = self.body
        if "chunked" in (self.header("transfer-encoding") or "").lower():
            body = _dechunk(body)
        encodings = (self.header("content-encoding") or "").lower().replace(" ", "").split(",")
        for encoding in reversed(encodings):
            body = _decode(body, encoding)
        return body


def parse_message(block: bytes) -> HttpMessage:
    """An HTTP message from a record's block. Raises CaptureError when it is none."""
    head, separator, body = block.partition(b"\r\n\r\n")
    if not separator:
        head, _, body = block.partition(b"\n\n")
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
    """Undo chunked transfer coding (RFC 9112); a body that only claims it is left alone."""
    out: list[bytes] = []
    position = 0
    while True:
        line_end = body.find(b"\r\n", position)
        size = re.match(rb"[0-9A-Fa-f]+", body[position : max(line_end, position)])
        if line_end < 0 or not size:
            return b"".join(out) if out else body
        length = int(size[0], 16)
        if length == 0:
            return b"".join(out)
        start = line_end + 2
        out.append(body[start : start + length])
        position = start + length + 2


def _decode(body: bytes, encoding: str) -> bytes:
    if encoding in ("", "identity", "none"):
        return body
    if encoding in ("gzip", "x-gzip"):
        # Archives that decoded the body but kept the header are common.
        return _inflate(body, 16 + zlib.MAX_WBITS) if body.startswith(b"\x1f\x8b") else body
    if encoding == "deflate":
        return _inflate(body, zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS)
    if encoding == "br":
        return _brotli(body)
    if encoding == "zstd":
        import zstandard

        packed = zstandard.ZstdDecompressor().stream_reader(body)
        return _within(bytes(packed.read(MAX_BODY + 1)))
    raise CaptureError(f"unknown content encoding {encoding!r}")


def _inflate(body: bytes, window: int) -> bytes:
    """Every member of a deflated body, up to where it is cut or damaged."""
    out, size = [], 0
    while body:
        unpacker = isal_zlib.decompressobj(window)
        try:
            piece = unpacker.decompress(body, MAX_BODY + 1 - size)
        except isal_zlib.error:  # type: ignore[misc]  # its stubs err
            break
        out.append(piece)
        size += len(piece)
        _within(piece, size)
        if not unpacker.eof or window < 0:
            break
        body = unpacker.unused_data
    return b"".join(out)


def _brotli(body: bytes) -> bytes:
    try:
        import brotli
    except ImportError as error:
        raise CaptureError("the body is in Brotli: pip install brotli") from error
    try:
        return _within(bytes(brotli.decompress(body)))
    except brotli.error as error:
        raise CaptureError(f"the body is not Brotli as it says: {error}") from error


def _within(piece: bytes, size: int | None = None) -> bytes:
    if (len(piece) if size is None else size) > MAX_BODY:
        raise CaptureError(f"the body decodes to more than {MAX_BODY >> 20} MiB")
    return piece
