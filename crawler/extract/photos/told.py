"""Photos that the page's metadata describes."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.extract import jsonld
from crawler.extract.document import Document
from crawler.extract.photos.images import Image, address_key, pixels
from crawler.extract.photos.made import has_words, make_photo
from crawler.items import Photo

_CREDITS = ("creditText", "copyrightHolder", "author", "creator", "copyrightNotice")


def lead_key(document: Document) -> str:
    """The key of the photo that the metadata names as the page's, or ""."""
    told = document.first_meta("og:image", "twitter:image") or _address(document.news.get("image"))
    return address_key(document.absolute(told))


def _address(image: object) -> str | None:
    """The address of the first or only image that JSON-LD names."""
    first = image[0] if isinstance(image, list) and image else image
    return jsonld.string(first.get("url") if isinstance(first, dict) else first)


def told_by_metadata(document: Document) -> dict[str, Photo]:
    """The photos that JSON-LD gives words for, by :func:`address_key`."""
    told: dict[str, Photo] = {}
    for item in document.json_ld:
        if "ImageObject" not in jsonld.types(item):
            continue
        url = document.absolute(jsonld.string(item.get("contentUrl") or item.get("url")))
        key = address_key(url)
        if url is None or key in told:
            continue
        line = next(filter(None, (jsonld.string(item.get(name)) for name in _CREDITS)), None)
        caption = jsonld.string(item.get("caption") or item.get("description"))
        image = Image(url, _pixels(item.get("width")), _pixels(item.get("height")))
        photo = make_photo(image, caption, line, None)
        if has_words(photo):
            told[key] = photo
    return told


def only_told(document: Document, shown: list[Photo], told: dict[str, Photo]) -> Iterator[Photo]:
    """The photos with caption and credit in the article's metadata that no box shows."""
    known = {address_key(photo.url) for photo in shown} | {photo.caption for photo in shown}
    images = document.news.get("image")
    named = _by_name(document)
    for image in images if isinstance(images, list) else [images]:
        item = _meant(named, image) if isinstance(image, dict) else {}
        url = jsonld.string(item.get("contentUrl") or item.get("url"))
        key = address_key(document.absolute(url))
        photo = told.get(key)
        if photo and photo.caption and photo.credit and not {key, photo.caption} & known:
            known |= {key, photo.caption}
            yield photo


def _by_name(document: Document) -> dict[str, jsonld.JsonObject]:
    """The JSON-LD objects that have more than an ``@id``, the first one of each ``@id``."""
    named: dict[str, jsonld.JsonObject] = {}
    for item in document.json_ld:
        name = item.get("@id")
        if isinstance(name, str) and len(item) > 1:
            named.setdefault(name, item)
    return named


def _meant(named: dict[str, jsonld.JsonObject], image: jsonld.JsonObject) -> jsonld.JsonObject:
    """The object that a bare ``@id`` refers to, as in a ``@graph``."""
    name = image.get("@id")
    return named.get(name, image) if isinstance(name, str) and len(image) == 1 else image


def _pixels(told: object) -> int | None:
    """Read a number that may be given as text: 1200, "1200", "1200px"."""
    return pixels(str(told).strip().removesuffix("px").strip())
