"""What kind of page it is, and why."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extract.blocks import Block
from crawler.extract.document import Document
from crawler.extract.headline import Headline
from crawler.items import PageKind, Paragraph

_LEAST_TEXT = 250  # characters of body from which a page is an article without further evidence


def kind_of(
    document: Document,
    headline: Headline | None,
    paragraphs: Sequence[Paragraph],
    blocks: Sequence[Block],
) -> tuple[PageKind, str]:
    """The kind and the reason for it, in words."""
    if headline is None:
        return PageKind.OTHER, "no headline"
    size = sum(len(p.text) for p in paragraphs)
    if size >= _LEAST_TEXT or (size and document.news):
        return PageKind.ARTICLE, f"a headline and {size} characters of text"
    return PageKind.OTHER, "no text"
