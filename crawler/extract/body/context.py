"""What the blocks around a block say of it: the second look, after each was scored on its own.

The scorer sees a block and a little of its neighbours. Three things need the whole row: boxes
that are no story whatever they say, another story below this one, and what stands among the
story's own paragraphs and so is part of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from crawler.extract.body.blocks import HEADINGS, Block, Frame, look, up
from crawler.extract.body.boxes import (
    drop_cards,
    drop_comments_and_sidebars,
    drop_doubtful,
    drop_offers_below,
    is_boxed,
    without_boxes,
)
from crawler.extract.body.hints import Hint, hints_in
from crawler.extract.body.lists import judge_lists
from crawler.extract.body.next_story import end_mark, next_story
from crawler.extract.body.set_apart import (
    ASIDE,
    ENDS,
    FEW,
    LONGEST_SUBHEAD,
    PROSE,
    QUOTES,
    common,
    drop_pull_quotes,
    is_heading,
    is_linked,
    is_list_of_links,
    take_headings,
    take_tables,
)
from crawler.extract.languages.vocabulary import pattern

_SURE = -0.2  # log-odds: a paragraph lost costs a reader more than a line too many
_POSSIBLE = -0.5  # log-odds from which a block is the story's that is made like its neighbours
_ON_A_FURTHER_PAGE = -1.0  # the same where the story is cut into pages
_IN_A_FURTHER_BOX = -1.5  # and of a sentence in a box made like that in which the story begins
_DOUBTFUL = -3.5  # log-odds from which a block may be the story's by what stands around it
_DOUBTFUL_ITEM = -5.0  # the same for an item of a list, which may be two words and a figure
_DOUBTFUL_LINKED_ITEM = -2.0  # and for one that has links
_SAID_CORRECTION = -5.0  # and for what says that it corrects, which may be in a box of its own
_OPENS_A_QUOTE = frozenset('“„«»”"')
_WIDEST_GAP = 30  # blocks between two of the story
_BRIEF = 600  # letters
_AFTER = 2  # blocks after the story at which a correction is looked for
_LISTS = frozenset({"ul", "ol"})
_NO_PROSE = HEADINGS | {"li"}
_CALLED_LIST = hints_in("list")  # what the name of a list says by telling that it is one
_HOUSE = re.compile(r"(?:[^\W\d_][^()]{0,40})?\([A-Z]{2,6}\)")  # with which a lede begins
_CORRECTION = re.compile(rf"[\W_]*{pattern('page.correction')}\b", re.IGNORECASE)


def chosen(blocks: Sequence[Block], odds: Sequence[float], headline: str) -> list[bool]:
    """Which blocks are the story, by their log-odds and by what stands around them."""
    said = [i for i, block in enumerate(blocks) if block.text == headline]
    titles = [i for i in said if not HEADINGS.isdisjoint(blocks[i].frame.path)]
    sure = [o >= _SURE for o in odds]
    heads = titles or said[:1]
    for i in heads:
        sure[i] = False
    sure = without_boxes(blocks, sure)
    drop_comments_and_sidebars(blocks, sure)
    drop_cards(blocks, sure)
    drop_doubtful(blocks, odds, sure)
    end = next_story(blocks, sure, blocks[titles[0]] if titles else None)
    end = min(end, end_mark(blocks, sure))
    sure[end:] = [False] * (len(sure) - end)
    drop_offers_below(blocks, odds, sure)
    _take_brief(blocks, sure, said[0] if said else -1)
    _take_last_ones(blocks[:end], odds, sure)
    _take_first_ones(blocks, odds, sure, said[0] if said else -1)
    take_tables(blocks, sure)
    keep = list(sure)
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    for first, last in pairwise(story):
        if last - first <= _WIDEST_GAP:
            for i in range(first + 1, last):
                between = odds[i] > _least_between(blocks[i]) and not is_boxed(blocks[i])
                around = blocks[first], blocks[last]
                is_alike = odds[i] > _POSSIBLE and _is_alike(blocks[i], *around)
                keep[i] = between and (is_alike or _is_between(around[0], blocks[i], around[1]))
    for i in heads:
        keep[i] = False
    take_headings(blocks, odds, story, keep)
    below = range(story[-1] + 1, min(len(keep), story[-1] + 1 + _AFTER)) if story else ()
    for i in below:
        least = _SAID_CORRECTION if _CORRECTION.match(blocks[i].text) else _DOUBTFUL
        keep[i] = odds[i] > least and is_correction(blocks[i])
    judge_lists(blocks, odds, keep)
    drop_pull_quotes(blocks, keep)
    return keep


def _least_between(block: Block) -> float:
    """The log-odds that a block between two of the story needs."""
    if block.frame.tag != "li":
        return _DOUBTFUL
    return _DOUBTFUL_LINKED_ITEM if block.link_chars else _DOUBTFUL_ITEM


def is_correction(block: Block) -> bool:
    """Whether it is a notice of what was corrected."""
    by_name = block.frame.own & Hint.CORRECTION
    return not block.frame.all & Hint.COMMENT and bool(by_name or _CORRECTION.match(block.text))


def _take_brief(blocks: Sequence[Block], sure: list[bool], top: int) -> None:
    """Where hardly anything reads like a story, and under other headings than the one at ``top``,
    the story is a brief: what stands right below its headline."""
    if top < 0 or sum(b.size for b, is_sure in zip(blocks, sure, strict=True) if is_sure) > _BRIEF:
        return
    below = takewhile(lambda i: blocks[i].frame.tag not in HEADINGS, range(top + 1, len(blocks)))
    brief = {i for i in below if sure[i] or _may_be_brief(blocks[i], blocks[top])}
    if brief and not any(sure[i] for i in brief):
        sure[:] = [i in brief for i in range(len(sure))]


def _may_be_brief(block: Block, headline: Block) -> bool:
    is_prose = block.size >= PROSE and not is_linked(block)
    return is_prose and not block.frame.all & ~headline.frame.all & ASIDE and not is_boxed(block)


def _take_last_ones(blocks: Sequence[Block], odds: Sequence[float], sure: list[bool]) -> None:
    """Add to ``sure`` what follows the story at once and is made like most of it."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    if len(story) < FEW:
        return
    looks = Counter(look(blocks[i]) for i in story)
    prose = [i for i in story if blocks[i].frame.tag not in _NO_PROSE] or story
    first, last = blocks[story[0]], blocks[story[-1]]
    for i in range(story[-1] + 1, len(blocks)):
        if blocks[i].frame.tag in HEADINGS and len(blocks[i].text) <= LONGEST_SUBHEAD:
            continue  # which is the story's if a paragraph follows
        is_usual = looks[look(blocks[i])] > len(prose) / 2 or _begins_alike(blocks[i], first)
        if (
            odds[i] < _least(blocks[i], first, last)
            or not is_usual
            or is_linked(blocks[i])
            or is_boxed(blocks[i])
        ):
            break
        sure[i], last = True, blocks[i]


