"""Readers' comments below a story, where the page's names do not give them away.

Comments are prose, look alike and may be longer than the story, so they go before it is looked for.
Only they open a door to an answer: each stands in a box of its own, beside others of the same make,
with a button or link that says "Reply".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import Block, Frame, PageBlocks, up
from crawler.extract.body.set_apart import PROSE
from crawler.extract.document import text_of
from crawler.extract.languages.vocabulary import words

_LEAST = 3  # comments
_AROUND = 4  # elements between a comment's text and its box
_LOOKED_AT = 2  # last boxes of a row that must have a reply button; another may be the story's
_REPLY_BUTTONS = 'button, a, [role="button"]'
_MOST_BUTTONS = 30  # of a box; a comment has a handful
_SIGNS = " \n\t()[]0123456789.:·•↩↪⤶"
_REPLY = frozenset(words("page.reply"))


def without_readers_words(page: PageBlocks, headline: str) -> PageBlocks:
    """The page without the comments below its headline. They go even where nothing else is prose,
    as in a forum, or where only a script holds the story."""
    blocks = page.blocks
    below = blocks[page.index_of(headline) + 1 :]
    prose = [block for block in below if block.size >= PROSE and not block.is_link]
    boxes = {box for row in _rows(prose) if _is_answered(row) for box in row}
    if not boxes:
        return page
    return page.without([i for i, b in enumerate(blocks) if not boxes.isdisjoint(up(b.frame))])


def _rows(prose: Sequence[Block]) -> list[list[Frame]]:
    """Rows of boxes that stand side by side, are made alike and hold prose, however deep inside."""
    rows: dict[tuple[Frame, str, str], dict[Frame, None]] = {}
    for block in prose:
        box = block.frame.parent
        for _ in range(_AROUND):
            if box is None or box.parent is None:
                break
            rows.setdefault((box.parent, box.tag, box.name), {})[box] = None
            box = box.parent
    return [list(row) for row in rows.values() if len(row) >= _LEAST]


def _is_answered(row: Sequence[Frame]) -> bool:
    return all(_has_reply_button(box.node) for box in row[-_LOOKED_AT:])


def _has_reply_button(node: LexborNode) -> bool:
    buttons = islice(node.css(_REPLY_BUTTONS), _MOST_BUTTONS)
    return any(text_of(button).lower().strip(_SIGNS) in _REPLY for button in buttons)
