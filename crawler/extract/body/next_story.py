"""Where another story begins on the page, below the first one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import compress, takewhile

from crawler.extract.body.blocks import (
    HEADINGS,
    Block,
    PageBlocks,
    article_around,
    frame_around,
    is_within,
    look,
)
from crawler.extract.body.set_apart import FEWEST_BLOCKS, PROSE

_LONGEST_MARK = 12  # characters
_ITS_HEAD = 6  # lines between another story's headline and its first paragraph
_SHORTEST_HEADLINE = 20  # letters
# what newsrooms and press offices set below the last line that is to be printed
_END_MARK = re.compile(
    r"#(?: ?#){1,4}|[-–—]\s?(?:30|[Ee]nds?|ENDS?|[Ee]nde|ENDE)\s?[-–—]|\(?(?:ENDS|ENDE)\)?"
)
_TELLS_WHEN = re.compile(r"\b20\d\d\b|\b\d{1,2}[:.]\d\d\b")


def without_others(page: PageBlocks, headline: str) -> PageBlocks:
    """The page without the further stories below its own: boxes with a heading that links to
    another page, a time and some paragraphs. They go before the story is looked for, as the longer
    of two stories would be taken for the page's."""
    blocks = page.blocks
    top = page.index_of(headline)
    prose = (i for i in range(top + 1, len(blocks)) if _is_prose(blocks[i]))
    i = next(prose, len(blocks))
    gone: list[int] = []
    while i < len(blocks):
        size = _size_of_another(blocks, i) if _leads_away(blocks[i]) else 0
        gone += range(i, i + size)
        i += max(1, size)
    return page.without(gone) if gone else page


def _leads_away(block: Block) -> bool:
    """Whether a block is the linked headline of another page; a shorter one is a topic."""
    is_headline = block.is_link and block.size >= _SHORTEST_HEADLINE
    return is_headline and not HEADINGS.isdisjoint(block.frame.path)


def _is_prose(block: Block) -> bool:
    return block.size >= PROSE and not block.is_link


def _size_of_another(blocks: Sequence[Block], start: int) -> int:
    """How many blocks another story has that begins at ``start``; 0 if none does."""
    below = blocks[start + 1 : start + 1 + _ITS_HEAD]
    head = list(takewhile(lambda block: not _is_prose(block), below))
    first = start + 1 + len(head)
    if len(head) == len(below) or not any(_TELLS_WHEN.search(block.text) for block in head):
        return 0
    box = frame_around(blocks[start].frame, blocks[first].frame)
    if is_within(blocks[start - 1].frame, box):
        return 0
    inside = list(takewhile(lambda b: is_within(b.frame, box), blocks[first:]))
    return first + len(inside) - start if sum(map(_is_prose, inside)) >= FEWEST_BLOCKS else 0


def next_story(blocks: Sequence[Block], sure: Sequence[bool], title: Block | None) -> int:
    """The place where another story begins below, or the end: at a later ``<h1>`` that is not among
    the story's own paragraphs, or at a heading that looks like the headline and has an
    ``<article>`` of its own."""
    tag = title.frame.tag if title is not None else "h1"
    heads = [i for i, b in enumerate(blocks) if "h1" in b.frame.path or b.frame.tag == tag]
    for i in heads:
        block = blocks[i]
        if sum(sure[:i]) < FEWEST_BLOCKS or (title is not None and block.text == title.text):
            continue
        if "h1" in block.frame.path:
            before, after = list(compress(blocks, sure[:i])), compress(blocks[i:], sure[i:])
            if not _is_among(block, before, after, title):
                return i
        if title is not None and look(block) == look(title):
            article = article_around(block.frame)
            if article is not None and article is not article_around(title.frame):
                return i
    return len(blocks)


def end_mark(blocks: Sequence[Block], sure: Sequence[bool]) -> int:
    """The place of the mark that ends the story ("###"), or the end: below it a press office says
    what it is and whom to call. A mark that is repeated, or above most of the story, parts its
    chapters."""
    short = (i for i, block in enumerate(blocks) if len(block.text) <= _LONGEST_MARK)
    marks = [i for i in short if _END_MARK.fullmatch(blocks[i].text)]
    if len(marks) != 1 or sum(sure[: marks[0]]) < FEWEST_BLOCKS:
        return len(blocks)
    return marks[0] if sum(sure[marks[0] :]) < sum(sure[: marks[0]]) else len(blocks)


def _is_among(
    heading: Block, before: Sequence[Block], after: Iterable[Block], title: Block | None
) -> bool:
    """Whether a heading stands among the story's paragraphs. Either the story goes on below it in
    the same element, as below a pointer set as a heading; or the heading's element holds paragraphs
    above it; or an element of the same name does, as pages wrap each piece of a story (but not the
    headline)."""
    last = before[-1].frame.parent
    if any(block.frame.parent is last for block in after):
        return True
    if any(block.frame.parent is heading.frame.parent for block in before):
        return True
    box = _box(heading)
    return box != (title and _box(title)) and any(_box(block) == box for block in before)


def _box(block: Block) -> tuple[str, str, int]:
    around = block.frame.parent or block.frame
    return around.tag, around.name or str(id(around)), around.depth
