"""Make a photo of an image and its words, the credit taken out of the caption."""

from __future__ import annotations

import re

from crawler.extract.credits.parse import parse_credit
from crawler.extract.credits.split import split_caption
from crawler.extract.credits.words import LABEL, PICTURE
from crawler.extract.photos.images import Image
from crawler.extract.photos.text import LONGEST_CAPTION
from crawler.items import Photo

_WORD = re.compile(r"\w+")
_LABEL_AT_THE_END = re.compile(rf"(?<!\w){PICTURE}\s*[:：]$", re.IGNORECASE)


def make_photo(
    image: Image | None, caption: str | None, credit: str | None, alt: str | None
) -> Photo:
    if caption:
        whole, (caption, run_in) = caption, split_caption(caption)
        if credit and run_in and not _share_words(credit, run_in):
            if LABEL.match(run_in):  # the caption credits the agency, the text beside it the maker
                credit = f"{run_in} / {credit.lstrip(' /|')}"
            else:
                caption, run_in = whole, None  # "(Archive)" is not part of the credit beside
        credit = credit or run_in
        if credit and run_in is None and caption and caption.endswith(credit):
            caption = caption[: -len(credit)]
        if credit and caption:
            caption = _LABEL_AT_THE_END.sub("", caption)
        caption = (caption or "").rstrip(" /|(-–—−―")
        caption = caption if _WORD.search(caption) else None
    width, height = image.size if image else (None, None)
    return Photo(
        url=image.url if image else None,
        caption=_unless_long(caption),
        alt_text=_unless_long(alt),
        credit=parse_credit(credit) if credit else None,
        width=width,
        height=height,
    )


def _unless_long(text: str | None) -> str | None:
    """The text, unless it is too long for a photo: attributes and metadata may hold anything."""
    return text if text and len(text) <= LONGEST_CAPTION else None


def has_words(photo: Photo) -> bool:
    return bool(photo.caption or photo.credit)


def _share_words(one: str, other: str) -> bool:
    first, second = (set(_WORD.findall(text.casefold())) for text in (one, other))
    return bool(first & second)
