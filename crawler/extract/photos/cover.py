"""The words of the photo above the headline, where they stand below the story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.extract.body.service import cover_label
from crawler.extract.credits.split import split_caption
from crawler.extract.photos.images import Image
from crawler.extract.photos.made import has_words, make_photo
from crawler.items import Photo

_BRACKETS = "()[]（）【】"  # around the line


def with_cover(photos: Sequence[Photo], lines: Iterable[str]) -> tuple[Photo, ...]:
    """The photos, with the first one's words taken from a line below the story. Hungarian and
    Chinese pages print them there: "(Borítókép: … Fotó: …)"."""
    if not photos or has_words(photos[0]):
        return tuple(photos)
    labels = ((line, cover_label(line.lower())) for line in lines)
    line, label = next(((line, label) for line, label in labels if label), ("", ""))
    if not label:
        return tuple(photos)
    told = line[len(label) :].strip()
    if line[0] in _BRACKETS:
        told = told.rstrip(_BRACKETS)
    is_caption = label.rstrip().endswith((":", "：")) and "credit" not in label
    caption, credit = split_caption(told) if is_caption else (None, told)
    lead = photos[0]
    image = Image(lead.url, lead.width, lead.height) if lead.url else None
    return make_photo(image, caption, credit, lead.alt_text), *photos[1:]
