"""What an image's own element says about it: an icon, a large photo, a custom element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.document import attr
from crawler.extract.texts import spaced

_LARGE = 300  # pixels
_DIGITS = 6  # of a number of pixels: Python refuses to read endless ones
_IN_TEXT = 200
_MOST_WITH_AN_IMAGE = 5  # nodes in a paragraph of one image, white space and line breaks
_MOST_IN_A_PICTURE = 30  # elements looked at for each of its images; 800 pages had up to 21
_WIDTHS = re.compile(r"\s(\d+)w\b")
_MEDIA = re.compile(r"width:\s?(\d+)")
_SIZES = ("width", "height", "srcset")
_STYLE_SIZE = re.compile(r"(?<!-)(?:width|height):\s?(\d+)px")
# file types that are used for drawings as well, or an address without a file type
_MAY_BE_PHOTO = re.compile(r"\.(?:png|webp|avif)(?:$|[?&#])|/[^./?#]+$")
_PHOTOGRAPH = re.compile(r"\.jpe?g(?:$|[?&#])")
IMAGES = "img, amp-img"
IMAGE_TAG = re.compile(
    r"(?:amp-)?img$|\w+-.*(?:image|img|picture|photo)|(?:image|img|picture|photo)-"
)
# only whole parts of a name count: "shareable" and "silicon" say nothing
NOT_A_PHOTO = re.compile(
    r"(?<![a-z])(?:logo|icon|avatar|author|sprite|badge|emoji|placeholder|spinner|banner|advert"
    r"|promo|newsletter|teaser|related|recommend(?:ed|ation)?|share|social|sponsor(?:ed)?|bio)s?"
    r"(?![a-z])"
)
DRAWN = re.compile(
    r"(?<![a-z])(?:logo|icon|avatar|sprite|badge|emoji|spinner|author)s?(?![a-z])"
    r"|rounded-(?:full|circle)|img-circle"
)
# one word, scanned only once, as all patterns must do on values of any length
IS_PICTURE = re.compile(
    r"(?:https?:)?/(?=\S++$)\S+?\.(?:jpe?g|png|webp|avif)(?:[?#]|$)", re.IGNORECASE
)
_FILE_NAME = re.compile(r"https?:\S*|\S+\.(?:jpe?g|png|webp|gif)", re.IGNORECASE)
_PORTRAIT = re.compile(r"(?<![a-z])(?:avatar|headshot)s?(?![a-z])")
_AROUND_A_PORTRAIT = re.compile(
    r"(?<![a-z])(?:avatar|headshot|byline|(?<!image-)(?<!photo-)author)s?(?![a-z])"
)
_WORD_IN_NAME = re.compile(r"(?<=[a-z])(?=[A-Z])")


def alt_of(image: LexborNode) -> str:
    """An image's alt text with single spaces, or "" if it is only a file name."""
    alt = spaced(attr(image, "alt"))
    return "" if _FILE_NAME.fullmatch(alt) else alt


def image_in(box: LexborNode) -> LexborNode | None:
    """The image that a box shows, preferring one that is no placeholder."""
    images = box.css(IMAGES)
    if images:
        return next((i for i in images if _is_real(i)), images[0]) if len(images) > 1 else images[0]
    own = (node for node in box.css("[data-src], [data-srcset]") if _becomes_image(node))
    return next(own, None)


def _becomes_image(node: LexborNode) -> bool:
    """Whether an element is the site's custom kind of image, or one that a script will fill."""
    if IMAGE_TAG.match(node.tag or ""):
        return True
    return node.tag != "source" and IS_PICTURE.match(attr(node, "data-src")) is not None


def _is_real(image: LexborNode) -> bool:
    """Whether an image is more than a placeholder shown until the real one loads. A placeholder may
    be a ``data:`` image, drawn in the page itself."""
    if any(attr(image, name) for name in ("srcset", "data-srcset", "data-src")):
        return True
    is_drawn = attr(image, "src").startswith("data:")
    return not is_drawn and bool(image.attrs.get("alt"))


