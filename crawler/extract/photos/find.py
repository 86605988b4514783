"""The editorial photos of an article: image, caption and credit, each photo once.

A photo is a ``<figure>``, or the smallest box around an image that also holds its caption. Inside
the box the text is sorted by what its elements are called: credit, caption, or neither. What the
page repeats (lead image and gallery, JSON-LD and figure) is merged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from crawler.extract import jsonld
from crawler.extract.body.blocks import size_of
from crawler.extract.credits.parse import parse_credit
from crawler.extract.credits.split import split_caption
from crawler.extract.credits.words import LABEL, PICTURE, is_person
from crawler.extract.document import Document, attr, element_after, text_of
from crawler.extract.photos.apart import (
    caption_after,
    caption_apart,
    credit_after,
    top_of_story,
    words_without_image,
)
from crawler.extract.photos.attributes import CAPTION_ATTRIBUTES, CREDIT_ATTRIBUTES, credited_aside
from crawler.extract.photos.boxes import is_player, photo_boxes
from crawler.extract.photos.elements import NOT_A_PHOTO, is_portrait, said_in_name
from crawler.extract.photos.images import Image, address_key, best_image, is_waiting
from crawler.extract.photos.links import caption_of_link, is_in_headed_link, is_link_elsewhere
from crawler.extract.photos.text import Words, caption_and_credit, words_in, words_of_boxes
from crawler.items import Credit, Photo

_MAX_PHOTOS = 400
_PLACEHOLDER = 3  # photos with one address
_PORTRAIT = 100  # pixels
_SHORTEST_CAPTION = 12  # letters, of a photo whose file is not told: "Comments" is a button's
_LONGEST_ROLE = 24  # characters beside the name of who is shown in a portrait
_LINE = 40
_BARE = frozenset({"img", "amp-img"})
_BELOW = 2  # blocks after a story at which its last photo may stand
_WORD = re.compile(r"\w+")
_LABEL_AT_THE_END = re.compile(rf"(?<!\w){PICTURE}\s*[:：]$", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(?:\d+:)+\d\d\s*$")  # of a film
# what stands beside a portrait, a code to scan and the publisher's logo: when it was published,
# that one should scan it, the address
_OF_THE_PAGE = re.compile(
    r"[发發]布[时時][间間]|[扫掃]一[扫掃]|[扫掃]描.{0,3}二[维維][码碼]|邮编[:：]"
)
# what an advertisement asks for, whoever made its picture
_MAY_ASK = ("bscri", "suscr", "abonn", "sign up", "abbon", "assin")  # quicker than the words:
_ASKS_TO_SUBSCRIBE = re.compile(
    r"(?:^|[.?!] )(?:subscribe|sign up|abonnieren sie|jetzt abonnieren|abonnez-vous"
    r"|suscr[ií]be(?:te|se)|assine|abbonati|abonneer je)\b"
)
_BYLINE = re.compile(r"(?:by|von|par|por|author of the article)\b", re.IGNORECASE)


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
class _Found:
    photo: Photo
    key: str  # of the image's address, "" where it has none
    box: int  # ``mem_id``
    is_bare: bool = False  # an image that nothing is said of


def find_photos(document: Document, headline: LexborNode | None = None) -> PhotoFindings:
    """All editorial photos of the page's article; ``headline`` is the heading above it."""
    found: list[_Found] = []
    nodes: set[int] = set()
    told = _told_by_metadata(document)
    root = _article_root(document)
    if root is not None:
        taken: set[int] = set()
        read: set[int] = set()  # boxes, also those of no photo
        spoken: set[int] = set()  # images that have words
        lead = _lead_key(document)
        pairs = list(photo_boxes(root, taken, headline.mem_id if headline else None, lead))
        said = words_of_boxes(box for box, _ in pairs)
        for (box, image_node), words in zip(pairs, said, strict=True):
            photo = _read_box(document, box, image_node, nodes, words)
            read.add(box.mem_id)
            if photo is not None and len(found) < _MAX_PHOTOS:
                found.append(photo)
                if image_node is not None and _has_words(photo.photo):
                    spoken.add(image_node.mem_id)
        if not any(item.key == lead and _has_words(item.photo) for item in found):
            scopes = top_of_story(headline) if headline is not None and spoken else [root]
            apart = caption_apart(scopes, read, spoken)
            photo = _read_box(document, *apart, nodes, words_in(apart[0])) if apart else None
            found = [photo, *found] if photo is not None else found
        if not found:
            unseen = (
                _read_box(document, box, None, nodes, words_in(box))
                for box in words_without_image(root)
            )
            found = [photo for photo in unseen if photo is not None]
    merged = _merged(found, told)
    photos = [item.photo for item in merged]
    photos += _only_told(document, photos, told)
    boxes = [item.box for item in merged] + [0] * (len(photos) - len(merged))
    return PhotoFindings(tuple(photos), frozenset(nodes), tuple(boxes))


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
    nodes: set[int],
    words: Words,
) -> _Found | None:
    """The photo in a box, or ``None`` for a box that is no photo."""
    if is_player(box):
        _claim(box, 0, nodes)
        return None
    if image_node is not None and is_portrait(image_node):
        return None
    image = best_image(document, box, image_node)
    caption, credit = _words_of(box, image_node, words)
    if _is_no_photo(box, image, caption, credit):
        return None
    _claim(box, len(caption or "") + len(credit or ""), nodes)
    alt = " ".join(attr(image_node, "alt").split()) if image_node is not None else ""
    if credit and credit == alt and len(caption or "") <= _LONGEST_ROLE and is_person(alt):
        return None  # who is named beside the image is shown on it
    if caption and caption.endswith(("…", "...")) and alt.startswith(caption.rstrip(" .…")):
        caption = alt
    if not credit and not split_caption(caption or "")[1]:
        credit = _credit_after(box, nodes)
    if credit and not caption and (after := caption_after(box)) is not None:
        nodes.add(after.mem_id)
        caption = caption_and_credit(after, words_in(after))[0]
    if not credit and image_node is not None:
        credit = credited_aside(image_node)
    if credit and caption == credit:
        caption = None
    photo = _photo(image, caption, credit, alt or None)
    is_bare = box.tag in _BARE and not _has_words(photo)
    return _Found(photo, address_key(photo.url), box.mem_id, is_bare)


