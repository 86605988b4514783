"""Recognise video players, and the still images shown until a video is played."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.extract.document import attr, upwards
from crawler.extract.photos.elements import image_in
from crawler.extract.photos.links import leads_nowhere

_PLAYER = (
    'video, [class*="video-player" i], [class*="videoplayer" i], [class*="jwplayer" i]'
    ', [class*="video-resource" i], [class*="video__player" i], [data-video-id], [data-videoid]'
)
_PLAYS = re.compile(r"(?<!dis)play|video|audio", re.IGNORECASE)
# "mdrPlayer", "media-player"; a "player-card" shows a sportsman
_NAMED_PLAYER = re.compile(r"[a-z]Player(?:$|[ _])|(?:video|media|audio)[-_]?player(?:$|[ _])")
_AROUND_A_STILL = 4  # elements


def is_still(image: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an image stands in a video's element until it is played. ``known`` remembers the
    elements, each of which may hold many images."""
    for at in upwards(image.parent, _AROUND_A_STILL):
        if at.mem_id not in known:
            known[at.mem_id] = _is_films(at)
        if known[at.mem_id]:
            return True
    return False


def _is_films(node: LexborNode) -> bool:
    """Whether an element is a video, or a button that plays one."""
    told = node.attributes
    if (told.get("itemtype") or "").endswith("VideoObject"):
        return True
    if "data-video-id" in told or "data-videoid" in told:
        return True
    return _NAMED_PLAYER.search(told.get("class") or "") is not None or _plays(node)


def _plays(node: LexborNode) -> bool:
    """Whether an element is a button that plays what it shows, or a link used as one."""
    if node.tag == "button":
        return _PLAYS.search(str(node.attributes)) is not None
    if node.tag != "a" or not leads_nowhere(attr(node, "href")):
        return False
    return _PLAYS.search(f"{attr(node, 'class')} {attr(node, 'onclick')}") is not None


def is_player(box: LexborNode) -> bool:
    """Whether a box shows a video. An image with a ``<figcaption>`` is a photo all the same."""
    if box.css_first(_PLAYER) is None:
        return False
    return image_in(box) is None or box.css_first("figcaption") is None
