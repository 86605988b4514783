"""Pair the photos of the old state with those of the new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import basename
from urllib.parse import urlsplit

from crawler.edits.align import PAIRED, likeness
from crawler.edits.words import key_of, read
from crawler.items import Photo

# a file name that a site gives to many photos, each in a folder of its own
_ANY_PHOTOS = re.compile(
    r"(?:original|image|img|photo|picture|main|lead|full|large|medium|small|default|master|cover"
    r"|hero|share|file|thumb(?:nail)?|crop(?:ped)?|\d{1,4}(?:x\d{1,4})?|[-_])+(?:\.[a-z]{3,4})?",
    re.IGNORECASE,
)
PhotoPair = tuple[Photo | None, Photo | None]  # one is None if the photo was removed or added


def pair_photos(before: Sequence[Photo], after: Sequence[Photo]) -> list[PhotoPair]:
    """Pair photos: first those in the order of the new state, then those removed.

    Photos match by the same address, else the same caption, else the same file name (publishers
    serve one photo in many sizes), unless it is such as "original.jpg", else, if an address is
    unknown, by a similar caption.
    """
    left = list(range(len(before)))
    found: dict[int, int] = {}
    for same in (_same_url, _same_caption, _same_file, _like_caption):
        for j in (j for j in range(len(after)) if j not in found):
            i = next((i for i in left if same(before[i], after[j])), None)
            if i is not None:
                found[j] = i
                left.remove(i)
    pairs: list[PhotoPair] = [
        (before[found[j]] if j in found else None, photo) for j, photo in enumerate(after)
    ]
    return pairs + [(before[i], None) for i in left]


def _same_url(one: Photo, other: Photo) -> bool:
    return one.url is not None and one.url == other.url


def _same_file(one: Photo, other: Photo) -> bool:
    return bool(_file(one)) and _file(one) == _file(other)


def _file(photo: Photo) -> str:
    """The name of a photo's file; "" where it tells nothing of the photo."""
    name = basename(urlsplit(photo.url or "").path)
    return "" if _ANY_PHOTOS.fullmatch(name) else name


def _same_caption(one: Photo, other: Photo) -> bool:
    return bool(one.caption and other.caption) and _key(one) == _key(other)


def _key(photo: Photo) -> str:
    return key_of(photo.caption or "")


def _like_caption(one: Photo, other: Photo) -> bool:
    if one.url and other.url:
        return False
    return likeness(read(one.caption), read(other.caption)) >= PAIRED
