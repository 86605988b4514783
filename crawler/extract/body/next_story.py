"""Where another story begins that the page shows below the first one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from crawler.extract.body.blocks import Block, article_around, look
from crawler.extract.body.set_apart import FEW


def next_story(blocks: Sequence[Block], sure: Sequence[bool], title: Block | None) -> int:
    """Where another story begins that the page shows below: at a later first-rank heading that
    does not stand among the story's own paragraphs, or at one made like the headline in an article
    of its own."""
    tag = title.frame.tag if title is not None else "h1"
    heads = [i for i, b in enumerate(blocks) if "h1" in b.frame.path or b.frame.tag == tag]
    for i in heads:
        block = blocks[i]
        if sum(sure[:i]) < FEW or (title is not None and block.text == title.text):
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


def _is_among(
    heading: Block, before: Sequence[Block], after: Iterable[Block], title: Block | None
) -> bool:
    """Whether a heading stands in an element with paragraphs of the story, or in one of the same
    name, as pages wrap each piece of a story, but not where the headline does so as well; or
    whether the story goes on below it where it was, as below a pointer that is made as a heading.
    """
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
