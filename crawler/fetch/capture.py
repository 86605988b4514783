"""The downloader middleware that stores every response, before anything else touches it.

It must be nearest to the downloader, so that the body it sees still has its content encoding, and
everything that comes over the wire passes through: robots.txt, feeds, redirects, errors, retries.

"As received" means what Scrapy's HTTP/1.1 handler gives: the status code and reason, the headers
with their values, including repeated ones (names in the handler's capitalisation, grouped by name),
and the body with its content encoding kept and its transfer encoding (chunks) undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request

from crawler.capture.exchange import Exchange, Purpose
from crawler.capture.records import Header
from crawler.capture.writer import WarcWriter
from crawler.errors import CaptureError
from crawler.fetch.conditional import UNCHANGED
from crawler.fetch.refusals import RefusedError
from crawler.fetch.signals import capture_kept
from crawler.fetch.stopping import is_stopped, stop_crawl
from crawler.web import redirect_target

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

REASON = "not captured"  # for a response that is dropped
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class CaptureMiddleware:
    """Writes each response to the run's WARC file and notes it in ``request.meta["capture"]``.

    The code that archives the captures begins the file, and closes it when the archive has them
    all: until then nobody takes the run for a killed one. When the disk is full, the crawl is
    stopped and the response dropped: the archive must not know of a page that was not stored.
    """

    def __init__(self, crawler: Crawler, warc: WarcWriter) -> None:
        self.crawler = crawler
        self.warc = warc

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        name = getattr(crawler.spider, "source_name", None) or "crawl"
        folder = Path(crawler.settings["CRAWLER_CAPTURES"])
        return cls(crawler, WarcWriter.of_run(folder, name, datetime.now(UTC)))

    def process_response(self, request: Request, response: Response) -> Response:
        if is_stopped(self.crawler):
            raise RefusedError(REASON, "not captured: the crawl is being stopped")
        try:
            capture = self.warc.write(_exchange(request, response))
        except CaptureError as error:
            stop_crawl(self.crawler, error, "disk_full")
            raise RefusedError(REASON, str(error)) from error
        capture = replace(capture, optouts=(*capture.optouts, *request.meta.get("optouts", ())))
        request.meta["capture"] = capture
        self.crawler.signals.send_catch_log(capture_kept, capture=capture, request=request)
        return response


def capture_middleware(crawler: Crawler) -> CaptureMiddleware:
    """The crawl's middleware."""
    found = crawler.get_downloader_middleware(CaptureMiddleware)
    if not isinstance(found, CaptureMiddleware):
        raise TypeError("crawler.fetch.capture.CaptureMiddleware is not enabled")
    return found


def _exchange(request: Request, response: Response) -> Exchange:
    parts = urlsplit(request.url)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    protocol = response.protocol if response.protocol in ("HTTP/1.0", "HTTP/1.1") else "HTTP/1.1"
    return Exchange(
        url=request.url,
        at=datetime.now(UTC),
        request_line=f"{request.method} {target} {protocol}".encode(),
        request_headers=[(b"Host", parts.netloc.encode()), *_headers(request.headers)],
        status=response.status,
        status_line=f"{protocol} {response.status} {_reason(response.status)}".encode(),
        headers=list(_headers(response.headers)),
        body=response.body,
        ip_address=str(response.ip_address) if response.ip_address else None,
        redirect_to=_target(request.url, response),
        unchanged=request.meta.get(UNCHANGED),
        purpose=Purpose.PAGE if request.meta.get("visit") else Purpose.OTHER,
    )


def _target(url: str, response: Response) -> str | None:
    """Where a response redirects to, if that is a web page."""
    location = response.headers.get(b"Location")
    if location is None or response.status not in REDIRECTS:
        return None
    return redirect_target(url, location)


def _headers(headers: Headers) -> Iterator[Header]:
    for name, values in headers.items():
        for value in values:
            yield name, value


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
