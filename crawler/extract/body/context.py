"""The second look at each block: after the scorer, judge it by the blocks around it.

The scorer sees a block and a little of its neighbours. Three things need the whole row: which boxes
are never story, whatever they say; where another story begins below this one; and what belongs to
the story because it stands among its paragraphs.
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
    is_never_story,
    without_boxes,
)
from crawler.extract.body.hints import Hint, hints_in
from crawler.extract.body.lists import judge_lists
from crawler.extract.body.next_story import end_mark, next_story
from crawler.extract.body.set_apart import (
    ASIDE,
    ENDS,
    FEWEST_BLOCKS,
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
from crawler.extract.document import element_after
from crawler.extract.languages.vocabulary import pattern

_SURE = -0.2  # log-odds: a paragraph lost costs a reader more than a line too many
_POSSIBLE = -0.5  # log-odds that a block needs if it is made like its neighbours
_ON_A_FURTHER_PAGE = -1.0  # the same, where the story is cut into pages
_IN_A_FURTHER_BOX = -3.0  # the same, for a sentence in a box like the story's first one
_DOUBTFUL = -3.5  # log-odds that a block needs if the story surrounds it
_DOUBTFUL_ITEM = -5.0  # the same, for a list item, which may be two words and a figure
_DOUBTFUL_LINKED_ITEM = -2.0  # the same, for a list item with links
_SAID_CORRECTION = -5.0  # the same, for what calls itself a correction, even in its own box
_OPENS_A_QUOTE = frozenset('“„«»”"')
_WIDEST_GAP = 30  # blocks from one of the story's to the next
_BRIEF = 600  # letters; a page with more of a story is no brief
_AFTER = 2  # blocks after the story at which a correction is looked for, labels and dates aside
_FARTHEST = 12  # the same, with them
_LABEL = 40  # letters below which a line is one of these
_LISTS = frozenset({"ul", "ol"})
_NO_PROSE = HEADINGS | {"li"}
_CALLED_LIST = hints_in("list")  # the hint in a list's name that only says it is a list
_HOUSE = re.compile(r"(?:[^\W\d_][^()]{0,40})?\([A-Z]{2,6}\)")  # begins a lede: "MADRID (EFE)"
_CORRECTION = re.compile(rf"[\W_]*{pattern('page.correction')}\b", re.IGNORECASE)


def choose_story(blocks: Sequence[Block], odds: Sequence[float], headline: str) -> list[bool]:
    """One flag per block: whether it is story, by its log-odds and by the blocks around it."""
    said = [i for i, block in enumerate(blocks) if block.text == headline]
    titles = [i for i in said if not HEADINGS.isdisjoint(blocks[i].frame.path)]
    heads = titles or said[:1]
    top = said[0] if said else -1
    sure, end = _surely_story(blocks, odds, heads, blocks[titles[0]] if titles else None)
    _take_brief(blocks, sure, top)
    _take_last_ones(blocks[:end], odds, sure)
    _take_first_ones(blocks, odds, sure, top)
    take_tables(blocks, sure)
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    keep = _with_those_between(blocks, odds, sure, story)
    for i in heads:
        keep[i] = False
    take_headings(blocks, odds, story, keep)
    _take_corrections(blocks, odds, story, keep)
    judge_lists(blocks, odds, keep)
    drop_pull_quotes(blocks, keep)
    return keep


def _surely_story(
    blocks: Sequence[Block], odds: Sequence[float], heads: Sequence[int], title: Block | None
) -> tuple[list[bool], int]:
    """One flag per block: whether its log-odds say story and nothing around it says otherwise; and
    the index from which on another story may begin. The headline's own lines, ``heads``, are
    none."""
    sure = [o >= _SURE for o in odds]
    for i in heads:
        sure[i] = False
    sure = without_boxes(blocks, sure)
    drop_comments_and_sidebars(blocks, sure)
    drop_cards(blocks, sure)
    drop_doubtful(blocks, odds, sure)
    end = min(next_story(blocks, sure, title), end_mark(blocks, sure))
    sure[end:] = [False] * (len(sure) - end)
    drop_offers_below(blocks, odds, sure)
    return sure, end


def _with_those_between(
    blocks: Sequence[Block], odds: Sequence[float], sure: Sequence[bool], story: Sequence[int]
) -> list[bool]:
    """The flags ``sure``, with those blocks between two of the story that belong to it."""
    keep = list(sure)
    for first, last in pairwise(story):
        if last - first <= _WIDEST_GAP:
            for i in range(first + 1, last):
                between = odds[i] > _least_between(blocks[i]) and not is_never_story(blocks[i])
                around = blocks[first], blocks[last]
                is_alike = odds[i] > _POSSIBLE and _is_alike(blocks[i], *around)
                keep[i] = between and (is_alike or _is_between(around[0], blocks[i], around[1]))
    return keep


def _take_corrections(
    blocks: Sequence[Block], odds: Sequence[float], story: Sequence[int], keep: list[bool]
) -> None:
    """Add to ``keep`` the correction notices right below the story."""
    others = 0
    below = range(story[-1] + 1, len(keep))[:_FARTHEST] if story else ()
    for i in below:
        least = _SAID_CORRECTION if _says_correction(blocks[i]) else _DOUBTFUL
        keep[i] = odds[i] > least and is_correction(blocks[i])
        others += not keep[i] and blocks[i].size >= _LABEL
        if others == _AFTER:
            break


def _least_between(block: Block) -> float:
    """The log-odds that a block needs between two blocks of the story."""
    if block.frame.tag != "li":
        return _DOUBTFUL
    return _DOUBTFUL_LINKED_ITEM if block.link_chars else _DOUBTFUL_ITEM


def is_correction(block: Block) -> bool:
    """Whether a block outside the comments is a correction notice: by its name, by that of the box
    it is in, below a label and a date, or by its first words."""
    names = block.frame.all if block.size >= _LABEL else block.frame.own
    is_named = bool(names & Hint.CORRECTION)
    return not block.frame.all & Hint.COMMENT and (is_named or _says_correction(block))


def _says_correction(block: Block) -> bool:
    return _CORRECTION.match(block.text) is not None


def _take_brief(blocks: Sequence[Block], sure: list[bool], top: int) -> None:
    """Replace ``sure`` by a brief: the prose between the headline, at ``top``, and the next
    heading. Only where hardly anything was sure, and all of it under other headings."""
    if top < 0 or sum(b.size for b, is_sure in zip(blocks, sure, strict=True) if is_sure) > _BRIEF:
        return
    below = takewhile(lambda i: blocks[i].frame.tag not in HEADINGS, range(top + 1, len(blocks)))
    brief = {i for i in below if sure[i] or _may_be_brief(blocks[i], blocks[top])}
    if brief and not any(sure[i] for i in brief):
        sure[:] = [i in brief for i in range(len(sure))]


def _may_be_brief(block: Block, headline: Block) -> bool:
    is_prose = block.size >= PROSE and not is_linked(block)
    names = block.frame.all & ~headline.frame.all
    return is_prose and not names & ASIDE and not is_never_story(block)


def _take_last_ones(blocks: Sequence[Block], odds: Sequence[float], sure: list[bool]) -> None:
    """Add to ``sure`` the blocks right below the story that are made like most of it."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    if len(story) < FEWEST_BLOCKS:
        return
    looks = Counter(look(blocks[i]) for i in story)
    prose = [i for i in story if blocks[i].frame.tag not in _NO_PROSE] or story
    first, last = blocks[story[0]], blocks[story[-1]]
    for i in range(story[-1] + 1, len(blocks)):
        if blocks[i].frame.tag in HEADINGS and len(blocks[i].text) <= LONGEST_SUBHEAD:
            continue  # take_headings keeps it if a paragraph follows
        is_usual = looks[look(blocks[i])] > len(prose) / 2 or _begins_alike(blocks[i], first)
        if (
            odds[i] < _least(blocks[i], first, last)
            or not is_usual
            or is_linked(blocks[i])
            or is_never_story(blocks[i])
        ):
            break
        sure[i], last = True, blocks[i]


