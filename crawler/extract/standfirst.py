"""The standfirst: the words between headline and story that lead into it.

It is told from the lede by its place and its make: it stands at the top, and it is set apart
from the paragraphs that follow, by the names that the page gives it or by being the page's
description in an element of another kind, or by being a heading right under the headline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crawler.extract.blocks import Block
from crawler.extract.dates import read_stamp
from crawler.extract.features import PageText
from crawler.extract.hints import Hint
from crawler.extract.service import is_service
from crawler.extract.words import overlap

_LONGEST = 600  # characters
_SHORTEST = 20
_FROM_TOP = 12  # blocks after the headline in which it is looked for
_HEADINGS = frozenset({"h2", "h3", "h4"})
_UNDER = 2  # blocks after the headline in which a heading is a standfirst
_SENTENCE = 40  # characters from which it is no label such as "Analysis"
_BRIEF = 60  # characters of a line that tells a date and little else
_SAME = 0.8  # overlap of words from which a block is the page's description


def find_standfirst(
    blocks: Sequence[Block], body: Sequence[Block], told: PageText
) -> tuple[Block | None, str]:
    """The standfirst's block and the rule that found it; it may be one of ``body``."""
    main = _usual_look(body)
    top = next((i for i, b in enumerate(blocks) if b.text == told.headline), -1)
    first = next((i for i, b in enumerate(blocks) if body and b is body[0]), len(blocks))
    for place, block in enumerate(blocks[top + 1 : min(top + 1 + _FROM_TOP, first + 1)]):
        if not _SHORTEST <= len(block.text) <= _LONGEST or block.link_chars:
            continue
        rule = _rule(block, place if top >= 0 else _UNDER, body, told, main)
        if rule and not is_service(block.text):
            return block, rule
    return None, ""


def _rule(
    block: Block, place: int, body: Sequence[Block], told: PageText, main: tuple[str, str] | None
) -> str:
    """What makes a block so many ``place``s under the headline a standfirst, "" if nothing."""
    is_usual = _look(block) == main
    is_named = not is_usual and bool(block.frame.own & Hint.STANDFIRST)
    is_named = is_named or (_is_alone_in_one(block) and block.text not in {b.text for b in body})
    if is_named and not _is_dated(block.text):
        return "named"
    if is_usual:
        return ""
    if told.description and overlap(block.text, told.description) >= _SAME:
        return "description"
    is_sentence = len(block.text) >= _SENTENCE or block.text[-1] in ".!?"
    is_under = place < _UNDER and is_sentence and block.frame.tag in _HEADINGS
    return "under the headline" if is_under and not _is_chapters(block, body) else ""


def _is_alone_in_one(block: Block) -> bool:
    """Whether it is the only text of an element that the page names so."""
    box = block.frame.parent
    return box is not None and bool(box.own & Hint.STANDFIRST) and box.chars == len(block.text)


def _is_dated(text: str) -> bool:
    """Whether it is a line of date and place, which stands where a standfirst may."""
    return len(text) <= _BRIEF and text[-1] not in ".!?" and read_stamp(text) is not None


def _is_chapters(block: Block, body: Sequence[Block]) -> bool:
    """Whether it is the heading of the first chapter, as the story has more of its look."""
    return block in body and sum(_look(other) == _look(block) for other in body) > 1


def _usual_look(body: Sequence[Block]) -> tuple[str, str] | None:
    """The look of most paragraphs; of two that are as frequent, the one that comes first."""
    commonest = Counter(_look(b) for b in body).most_common(1)
    return commonest[0][0] if commonest else None


def _look(block: Block) -> tuple[str, str]:
    return block.frame.tag, block.frame.name
