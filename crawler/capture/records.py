"""WARC 1.1 records as bytes (ISO 28500:2017): one record, one gzip member. Pure."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from isal import isal_zlib

from crawler.gunzip import WINDOW

Header = tuple[bytes, bytes]  # an HTTP header, as sent

REVISIT_PROFILES = {
    "identical": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
    "not modified": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
}
ISAL_LEVEL = 2  # takes a ninth of the time of zlib's level 6, for a seventh more bytes


def record_id() -> str:
    """A fresh WARC-Record-ID."""
    return f"<urn:uuid:{uuid4()}>"


def digest(data: bytes) -> str:
    """A labelled digest as in WARC-Payload-Digest: SHA-1 in base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def warc_date(at: datetime) -> str:
    """WARC-Date in UTC, to the millisecond, as WARC 1.1 allows."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def http_head(first_line: bytes, headers: Sequence[Header]) -> bytes:
    """The start line and headers of an HTTP message, in their order, including repeated ones."""
    lines = [first_line, *(name + b": " + value for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def record(fields: Sequence[tuple[str, str]], block: bytes, *, is_packed: bool = False) -> bytes:
    """A whole record with these WARC fields, as one gzip member.

    A block that ``is_packed`` is only stored: compressing it again costs time and gains nothing.
    """
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    head += f"WARC-Block-Digest: {digest(block)}\r\nContent-Length: {len(block)}\r\n\r\n"
    packer = (
        zlib.compressobj(0, zlib.DEFLATED, WINDOW)
        if is_packed
        else isal_zlib.compressobj(ISAL_LEVEL, zlib.DEFLATED, WINDOW)
    )
    start = packer.compress(b"WARC/1.1\r\n" + head.encode() + block + b"\r\n\r\n")
    return start + packer.flush()


def packed_again(fields: Sequence[tuple[str, str]], block: bytes) -> bytes:
    """A record of a file that was not gzipped by record, packed by itself with its own fields."""
    own = ("warc-block-digest", "content-length")
    return record([field for field in fields if field[0].lower() not in own], block)
