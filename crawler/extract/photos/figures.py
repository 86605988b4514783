"""A figure as a photo: with a caption beside it, or around several figures."""

from __future__ import annotations

from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.document import text_of
from crawler.extract.photos.ancestors import name_says, repeats_alt
from crawler.extract.photos.below import caption_below
from crawler.extract.photos.elements import IMAGES, NOT_A_PHOTO, image_in, said_in_name
from crawler.extract.photos.links import MOST_TEXT
from crawler.extract.photos.runs import runs_in


def is_gallery(figure: LexborNode, known: dict[int, bool]) -> bool:
    """Whether a figure holds several photos with their own captions. ``known`` remembers which
    figures are such photos, as figures may be nested."""
    if figure.css_first("figure figure") is None:
        return False
    inner = (f for f in figure.css("figure figure") if f.mem_id != figure.mem_id)
    captioned = (f for f in inner if _is_captioned(f, known))
    return len(list(islice(captioned, 2))) == 2


def _is_captioned(figure: LexborNode, known: dict[int, bool]) -> bool:
    if figure.mem_id not in known:
        has_image = figure.css_first(IMAGES) is not None or image_in(figure) is not None
        known[figure.mem_id] = has_image and figure.css_first("figcaption") is not None
    return known[figure.mem_id]


def box_of_figure(
    figure: LexborNode, crowded: dict[int, bool]
) -> tuple[LexborNode, LexborNode | None]:
    """A figure's box and its image. A figure named as a portrait, logo or teaser is taken as it is:
    words beside it are not its caption."""
    image = image_in(figure)
    if said_in_name(NOT_A_PHOTO, figure):
        return figure, image
    box = _with_caption_beside(figure, crowded)
    words = caption_below(figure) if image is not None and not text_of(box) else None
    return box if words is None else words, image


def _with_caption_beside(figure: LexborNode, known: dict[int, bool]) -> LexborNode:
    """The figure, or its parent if the caption stands beside the figure instead of in it: named so,
    or as the words of the image's alt text.

    ``known`` remembers which elements hold more than one photo and its words.
    """
    parent = figure.parent
    if parent is None or figure.css_first("figcaption") is not None or any(runs_in(figure)):
        return figure
    image = image_in(figure)
    for _ in range(2):
        if parent is None or _holds_more(parent, known):
            break
        is_named = any(name_says(n) for n in parent.css("figcaption, [class]"))
        if is_named or (image is not None and repeats_alt(parent, image)):
            return parent if len(text_of(parent)) <= MOST_TEXT else figure
        parent = parent.parent
    return figure


def _holds_more(node: LexborNode, known: dict[int, bool]) -> bool:
    if node.mem_id not in known:
        holds = len(node.css("figure, p")) > 3 or node.css_first("h1") is not None
        known[node.mem_id] = holds
    return known[node.mem_id]
