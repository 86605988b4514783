"""Which records are pages, and which addresses redirected to them. Pure."""

from __future__ import annotations

from crawler.capture.exchange import PURPOSE, Purpose
from crawler.capture.reader import StoredRecord
from crawler.items import Capture
from crawler.optouts import is_site_file

PAGES = ("", "text/html", "application/xhtml+xml")  # media types


class Redirects:
    """The redirects met so far in the files of one run: they stand before what they led to."""

    def __init__(self) -> None:
        self._came_from: dict[str, str] = {}  # where a redirect led to -> its own address

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
    """Whether a record is to be read as a page. Those of our crawls say what was asked for; a 304
    to that is a look at the page. Of others' it is what is no redirect, picture or site's file."""
    purpose = record.field(PURPOSE)
    if purpose is not None:
        return purpose == Purpose.PAGE and capture.redirect_to is None
    content_type = (capture.content_type or "").partition(";")[0].strip().lower()
    return not (
        300 <= capture.status < 400
        or is_site_file(capture.url)
        or (capture.status == 200 and content_type not in PAGES)
    )
