"""Reading: from the bytes of a page to the article on it.

:func:`extract` is all that the rest of the house uses. It is pure: no clock, no network, no
state; the same bytes give the same page.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.extract.rules import Rules
from crawler.items import Page
from crawler.optouts import of_meta

__all__ = ["EXTRACTOR_VERSION", "Rules", "extract"]

EXTRACTOR_VERSION = "17"  # raised whenever readings change


def extract(
    body: bytes,
    url: str,
    *,
    charset: str | None = None,
    captured_at: datetime | None = None,
    time_zone: str | None = None,
    language: str | None = None,
    rules: Rules | None = None,
) -> Page:
    """Read a page. Never raises, whatever the bytes.

    ``charset`` is the one of the HTTP header. ``captured_at`` (aware) only serves relative times
    ("2 hours ago") and never becomes a date of publication. ``time_zone`` (IANA) and
    ``language`` (BCP 47) are the source's; ``rules`` are the publisher's own selectors.
    """
    # a third of a second of patterns, which most commands of the house do without
    from crawler.extract.document import Document
    from crawler.extract.page import Context, read_page

    document = Document.parse(body, url, charset=charset)
    page = read_page(document, Context(captured_at, time_zone, language, rules))
    optouts = of_meta(document.meta)
    return replace(page, optouts=optouts) if optouts else page
