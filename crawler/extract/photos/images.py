"""Find the best address of an image, and tell whether two addresses show the same picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.document import Document, attr
from crawler.extract.photos.elements import IS_PICTURE, number, sources_beside

_LAZY = (
    *("data-src", "data-original", "data-lazy-src", "data-lazy", "data-full", "data-hires"),
    *("data-url", "data-image", "src"),
)
_LAZY_NAMES = frozenset(_LAZY)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_BETWEEN = re.compile(r",(?=\s|https?:|/|$)")  # between srcset entries: addresses have commas too
_DRAWN = re.compile(
    r"data:\S*(?:\s[\d.]{1,6}[wx])?"
)  # a picture inside the page itself, without an address
_MARK_OF_ADDRESS = re.compile(r"[^\[./]*[./]")  # unlike "null", "undefined", "false"
# of Cloudflare's service: its options, then the path of the original
_RESIZED = re.compile(r"/cdn-cgi/image/[^/]{1,300}(?=/)")
# "-640", but not "-07": two digits count the pictures of a story
_SIZE = re.compile(
    r"[-_.]\d{2,4}x\d{2,4}(?=[-_.@]|$)"
    r"|[-_](?:small|large|medium|thumb|(?!0)\d{3,4}w?|\d{2}w)$"
)
_BEGINNING = 6  # letters of a name: finding them is quicker than taking the address apart
_WIDEST = 100_000  # pixels
_DIMENSIONS = re.compile(r"[-_.](?:\d{2,4}x\d{2,4}|\d{3,4}_\d{3,4})$")
# file names that say which version or which day this is, not which picture: that is told by the
# folder, or by the number after the day
_VERSION = re.compile(
    r"(?:original|thumbnail|standard|landscape|portrait|squared?|(?:full|medium|large)[-_]?(?:size)?"
    r"|(?:lead|hero|header|cover|main)(?:[-_]?(?:image|photo|art))?(?:[-_]\d{3,4})*"
    r"|master|download|featured|unnamed|preview|resized|mainimage|image[-_]?\d?"
    r"|(?:19|20)\d\d[-_]?[01]\d[-_]?[0-3]\d)$"
)
# meaningless letters and digits that an image store adds to a file's name
_ADDED = re.compile(r"[-_](?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{6,}")
_IN_JSON = re.compile(r'"(?:src|url)"\s*:\s*"([^"]+)"')
# the file of a placeholder, shown until the picture is loaded
_WAITING = re.compile(
    r"(?:spinner|place-?holder|pre-?loader|default-?(?:pic|image|img))\w{0,40}\.(?:gif|png|svg)"
    r"|/(?:empty|blank|spacer|transparent|1x1|dummy)(?:[-_]\w{1,20})?\.(?:gif|png|svg)"
    r"|/themes/",  # where a site keeps the images of all its pages
    re.IGNORECASE,
)
# an attribute of a site's own that holds an image's address
_FILES_ATTRIBUTE = re.compile(r"(?:image|img|photo|src)(?:[-_]?(?:url|src))?$")
# an address within an attribute meant for a script
_IN_SCRIPT = re.compile(
    r"['\"](?=[^'\"\s<>]+?\.(?:jpe?g|png|webp))((?:https?:)?/[^'\"\s<>]++)['\"]"
)
# the same without a file name, but declared to be an image
_CALLED_IMAGE = re.compile(
    r'"(https?://[^"\s<>]+)"\s*:\s*\{[^{}]{0,200}?"contentType"\s*:\s*"image/'
)
_STYLE_URL = re.compile(r"url\(['\"]?([^'\")]+)")


class _Offer(NamedTuple):
    """An address that an element offers, and the size of the file there."""

    url: str
    size: float = 0.0
    holder: LexborNode | None = None
    is_width: bool = False  # whether the size is the width in pixels


@dataclass(frozen=True, slots=True)
class Image:
    """An image's address, and its sizes in pixels where known."""

    url: str | None
    width: int | None  # as shown on the page
    height: int | None
    file_size: tuple[int, int | None] | None = None  # of the file at ``url``, from the ``srcset``

    @property
    def size(self) -> tuple[int | None, int | None]:
        """Width and height of the file, else those at which the page shows it."""
        return self.file_size or (self.width, self.height)


