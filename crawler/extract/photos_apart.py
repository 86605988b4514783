"""The caption of a page's lead photo, where it stands apart from the image.

Some layouts set the lead image across the page and its words in another column, so that no small
box holds both. Such words are known by their names, and belong to the nearest image before them.
"""

from __future__ import annotations

from collections.abc import Container

from selectolax.lexbor import LexborNode

from crawler.extract.document import attr, text_of
from crawler.extract.photos_boxes import STORY, is_icon, is_outside
from crawler.extract.photos_text import LONGEST_CAPTION, said_by_name

_NAMED = 'figcaption, [class*="caption" i], [class*="credit" i]'
_MOST_NAMED = 40  # elements that are looked at
_MOST_STEPS = 5  # outwards from the words to what also holds the image


def caption_apart(
    scope: LexborNode, boxes: Container[int], spoken: Container[int]
) -> tuple[LexborNode, LexborNode] | None:
    """The element with the lead photo's words, and its image, both in ``scope``.

    ``boxes`` and ``spoken`` hold the ``mem_id`` of boxes that were read and of images with words.
    """
    for node in scope.css(_NAMED)[:_MOST_NAMED]:
        text = text_of(node)
        if not 0 < len(text) <= LONGEST_CAPTION or not _is_named(node):
            continue
        if is_outside(node, {}) or _is_within(node, boxes) or node.css_first("h1, h2, p a, time"):
            continue
        image = _image_before(node)
        if image is not None and image.mem_id not in spoken:
            return node, image
    return None


def top_of_story(headline: LexborNode) -> LexborNode:
    """The widest element around the headline that does not hold the story."""
    at = headline
    for _ in range(_MOST_STEPS):
        around = at.parent
        if around is None or around.tag == "body" or len(around.css("p")) >= STORY:
            break
        at = around
    return at


def _is_named(node: LexborNode) -> bool:
    return node.tag == "figcaption" or any(said_by_name(attr(node, "class"))[:2])


def _is_within(node: LexborNode, boxes: Container[int]) -> bool:
    at: LexborNode | None = node
    while at is not None:
        if at.mem_id in boxes:
            return True
        at = at.parent
    return False


def _image_before(node: LexborNode) -> LexborNode | None:
    """The only image in the smallest element that holds the words and an image at all."""
    at = node.parent
    for _ in range(_MOST_STEPS):
        if at is None or at.tag == "body":
            return None
        images = [image for image in at.css("img") if not is_icon(image)]
        if images:
            return images[0] if len(images) == 1 else None
        at = at.parent
    return None
