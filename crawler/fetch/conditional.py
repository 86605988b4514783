"""Conditional requests (RFC 9110, section 13): a page that stands as it was costs no body.

An article's page that was seen is asked for with the ETag and Last-Modified that it came with; a
304 is kept as a revisit record. There are servers that keep these and change the page, so once a
day the page is asked for as if it were new.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.items import Capture

if TYPE_CHECKING:
    from scrapy import Request

UNCHANGED = "unchanged"  # in a request's meta: the capture that it is about
WHOLE_AFTER = timedelta(days=1)

Find = Callable[[str], Capture | None]  # URL -> the response that is believed to stand


class ConditionalMiddleware:
    """``find`` is given by whoever knows the archive."""

    def __init__(self) -> None:
        self.find: Find = lambda url: None

    def process_request(self, request: Request) -> None:
        """A request that was redirected or is tried again comes here anew, with its old headers."""
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