def _begins_alike(block: Block, first: Block) -> bool:
    """Whether a block looks like the story's first one and stands in another box of the same name.
    A story cut into boxes may name the first line of each."""
    box, before = block.frame.parent, first.frame.parent
    if box is None or before is None or box is before:
        return False
    is_named = bool(box.name and (block.frame.name or block.size >= PROSE))
    return is_named and box.name == before.name and look(block) == look(first)


def _least(block: Block, first: Block, last: Block) -> float:
    """The log-odds that a block below the story's last one needs. Less will do in two cases. Boxes
    of one name may each hold a piece of the story, as where its pages are shown one at a time, and
    the last may hold a single paragraph: what shares such a box with a piece belongs to it. And
    whoever is quoted right beside the last block is quoted in the story."""
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
    part of it."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    if len(story) < FEWEST_BLOCKS or top < 0:
        return
    for i in range(story[0] - 1, top, -1):
        block = blocks[i]
        if block.frame.tag in HEADINGS:
            continue
        is_lede = block.size >= PROSE and block.frame.tag == "p" and not block.link_chars
        names = block.frame.all & ~blocks[story[0]].frame.all
        least = _DOUBTFUL if _HOUSE.match(block.text) else _POSSIBLE
        if not is_lede or odds[i] < least or names & ASIDE or is_never_story(block):
            break
        sure[i] = True


