"""One HTTP exchange, and the WARC records made of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus

from crawler.capture.records import (
    REVISIT_PROFILES,
    Header,
    http_head,
    record,
    record_id,
    warc_date,
)
from crawler.items import Capture

PACKED = (b"gzip", b"x-gzip", b"deflate", b"br", b"zstd")
PURPOSE = "Crawler-Purpose"  # a field of our own; WARC 1.1, section 5, lets others ignore it


class Purpose(StrEnum):
    """What a crawl asked for. The record tells it, so that whoever reads the file later can tell a
    story's page from a feed or a front page."""

    PAGE = "page"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP request and its response, before they are stored."""

    url: str
    at: datetime
    request_line: bytes
    request_headers: Sequence[Header]
    status: int
    status_line: bytes  # b"HTTP/1.1 200 OK"
    headers: Sequence[Header]
    body: bytes  # as received: content encoding kept, transfer encoding undone
    ip_address: str | None = None
    redirect_to: str | None = None
    unchanged: Capture | None = None  # the response that a 304 says is still current
    purpose: Purpose | None = None

    @property
    def is_to_be_read(self) -> bool:
        """Whether this is a page to be read; a redirect has nothing to read."""
        return self.purpose is Purpose.PAGE and self.redirect_to is None

    def header(self, name: bytes) -> str | None:
        """The first value of a header, or None."""
        for key, value in self.headers:
            if key.lower() == name:
                return value.decode("latin-1").strip()
        return None


def response_record(exchange: Exchange, id_: str, payload: str, earlier: Capture | None) -> bytes:
    """The record of the response, with this id and payload digest.

    It is a revisit record for a 304, or if ``earlier`` has the same payload.
    """
    fields = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", id_),
        ("WARC-Date", warc_date(exchange.at)),
        ("WARC-Target-URI", exchange.url),
        ("WARC-Payload-Digest", payload),
    ]
    if exchange.ip_address:
        fields.append(("WARC-IP-Address", exchange.ip_address))
    if exchange.purpose is not None:
        fields.append((PURPOSE, exchange.purpose))
    fields.append(("Content-Type", "application/http; msgtype=response"))
    head = http_head(exchange.status_line, exchange.headers)
    if exchange.status == HTTPStatus.NOT_MODIFIED or earlier is not None:
        profile = "not modified" if exchange.status == HTTPStatus.NOT_MODIFIED else "identical"
        fields[0] = ("WARC-Type", "revisit")
        fields.append(("WARC-Profile", REVISIT_PROFILES[profile]))
        return record([*fields, *_refers_to(earlier)], head)
    encoding = (exchange.header(b"content-encoding") or "").lower().encode("latin-1")
    return record(fields, head + exchange.body, is_packed=encoding in PACKED)


def _refers_to(earlier: Capture | None) -> list[tuple[str, str]]:
    if earlier is None:
        return []
    return [
        ("WARC-Refers-To", earlier.record_id),
        ("WARC-Refers-To-Target-URI", earlier.url),
        ("WARC-Refers-To-Date", warc_date(earlier.captured_at)),
    ]


def request_record(exchange: Exchange, response_id: str) -> bytes:
    """The record of the request, which names the response's record."""
    fields = [
        ("WARC-Type", "request"),
        ("WARC-Record-ID", record_id()),
        ("WARC-Date", warc_date(exchange.at)),
        ("WARC-Target-URI", exchange.url),
        ("WARC-Concurrent-To", response_id),
        ("Content-Type", "application/http; msgtype=request"),
    ]
    return record(fields, http_head(exchange.request_line, exchange.request_headers))
