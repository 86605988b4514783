"""Undoing the content encoding of responses, in place of Scrapy's own middleware.

Of a body that is cut or damaged Scrapy gives what there is, which would be archived as a shorter
version of the story. Here it is an error. And isal unpacks gzip in less than half of zlib's time.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

import brotli
from isal import isal_zlib
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.responsetypes import responsetypes

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

GZIP = b"\x1f\x8b"
WINDOW = 16 + zlib.MAX_WBITS  # zlib's way to say gzip
ACCEPTED = b"gzip, br"


class DamagedBodyError(IgnoreRequest):
    """The body is not in the encoding that it says, is cut, or unpacks to too much.

    ``reason`` is a word or two to count by.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class DecodingMiddleware:
    """Asks for packed responses and unpacks them. Raises DamagedBodyError."""

    def __init__(self, most: int) -> None:
        self.most = most  # bytes of an unpacked body

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        named = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if not named:
            return response
        body = response.body
        for encoding in reversed(named.lower().split(",")):
            body = unpacked(body, encoding.strip(), self.most)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, headers=headers, body=body)


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """A body with one content encoding undone, of at most so many bytes. Raises DamagedBodyError.

    An empty body stays empty, and one that claims to be gzip and is not, is left as it is: servers
    that forget the header when they pack nothing are common.
    """
    if not body or encoding in ("", "identity"):
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
    out = b""
    while body.startswith(GZIP):
        unpacker = isal_zlib.decompressobj(WINDOW)
        try:
            out += unpacker.decompress(body, most + 1 - len(out))
        except isal_zlib.error as error:  # type: ignore[misc]  # its stubs err
            raise DamagedBodyError("damaged encoding", f"damaged gzip data: {error}") from error
        if not unpacker.eof:
            return out, False
        body = unpacker.unused_data
    return out, True


def _unbrotli(body: bytes, most: int) -> tuple[bytes, bool]:
    unpacker = brotli.Decompressor()
    try:
        out = unpacker.process(body, output_buffer_limit=most + 1)
    except brotli.error as error:
        raise DamagedBodyError("damaged encoding", f"damaged Brotli data: {error}") from error
    return out, unpacker.is_finished()


_DECODERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "br": _unbrotli,
}
