"""Microdata for machines only: a box that no reader sees, with the story's address, its ISO time
and a copy of its text, each in an element with an ``itemprop``."""

from __future__ import annotations

import re
from itertools import islice

from crawler.extract.body.blocks import Block, Frame, PageBlocks, up

_FOR_MACHINES = re.compile(r"https?://\S+|\d{4}-\d\d-\d\dT\d\d:\d\d\S*")
_LONGEST = 300  # characters of an address
_AROUND = 10  # frames from an address or time outwards, one of which may be the box


def without_microdata(page: PageBlocks) -> PageBlocks:
    """The page without such boxes. A story that is marked up in place stays: the paragraphs in its
    ``articleBody`` have no ``itemprop`` of their own."""
    told = (b for b in page.blocks if len(b.text) <= _LONGEST and _FOR_MACHINES.fullmatch(b.text))
    boxes = {box for block in told if _is_told(block) and (box := _item_around(block.frame))}
    if not boxes:
        return page
    held: dict[Frame, list[int]] = {box: [] for box in boxes}
    for number, block in enumerate(page.blocks):
        for box in boxes.intersection(up(block.frame)):
            held[box].append(number)
    gone = {n for ns in held.values() if all(_is_told(page.blocks[n]) for n in ns) for n in ns}
    return page.without(sorted(gone)) if gone else page


def _is_told(block: Block) -> bool:
    return "itemprop" in block.frame.node.attributes


def _item_around(frame: Frame) -> Frame | None:
    """The innermost item (``itemscope``) that is or holds a frame."""
    return next((at for at in islice(up(frame), _AROUND) if "itemscope" in at.node.attrs), None)
