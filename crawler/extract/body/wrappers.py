"""Pages that wrap each paragraph in a box of its own, as systems do that build a page from parts,
are read as if they did not: what stands side by side is all that tells a story from its
surroundings."""

from __future__ import annotations

from crawler.extract.body.blocks import Block, Frame, frame_around
from crawler.extract.body.hints import Hint

_PARAGRAPH = 80  # letters
_SEVERAL = 3  # paragraphs
_TAGS = frozenset({"div", "span", "section"})
_SAYS_NOTHING = Hint.ARTICLE | Hint.BODY | Hint.PARAGRAPH | Hint.EMBED  # "text-block", "widget"


def unwrap(blocks: list[Block]) -> None:
    """If at least half of the paragraphs have boxes that hold nothing else and whose names say
    nothing, remove all such boxes between a block and what it shares with others."""
    paragraphs = [i for i, block in enumerate(blocks) if block.size >= _PARAGRAPH]
    wrapped = sum(_around(blocks, i) is not blocks[i].frame.parent for i in paragraphs)
    if wrapped < _SEVERAL or wrapped * 2 < len(paragraphs):
        return
    found = [_around(blocks, i) for i in range(len(blocks))]  # before any is changed
    for block, around in zip(blocks, found, strict=True):
        if around is not None and around is not block.frame.parent:
            block.wrapper = _outermost(block.frame, around)
            block.frame.parent, block.frame.depth = around, around.depth + 1


def _outermost(frame: Frame, around: Frame) -> Frame:
    """The frame right under ``around`` that is or holds ``frame``."""
    while frame.parent is not None and frame.parent is not around:
        frame = frame.parent
    return frame


def _around(blocks: list[Block], place: int) -> Frame | None:
    """The frame around a block and around the boxes that hold it alone."""
    frame = blocks[place].frame
    around = frame.parent
    if around is None or not _may_go(around):
        return around
    neighbours = blocks[max(0, place - 1) : place] + blocks[place + 1 : place + 2]
    shared = max((frame_around(frame, b.frame).depth for b in neighbours), default=0)
    while around is not None and around.depth > shared and _may_go(around):
        around = around.parent
    return around


def _may_go(frame: Frame) -> bool:
    return frame.tag in _TAGS and not frame.own & ~_SAYS_NOTHING
