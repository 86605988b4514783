"""What a page's structure says of its kind, where the page does not declare it.

A page of teasers, a live blog and the free beginning of a story all have paragraphs that read like
a story. Their kind shows in how these stand: each teaser with a linked heading in a box of its own,
each post with its time, the free beginning right above an offer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import Block, Frame, frame_around, up
from crawler.extract.body.hints import Hint
from crawler.extract.document import Document
from crawler.extract.languages.vocabulary import pattern
from crawler.extract.wire.tails import SIGNS

_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_FEWEST_TEASERS = 3
_FEWEST_POSTS = 4
_FEWEST_HEADLINES = 8
_HEADLINE = 20  # letters of a link from which it may be one
_PROSE = 50  # letters from which a block counts as a paragraph
_ABOVE = 3  # blocks above a paragraph in which its heading is looked for
_MOST_TIMES = 200  # <time> elements that are looked at
_BELOW = 2  # blocks below a story, one of which may say that the rest must be paid for
_LONGEST_OFFER = 200  # characters of it
_SOLD = re.compile(pattern("page.sold"))
_SIGNED = re.compile(rf"\W*{pattern('page.signed')}\s")
_LIVE = re.compile(pattern("page.live"), re.IGNORECASE)
_AROUND = 4  # elements around a <time>, one of which may be a post


def is_list_of_teasers(row: Sequence[Block], story: Sequence[Block]) -> bool:
    """Whether most paragraphs stand in boxes side by side, each with a linked heading of its own.
    ``row`` has all blocks of the page, as the linked headings are not part of ``story``."""
    prose = [block for block in story if block.size >= _PROSE]
    if len(prose) < _FEWEST_TEASERS:
        return False
    places = {block: i for i, block in enumerate(row)}
    boxes = {block: _teaser_box(row, places[block]) for block in prose}
    held: defaultdict[Frame, set[Frame]] = defaultdict(set)
    for box in boxes.values():
        if box is not None and box.parent is not None:
            held[box.parent].add(box)
    most = max(held.values(), key=len, default=set())
    in_boxes = sum(box in most for box in boxes.values())
    return len(most) >= _FEWEST_TEASERS and in_boxes > len(prose) / 2


def _teaser_box(row: Sequence[Block], place: int) -> Frame | None:
    """The innermost frame around a paragraph and the linked heading next to it, or else the link
    right above it that is as long as headlines are; ``None`` if there is neither."""
    for block in (*row[max(0, place - _ABOVE) : place][::-1], *row[place + 1 : place + 2]):
        if block.is_link and not _HEADINGS.isdisjoint(block.frame.path):
            return frame_around(row[place].frame, block.frame)
    above = row[place - 1] if place else None
    is_headline = above is not None and above.is_link and above.size >= _HEADLINE
    return frame_around(row[place].frame, above.frame) if above and is_headline else None


def is_list_of_headlines(row: Sequence[Block]) -> bool:
    """Whether a page has many links that are as long as headlines are."""
    return sum(block.is_link and block.size >= _HEADLINE for block in row) >= _FEWEST_HEADLINES


def is_live(document: Document, row: Sequence[Block], story: Sequence[Block]) -> bool:
    """Whether the page is named or titled live, and its paragraphs stand in posts with a time each.
    Posts are short, so the story may hold few; if the story's box is named live, all blocks of such
    boxes count."""
    is_named = bool(story) and bool(story[0].frame.all & Hint.LIVE)
    if not story or not (is_named or _has_live_path(document.url) or _is_titled_live(document)):
        return False
    if is_named:
        story = [block for block in row if block.frame.all & Hint.LIVE]
    held: defaultdict[int, set[int]] = defaultdict(set)
    told = {frame.node.mem_id for block in story for frame in up(block.frame)}
    for node in document.tree.css("time")[:_MOST_TIMES]:
        at: LexborNode | None = node
        for _ in range(_AROUND):
            around = at.parent if at is not None else None
            if at is None or around is None:
                break
            if at.mem_id in told:
                held[around.mem_id].add(at.mem_id)
            at = around
    return any(len(posts) >= _FEWEST_POSTS for posts in held.values())


def meets_paywall(row: Sequence[Block], story: Sequence[Block]) -> bool:
    """Whether the block right below the story is named a paywall, or one of those below says that
    the rest must be paid for. (A last line of the story, broken off, may stand between.)"""
    if not story:
        return False
    end = next((i for i, block in enumerate(row) if block is story[-1]), len(row)) + 1
    names = row[end].frame.all & ~story[0].frame.all if end < len(row) else 0
    return bool(names & Hint.PAYWALL) or any(_sells(b.text) for b in row[end : end + _BELOW])


def is_signed_off(row: Sequence[Block], story: Sequence[Block]) -> bool:
    """Whether the story's last line, or the one below it, says who wrote and edited it. Agencies
    close their copy like this, even briefs."""
    end = next((i for i, block in enumerate(row) if story and block is story[-1]), len(row))
    lines = (block.text for block in row[end : end + _BELOW] if len(block.text) <= _LONGEST_OFFER)
    return any(_SIGNED.match(line.lower()) or SIGNS.fullmatch(line) for line in lines)


def _sells(text: str) -> bool:
    return len(text) <= _LONGEST_OFFER and _SOLD.search(text.lower().replace("’", "'")) is not None


def _is_titled_live(document: Document) -> bool:
    title = document.first_meta("og:title") or document.title
    return _LIVE.search(title) is not None


def _has_live_path(url: str) -> bool:
    try:
        return "live" in urlsplit(url).path.lower().split("/")
    except ValueError:
        return False