def _is_between(before: Block, block: Block, after: Block) -> bool:
    """Whether a block between two of the story is part of it: a subhead, a quotation, a list, one
    more paragraph.

    On its own it looks like the heading or list of another box. But if it shares a parent with the
    paragraphs above and below it, and has few links, it goes with them.
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
    is_loose = part is parent and block.size >= PROSE  # bare text between the paragraphs
    if (
        part.tag == "blockquote"
        or _is_quotation(block)
        or (part is block.frame and (part.tag == before.frame.tag or is_loose))
    ):
        return True
    if has_links:
        return False
    return _is_list(part) or (len(block.text) <= LONGEST_SUBHEAD and is_heading(block))


def _is_list(frame: Frame) -> bool:
    """Whether a frame is a list, or the wrapper of one."""
    if frame.tag in _LISTS:
        return True
    inner = next(frame.node.iter(), None)
    return inner is not None and inner.tag in _LISTS and element_after(inner) is None


def _is_beside(block: Block, other: Block) -> bool:
    """Whether a block is a paragraph side by side with ``other``, one of the story's; the story may
    go on in another box."""
    frame = block.frame
    is_like = frame.parent is other.frame.parent and frame.tag == other.frame.tag == "p"
    return is_like and block.size >= PROSE and not is_linked(block) and not frame.own & ASIDE


def _is_of_links(block: Block) -> bool:
    """Whether a block has links. A list item is asked whether its whole list is linked, as where a
    page points elsewhere: one item of a story's list may be nothing but a link."""
    around = block.frame.parent
    if not block.link_chars or block.frame.tag != "li" or around is None:
        return block.link_chars > 0
    return is_list_of_links(around)


def _is_list_among_lines(frame: Frame, around: Frame) -> bool:
    """Whether a frame is in a list amid the lines of ``around``, which are divided by breaks."""
    at = _child_of(around, frame)
    return at is not None and at.tag in _LISTS


def _is_quotation(block: Block) -> bool:
    """Whether a block begins with a quotation mark and the page names it a quotation."""
    return block.text[0] in QUOTES and "quote" in block.frame.name.lower()


def _is_alike(block: Block, before: Block, after: Block) -> bool:
    """Whether a block is wrapped like its neighbour in the story, in elements of the same tags and
    names. Pages wrap each paragraph, or those up to the paywall."""
    if block.size < PROSE or is_linked(block):
        return False
    parent = common(before.frame, after.frame)
    way = _way(parent, block.frame)
    return len(way) > 1 and way in (_way(parent, before.frame), _way(parent, after.frame))


def _way(parent: Frame, frame: Frame) -> list[tuple[str, str]]:
    """Tag and name of each element from a frame up to its ancestor ``parent``, exclusive."""
    return [(at.tag, at.name) for at in takewhile(lambda at: at is not parent, up(frame))]


def _child_of(parent: Frame, frame: Frame) -> Frame | None:
    """The child of ``parent`` that is or holds a frame; ``parent`` itself if it is the frame,
    ``None`` if the frame is not in it."""
    if frame is parent:
        return frame
    return next((at for at in up(frame) if at.parent is parent), None)
