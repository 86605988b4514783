"""Reading: from the bytes of a page to the article on it.

:func:`extract` is all that the rest of the house uses. It is pure: no clock, no network, no
state; the same bytes give the same page.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from crawler.extract.rules import Rules
from crawler.items import Page, PageKind
from crawler.optouts import of_meta

__all__ = ["EXTRACTOR_VERSION", "Rules", "extract"]

EXTRACTOR_VERSION = "19"  # raised whenever readings change
FAILED = "reading it failed"  # the reason of a page on which our own code did

logger = logging.getLogger(__name__)


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
    """Read a page. Never raises, whatever the bytes: of a page on which our own code fails the
    reason says so, and the log has the trace.

    ``charset`` is the one of the HTTP header. ``captured_at`` (aware) only serves relative times
    ("2 hours ago"), keeps out what is well after it, and never becomes a date of publication.
    ``time_zone`` (IANA) and ``language`` (BCP 47) are the source's; ``rules`` are the publisher's
    own selectors.
    """
    # a third of a second of patterns, which most commands of the house do without
    from crawler.extract.document import Document
    from crawler.extract.page import Context, read_page

    try:
        document = Document.parse(body, url, charset=charset)
        page = read_page(document, Context(captured_at, time_zone, language, rules))
        optouts = of_meta(document.meta)
    except Exception as error:  # it is one of thousands, and the others are to be read
        logger.exception("%s cannot be read", url)
        return Page(PageKind.OTHER, f"{FAILED}: {type(error).__name__}")
    return replace(page, optouts=optouts) if optouts else page
