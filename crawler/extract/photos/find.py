"""The editorial photos of an article: image, caption and credit, each photo once.

A photo is a ``<figure>``, or the smallest box around an image that also holds its caption. Inside
the box the text is sorted by what its elements are called: credit, caption, or neither. What the
page repeats (lead image and gallery, JSON-LD and figure) is merged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.extract.credits.persons import is_person
from crawler.extract.credits.split import split_caption
from crawler.extract.document import Document, attr, element_after, text_of
from crawler.extract.photos.apart import (
    caption_after,
    caption_apart,
    credit_after,
    credit_of_gallery,
    top_of_story,
    words_without_image,
)
from crawler.extract.photos.attributes import CAPTION_ATTRIBUTES, CREDIT_ATTRIBUTES, credited_aside
from crawler.extract.photos.boxes import photo_boxes
from crawler.extract.photos.elements import alt_of, is_portrait
from crawler.extract.photos.films import is_player
from crawler.extract.photos.images import address_key, best_image
from crawler.extract.photos.links import caption_of_link, is_link_elsewhere, is_link_within
from crawler.extract.photos.made import has_words, made_photo
from crawler.extract.photos.merging import Found, merged_photos
from crawler.extract.photos.otherwise import is_no_photo
from crawler.extract.photos.text import Words, caption_and_credit, words_in, words_of_boxes
from crawler.extract.photos.told import lead_key, only_told, told_by_metadata
from crawler.extract.texts import spaced
from crawler.items import Photo

_MAX_PHOTOS = 400
_LONGEST_ROLE = 24  # characters beside the name of who is shown in a portrait
_BARE = frozenset({"img", "amp-img"})
_BELOW = 2  # blocks after a story at which its last photo may stand


@dataclass(frozen=True, slots=True)
class PhotoFindings:
    """The photos in reading order, and the nodes whose text is theirs and not the story's."""

    photos: tuple[Photo, ...]
    nodes: frozenset[int]  # ``mem_id`` of caption, credit and photo boxes
    boxes: tuple[int, ...] = ()  # ``mem_id`` of the photos' boxes, 0 where a photo has none

    def down_to(self, last: int, places: Mapping[int, int]) -> tuple[Photo, ...]:
        """The photos without those that stand well below the story: they are other stories'.

        ``last`` is how many of the page's blocks end with the story, ``places`` tells how many
        stand before each box.
        """
        return tuple(
            photo
            for photo, box in zip(self.photos, self.boxes, strict=True)
            if places.get(box, 0) <= last + _BELOW
        )


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is known of a page's elements by those of its boxes that were read, by ``mem_id``."""

    nodes: set[int] = field(default_factory=set)  # whose text is a photo's
    galleries: dict[int, str | None] = field(default_factory=dict)  # with their credits


def find_photos(document: Document, headline: LexborNode | None = None) -> PhotoFindings:
    """All editorial photos of the page's article; ``headline`` is the heading above it."""
    notes = _Notes()
    told = told_by_metadata(document)
    root = _article_root(document)
    found = _shown(document, root, headline, notes) if root is not None else []
    merged = merged_photos(found, told)
    photos = [item.photo for item in merged]
    photos += only_told(document, photos, told)
    photos = photos[:_MAX_PHOTOS]
    boxes = [*(item.box for item in merged), *[0] * len(photos)][: len(photos)]
    return PhotoFindings(tuple(photos), frozenset(notes.nodes), tuple(boxes))


def _shown(
    document: Document, root: LexborNode, headline: LexborNode | None, notes: _Notes
) -> list[Found]:
    """The photos that the page shows: in boxes, the lead one perhaps with its words apart; where
    there is none, those that are still to be put above their words."""
    found: list[Found] = []
    read: set[int] = set()  # boxes, also those of no photo
    spoken: set[int] = set()  # images that have words
    lead = lead_key(document)
    pairs = list(photo_boxes(root, headline, lead))
    said = words_of_boxes(box for box, _ in pairs)
    for (box, image_node), words in zip(pairs, said, strict=True):
        photo = _read_box(document, box, image_node, notes, words)
        read.add(box.mem_id)
        if photo is not None and len(found) < _MAX_PHOTOS:
            found.append(photo)
            if image_node is not None and has_words(photo.photo):
                spoken.add(image_node.mem_id)
    if not any(item.key == lead and has_words(item.photo) for item in found):
        scopes = top_of_story(headline) if headline is not None and spoken else [root]
        apart = caption_apart(scopes, read, spoken)
        photo = _read_box(document, *apart, notes, words_in(apart[0])) if apart else None
        found = [photo, *found] if photo is not None else found
    if found:
        return found
    unseen = words_without_image(root)
    read_boxes = (_read_box(document, box, None, notes, words_in(box)) for box in unseen)
    return [photo for photo in read_boxes if photo is not None]


