"""Undo the content encoding of responses, in place of Scrapy's own middleware.

Scrapy's takes a cut or damaged body for a whole one: see ``crawler.capture.encodings``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.responsetypes import responsetypes

from crawler.capture.encodings import ACCEPTED, DamagedBodyError, unpacked_all
from crawler.fetch.refusals import RefusedError
from crawler.items import Packing

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

PACKING = "packing"  # in a request's meta: the encodings still to be undone


class DecodingMiddleware:
    """Asks for packed responses and unpacks them. Raises RefusedError if that fails.

    An article's page stays packed: its reader unpacks it, usually in another process. That saves
    this process the unpacking, and the handing over of several times as many bytes.
    """

    def __init__(self, most: int) -> None:
        self.most = most  # bytes of an unpacked body

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        request.meta.pop(PACKING, None)  # left by a response that redirected here
        named = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if not named:
            return response
        encodings = tuple(encoding.strip() for encoding in named.lower().split(","))
        if request.meta.get("visit"):
            request.meta[PACKING] = Packing(encodings, self.most)
            return response
        try:
            body = unpacked_all(response.body, encodings, self.most)
        except DamagedBodyError as error:
            raise RefusedError(error.reason, str(error)) from error
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, headers=headers, body=body)
