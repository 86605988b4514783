"""The story's own images that have no caption and no credit."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import size_of
from crawler.extract.document import attr, text_of, upwards
from crawler.extract.photos.elements import (
    DRAWN,
    NOT_A_PHOTO,
    alt_of,
    is_large,
    is_set_in_text,
    is_unsized_photo,
    said_in_name,
)
from crawler.extract.photos.images import shows_image_of
from crawler.extract.photos.links import is_link_elsewhere

_PARAGRAPHS = 3  # so many side by side make a story
_NO_PROSE = "p, a, img, h1, h2, h3, h4, ul, table"
_DIVISIONS = frozenset({"div", "section"})
_AROUND = 4  # elements around an image that may hide it
_NOT_SHOWN = re.compile(r"display:\s?none")
_SHORTEST_PARAGRAPH = 80  # letters of a text between two line breaks


def is_story_without_words(
    image: LexborNode, lead: str, title: str, rows: dict[int, bool | None]
) -> bool:
    """Whether an image without words is the story's own and leads nowhere. Either it is the lead
    image, named by the metadata or with the headline ``title`` as its alt text, or it is large and
    among the story's paragraphs."""
    is_lead = shows_image_of(image, lead) or (bool(title) and alt_of(image) == title)
    if not (is_lead or is_large(image) or is_unsized_photo(image) or _is_in_text(image, rows)):
        return False
    other = DRAWN if is_lead else NOT_A_PHOTO  # the lead image may be named "banner"
    if is_link_elsewhere(image) or said_in_name(other, image) or _is_hidden(image):
        return False
    return is_lead or _is_among_paragraphs(image, rows)


def _is_hidden(image: LexborNode) -> bool:
    """Whether an image or an element around it is hidden, such as story data for machines."""
    return any(_NOT_SHOWN.search(attr(at, "style")) for at in upwards(image, _AROUND + 1))


def _is_in_text(image: LexborNode, known: dict[int, bool | None]) -> bool:
    """Whether an image stands beside the words of a paragraph and is as large as photos there."""
    around = image.parent
    if around is None or around.tag != "p" or not is_set_in_text(image):
        return False
    key = -around.mem_id  # negative, as the id itself is the key for what _is_row said
    if key not in known:
        known[key] = size_of(text_of(around)) >= _SHORTEST_PARAGRAPH
    return bool(known[key])


def _is_among_paragraphs(image: LexborNode, rows: dict[int, bool | None]) -> bool:
    """Whether an image stands in a row of paragraphs, or in one of them, with only line breaks
    between. ``rows`` remembers the elements, which many images may share."""
    at = image.parent
    while at is not None and at.tag not in ("body", "html", "li"):
        if at.mem_id not in rows:
            rows[at.mem_id] = _is_row(at)
        is_row = rows[at.mem_id]
        if is_row is not None:
            return is_row
        at = at.parent
    return False


def _is_row(node: LexborNode) -> bool | None:
    """Whether an element is a row of paragraphs; ``None`` if it does not tell."""
    tags = [child.tag for child in node.iter()]
    if tags.count("p") >= _PARAGRAPHS or ("br" in tags and _has_paragraphs(node)):
        return True
    if tags.count("div") + tags.count("section") > _PARAGRAPHS and _has_plain_divisions(node):
        return True
    return False if node.tag != "p" and node.text().strip() else None


def _has_paragraphs(node: LexborNode) -> bool:
    """Whether an element's own texts are paragraphs, parted by line breaks."""
    texts = (c.text_content or "" for c in node.iter(include_text=True) if c.tag == "-text")
    return sum(size_of(text.strip()) >= _SHORTEST_PARAGRAPH for text in texts) >= _PARAGRAPHS


def _has_plain_divisions(node: LexborNode) -> bool:
    """Whether child divisions are paragraphs: prose without other blocks, links or images."""
    divisions = (c for c in node.iter() if c.tag in _DIVISIONS and len(c.css(c.tag or "")) == 1)
    plain = (text_of(c) for c in divisions if c.css_first(_NO_PROSE) is None)
    return sum(size_of(text) >= _SHORTEST_PARAGRAPH for text in plain) >= _PARAGRAPHS
