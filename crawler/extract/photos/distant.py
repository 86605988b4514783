"""Find the caption of a page's lead photo where it stands apart from the image.

Some layouts set the lead image across the page and its words in another column, so that no small
box holds both. The words are recognised by their elements' names. They belong to the nearest image
before them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.credits.split import split_caption
from crawler.extract.document import attr, element_after, text_of
from crawler.extract.photos.elements import is_icon
from crawler.extract.photos.links import is_teaser_image
from crawler.extract.photos.outside import STORY, is_outside
from crawler.extract.photos.runs import said_by_name
from crawler.extract.photos.text import LONGEST_CAPTION

_NAMED = (
    'figcaption, [class*="caption" i], [class*="credit" i], [class*="legend" i]'
    ', [class*="cutline" i], [class*="photographer" i]'
)
_BACKGROUND = re.compile(r"background[^;]{0,300}?url\(")
_MOST_NAMED = 40  # elements looked at
_NO_AUTHOR = re.compile("credit|copyright", re.IGNORECASE)
_LONGEST_CREDIT = 120  # characters
_MOST_BEFORE = 3  # elements searched before the top of the story
_MOST_STEPS = 5  # outwards from the words to the element that also holds the image
_MOST_AROUND = 12  # elements outwards, including those that hold nothing else


def caption_apart(
    scopes: Sequence[LexborNode], boxes: Container[int], spoken: Container[int]
) -> tuple[LexborNode, LexborNode] | None:
    """The element with the lead photo's words and the photo's image, both within ``scopes``.

    ``boxes`` and ``spoken`` hold the ``mem_id`` of boxes already read and of images with words.
    """
    for node in [n for scope in scopes for n in scope.css(_NAMED)[:_MOST_NAMED]]:
        text = text_of(node)
        if not 0 < len(text) <= LONGEST_CAPTION or not _is_named(node):
            continue
        if is_outside(node, {}) or _is_within(node, boxes) or node.css_first("h1, h2, p a, time"):
            continue
        image = _image_before(node)
        if image is None or image.mem_id in spoken or is_teaser_image(image, {}):
            continue
        if image.tag == "img" or _is_of_background(node, text):
            return node, image
    return None


def words_without_image(root: LexborNode) -> Iterator[LexborNode]:
    """The elements that hold only a caption and the credit after it, both named so. They belong to
    a photo that a script has yet to add."""
    for node in root.css('[class*="caption" i]')[:_MOST_NAMED]:
        box = node.parent
        credit = credit_after(node) if said_by_name(attr(node, "class"))[1] else None
        if box is None or credit is None or not text_of(node):
            continue
        is_whole = len(text_of(box)) <= len(text_of(node)) + len(text_of(credit)) + 1
        if is_whole and box.css_first("img, video, iframe, a") is None and not is_outside(box, {}):
            yield box


def credit_after(box: LexborNode) -> LexborNode | None:
    """The element after a photo's box, or after its separate caption, if its name says credit.
    After an image, "author" is not enough: it may be the author of the story."""
    after = element_after(box)
    if after is None or not said_by_name(attr(after, "class"))[0]:
        return None
    if box.css_first("img") is not None and not _NO_AUTHOR.search(attr(after, "class")):
        return None
    text = text_of(after)
    if text[:1].isdigit():
        return None  # "1996-98 Oak Inc., All right": left in the file by a program
    return after if 0 < len(text) <= _LONGEST_CREDIT and not after.css("img") else None


def credit_of_gallery(figure: LexborNode, known: dict[int, str | None]) -> str | None:
    """The credit that a gallery, a figure around several figures, gives for all its photos.
    ``known`` remembers these outer figures."""
    at = figure.parent
    for _ in range(_MOST_STEPS):
        if at is None or at.tag == "figure":
            break
        at = at.parent
    if at is None or at.tag != "figure":
        return None
    if at.mem_id not in known:
        known[at.mem_id] = _credit_below(at)
    return known[at.mem_id]


def _credit_below(gallery: LexborNode) -> str | None:
    last = gallery.last_child  # only the last: a gallery may hold very many
    while last is not None and not last.is_element_node:
        last = last.prev
    is_told = last is not None and last.tag == "figcaption"
    return split_caption(text_of(last))[1] if is_told else None


def caption_after(box: LexborNode) -> LexborNode | None:
    """The element after a box with an image and its credit, if its name says caption."""
    after = element_after(box) if box.css_first("img") is not None else None
    if after is None or not said_by_name(attr(after, "class"))[1]:
        return None
    said = 0 < len(text_of(after)) <= LONGEST_CAPTION
    return after if said and after.css_first("img, h1, h2, h3") is None else None


def top_of_story(headline: LexborNode) -> list[LexborNode]:
    """The widest element around the headline that does not hold the story, and three before it."""
    at = headline
    for _ in range(_MOST_STEPS):
        around = at.parent
        if around is None or around.tag == "body" or len(around.css("p")) >= STORY:
            break
        at = around
    found = [at]
    while len(found) <= _MOST_BEFORE and (before := _element_before(found[-1])) is not None:
        found.append(before)
    return found[::-1]


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
    """The only image right before the words, or in the smallest element that holds both."""
    at: LexborNode | None = node
    steps = 0
    for _ in range(_MOST_AROUND):
        if at is None or at.tag == "body" or steps == _MOST_STEPS:
            return None
        before = _element_before(at)
        steps += before is not None or element_after(at) is not None
        for around in (before, at.parent) if before is not None else (at.parent,):
            images = _images(around)
            if images:
                return images[0] if len(images) == 1 else None
        if before is not None and text_of(before):
            return None
        at = at.parent
    return None


def _element_before(node: LexborNode) -> LexborNode | None:
    before = node.prev
    while before is not None and (before.tag or "-").startswith(("-", "!", "script", "style")):
        before = before.prev
    return before


def _images(node: LexborNode | None) -> list[LexborNode]:
    """The images that an element is, holds, or has as its background: at most two."""
    if node is None:
        return []
    if node.tag == "img" or _BACKGROUND.search(attr(node, "style")):
        return [] if is_icon(node) else [node]
    return list(islice((image for image in node.css("img") if not is_icon(image)), 2))


def _is_of_background(words: LexborNode, text: str) -> bool:
    """Whether words belong to a background image. Words that link elsewhere or name nobody may
    belong to a banner."""
    if words.css_first("a, h3, h4, button") is not None:
        return False
    return said_by_name(attr(words, "class"))[0] or split_caption(text)[1] is not None