def best_image(document: Document, box: LexborNode, node: LexborNode | None) -> Image | None:
    """The largest version of the image that the box offers, or ``None`` if it holds no image. The
    image has no address if the box offers only a placeholder."""
    offers: list[_Offer] = []
    sources = box.css("picture source") or (sources_beside(node) if node is not None else ())
    for holder in [*sources, *([node] if node is not None else [])]:
        told = holder.attributes
        for name in _SETS:
            offers += _offers(told.get(name) or "", holder)
    if node is not None:
        told = node.attributes
        plain = [(told.get(name) or "").strip() for name in _LAZY]
        plain += _STYLE_URL.findall(told.get("style") or "")
    else:
        plain = _background(box)
    offers += [_Offer(url) for url in plain if _MARK_OF_ADDRESS.match(url)]
    for offer in sorted(offers, key=lambda offer: -offer.size):
        url = offer.url
        told_in_json = _IN_JSON.search(url) if url[0] == "{" else None
        file = told_in_json[1] if told_in_json else url
        absolute = document.absolute(file) if file != "/" else None  # "/" is the site, not a file
        if absolute and not _WAITING.search(absolute):
            return replace(_image(absolute, node), file_size=_file_size(offer))
    values = [*filter(None, node.attributes.values())] if node is not None else []
    in_scripts = (found[1] for value in values if (found := _IN_SCRIPT.search(value)))
    called = (found[1] for value in values if (found := _CALLED_IMAGE.search(value)))
    files = [*filter(IS_PICTURE.match, (*values, *in_scripts)), *called]
    is_waiting = any(_WAITING.search(offer.url) for offer in offers)
    if is_waiting and node is not None:
        files += _told_by_name(node)
    absolute = document.absolute(next((url for url in files if not _WAITING.search(url)), None))
    return _image(absolute, node) if absolute or is_waiting else None


def _told_by_name(node: LexborNode) -> Iterator[str]:
    """The addresses without a file's ending in attributes that are named after images."""
    for name, value in node.attributes.items():
        if value and _FILES_ATTRIBUTE.search(name) and value.startswith(("http", "//")):
            yield value


def _file_size(offer: _Offer) -> tuple[int, int | None] | None:
    """The width from the ``srcset``, and the height by the proportions of its element."""
    if not offer.is_width:
        return None
    across, down = _pixels(offer.holder, "width"), _pixels(offer.holder, "height")
    width = round(offer.size)
    return width, round(width * down / across) if across and down else None


def _image(url: str | None, node: LexborNode | None) -> Image:
    if node is not None and "." in attr(node, "width") + attr(node, "height"):
        return Image(url, None, None)  # 100 by 56.25 are proportions, not pixels
    return Image(url, _pixels(node, "width"), _pixels(node, "height"))


def address_key(url: str | None) -> str:
    """The part of an address that stays the same when a picture is offered in another size."""
    if not url:
        return ""
    try:
        parts = urlsplit(_innermost(unquote(url)))
    except ValueError:  # "%5B" in a host name
        return url.lower()
    name = parts.path.rstrip("/").rpartition("/")[2]
    stem = _SIZE.sub("", name.rpartition(".")[0] or name).rstrip("-_.").lower()
    if len(stem) < 8 or _VERSION.match(stem):
        whole = f"{parts.path}?{parts.query}" if parts.query else _in_its_folder(parts.path)
        return whole.lower()
    return stem


def _innermost(url: str) -> str:
    """The address at the end of another one: the original file, which a service resizes."""
    url = _RESIZED.sub("", url)
    inner = url[max(url.rfind("http://"), url.rfind("https://"), 0) :]
    return inner if "." in inner.rpartition("/")[2] else url


def _in_its_folder(path: str) -> str:
    """A file's path without the size in its name and without its file type. Other endings of a
    short name are no size: "IMG_1234" is a picture's number."""
    folder, stroke, name = path.rpartition("/")
    stem = _DIMENSIONS.sub("", name.rpartition(".")[0] or name)
    return f"{folder}{stroke}{stem}" if stem else path


def shows_image_of(image: LexborNode, key: str) -> bool:
    """Whether an image's file has this :func:`address_key`, or is a version of that file."""
    told = image.attributes if key else {}
    for name in _LAZY_NAMES & told.keys():
        url = told[name]
        if (
            url
            and (key[:_BEGINNING] in url.lower() or "%" in url)
            and _is_version(address_key(url), key)
        ):
            return True
    return False


def _is_version(file: str, of: str) -> bool:
    """Whether a file has another's name, perhaps with what an image store adds to it."""
    return file == of or (file.startswith(of) and _ADDED.fullmatch(file, len(of)) is not None)


def _offers(srcset: str, holder: LexborNode) -> list[_Offer]:
    """The addresses in a ``srcset`` with their widths; a density of 1x counts as 1000 pixels."""
    if "data:" in srcset:
        srcset = _DRAWN.sub("", srcset)
    entries = (entry.split() for entry in _BETWEEN.split(srcset)) if srcset else ()
    return [_offer(entry, holder) for entry in entries if entry]


def _offer(entry: Sequence[str], holder: LexborNode) -> _Offer:
    url, told = entry[0], entry[-1] if len(entry) > 1 else ""
    try:
        size = float(told[:-1])
    except ValueError:
        return _Offer(url, 1.0, holder)
    is_width = told[-1] == "w" and 0 < size < _WIDEST
    return _Offer(url, size * (1000 if told[-1] == "x" else 1), holder, is_width)


def _background(box: LexborNode) -> list[str]:
    styled = box.css("[style*='url(']")
    return [url for node in styled for url in _STYLE_URL.findall(attr(node, "style"))]


def _pixels(node: LexborNode | None, name: str) -> int | None:
    value = (attr(node, name) or attr(node, f"data-{name}")) if node is not None else ""
    return pixels(value)


def pixels(told: str) -> int | None:
    """Read a number of pixels: "640", "640px"."""
    found = number(told.removesuffix("px"))
    return found if 0 < found < _WIDEST else None
