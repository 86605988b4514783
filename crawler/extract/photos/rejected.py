"""Recognise boxes whose image is no photo of the story: teasers, portraits, promotions."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import size_of
from crawler.extract.credits.split import split_caption
from crawler.extract.document import attr, text_of
from crawler.extract.languages.vocabulary import pattern
from crawler.extract.photos.elements import IMAGE_TAG, NOT_A_PHOTO, said_in_name
from crawler.extract.photos.images import Image
from crawler.extract.photos.links import (
    LEADING,
    LINKED_HEADING,
    is_in_headed_link,
    is_link_elsewhere,
)

_PORTRAIT = 100  # pixels
_SHORTEST_CAPTION = 12  # letters, for a photo without a file: "Comments" is a button
_LINE = 40
_SIZE_IN_NAME = re.compile(
    r"[-_](\d{2,3})x(\d{2,3})\.(?:jpe?g|png|gif|webp)(?:\.\w{1,4}){0,2}(?:\?|$)", re.IGNORECASE
)
_LENGTH = re.compile(r"\s?(?:\d{1,3}:){1,3}\d\d\s?$")  # of a video, in a text of single spaces
# words beside a portrait, a QR code or the publisher's logo: the time of publication, an
# invitation to scan, a postal address
_OF_THE_PAGE = re.compile(
    r"[发發]布[时時][间間]|[扫掃]一[扫掃]|[扫掃]描.{0,3}二[维維][码碼]|邮编[:：]"
)
# an advertisement asks for this, whoever made its picture
_MAY_ASK = ("bscri", "suscr", "abonn", "sign up", "abbon", "assin")  # a quick check before:
_ASKS_TO_SUBSCRIBE = re.compile(rf"(?:^|[.?!] ){pattern('service.subscribe')}\b")
# announces a video above its caption
_OF_A_FILM = re.compile(rf"{pattern('service.film')}\s?[:：]", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|von|par|por|author of the article)\b", re.IGNORECASE)


def is_no_photo(
    box: LexborNode, image: Image | None, caption: str | None, credit: str | None
) -> bool:
    """Whether a box is another page's teaser, a portrait or a promotion, or has nothing to show."""
    credited = bool(credit or split_caption(caption or "")[1])
    if _has_nothing_to_show(image, caption, credit, credited):
        return True
    if _is_teaser(box, credited or (caption or "").endswith((".", ")", "。"))):
        return True
    if image is not None and (_is_tiny(image) or (not credit and _is_small(image))):
        return True
    if _says_otherwise(caption or "", credit or ""):
        return True
    if credited:  # a link with picture, title and source is a card; captions have a <figcaption>
        return box.css_first("figcaption") is None and _is_linked_figure(box)
    return _is_called_otherwise(box) or _is_promotion(box, caption)


def _has_nothing_to_show(
    image: Image | None, caption: str | None, credit: str | None, credited: bool
) -> bool:
    """Whether a box without an image lacks a credited caption, or an image without a file any
    words."""
    if image is None:
        return not credited or size_of(caption or "") < _SHORTEST_CAPTION
    return not (caption or credit or image.url)


def _says_otherwise(caption: str, credit: str) -> bool:
    """Whether the words beside an image are an advertisement's, a film's, a byline or the
    page's."""
    if _asks_to_subscribe(caption) or _OF_A_FILM.match(caption):
        return True
    if _BYLINE.match(caption) or _BYLINE.match(credit):
        return True
    return any(not said.isascii() and _OF_THE_PAGE.search(said) for said in (caption, credit))


def _asks_to_subscribe(caption: str) -> bool:
    low = caption.lower()
    return any(word in low for word in _MAY_ASK) and _ASKS_TO_SUBSCRIBE.search(low) is not None


def _is_tiny(image: Image) -> bool:
    """Whether an image is shown no larger than a portrait beside a name, or as a mere line,
    whatever its words. A small size in the file's name counts as well."""
    kept = _SIZE_IN_NAME.search(image.url or "")
    if kept and max(int(kept[1]), int(kept[2])) < _PORTRAIT:
        return True
    if 0 < min(image.width or _LINE, image.height or _LINE) < _LINE:
        return True
    return 0 < max(image.width or _PORTRAIT, image.height or _PORTRAIT) < _PORTRAIT


def _is_small(image: Image) -> bool:
    return bool((image.width and image.width < 150) or (image.height and image.height < 100))


def _is_teaser(box: LexborNode, told: bool) -> bool:
    """Whether the box holds another page's linked headline, or stands in a link to another page. In
    a link without a heading, a ``told`` caption or credit makes it a photo all the same."""
    if box.css_first(LINKED_HEADING) is not None or is_in_headed_link(box):
        return True
    return not told and (box.css_first("a figcaption") is not None or is_link_elsewhere(box))


def _is_called_otherwise(box: LexborNode) -> bool:
    """Whether a box is named a portrait, a teaser or an advertisement. A figure whose caption has
    no link is a photo all the same. An image that is its own box was checked before."""
    if IMAGE_TAG.match(box.tag or "") or not said_in_name(NOT_A_PHOTO, box):
        return False
    figcaption = box.css_first("figcaption") if box.tag == "figure" else None
    return not text_of(figcaption) or box.css_first(LEADING) is not None


def _is_promotion(box: LexborNode, caption: str | None) -> bool:
    """Whether a box is a quotation with its speaker, has a heading like a teaser, or is a figure
    that links elsewhere. But a ``<cite>`` that is the whole text, and a sentence, is a photo's
    caption."""
    if box.tag != "figure":
        told = box.css_first("cite, h2, h3, h4, h5, h6")
        is_caption = told is not None and told.tag == "cite" and text_of(told) == caption
        is_caption = is_caption and text_of(told).endswith((".", "!", "?"))
        return box.tag == "blockquote" or (told is not None and not is_caption)
    return _is_linked_figure(box)


def _is_linked_figure(box: LexborNode) -> bool:
    """Whether a figure's image and words are one link to another page, but for a video's length."""
    if box.tag != "figure":
        return False
    links = box.css("a[href]")
    if not links or len({attr(link, "href") for link in links}) > 1:
        return False
    said = " ".join(filter(None, map(text_of, links)))
    return bool(said) and is_link_elsewhere(links[0]) and _LENGTH.sub("", text_of(box)) == said