def is_icon(node: LexborNode) -> bool:
    """Whether an image is a drawing or tiny, by its own attributes."""
    if node.tag != "img":
        return False
    width = number(attr(node, "width"))
    if width >= _LARGE:
        return False
    return ".svg" in attr(node, "src") or 20 <= width < 80 or said_in_name(DRAWN, node)


def is_portrait(image: LexborNode) -> bool:
    """Whether an image is named an avatar or headshot, or its parent is, or a byline or author."""
    around = image.parent
    return said_in_name(_PORTRAIT, image) or (
        around is not None and said_in_name(_AROUND_A_PORTRAIT, around)
    )


def said_in_name(words: re.Pattern[str], node: LexborNode) -> bool:
    """Whether an element's class has one of these words as a part: "img-icon" or "imgIcon"."""
    name = node.attrs.get("class")
    return bool(name) and _has_part(words, name)


@lru_cache(maxsize=4096)
def _has_part(words: re.Pattern[str], name: str) -> bool:
    return words.search(_WORD_IN_NAME.sub("-", name).lower()) is not None


def is_unsized_photo(image: LexborNode) -> bool:
    """Whether an image states no size, yet is probably a photo. Either its file type is one for
    photographs, or it could be a photo and is all that its paragraph holds."""
    told = image.attributes
    if any(told.get(name) for name in _SIZES) or _STYLE_SIZE.search(told.get("style") or ""):
        return False
    return _is_kept_as_photo(image) or _is_alone(image)


def _is_alone(image: LexborNode) -> bool:
    """Whether an image that could be a photo is all that a paragraph holds."""
    around = image.parent
    if around is None or around.tag != "p":
        return False
    children = list(islice(around.iter(include_text=True), _MOST_WITH_AN_IMAGE + 1))
    if len(children) > _MOST_WITH_AN_IMAGE:
        return False
    if any((c.tag == "img" and c.mem_id != image.mem_id) or c.text().strip() for c in children):
        return False
    file = _file_of(image)
    return _MAY_BE_PHOTO.search(file) is not None and not _is_named_otherwise(file)


def is_set_in_text(image: LexborNode) -> bool:
    """Whether an image has a photo's file type, and the size of photos set into a paragraph."""
    sides = (attr(image, "width"), attr(image, "height"))
    is_sized = all(number(side) >= _IN_TEXT for side in sides)
    return is_sized and _is_kept_as_photo(image)


def _is_kept_as_photo(image: LexborNode) -> bool:
    file = _file_of(image)
    return _PHOTOGRAPH.search(file) is not None and not _is_named_otherwise(file)


def _file_of(image: LexborNode) -> str:
    told = image.attributes
    return (told.get("data-src") or told.get("src") or "").lower()


def _is_named_otherwise(file: str) -> bool:
    return NOT_A_PHOTO.search(file.partition("?")[0].rpartition("/")[2]) is not None


def is_large(image: LexborNode) -> bool:
    """Whether an image's attributes say that it can be shown as large as an editorial photo."""
    size = attr(image, "width") or attr(image, "height")
    widths = [size, *_WIDTHS.findall(attr(image, "srcset"))]
    widths += _STYLE_SIZE.findall(attr(image, "style"))
    for source in sources_beside(image):
        for name in ("srcset", "data-srcset"):
            widths += _WIDTHS.findall(attr(source, name))
        widths += _MEDIA.findall(attr(source, "media"))
    return any(number(width) >= _LARGE for width in widths)


def sources_beside(image: LexborNode) -> Iterator[LexborNode]:
    """The ``<source>`` elements in the ``<picture>`` around an image."""
    around = image.parent
    if around is None or around.tag != "picture":
        return iter(())
    return (node for node in islice(around.iter(), _MOST_IN_A_PICTURE) if node.tag == "source")


def number(told: str) -> int:
    """A number of pixels; 0 if there is none or it has too many digits."""
    return int(told) if told.isdecimal() and len(told) <= _DIGITS else 0
