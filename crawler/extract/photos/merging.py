"""List each photo once, merging those that the page repeats."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from crawler.extract.photos.made import has_words
from crawler.items import Photo

_PLACEHOLDER = 3  # photos with one address


@dataclass(frozen=True, slots=True)
class Found:
    """A photo as one box shows it."""

    photo: Photo
    key: str  # ``address_key`` of the image, "" without an address
    box: int  # ``mem_id``
    is_bare: bool = False  # an image without caption and credit


def merged_photos(found: list[Found], told: dict[str, Photo]) -> list[Found]:
    """Each photo once, at its first place, with everything that was said about it."""
    merged: list[Found] = []
    by_caption = {photo.caption: photo for photo in told.values() if photo.caption}
    shared = Counter(item.key for item in found)
    for item in found:
        spoken = told.get(item.key) if item.key else None
        spoken = spoken or by_caption.get(item.photo.caption or "")
        if spoken and spoken.caption == item.photo.alt_text:  # alt text, which no page prints
            spoken = replace(spoken, caption=None)
        if item.is_bare and spoken and not (spoken.caption and spoken.credit):
            spoken = None  # a caption alone may be a file name, a credit alone the site's name
        photo = _joined(item.photo, spoken) if spoken else item.photo
        # an image in many boxes is a placeholder until their own images are loaded
        key = item.key if shared[item.key] < _PLACEHOLDER or not has_words(photo) else ""
        same = next((n for n, m in enumerate(merged) if _is_same(m, key, photo)), None)
        if same is None:
            merged.append(replace(item, photo=photo))
        else:
            merged[same] = replace(merged[same], photo=_joined(merged[same].photo, photo))
    return merged


def _is_same(known: Found, key: str, photo: Photo) -> bool:
    one, two = known.photo, photo
    first, second = one.caption or "", two.caption or ""
    if key and known.key == key and (first.startswith(second) or second.startswith(first)):
        return True  # captions that differ mean different pictures, even under one file name
    return bool(one.caption) and one.caption == two.caption and one.credit == two.credit


def _joined(first: Photo, second: Photo) -> Photo:
    url = first.url or second.url
    is_one_file = second.url == url  # not another size of it
    return replace(
        first,
        url=url,
        caption=first.caption or second.caption,
        alt_text=first.alt_text or second.alt_text,
        credit=first.credit or second.credit,
        width=first.width or (second.width if is_one_file else None),
        height=first.height or (second.height if is_one_file else None),
    )
