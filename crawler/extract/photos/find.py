"""The editorial photos of an article, each once, with image, caption and credit.

A photo is a ``<figure>``, or the smallest box that holds an image and its caption. The text in the
box is sorted into credit, caption or neither by the names of its elements. Photos that the page
repeats (lead image and gallery, JSON-LD and figure) are merged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborNode

from crawler.extract.credits.persons import is_person
from crawler.extract.credits.split import split_caption
from crawler.extract.document import Document, attr, element_after, text_of
from crawler.extract.photos.attributes import CAPTION_ATTRIBUTES, CREDIT_ATTRIBUTES, credited_aside
from crawler.extract.photos.boxes import photo_boxes
from crawler.extract.photos.distant import (
    caption_after,
    caption_apart,
    credit_after,
    credit_of_gallery,
    top_of_story,
    words_without_image,
)
from crawler.extract.photos.elements import alt_of, is_portrait
from crawler.extract.photos.films import is_player
from crawler.extract.photos.images import address_key, best_image
from crawler.extract.photos.links import caption_of_link, is_link_elsewhere, is_link_within
from crawler.extract.photos.made import has_words, make_photo
from crawler.extract.photos.merging import Found, merged_photos
from crawler.extract.photos.rejected import is_no_photo
from crawler.extract.photos.text import caption_and_credit
from crawler.extract.photos.told import lead_key, only_told, told_by_metadata
from crawler.extract.photos.words import Words, words_in, words_of_boxes
from crawler.extract.texts import spaced
from crawler.extract.titles import names_site, site_of
from crawler.items import Photo

_MAX_PHOTOS = 400
_LONGEST_ROLE = 24  # characters beside the name of the person in a portrait
_PERSON_AND_HOUSE = re.compile(r"([^/|.]{4,40}?)(?:\s*[/|]\s*| for )([^/|.]{2,40})")
_BARE = frozenset({"img", "amp-img"})
_BELOW = 2  # how many blocks after a story its last photo may stand


@dataclass(frozen=True, slots=True)
class PhotoFindings:
    """The photos in reading order, and the nodes whose text belongs to them, not to the story."""

    photos: tuple[Photo, ...]
    nodes: frozenset[int]  # ``mem_id`` of caption, credit and photo boxes
    boxes: tuple[int, ...] = ()  # ``mem_id`` of the photos' boxes, 0 where a photo has none

    def down_to(self, last: int, places: Mapping[int, int]) -> tuple[Photo, ...]:
        """The photos, without those well below the story: they belong to other stories.

        ``last`` is the number of the page's blocks down to the end of the story; ``places`` gives
        the number of blocks before each box.
        """
        return tuple(
            photo
            for photo, box in zip(self.photos, self.boxes, strict=True)
            if places.get(box, 0) <= last + _BELOW
        )


@dataclass(frozen=True, slots=True)
class _Notes:
    """What reading the page's boxes has shown about its elements, by ``mem_id``."""

    nodes: set[int] = field(default_factory=set)  # their text belongs to a photo
    galleries: dict[int, str | None] = field(default_factory=dict)  # each with its credit


def find_photos(document: Document, headline: LexborNode | None = None) -> PhotoFindings:
    """Find all editorial photos of the page's article; ``headline`` is the heading above it."""
    notes = _Notes()
    told = told_by_metadata(document)
    root = _article_root(document)
    found = _shown(document, root, headline, notes) if root is not None else []
    merged = merged_photos(found, told)
    photos = [item.photo for item in merged]
    photos += only_told(document, photos, told)
    title = text_of(headline)
    photos = [_without_title(photo, title) for photo in photos[:_MAX_PHOTOS]]
    boxes = [*(item.box for item in merged), *[0] * len(photos)][: len(photos)]
    return PhotoFindings(tuple(photos), frozenset(notes.nodes), tuple(boxes))


def _without_title(photo: Photo, title: str) -> Photo:
    """A photo without a caption that is only the story's headline."""
    return replace(photo, caption=None) if photo.caption and photo.caption == title else photo


