"""Captions and credits that are given in attributes."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.extract.credits.names import are_names
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
_MOST_AROUND = 2  # elements around an image whose attributes describe it
_CLOSING = frozenset(")）")
_SHOWS = re.compile(r"image\s?:", re.IGNORECASE)  # "Image: Ann Lee" may name the person shown
SAYS_WHOSE = re.compile(rf"[©ⓒ]|(?:{PICTURE}|{SAID})\s?[:：]", re.IGNORECASE)


def is_slide(node: LexborNode) -> bool:
    """Whether attributes give a picture's file, caption and credit, for a script to show them."""
    if not node.attributes.get("data-image") or node.css_first("img, picture") is not None:
        return False
    return _tells_words(node)


def _tells_words(node: LexborNode) -> bool:
    """Whether an element's attributes give both a caption and a credit."""
    told = node.attributes
    return any(map(told.get, CAPTION_ATTRIBUTES)) and any(map(told.get, CREDIT_ATTRIBUTES))


def told_in_attributes(image: LexborNode) -> LexborNode | None:
    """The element around an image whose attributes give both its caption and its credit, as on a
    slide that shows them when its turn comes."""
    for at in upwards(image.parent, _MOST_AROUND):
        if at.tag in ("main", "article"):
            return None
        if _tells_words(at):
            return at
    return None


def _is_credit_aside(image: LexborNode, text: str, tail: str) -> bool:
    """Whether the tail of an image's text, after a stroke, names whose it is: a person and a house,
    or any names if both title and alt text have them."""
    if "/" in tail:
        return split_caption(text)[1] == tail
    return attr(image, "title") == attr(image, "alt") and are_names(tail)


def credited_aside(image: LexborNode) -> str | None:
    """The credit in an image's title or alt text, or in the caption that its link carries. It
    follows a label or a stroke, or stands in brackets at the end if it names an agency."""
    for text in (attr(image, "title"), attr(image, "alt"), caption_of_link(image) or ""):
        _, stroke, tail = text.rpartition(" | ")
        if stroke and (is_credit(tail) or _is_credit_aside(image, text, tail)):
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
