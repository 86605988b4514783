"""Reading: from the bytes of a page to the article on it.

:func:`extract` is all that the rest of the project uses. It is pure: no clock, no network, no
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

EXTRACTOR_VERSION = "22"  # raised whenever readings change
FAILED = "reading it failed"  # the reason given for a page on which our own code failed

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
    """Read a page. Never raises, whatever the bytes: if our own code fails on a page, the reason
    says so, and the log has the trace.

    ``charset`` is the one of the HTTP header. ``captured_at`` (aware) serves to read relative times
    ("2 hours ago") and to rule out times well after it; it never becomes a date of publication.
    ``time_zone`` (IANA) and ``language`` (BCP 47) are the source's; ``rules`` are the publisher's
    own selectors.
    """
    # imported late: their patterns take a third of a second, and most commands need none
    from crawler.extract.document import Document
    from crawler.extract.page import Context, read_page

    try:
        document = Document.parse(body, url, charset=charset)
        page = read_page(document, Context(captured_at, time_zone, language, rules))
        optouts = of_meta(document.meta)
    except Exception as error:  # one page of thousands, and the others must be read
        logger.exception("%s cannot be read", url)
        return Page(PageKind.OTHER, f"{FAILED}: {type(error).__name__}", is_unread=True)
    return replace(page, optouts=optouts) if optouts else page
