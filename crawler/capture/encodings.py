"""Undoing the content encodings of a response's body, or saying what is wrong with it. Pure.

Of a body that is cut or damaged most decoders give what there is, which would be archived as a
shorter version of the story. Here it is an error. And isal unpacks gzip in less than half of zlib's
time.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

import brotli
import zstandard
from isal import isal_zlib

from crawler.gunzip import GZIP, DamagedGzipError, gunzip

ACCEPTED = b"gzip, br"
SIP = 512  # bytes; Zstandard knows no limit, and may make forty thousand bytes of each


class DamagedBodyError(Exception):
    """The body is not in the encoding that it says, is cut, or unpacks to too much.

    ``reason`` is a word or two to count by.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)  # both, so that it passes from process to process
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return self.detail


def unpacked_all(body: bytes, encodings: Iterable[str], most: int) -> bytes:
    """A body with its content encodings, in the order of the header, undone: see ``unpacked``."""
    for encoding in reversed(tuple(encodings)):
        body = unpacked(body, encoding, most)
    return body


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """A body with one content encoding undone, of at most so many bytes. Raises DamagedBodyError.

    An empty body stays empty, and one that claims to be gzip and is not, is left as it is: servers
    that forget the header when they pack nothing are common.
    """
    if not body or encoding in ("", "identity", "none"):
        return body
    decoder = _DECODERS.get(encoding)
    if decoder is None:
        raise DamagedBodyError("unknown encoding", f"the content encoding {encoding!r} is unknown")
    out, is_whole = decoder(body, most)
    if len(out) > most:
        raise DamagedBodyError("too large", f"the body unpacks to more than {most} bytes")
    if not is_whole:
        raise DamagedBodyError("cut short", f"the body ends before its {encoding} data do")
    return out


def _gunzip(body: bytes, most: int) -> tuple[bytes, bool]:
    """What gzip data unpack to, and whether they are whole. What follows them is ignored."""
    if not body.startswith(GZIP):
        return body, True
    try:
        found = gunzip(body, most)
    except DamagedGzipError as error:
        raise DamagedBodyError("damaged encoding", str(error)) from error
    return found.content, found.is_whole


def _unbrotli(body: bytes, most: int) -> tuple[bytes, bool]:
    unpacker = brotli.Decompressor()
    try:
        out = unpacker.process(body, output_buffer_limit=most + 1)
    except brotli.error as error:
        raise DamagedBodyError("damaged encoding", f"damaged Brotli data: {error}") from error
    return out, unpacker.is_finished()


def _undeflate(body: bytes, most: int) -> tuple[bytes, bool]:
    """What "deflate" names: zlib's format, and of servers that misread the standard, bare data."""
    window = zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS
    unpacker = isal_zlib.decompressobj(window)
    try:
        return unpacker.decompress(body, most + 1), unpacker.eof
    except isal_zlib.error as error:  # type: ignore[misc]  # its stubs err
        raise DamagedBodyError("damaged encoding", f"damaged deflate data: {error}") from error


def _unzstd(body: bytes, most: int) -> tuple[bytes, bool]:
    unpacker, out = zstandard.ZstdDecompressor().decompressobj(), b""
    try:
        for at in range(0, len(body), SIP):
            out += unpacker.decompress(body[at : at + SIP])
            if unpacker.eof or len(out) > most:
                break
    except zstandard.ZstdError as error:
        raise DamagedBodyError("damaged encoding", f"damaged Zstandard data: {error}") from error
    return out, unpacker.eof


_DECODERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "br": _unbrotli,
    "deflate": _undeflate,
    "zstd": _unzstd,
}
