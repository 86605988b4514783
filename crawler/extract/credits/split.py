"""Cut a caption that ends in a credit into caption and credit line.

The credit stands at the end: in brackets, after a label ("Photo:", "©"), or as bare names after the
last sentence or stroke. Bare names are a credit only if they include an agency of the list, or if
the words say so ("Courtesy of ...", "... 제공"); otherwise they stay with the caption.
"""

from __future__ import annotations

from functools import lru_cache

from crawler.extract.credits.asia import FILED, at_opening, at_wire
from crawler.extract.credits.bare import at_date, at_photo_by, at_tail
from crawler.extract.credits.labelled import OWN_LABEL, at_bracket, at_label, at_picture_word

_LONGEST = 2000  # characters; longer captions are left whole
_CUTS = (at_opening, at_bracket, at_wire, at_photo_by, at_label, at_picture_word, at_date, at_tail)


def split_caption(text: str) -> tuple[str | None, str | None]:
    """Split ``text`` into (caption, credit line as printed); either may be ``None``."""
    text = " ".join(text.split())
    return _split(text) if len(text) <= _LONGEST else (text, None)


@lru_cache(maxsize=2048)  # short texts only, so it stays small
def _split(text: str) -> tuple[str | None, str | None]:
    text = FILED.sub("", text.lstrip("▲△↑"))  # these point to the photo above
    if not text:
        return None, None
    for cut in _CUTS:
        found = cut(text)
        if found is not None:
            caption, credit = found
            caption = OWN_LABEL.sub("", caption, count=1) if OWN_LABEL.match(caption) else caption
            return caption.strip(" /|–—−―-•∙、，＝=") or None, credit.strip() or None
    return text, None
