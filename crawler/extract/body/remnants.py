"""Drop lines that say nothing without what was left out beside them.

A box of related stories was left out, but its heading stays among the paragraphs; a list of links
went, but the line that announced it is left; a script will insert a photo, but only its credit line
is there. This shows only once the story has been chosen, and only in the page's whole row of
blocks, where the links still stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from crawler.extract.body.blocks import HEADINGS, Block, Frame, frame_around, is_within
from crawler.extract.body.hints import Hint
from crawler.extract.body.set_apart import LONGEST_SUBHEAD, headed_box, is_heading
from crawler.extract.credits.names import are_names, is_signed
from crawler.extract.credits.unlabelled import is_credit
from crawler.extract.document import attr, host_of

_LONGEST_LABEL = 80  # characters of a line that ends in a colon
_LONGEST_CREDIT = 80
_CLOSES = frozenset('.!?…。！？।)）”"»')
_NEAR = 100  # blocks up and down in which the story's next paragraph is looked for
_OF_A_COUNTRY = 2  # letters of a top-level domain
_SHARED = frozenset({"ac", "co", "com", "edu", "gob", "gov", "net", "ne", "or", "org"})  # below it
_OFTEN = 3  # times a story repeats a line of names from which it is a credit


class _Page(NamedTuple):
    row: Sequence[Block]  # all blocks
    kept: set[Block]
    host: str


def without_remnants(row: Sequence[Block], story: Sequence[Block], host: str = "") -> list[Block]:
    """The story without lines left over from what is not part of it. ``row`` has all blocks of the
    page, ``host`` is where it is from."""
    page = _Page(row, set(story), host)
    said = Counter(block.text for block in story if len(block.text) <= _LONGEST_CREDIT)
    page.kept.difference_update(block for block in story if _credits(block, said[block.text]))
    for i in range(len(row) - 1, -1, -1):  # from below, as a label may stand above a label
        if row[i] not in page.kept:
            continue
        if row[i].frame.own & Hint.RELATED and _sums_up_a_link(page, i):
            page.kept.remove(row[i])
        elif len(row[i].text) > LONGEST_SUBHEAD:
            continue
        elif (is_heading(row[i]) and _names_a_box(page, i)) or _announces_links(page, i):
            page.kept.remove(row[i])
    return _without_last_heads(row, [block for block in story if block in page.kept] or story)


def _without_last_heads(row: Sequence[Block], story: Sequence[Block]) -> list[Block]:
    """The story without headings at its end. They stay if a table follows, which may be the story's
    even though it was not taken."""
    end = len(story)
    while end > 1 and _heads_nothing(story[end - 1]):
        end -= 1
    if end < len(story):
        last = next(i for i in range(len(row) - 1, -1, -1) if row[i] is story[-1])
        if last + 1 < len(row) and "table" in row[last + 1].frame.path:
            return list(story)
    return list(story[:end])


def _heads_nothing(last: Block) -> bool:
    """Whether the story's last block is the heading of something left out: a heading element, or a
    bold line that ends in a colon. A sentence may end the story, however it is set."""
    if last.text.endswith((":", "：")):
        return is_heading(last)
    is_sentence = last.text[-1] in _CLOSES or len(last.text) > LONGEST_SUBHEAD
    return not is_sentence and not HEADINGS.isdisjoint(last.frame.path)


def _credits(block: Block, count: int) -> bool:
    """Whether a block is a photo's credit line, with a slash in it: a person and a known agency, or
    any names if the story repeats them. Other lines may have a slash as well."""
    if "/" not in block.text or not count or is_heading(block):
        return False
    if count >= _OFTEN:
        return are_names(block.text)
    return is_signed(block.text) and is_credit(block.text)


def _sums_up_a_link(page: _Page, place: int) -> bool:
    """Whether the block at ``place``, named like a teaser, stands right under a link in a box of
    which nothing else is the story's."""
    block, above = page.row[place], page.row[place - 1]
    if not place or not above.is_link:
        return False
    box = block.frame.parent
    if box is None or box not in (above.frame, above.frame.parent):
        return False
    return not any(other in page.kept for other in _others_in(page.row, place, box))


def _names_a_box(page: _Page, place: int) -> bool:
    """Whether the block at ``place`` heads a box of which nothing else is the story's, but for a
    heading of what was left out. Not where the story's paragraphs stand in boxes of the same make,
    as each of these may have a heading."""
    block = page.row[place]
    beside = [page.row[n] for n in (place - 1, place + 1) if 0 <= n < len(page.row)]
    around = [frame_around(block.frame, other.frame) for other in beside]
    box = headed_box(max(around, key=lambda frame: frame.depth, default=None))
    if box is None:
        return False
    others = list(_others_in(page.row, place, box))
    kept = [n for n in others if n in page.kept]
    if kept and (len(kept) == len(others) or not all(map(is_heading, kept))):
        return False
    return not any(_is_like(near, box) for near in _near(page, place))


def _others_in(row: Sequence[Block], place: int, box: Frame) -> Iterator[Block]:
    for way in (range(place - 1, -1, -1), range(place + 1, len(row))):
        for n in way:
            if not is_within(row[n].frame, box):
                break
            yield row[n]


def _near(page: _Page, place: int) -> Iterator[Block]:
    """The nearest paragraphs of the story, one above ``place`` and one below."""
    for way in (range(place - 1, -1, -1), range(place + 1, len(page.row))):
        kept = (page.row[n] for n in way[:_NEAR] if page.row[n] in page.kept)
        yield from islice((block for block in kept if not is_heading(block)), 1)


def _is_like(block: Block, box: Frame) -> bool:
    """Whether a block stands in a box of the same make as ``box``."""
    own = block.wrapper
    if own is not None and (own.tag, own.name) == (box.tag, box.name):
        return True
    at: Frame | None = block.frame
    while at is not None and at.depth >= box.depth:
        if at.depth == box.depth and at.tag == box.tag and at.name == box.name:
            return True
        at = at.parent
    return False


def _announces_links(page: _Page, place: int) -> bool:
    """Whether the block at ``place`` is a bold line, or ends in a colon, and is followed by links
    to the publisher's other pages. (Links to other sites may be the story's sources.)"""
    block = page.row[place]
    is_open = block.text.endswith((":", "：")) and len(block.text) <= _LONGEST_LABEL
    is_bold = is_heading(block) and HEADINGS.isdisjoint(block.frame.path)
    if not is_open and not is_bold:
        return False
    links = list(_links_from(page, place + 1))
    if not links or not (is_open or len(links) > 1 or "li" in links[0].frame.path):
        return False
    return not _lead_away(links, page.host)


def _links_from(page: _Page, place: int) -> Iterator[Block]:
    for n in range(place, len(page.row)):
        block = page.row[n]
        if block in page.kept or not block.is_link:
            return
        yield block


def _lead_away(links: Sequence[Block], host: str) -> bool:
    """Whether one of these links leads to another site. Elements that hold other links as well are
    skipped."""
    size = sum(link.link_chars for link in links)
    nodes = [frame.node for frame in {link.frame for link in links} if frame.links <= size]
    hosts = (host_of(attr(a, "href")) for node in nodes for a in node.css("a[href]"))
    return any(there and _site(there) != _site(host) for there in hosts)


def _site(host: str) -> list[str]:
    """The labels of a host by which its site is known: "courier.example", "courier.co.uk"."""
    labels = host.split(".")
    is_shared = len(labels[-1]) == _OF_A_COUNTRY and labels[-2:-1] and labels[-2] in _SHARED
    return labels[-3:] if is_shared else labels[-2:]
