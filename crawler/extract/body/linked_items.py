"""Items of a story's list that are nothing but a link.

Such blocks are not scored on their own, since most of them lead elsewhere. But if the story has
items of a list, the rest of the list belongs to it as well, unless most of it is linked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from crawler.extract.body.blocks import Block, Frame
from crawler.extract.body.boxes import is_never_story
from crawler.extract.body.set_apart import is_linked, is_list_of_links

_FEWEST = 2  # items of a list that the story must have
_LONGEST = 160  # characters of an item


def with_linked_items(row: Sequence[Block], story: Sequence[Block]) -> list[Block]:
    """The story's blocks with the linked items of its lists. ``row`` has all blocks of the page."""
    told = Counter(block.frame.parent for block in story if block.frame.tag == "li")
    often = (around for around, count in told.items() if around and count >= _FEWEST)
    lists = {around for around in often if not is_list_of_links(around)}
    if not lists:
        return list(story)
    kept = set(story)
    return [block for block in row if block in kept or _may_be_one(block, lists)]


def _may_be_one(block: Block, lists: Container[Frame | None]) -> bool:
    """Whether a block is a short, linked item of one of these lists; other items were scored on
    their own."""
    if block.frame.tag != "li" or block.frame.parent not in lists:
        return False
    return is_linked(block) and len(block.text) <= _LONGEST and not is_never_story(block)
