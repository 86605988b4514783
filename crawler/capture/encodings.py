"""Undo the content encodings of a response's body, or say what is wrong with it. Pure.

Most decoders return what they can of a cut or damaged body, which would be archived as a shorter
version of the story; here it is an error. isal unpacks gzip in less than half of zlib's time.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

import brotli
import zstandard
from isal import isal_zlib

from crawler.charsets import codec_of
from crawler.gunzip import GZIP, DamagedGzipError, gunzip

ACCEPTED = b"gzip, br"
ZSTD = b"\x28\xb5\x2f\xfd"  # how a Zstandard frame begins
SIP = 512  # bytes; Zstandard has no output limit, and may make forty thousand bytes of each


class DamagedBodyError(Exception):
    """The body is cut, unpacks to too much, or is not in the encoding it claims.

    ``reason`` is a word or two to count by.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)  # both, so that it can be pickled between processes
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return self.detail


def unpacked_all(body: bytes, encodings: Iterable[str], most: int) -> bytes:
    """Undo all of a body's content encodings, given in the order of the header: see
    ``unpacked``."""
    for encoding in reversed(tuple(encodings)):
        body = unpacked(body, encoding, most)
    return body


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """Undo one content encoding of a body, up to ``most`` bytes. Raises DamagedBodyError.

    An empty body stays empty, and a body that claims to be gzip but is not stays as it is: servers
    often keep the header when they pack nothing. Some name a charset there.
    """
    if not body or encoding in ("", "identity", "none"):
        return body
    decoder = _DECODERS.get(encoding)
    if decoder is None:
        if codec_of(encoding):
            return body
        raise DamagedBodyError("unknown encoding", f"the content encoding {encoding!r} is unknown")
    out, is_whole = decoder(body, most)
    if len(out) > most:
        raise DamagedBodyError("too large", f"the body unpacks to more than {most} bytes")
    if not is_whole:
        raise DamagedBodyError("cut short", f"the body ends before its {encoding} data do")
    return out


def _gunzip(body: bytes, most: int) -> tuple[bytes, bool]:
    """Unpack gzip data and tell whether they are whole. What follows them is ignored."""
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
    """Undo deflate: zlib's format, or the bare data of servers that misread the standard."""
    window = zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS
    unpacker = isal_zlib.decompressobj(window)
    try:
        return unpacker.decompress(body, most + 1), unpacker.eof
    except isal_zlib.error as error:  # type: ignore[misc] # its stubs err
        raise DamagedBodyError("damaged encoding", f"damaged deflate data: {error}") from error


def _unzstd(body: bytes, most: int) -> tuple[bytes, bool]:
    """Undo Zstandard: a body may be several frames, one after another (RFC 8878, section 3)."""
    unpacker, out, at = zstandard.ZstdDecompressor(), bytearray(), 0
    try:
        while body.startswith(ZSTD, at) or not at:
            frame = unpacker.decompressobj()
            while not frame.eof and at < len(body) and len(out) <= most:
                sip = body[at : at + SIP]
                out += frame.decompress(sip)
                at += len(sip) - len(frame.unused_data)
            if not frame.eof:
                return bytes(out), False
    except zstandard.ZstdError as error:
        raise DamagedBodyError("damaged encoding", f"damaged Zstandard data: {error}") from error
    return bytes(out), True


_DECODERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "br": _unbrotli,
    "deflate": _undeflate,
    "zstd": _unzstd,
}
