"""Lists among a story's paragraphs: an item says little, so its list is judged as a whole.

A sentence that ends in a colon announces the list below it. If less than half of a list was judged
to be story, none of it is; otherwise all. Key points above the story are none of it. Linked items
are left to ``linked_items``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean

from crawler.extract.body.blocks import Block, Frame
from crawler.extract.body.boxes import is_never_story
from crawler.extract.body.hints import Hint
from crawler.extract.body.set_apart import is_heading

_LEAST = -2.5  # log-odds, on average, of the items of a list that is announced
_FEWEST = 3  # items of a list from which the majority decides on the rest
_SENTENCE = 24  # letters
_COLONS = ":："


def judge_lists(blocks: Sequence[Block], odds: Sequence[float], keep: list[bool]) -> None:
    """Add to ``keep`` the items of lists that are announced, or of which at least half are story,
    and take out the few kept items of lists that are mostly not story."""
    top = next((i for i, is_kept in enumerate(keep) if is_kept), len(keep))
    for first, end in _lists(blocks):
        items = range(first, end)
        if first <= top and _sums_up(blocks[first], blocks[end : end + 1]):
            keep[first:end] = [False] * len(items)
            continue
        is_announced = first > 0 and keep[first - 1] and _announces(blocks[first - 1])
        is_whole = _is_mostly_kept(keep[first:end]) or (
            is_announced and fmean(odds[first:end]) > _LEAST
        )
        if is_whole and not _leads_on(blocks[first:end]):
            keep[first:end] = [not is_never_story(blocks[i]) for i in items]
        elif _is_left_over(keep[first:end]) and not any(blocks[i].link_chars for i in items):
            keep[first:end] = [False] * len(items)


def _sums_up(item: Block, below: Sequence[Block]) -> bool:
    """Whether a list above the story is named its summary, or a box of facts: key points."""
    names = below[0].frame.all if below else Hint.NONE
    return bool(item.frame.all & ~names & (Hint.STANDFIRST | Hint.FACTBOX))


def _leads_on(items: Sequence[Block]) -> bool:
    """Whether any item of a list is nothing but a link, as where a page points elsewhere."""
    return any(item.is_link for item in items)


def _is_left_over(kept: Sequence[bool]) -> bool:
    """Whether less than half of a list of several items was judged to be story."""
    return len(kept) >= _FEWEST and 2 * sum(kept) < len(kept)


def _is_mostly_kept(kept: Sequence[bool]) -> bool:
    return sum(kept) > 1 and 2 * sum(kept) >= len(kept) > sum(kept)


def _announces(block: Block) -> bool:
    """Whether a block is a sentence that a list continues, and no label such as "Sources:"."""
    return block.text[-1] in _COLONS and block.size >= _SENTENCE and not is_heading(block)


def _lists(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The first place of each list's items, and the place after the last."""
    for around, places in groupby(range(len(blocks)), lambda i: list_around(blocks[i])):
        if around is not None:
            items = [*places]
            yield items[0], items[-1] + 1


def list_around(block: Block) -> Frame | None:
    """The list around a block that is an item or a paragraph in one; else ``None``."""
    at = block.frame if block.frame.tag == "li" else block.frame.parent
    return at.parent if at is not None and at.tag == "li" else None