def _shown(
    document: Document, root: LexborNode, headline: LexborNode | None, notes: _Notes
) -> list[Found]:
    """The photos that the page shows in boxes.

    If none of them is the lead photo with words, look for its words away from the image. If there
    is no photo at all, take captions whose image a script has yet to add.
    """
    found: list[Found] = []
    read: set[int] = set()  # boxes, including those that are no photo
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
    """Return ``<main>`` if it is the only one and holds the headline, else ``<body>``."""
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
    """The photo in a box, or ``None`` if the box is no photo."""
    if is_player(box):
        _claim(box, 0, notes.nodes)
        return None
    if image_node is not None and is_portrait(image_node):
        return None
    image = best_image(document, box, image_node)
    caption, credit = _words_of(box, image_node, words)
    if caption and not credit and _is_the_sites_own(caption, document):
        caption, credit = None, caption
    if is_no_photo(box, image, caption, credit):
        return None
    _claim(box, len(caption or "") + len(credit or ""), notes.nodes)
    alt = alt_of(image_node) if image_node is not None else ""
    if credit and credit == alt and len(caption or "") <= _LONGEST_ROLE and is_person(alt):
        return None  # the name beside the image is that of the person it shows
    if caption and caption.endswith(("…", "...")) and alt.startswith(caption.rstrip(" .…")):
        caption = alt
    caption, credit = _with_beside(document, box, image_node, notes, caption, credit)
    # another story's teaser; but a credited photo that links to a shop's site is this story's
    is_linked = not caption and image_node is not None and is_link_elsewhere(image_node)
    if is_linked and (not credit or is_link_within(image_node, document)):
        return None
    photo = make_photo(image, caption, credit, alt or None)
    is_bare = box.tag in _BARE and not has_words(photo)
    return Found(photo, address_key(photo.url), box.mem_id, is_bare)


def _with_beside(
    document: Document,
    box: LexborNode,
    image: LexborNode | None,
    notes: _Notes,
    caption: str | None,
    credit: str | None,
) -> tuple[str | None, str | None]:
    """Caption and credit, with whichever the box lacks taken from the element after it. A missing
    credit may also come from the gallery around it, or from the image's title or alt text."""
    if not credit and not split_caption(caption or "")[1]:
        credit = _credit_after(box, notes.nodes)
        if not credit and box.tag == "figure":
            credit = credit_of_gallery(box, notes.galleries)
    if credit and not caption and (after := caption_after(box)) is not None:
        notes.nodes.add(after.mem_id)
        caption = caption_and_credit(after, words_in(after))[0]
    if not credit and image is not None:
        credit = credited_aside(image)
        if credit and attr(image, "alt").endswith(f"| {credit}"):  # or it is the site's name
            credit = None if names_site(credit, *site_of(document)) else credit
    return None if credit and caption == credit else caption, credit


def _words_of(
    box: LexborNode, image: LexborNode | None, words: Words
) -> tuple[str | None, str | None]:
    """Caption and credit of a box, else those in the image's attributes."""
    caption, credit = caption_and_credit(box, words)
    if image is not None:
        credit = credit or _attribute(box, image, CREDIT_ATTRIBUTES)
        caption = caption or _attribute(box, image, CAPTION_ATTRIBUTES) or caption_of_link(image)
    return caption, credit


def _is_the_sites_own(caption: str, document: Document) -> bool:
    """Whether a caption is only who took the photo for the site: "Ann Lee / The Courier"."""
    made = _PERSON_AND_HOUSE.fullmatch(caption)
    if made is None or not is_person(made[1]):
        return False
    return names_site(made[2], *site_of(document))


def _credit_after(words: LexborNode, nodes: set[int]) -> str | None:
    """The credit in an element of its own after a photo's words."""
    after = credit_after(words)
    if after is None:
        return None
    nodes.add(after.mem_id)
    return caption_and_credit(after, words_in(after))[1] or text_of(after)


def _claim(box: LexborNode, size: int, nodes: set[int]) -> None:
    """Take the box's text away from the story, unless it has much more than the ``size`` characters
    of caption and credit: such a box holds part of the story."""
    if len(text_of(box)) <= 2 * size + 200:
        nodes.add(box.mem_id)


def _attribute(box: LexborNode, image: LexborNode, names: tuple[str, ...]) -> str | None:
    """The first value of these attributes on an image, its box, or the next element in the box."""
    after = element_after(image) if box.mem_id != image.mem_id else None
    for node in (image, box, after):
        if node is None:
            continue
        for name in names:
            value = attr(node, name)
            if value and "<" not in value and not value.startswith("http"):
                return spaced(value)
    return None
