"""Find the box of each photo: a figure, or the smallest element with an image and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.extract.document import text_of
from crawler.extract.photos.ancestors import Judgement, box_around
from crawler.extract.photos.attributes import credited_aside, is_slide, told_in_attributes
from crawler.extract.photos.below import caption_below
from crawler.extract.photos.elements import IMAGE_TAG, IMAGES, is_icon
from crawler.extract.photos.figures import box_of_figure, is_gallery
from crawler.extract.photos.films import is_still
from crawler.extract.photos.links import caption_of_link, is_in_card, is_teaser_image
from crawler.extract.photos.outside import is_outside
from crawler.extract.photos.uncaptioned import is_story_without_words

_STORY = 5  # paragraphs: an <article> with so many holds the story
# elements inside each other; 800 pages have up to 36. The limit matters because the content of
# each of them may be read for each image
_DEEPEST = 200
# [data-src] is for custom elements whose name says image, such as <brick-image data-src="…">
_BOXES = f"figure, {IMAGES}, picture, [data-src], [data-srcset], [data-image]"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known about elements that many images may share, by their ``mem_id``."""

    judged: dict[int, Judgement] = field(default_factory=dict)
    crowded: dict[int, bool] = field(default_factory=dict)
    rows: dict[int, bool | None] = field(default_factory=dict)
    galleries: dict[int, bool] = field(default_factory=dict)
    links: dict[int, bool] = field(default_factory=dict)
    films: dict[int, bool] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)


def photo_boxes(
    root: LexborNode, heading: LexborNode | None, lead: str = ""
) -> Iterator[tuple[LexborNode, LexborNode | None]]:
    """Each photo's box with its image, in page order.

    No box contains ``heading``, the story's headline. ``lead`` is the key of the image that the
    metadata names.
    """
    headline = heading.mem_id if heading is not None else None
    title = text_of(heading)
    taken: set[int] = set()  # images that have a box
    known = _Known()
    for node in _figures_and_images(_up_to_the_end(root.css(_BOXES), heading), taken):
        if node.tag == "figure":
            if node.css_first("figure figure, blockquote, table") and not node.css_first("img"):
                continue
            if is_gallery(node, known.galleries):
                continue
            for inner in node.css("img, amp-img, picture, figure"):
                taken.add(inner.mem_id)
            yield box_of_figure(node, known.crowded)
            continue
        image = node if node.tag != "picture" else node.css_first("img")
        if image is None:
            continue
        taken.add(image.mem_id)
        if is_teaser_image(image, known.links) or is_still(image, known.films):
            continue
        box = _box_of_image(image, headline, known, taken)
        if box is None and is_story_without_words(image, lead, title, known.rows):
            box = image
        if box is not None:
            yield box, image


def _box_of_image(
    image: LexborNode, headline: int | None, known: _Known, taken: set[int]
) -> LexborNode | None:
    """The element with an image's words: around it, after it, or the image itself."""
    if is_slide(image):
        return image
    box = box_around(image, headline, known.judged)
    if box is not None:
        for inner in box.css("img, amp-img, picture"):
            taken.add(inner.mem_id)
        return box
    words = caption_below(image)
    if words is not None:
        return words
    if credited_aside(image) and (caption_of_link(image) or not is_in_card(image, known.sizes)):
        return image
    return told_in_attributes(image)


def _up_to_the_end(nodes: list[LexborNode], heading: LexborNode | None) -> list[LexborNode]:
    """The nodes up to the end of the ``<article>`` with the heading: others' stories follow."""
    at = heading
    while at is not None and at.tag != "article":
        at = at.parent
    if at is None or len(at.css("p")) < _STORY:
        return nodes
    inside = {node.mem_id for node in at.css(_BOXES)}
    last = next((n for n, node in enumerate(reversed(nodes)) if node.mem_id in inside), 0)
    return nodes[: len(nodes) - last]


def _figures_and_images(nodes: list[LexborNode], taken: set[int]) -> Iterator[LexborNode]:
    """The nodes that may be or hold a photo and have not been ``taken`` meanwhile. A slide counts
    whatever the elements around it are named: its attributes say that it is a photo."""
    outside: dict[int, bool] = {}
    depths: dict[int, int] = {}
    for node in nodes:
        if _depth(node, depths) > _DEEPEST:
            continue
        is_image = node.tag in ("figure", "picture") or IMAGE_TAG.match(node.tag or "")
        if not is_image:
            if is_slide(node):
                yield node
            continue
        if node.mem_id not in taken and not is_icon(node) and not is_outside(node, outside):
            yield node


def _depth(node: LexborNode, known: dict[int, int]) -> int:
    """How many elements an element is nested in; ``known`` remembers the depths."""
    way = []
    at = node.parent
    while at is not None and at.mem_id not in known:
        way.append(at.mem_id)
        at = at.parent
    depth = known[at.mem_id] if at is not None else 0
    for place in reversed(way):
        depth += 1
        known[place] = depth
    return depth