def _is_no_photo(
    box: LexborNode, image: Image | None, caption: str | None, credit: str | None
) -> bool:
    """Whether a box is another page's teaser, a portrait, a promotion, or has nothing to show."""
    credited = bool(credit or split_caption(caption or "")[1])
    if image is None and not (credited and size_of(caption or "") >= _SHORTEST_CAPTION):
        return True
    if image is not None and not caption and not credit and is_waiting(image):
        return True
    if _is_teaser(box, credited or (caption or "").endswith((".", ")", "。"))):
        return True
    if image is not None and (_is_tiny(image) or (not credit and _is_small(image))):
        return True
    if caption and _asks_to_subscribe(caption):
        return True
    if _BYLINE.match(caption or "") or _BYLINE.match(credit or ""):
        return True
    said = f"{caption} {credit}"
    if not said.isascii() and _OF_THE_PAGE.search(said):
        return True
    return not credited and (_is_called_otherwise(box) or _is_promotion(box, caption))


def _asks_to_subscribe(caption: str) -> bool:
    low = caption.lower()
    return any(word in low for word in _MAY_ASK) and _ASKS_TO_SUBSCRIBE.search(low) is not None


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


def _lead_key(document: Document) -> str:
    """The key of the photo that the metadata names as the page's, "" where it names none."""
    return address_key(document.absolute(document.first_meta("og:image", "twitter:image")))


def _has_words(photo: Photo) -> bool:
    return bool(photo.caption or photo.credit)


def _photo(image: Image | None, caption: str | None, credit: str | None, alt: str | None) -> Photo:
    if caption:
        whole, (caption, run_in) = caption, split_caption(caption)
        if credit and run_in and not _share_words(credit, run_in):
            if LABEL.match(run_in):  # the agency's in the caption, the maker's beside
                credit = f"{run_in} / {credit.lstrip(' /|')}"
            else:
                caption, run_in = whole, None  # "(Archive)" is none of the credit beside
        credit = credit or run_in
        if credit and run_in is None and caption and caption.endswith(credit):
            caption = caption[: -len(credit)]
        if credit and caption:
            caption = _LABEL_AT_THE_END.sub("", caption)
        caption = (caption or "").rstrip(" /|(-–—")
        caption = caption if _WORD.search(caption) else None
    return Photo(
        url=image.url if image else None,
        caption=caption,
        alt_text=alt,
        credit=parse_credit(credit) if credit else None,
        width=image.width if image else None,
        height=image.height if image else None,
    )


def _share_words(one: str, other: str) -> bool:
    first, second = (set(_WORD.findall(text.casefold())) for text in (one, other))
    return bool(first & second)


def _attribute(box: LexborNode, image: LexborNode, names: tuple[str, ...]) -> str | None:
    """What an image, its box, or the element after it in the box is told in attributes."""
    after = element_after(image) if box.mem_id != image.mem_id else None
    for node in (image, box, after):
        if node is None:
            continue
        for name in names:
            value = attr(node, name)
            if value and "<" not in value and not value.startswith("http"):
                return " ".join(value.split())
    return None


def _is_tiny(image: Image) -> bool:
    """Whether an image is shown no larger than a portrait beside a name, or as a mere line,
    whatever stands there."""
    if 0 < min(image.width or _LINE, image.height or _LINE) < _LINE:
        return True
    return 0 < max(image.width or _PORTRAIT, image.height or _PORTRAIT) < _PORTRAIT


def _is_small(image: Image) -> bool:
    return bool((image.width and image.width < 150) or (image.height and image.height < 100))