def _begins_alike(block: Block, first: Block) -> bool:
    """Whether it has the name that the story's first one has, and stands in another box of the same
    name: where the story is cut into boxes, the first line of each may have a name of its own."""
    box, before = block.frame.parent, first.frame.parent
    if box is None or before is None or box is before:
        return False
    is_named = bool(box.name and block.frame.name)
    return is_named and box.name == before.name and look(block) == look(first)


def _least(block: Block, first: Block, last: Block) -> float:
    """The log-odds that a block below the story's last one needs. A story may be cut into pages
    that are shown one at a time: boxes of one name, of which the last may hold a paragraph; and
    whoever is quoted beside the last one is quoted in the story. Pages that are built of boxes cut
    it in the same way, and what stands with a piece of the story in such a box is of it."""
    box, before = block.frame.parent, first.frame.parent
    if box is None or box is not last.frame.parent:
        if _begins_alike(block, first) and block.text[-1] in ENDS:
            return _IN_A_FURTHER_BOX
        is_page = box is not None and bool(box.name)
        return _ON_A_FURTHER_PAGE if is_page and block.size >= PROSE else _POSSIBLE
    if before is not box and before is not None and box.name == before.name != "":
        return _IN_A_FURTHER_BOX if block.text[-1] in ENDS else _POSSIBLE
    return _ON_A_FURTHER_PAGE if block.text[0] in _OPENS_A_QUOTE else _POSSIBLE


