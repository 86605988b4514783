"""The best address of an image, and how to know that two addresses are one picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.document import Document, attr

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-full", "data-hires", "data-url", "src")
_LAZY_NAMES = frozenset(_LAZY)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_ENTRY = re.compile(r"(\S+?)(?:\s+([\d.]+)([wx]))?\s*(?:,(?=\s|https?:|/|$)|$)\s*")
# a number of two digits behind a name counts pictures: "harbour-12" is no size of "harbour-11"
_SIZE = re.compile(
    r"(?<=[-_.])\d{2,4}x\d{2,4}(?=[-_.]|$)|[-_](?:small|large|medium|thumb|\d{2,4}w|\d{3,4})$"
)
# file names that say which version this is, or of which day, and not of which picture: the folder
# says that, or the number behind the day
_VERSION = re.compile(
    r"(?:original|thumbnail|standard|landscape|portrait|squared?|(?:full|medium|large)[-_]?(?:size)?"
    r"|master|download|featured|unnamed|preview|resized|mainimage|image[-_]?\d?"
    r"|(?:19|20)\d\d[-_]?[01]\d[-_]?[0-3]\d)$"
)
_WAITING = re.compile(r"(?:spinner|place-?holder|pre-?loader)\w*\.(?:gif|png|svg)", re.IGNORECASE)
_STYLE_URL = re.compile(r"url\(['\"]?([^'\")]+)")


@dataclass(frozen=True, slots=True)
class Image:
    """An image's address, and its size in pixels where told."""

    url: str | None
    width: int | None
    height: int | None


def best_image(document: Document, box: LexborNode, node: LexborNode | None) -> Image | None:
    """The largest version that the box offers, or ``None`` where it holds no image."""
    offers: list[tuple[float, str]] = []
    around = node.parent if node is not None and node.parent is not None else box
    sources = box.css("picture source") or (around.css("source") if around.tag == "picture" else [])
    for holder in [*sources, *([node] if node is not None else [])]:
        told = holder.attributes
        for name in _SETS:
            offers += _offers(told.get(name) or "")
    if node is not None:
        told = node.attributes
        plain = [(told.get(name) or "").strip() for name in _LAZY]
        plain += _STYLE_URL.findall(told.get("style") or "")
    else:
        plain = _background(box)
    offers += [(0.0, url) for url in plain if url]
    for _, url in sorted(offers, key=lambda offer: -offer[0]):
        absolute = document.absolute(url) if url != "/" else None  # the site, and no file of it
        if absolute:
            width, height = (_pixels(node, n) for n in ("width", "height"))
            return Image(absolute, width, height)
    return None


def address_key(url: str | None) -> str:
    """What stays of an address when the same picture is offered in another size."""
    if not url:
        return ""
    parts = urlsplit(unquote(url))
    name = parts.path.rstrip("/").rpartition("/")[2]
    stem = _SIZE.sub("", name.rpartition(".")[0] or name).rstrip("-_.").lower()
    if len(stem) < 8 or _VERSION.match(stem):
        return (parts.path + "?" + parts.query).lower()
    return stem


def is_waiting(image: Image) -> bool:
    """Whether a file is drawn to stand in a picture's place until that is loaded."""
    return _WAITING.search(image.url or "") is not None


def is_version(image: LexborNode, key: str) -> bool:
    """Whether one of an image's addresses has this :func:`address_key`."""
    told = image.attributes if key else {}
    for name in _LAZY_NAMES & told.keys():
        url = told[name]
        if url and key in unquote(url).lower() and address_key(url.strip()) == key:
            return True
    return False


def _offers(srcset: str) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    if not srcset:
        return found
    for url, size, unit in _ENTRY.findall(srcset):
        try:
            found.append((float(size or 1) * (1000 if unit == "x" else 1), url.rstrip(",")))
        except ValueError:
            found.append((1.0, url))
    return found


def _background(box: LexborNode) -> list[str]:
    styled = box.css("[style*='url(']")
    return [url for node in styled for url in _STYLE_URL.findall(attr(node, "style"))]


def _pixels(node: LexborNode | None, name: str) -> int | None:
    value = attr(node, name).removesuffix("px") if node is not None else ""
    if node is not None and not value and node.tag == "div":  # which an image will stand in
        value = attr(node, f"data-{name}")
    return int(value) if value.isdecimal() and 0 < int(value) < 100_000 else None