def _is_teaser(box: LexborNode, told: bool) -> bool:
    """Whether the box holds the headline of another page, or stands in a link to one: there a
    ``told`` caption or credit says that it is a photo all the same."""
    if box.css_first("h2 a, h3 a, h4 a, a h2, a h3, a h4") is not None or is_in_headed_link(box):
        return True
    return not told and (box.css_first("a figcaption") is not None or is_link_elsewhere(box))


def _is_called_otherwise(box: LexborNode) -> bool:
    """Whether a box is by its names a portrait, a teaser or an advertisement; a figure whose
    caption leads nowhere is a photo."""
    if not said_in_name(NOT_A_PHOTO, box):
        return False
    figcaption = box.css_first("figcaption") if box.tag == "figure" else None
    return not text_of(figcaption) or box.css_first("a[href]") is not None


def _is_promotion(box: LexborNode, caption: str | None) -> bool:
    """Whether a box is a quotation with its speaker, has a heading as a teaser has, or is a figure
    whose image and words lead to one other page; a film's length may stand beside them. But where
    a ``<cite>`` is all that it says, and a sentence, that is a photo's caption."""
    if box.tag != "figure":
        told = box.css_first("cite, h2, h3, h4, h5, h6")
        is_caption = told is not None and told.tag == "cite" and text_of(told) == caption
        is_caption = is_caption and text_of(told).endswith((".", "!", "?"))
        return box.tag == "blockquote" or (told is not None and not is_caption)
    links = box.css("a[href]")
    if not links or len({attr(link, "href") for link in links}) > 1:
        return False
    said = " ".join(filter(None, map(text_of, links)))
    return bool(said) and is_link_elsewhere(links[0]) and _LENGTH.sub("", text_of(box)) == said


def _told_by_metadata(document: Document) -> dict[str, Photo]:
    """Photos that JSON-LD describes in words, by address."""
    told: dict[str, Photo] = {}
    for item in document.json_ld:
        if "ImageObject" not in jsonld.types(item):
            continue
        url = document.absolute(jsonld.string(item.get("contentUrl") or item.get("url")))
        line = next(
            (
                text
                for name in (
                    "creditText",
                    "copyrightHolder",
                    "author",
                    "creator",
                    "copyrightNotice",
                )
                if (text := jsonld.string(item.get(name)))
            ),
            None,
        )
        caption = jsonld.string(item.get("caption") or item.get("description"))
        photo = _photo(Image(url, None, None) if url else None, caption, line, None)
        if url and _has_words(photo):
            told.setdefault(address_key(url), photo)
    return told


def _only_told(document: Document, shown: list[Photo], told: dict[str, Photo]) -> Iterator[Photo]:
    """The photos that the article's own metadata describes with caption and credit, and that no
    box on the page shows with its words."""
    known = {address_key(photo.url) for photo in shown} | {photo.caption for photo in shown}
    images = document.news.get("image")
    for image in images if isinstance(images, list) else [images]:
        item = _meant(document, image) if isinstance(image, dict) else {}
        url = jsonld.string(item.get("contentUrl") or item.get("url"))
        key = address_key(document.absolute(url))
        photo = told.get(key)
        if photo and photo.caption and photo.credit and not {key, photo.caption} & known:
            known |= {key, photo.caption}
            yield photo


def _meant(document: Document, image: jsonld.JsonObject) -> jsonld.JsonObject:
    """The object that one which has only a name (``@id``) stands for, as in a ``@graph``."""
    name = image.get("@id")
    if not name or len(image) > 1:
        return image
    same = (o for o in document.json_ld if o.get("@id") == name and len(o) > 1)
    return next(same, image)


def _merged(found: list[_Found], told: dict[str, Photo]) -> list[_Found]:
    """Each photo once, at its first place, with all that was said of it."""
    merged: list[_Found] = []
    by_caption = {photo.caption: photo for photo in told.values() if photo.caption}
    shared = Counter(item.key for item in found)
    for item in found:
        spoken = told.get(item.key) if item.key and not item.is_bare else None
        spoken = spoken or by_caption.get(item.photo.caption or "")
        photo = _joined(item.photo, spoken) if spoken else item.photo
        # what many boxes show is what stands there until their images are loaded
        key = item.key if shared[item.key] < _PLACEHOLDER or not _has_words(photo) else ""
        same = next((n for n, m in enumerate(merged) if _is_same(m, key, photo)), None)
        if same is None:
            merged.append(replace(item, photo=photo))
        else:
            merged[same] = replace(merged[same], photo=_joined(merged[same].photo, photo))
    return merged


def _is_same(known: _Found, key: str, photo: Photo) -> bool:
    one, two = known.photo, photo
    if key and known.key == key and (not one.caption or not two.caption):
        return True  # files of one name may hold different pictures, if their captions differ
    return bool(one.caption) and one.caption == two.caption and one.credit == two.credit


def _joined(first: Photo, second: Photo) -> Photo:
    return replace(
        first,
        caption=first.caption or second.caption,
        alt_text=first.alt_text or second.alt_text,
        credit=_better(first.credit, second.credit),
        width=first.width or second.width,
        height=first.height or second.height,
    )


def _better(one: Credit | None, two: Credit | None) -> Credit | None:
    return one or two