def _article_root(document: Document) -> LexborNode | None:
    """``<main>`` where it holds the headline, else ``<body>``."""
    body = document.body
    if body is None:
        return None
    return (
        body.css_first("main") if len(body.css("main")) == 1 and body.css_first("main h1") else body
    )


def _read_box(
    document: Document,
    box: LexborNode,
    image_node: LexborNode | None,
    notes: _Notes,
    words: Words,
) -> Found | None:
    """The photo in a box, or ``None`` for a box that is no photo."""
    if is_player(box):
        _claim(box, 0, notes.nodes)
        return None
    if image_node is not None and is_portrait(image_node):
        return None
    image = best_image(document, box, image_node)
    caption, credit = _words_of(box, image_node, words)
    if is_no_photo(box, image, caption, credit):
        return None
    _claim(box, len(caption or "") + len(credit or ""), notes.nodes)
    alt = alt_of(image_node) if image_node is not None else ""
    if credit and credit == alt and len(caption or "") <= _LONGEST_ROLE and is_person(alt):
        return None  # who is named beside the image is shown on it
    if caption and caption.endswith(("…", "...")) and alt.startswith(caption.rstrip(" .…")):
        caption = alt
    caption, credit = _with_beside(box, image_node, notes, caption, credit)
    # another story's; what is credited and leads to a shop is of this one
    is_linked = not caption and image_node is not None and is_link_elsewhere(image_node)
    if is_linked and (not credit or is_link_within(image_node, document)):
        return None
    photo = made_photo(image, caption, credit, alt or None)
    is_bare = box.tag in _BARE and not has_words(photo)
    return Found(photo, address_key(photo.url), box.mem_id, is_bare)


def _with_beside(
    box: LexborNode,
    image: LexborNode | None,
    notes: _Notes,
    caption: str | None,
    credit: str | None,
) -> tuple[str | None, str | None]:
    """Caption and credit, the one that the box lacks taken from the element after it, or from what
    the image's title or alternative text tells aside."""
    if not credit and not split_caption(caption or "")[1]:
        credit = _credit_after(box, notes.nodes)
        if not credit and box.tag == "figure":
            credit = credit_of_gallery(box, notes.galleries)
    if credit and not caption and (after := caption_after(box)) is not None:
        notes.nodes.add(after.mem_id)
        caption = caption_and_credit(after, words_in(after))[0]
    if not credit and image is not None:
        credit = credited_aside(image)
    return None if credit and caption == credit else caption, credit


def _words_of(
    box: LexborNode, image: LexborNode | None, words: Words
) -> tuple[str | None, str | None]:
    """Caption and credit of a box, else those that attributes of its image tell."""
    caption, credit = caption_and_credit(box, words)
    if image is not None:
        credit = credit or _attribute(box, image, CREDIT_ATTRIBUTES)
        caption = caption or _attribute(box, image, CAPTION_ATTRIBUTES) or caption_of_link(image)
    return caption, credit


def _credit_after(words: LexborNode, nodes: set[int]) -> str | None:
    """The credit that stands in an element of its own after the words of a photo."""
    after = credit_after(words)
    if after is None:
        return None
    nodes.add(after.mem_id)
    return caption_and_credit(after, words_in(after))[1] or text_of(after)


def _claim(box: LexborNode, size: int, nodes: set[int]) -> None:
    """Take the box's text from the story, if there is little beside ``size`` characters of caption
    and credit: a box with more in it holds a part of the story."""
    if len(text_of(box)) <= 2 * size + 200:
        nodes.add(box.mem_id)


def _attribute(box: LexborNode, image: LexborNode, names: tuple[str, ...]) -> str | None:
    """What an image, its box, or the element after it in the box is told in attributes."""
    after = element_after(image) if box.mem_id != image.mem_id else None
    for node in (image, box, after):
        if node is None:
            continue
        for name in names:
            value = attr(node, name)
            if value and "<" not in value and not value.startswith("http"):
                return spaced(value)
    return None
