"""Conditional requests (RFC 9110, section 13): an unchanged page costs no body.

An article's page that was seen before is requested with its ETag and Last-Modified; a 304 is stored
as a revisit record. Some servers change the page but not these, so once a day the page is requested
as if it were new.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.items import Capture

if TYPE_CHECKING:
    from scrapy import Request

UNCHANGED = "unchanged"  # in a request's meta: the capture it asks about
WHOLE_AFTER = timedelta(days=1)

Find = Callable[[str], Capture | None]  # URL -> the response believed to be current


class ConditionalMiddleware:
    """Makes requests conditional. ``find`` is set by code that knows the archive."""

    def __init__(self) -> None:
        self.find: Find = lambda url: None

    def process_request(self, request: Request) -> None:
        """A redirected or retried request passes here again, with its old headers: drop them
        first."""
        if request.meta.pop(UNCHANGED, None) is not None:
            request.headers.pop(b"If-None-Match", None)
            request.headers.pop(b"If-Modified-Since", None)
        earlier = self.find(request.url) if request.meta.get("visit") else None
        if earlier is None or datetime.now(UTC) - earlier.captured_at > WHOLE_AFTER:
            return
        if earlier.etag:
            request.headers[b"If-None-Match"] = earlier.etag
        if earlier.last_modified:
            request.headers[b"If-Modified-Since"] = earlier.last_modified
        if earlier.etag or earlier.last_modified:
            request.meta[UNCHANGED] = earlier
