"""Which records are pages, and which addresses redirected to them. Pure."""

from __future__ import annotations

import re

from crawler.capture.exchange import PURPOSE, Purpose
from crawler.capture.reader import StoredRecord
from crawler.items import Capture, CaptureKind
from crawler.optouts import is_site_file

HTML = ("", "text/html", "application/xhtml+xml")  # media types
# Pages are sent as these too, but so are feeds and files of all kinds.
TEXT = (*HTML, "application/xml", "text/xml", "text/plain")
_HEAD = 4096  # bytes within which a page's first element begins
_BEGINS_AS_HTML = re.compile(
    rb"(?>\xef\xbb\xbf|\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)*+<html\b", re.IGNORECASE | re.DOTALL
)


class Redirects:
    """The redirects met so far in the files of one run, where they precede what they led to."""

    def __init__(self) -> None:
        self._came_from: dict[str, str] = {}  # target of a redirect -> its own address

    def meet(self, capture: Capture) -> None:
        """Note where a capture redirects to, if it does."""
        if capture.redirect_to is not None:
            self._came_from[capture.redirect_to] = capture.url

    def to(self, url: str) -> tuple[str, ...]:
        """The addresses that redirected here, first to last."""
        chain: list[str] = []
        while (url := self._came_from.get(url, "")) and url not in chain:
            chain.insert(0, url)
        return tuple(chain)


def is_page(record: StoredRecord, capture: Capture) -> bool:
    """Whether a record is to be read as a page. Records of our own crawls say what was asked for; a
    304 to a page is a look at it. Other records are read unless they are redirects, site files, or
    successful responses that are not HTML."""
    purpose = record.field(PURPOSE)
    if purpose is not None:
        return purpose == Purpose.PAGE and capture.redirect_to is None
    if 300 <= capture.status < 400 or is_site_file(capture.url):
        return False
    return capture.status != 200 or _is_html(record, capture)


def media_type(content_type: str | None) -> str:
    """The media type in a Content-Type header, without parameters; empty if there is none."""
    return (content_type or "").partition(";")[0].strip().lower()


def _is_html(record: StoredRecord, capture: Capture) -> bool:
    """Decide by the media type, or by how the body begins if the type leaves it open."""
    kind = media_type(capture.content_type)
    if kind in HTML or kind not in TEXT or capture.kind is CaptureKind.REVISIT:
        return kind in HTML
    return _BEGINS_AS_HTML.match(record.message().payload()[:_HEAD]) is not None