def _take_first_ones(
    blocks: Sequence[Block], odds: Sequence[float], sure: list[bool], top: int
) -> None:
    """Add to ``sure`` the paragraphs between the headline, at ``top``, and the story that may be
    its own."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    if len(story) < FEW or top < 0:
        return
    for i in range(story[0] - 1, top, -1):
        block = blocks[i]
        if block.frame.tag in HEADINGS:
            continue
        is_lede = block.size >= PROSE and block.frame.tag == "p" and not block.link_chars
        names = block.frame.all & ~blocks[story[0]].frame.all
        least = _DOUBTFUL if _HOUSE.match(block.text) else _POSSIBLE
        if not is_lede or odds[i] < least or names & ASIDE or is_boxed(block):
            break
        sure[i] = True


def _is_between(before: Block, block: Block, after: Block) -> bool:
    """Whether a block between two of the story is part of it: a subhead, a quotation, a list, one
    more paragraph.

    On their own they look like the heads and lists of other boxes. But what has the same parent
    as the paragraphs above and below it, and few links, goes with them.
    """
    if _is_beside(block, before) or _is_beside(block, after):
        return True
    has_links = _is_of_links(block)
    around_links = len(block.text) - block.link_chars
    if has_links and is_linked(block) and around_links < PROSE:
        return False
    is_same = before.frame is after.frame and _is_list_among_lines(block.frame, before.frame)
    parent = before.frame if is_same else common(before.frame, after.frame)
    part = _child_of(parent, block.frame)
    told = ASIDE & ~_CALLED_LIST if part is not None and part.tag in _LISTS else ASIDE
    if part is None or part.all & ~parent.all & told:
        return False
    is_loose = part is parent and block.size >= PROSE  # between the paragraphs, in none itself
    if (
        part.tag == "blockquote"
        or _is_quotation(block)
        or (part is block.frame and (part.tag == before.frame.tag or is_loose))
    ):
        return True
    if has_links:
        return False
    return part.tag in _LISTS or (len(block.text) <= LONGEST_SUBHEAD and is_heading(block))


def _is_beside(block: Block, other: Block) -> bool:
    """Whether it is a paragraph side by side with one of the story, whose next may stand in another
    box."""
    frame = block.frame
    is_like = frame.parent is other.frame.parent and frame.tag == other.frame.tag == "p"
    return is_like and block.size >= PROSE and not is_linked(block) and not frame.own & ASIDE


def _is_of_links(block: Block) -> bool:
    """Whether it has links; of an item whether its list has them all through, as where a page
    points elsewhere: one item of a story's list may be no more than a link."""
    around = block.frame.parent
    if not block.link_chars or block.frame.tag != "li" or around is None:
        return block.link_chars > 0
    return is_list_of_links(around)


def _is_list_among_lines(frame: Frame, around: Frame) -> bool:
    """Whether it is a list's in an element whose own lines, divided by breaks, are the story's."""
    at = _child_of(around, frame)
    return at is not None and at.tag in _LISTS


def _is_quotation(block: Block) -> bool:
    """Whether it begins with a quotation mark and the page names it a quotation."""
    return block.text[0] in QUOTES and "quote" in block.frame.name.lower()


def _is_alike(block: Block, before: Block, after: Block) -> bool:
    """Whether it stands in the same elements as its neighbour in the story, of the same names:
    pages wrap each paragraph, or those up to where a reader has to pay."""
    if block.size < PROSE or is_linked(block):
        return False
    parent = common(before.frame, after.frame)
    way = _way(parent, block.frame)
    return len(way) > 1 and way in (_way(parent, before.frame), _way(parent, after.frame))


def _way(parent: Frame, frame: Frame) -> list[tuple[str, str]]:
    """The elements from a parent down to a frame in it, innermost first."""
    return [(at.tag, at.name) for at in takewhile(lambda at: at is not parent, up(frame))]


def _child_of(parent: Frame, frame: Frame) -> Frame | None:
    """The frame right under ``parent`` in which a frame stands; ``None`` if it is not in it."""
    if frame is parent:
        return frame
    return next((at for at in up(frame) if at.parent is parent), None)
