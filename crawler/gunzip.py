"""Unpack gzip data of any number of members, in time linear in their length. Pure.

A stranger may have made a member of every twenty bytes, and a decompressor copies the input it
leaves unused. So it is fed small pieces, however much follows.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from isal import isal_zlib

GZIP = b"\x1f\x8b"  # how a member begins (RFC 1952)
WINDOW = 16 + zlib.MAX_WBITS  # zlib's code for gzip
PIECE = 16 << 10  # bytes given to a decompressor at a time


class DamagedGzipError(ValueError):
    """The data cannot be unpacked; the message says why."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What gzip data unpack to. If there is more than was asked for, one byte more than that."""

    content: bytes
    end: int  # of the data, within the input
    is_whole: bool  # False: they end too early, or there is more


def gunzip(body: bytes, most: int) -> Unpacked:
    """Unpack the members that a body begins with, to at most ``most`` + 1 bytes.

    Raises DamagedGzipError.
    """
    view, at = memoryview(body), 0
    out: list[bytes] = []
    left = most + 1  # never 0 when the decompressor is called: that would mean no limit
    while body.startswith(GZIP, at) and left:
        unpacker = isal_zlib.decompressobj(WINDOW)
        while not unpacker.eof and at < len(body) and left:
            piece = view[at : at + PIECE]
            try:
                out.append(unpacker.decompress(piece, left))
            except isal_zlib.error as error:  # type: ignore[misc]  # its stubs err
                raise DamagedGzipError(f"damaged gzip data: {error}") from error
            left -= len(out[-1])
            at += len(piece) - len(unpacker.unused_data)
        if not unpacker.eof:
            return Unpacked(b"".join(out), at, is_whole=False)
    return Unpacked(b"".join(out), at, is_whole=bool(left))
