"""Captions and credits that stand in attributes."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.extract.credits.parse import parse_credit
from crawler.extract.credits.split import split_caption
from crawler.extract.credits.unlabelled import is_credit
from crawler.extract.credits.words import PICTURE, SAID
from crawler.extract.document import attr, upwards
from crawler.extract.photos.links import MAY_SAY_WHOSE, caption_of_link

CREDIT_ATTRIBUTES = (
    "data-credit",
    "data-c-credit",
    "data-image-credit",
    "data-photo-credit",
    "data-copyright",
    "data-source",
    "data-author",
    "credit",
)
CAPTION_ATTRIBUTES = (
    "data-caption",
    "data-c-caption",
    "data-image-caption",
    "data-photo-caption",
    "data-legend",
    "data-sub-html",
)
_MOST_AROUND = 2  # elements around an image whose attributes are its own
_CLOSING = frozenset(")）")
_SHOWS = re.compile(r"image\s?:", re.IGNORECASE)  # "Image: Ann Lee" says whom it shows
SAYS_WHOSE = re.compile(rf"[©ⓒ]|(?:{PICTURE}|{SAID})\s?[:：]", re.IGNORECASE)


def is_slide(node: LexborNode) -> bool:
    """Whether an element is told in attributes a picture's file, its caption and its credit, for a
    script that will show them."""
    if not node.attributes.get("data-image") or node.css_first("img, picture") is not None:
        return False
    return _tells_words(node)


def _tells_words(node: LexborNode) -> bool:
    """Whether attributes tell a caption as well as a credit."""
    told = node.attributes
    return any(map(told.get, CAPTION_ATTRIBUTES)) and any(map(told.get, CREDIT_ATTRIBUTES))


def told_in_attributes(image: LexborNode) -> LexborNode | None:
    """What stands around an image and is told in attributes both its caption and its credit, as a
    slide is that shows them when it is turned to."""
    for at in upwards(image.parent, _MOST_AROUND):
        if at.tag in ("main", "article"):
            return None
        if _tells_words(at):
            return at
    return None


def credited_aside(image: LexborNode) -> str | None:
    """The credit that an image's title or alternative text tells, behind a label or a stroke, or
    in brackets at the end where it is an agency's."""
    for text in (attr(image, "title"), attr(image, "alt"), caption_of_link(image) or ""):
        _, stroke, tail = text.rpartition(" | ")
        if stroke and is_credit(tail):
            return tail
        if text[-1:] in _CLOSING:
            credit = split_caption(text)[1]
            if credit and _is_by_agency(credit):
                return credit
        if text and MAY_SAY_WHOSE.search(text) and SAYS_WHOSE.search(text):
            credit = split_caption(text)[1]
            if credit and not (_SHOWS.match(text) and not _is_by_agency(credit)):
                return credit
    return None


def _is_by_agency(credit: str) -> bool:
    parsed = parse_credit(credit)
    return parsed is not None and any(agency.key for agency in parsed.agencies)
