"""What the blocks around a block say of it: the second look, after each was scored on its own.

The scorer sees a block and a little of its neighbours. Three things need the whole row: boxes
that are no story whatever they say, another story below this one, and what stands among the
story's own paragraphs and so is part of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import compress, pairwise

from crawler.extract.blocks import Block, Frame
from crawler.extract.hints import Hint, hints_in
from crawler.extract.service import is_service
from crawler.extract.set_apart import (
    ASIDE,
    HEADINGS,
    LONGEST_SUBHEAD,
    MOST_LINKED,
    QUOTES,
    common,
    drop_pull_quotes,
    is_heading,
    take_headings,
    take_tables,
)

_SURE = -0.2  # log-odds: a paragraph lost costs a reader more than a line too many
_POSSIBLE = -0.5  # log-odds from which a block is the story's that is made like its neighbours
_ON_A_FURTHER_PAGE = -1.0  # the same where the story is cut into pages
_OFFERED = 1.0  # log-odds that the last ones need where the page offers something
_DOUBTFUL = -3.5  # log-odds from which a block may be the story's by what stands around it
_DOUBTFUL_ITEM = -5.0  # the same for an item of a list, which may be two words and a figure
_PROSE = 80  # letters of a paragraph; facts in a box are made alike as well, and are shorter
_STORY = 250  # letters without which there is no story beside the comments
_FEW = 3  # blocks of a story that stand before another may begin
_AROUND_A_POST = 3  # elements, from a quotation outwards, of which one may be named an embed
_MOST_IN_A_POLL = 500  # characters
_LONGEST_PARAGRAPH = 5000  # characters
_A_SENTENCE = 1000  # characters, at the least one to a mark; the Thai set none at its end
_STOP = re.compile(r"[.!?。！？।؟،,，、;]")
_WIDEST_GAP = 30  # blocks between two of the story
_AFTER = 2  # blocks after the story at which a correction is looked for
_LISTS = frozenset({"ul", "ol"})
_CALLED_LIST = hints_in("list")  # what the name of a list says by telling that it is one
_OFFERS = Hint.PAYWALL | Hint.PROMO
_AUTHORS = Hint.BYLINE | Hint.AUTHOR_BOX
_POINTING = re.compile(r"[^|:.]{3,40}[|:]\s")
_POINTED = 0.8  # of what stands after a label, the least share of links; commas may part them
_CORRECTION = re.compile(
    r"[\W_]*(?:correction|clarification|editor['’]s note|corrigendum|erratum|korrektur|"
    r"anmerkung der redaktion|corrección|fe de erratas|rettelse|rättelse|정정보도|訂正|"
    r"this (?:article|story|report|post) (?:was|has been) (?:corrected|amended|updated|edited))\b",
    re.IGNORECASE,
)


def chosen(blocks: Sequence[Block], odds: Sequence[float], headline: str) -> list[bool]:
    """Which blocks are the story, by their log-odds and by what stands around them."""
    said = [i for i, block in enumerate(blocks) if block.text == headline]
    titles = [i for i in said if not HEADINGS.isdisjoint(blocks[i].frame.path)]
    sure = [o >= _SURE for o in odds]
    for i in titles:
        sure[i] = False
    sure = _without_boxes(blocks, sure)
    _drop_comments_and_sidebars(blocks, sure)
    end = _next_story(blocks, sure, blocks[titles[0]] if titles else None)
    sure[end:] = [False] * (len(sure) - end)
    _drop_offers_below(blocks, odds, sure)
    _take_last_ones(blocks[:end], odds, sure)
    _take_first_ones(blocks, odds, sure, said[0] if said else -1)
    take_tables(blocks, sure)
    keep = list(sure)
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    for first, last in pairwise(story):
        if last - first <= _WIDEST_GAP:
            for i in range(first + 1, last):
                is_item = blocks[i].frame.tag == "li" and not blocks[i].link_chars
                least = _DOUBTFUL_ITEM if is_item else _DOUBTFUL
                between = odds[i] > least and not _is_boxed(blocks[i])
                around = blocks[first], blocks[last]
                is_alike = odds[i] > _POSSIBLE and _is_alike(blocks[i], *around)
                keep[i] = between and (is_alike or _is_between(around[0], blocks[i], around[1]))
    take_headings(blocks, story, keep)
    below = range(story[-1] + 1, min(len(keep), story[-1] + 1 + _AFTER)) if story else ()
    for i in below:
        keep[i] = odds[i] > _DOUBTFUL and is_correction(blocks[i])
    drop_pull_quotes(blocks, keep)
    return keep


def is_correction(block: Block) -> bool:
    """Whether it is a notice of what was corrected."""
    by_name = block.frame.own & Hint.CORRECTION
    return not block.frame.all & Hint.COMMENT and bool(by_name or _CORRECTION.match(block.text))


def _without_boxes(blocks: Sequence[Block], sure: Sequence[bool]) -> list[bool]:
    """Without embedded posts, which are others' words, and boxes that ask for consent. A name that
    is set around the whole page, as "cookies-accepted" may be, says nothing."""
    kept = [s and not _is_boxed(block) for s, block in zip(sure, blocks, strict=True)]
    return kept if any(kept) else list(sure)


def _is_boxed(block: Block) -> bool:
    names = block.frame.all
    is_post = bool(names & Hint.EMBED) and _is_in_a_post(block.frame)
    is_apart = is_post or bool(names & Hint.CONSENT) or _is_poll(block)
    if is_apart or is_service(block.text) or _is_pointer(block):
        return True
    return len(block.text) > _LONGEST_PARAGRAPH and _is_a_heap(block.text)


def _is_a_heap(text: str) -> bool:
    """Whether it is a heap of words for search engines, which has no sentences."""
    return len(_STOP.findall(text)) * _A_SENTENCE < len(text)


def _is_in_a_post(frame: Frame) -> bool:
    """Whether it is a quotation named an embed, by its own name or that of an element close around
    it: what is named a widget may be the whole page."""
    if "blockquote" not in frame.path:
        return False
    at: Frame | None = frame
    while at is not None and at.tag != "blockquote":
        at = at.parent
    for _ in range(_AROUND_A_POST):
        if at is None:
            return False
        if at.own & Hint.EMBED:
            return True
        at = at.parent
    return False


def _is_poll(block: Block) -> bool:
    """Whether it is a question with answers to choose from, in an element of little else."""
    box = block.frame.parent
    if block.text[-1] not in "?？؟" or box is None or not 0 <= box.chars <= _MOST_IN_A_POLL:
        return False
    return box.node.css_first('input[type="radio"], input[type="checkbox"]') is not None


def _is_pointer(block: Block) -> bool:
    """Whether it is a label and a link: "SEE MORE: Ferries agree", "OP-ED | Ferries agree"."""
    label = _POINTING.match(block.text) if block.link_chars else None
    return label is not None and block.link_chars >= _POINTED * (len(block.text) - label.end())


def _drop_comments_and_sidebars(blocks: Sequence[Block], sure: list[bool]) -> None:
    """Take out of ``sure`` what readers say and what a sidebar tells, where there is a story
    beside: no judgement on a block tells it from the story, as it is prose as well."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    around = blocks[story[0]].frame.all if story else Hint.NONE
    apart = [i for i in story if _is_apart(blocks[i].frame, around)]
    if apart and sum(blocks[i].size for i in set(story).difference(apart)) >= _STORY:
        for i in apart:
            sure[i] = False


def _is_apart(frame: Frame, around: int) -> bool:
    """Whether it is among comments or in a sidebar, by names that are not around the story too."""
    names = frame.all & ~around
    return bool(names & Hint.COMMENT) or (bool(names & Hint.MENU) and "aside" in frame.path)


def _drop_offers_below(blocks: Sequence[Block], odds: Sequence[float], sure: list[bool]) -> None:
    """Take the last blocks out of ``sure`` that tell who the author is, and those that may be the
    words of an offer: such words read like prose, so only a clear judgement keeps them."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    for i in reversed(story[_FEW:]):
        names = blocks[i].frame.all & ~blocks[story[0]].frame.all
        if not names & _AUTHORS and (not names & _OFFERS or odds[i] >= _OFFERED):
            break
        sure[i] = False


def _take_last_ones(blocks: Sequence[Block], odds: Sequence[float], sure: list[bool]) -> None:
    """Add to ``sure`` what follows the story at once and is made like most of it."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    if len(story) < _FEW:
        return
    looks = Counter(_look(blocks[i]) for i in story)
    for i in range(story[-1] + 1, len(blocks)):
        if blocks[i].frame.tag in HEADINGS and len(blocks[i].text) <= LONGEST_SUBHEAD:
            continue  # which is the story's if a paragraph follows
        is_usual = looks[_look(blocks[i])] > len(story) / 2
        is_linked = blocks[i].link_chars > len(blocks[i].text) * MOST_LINKED
        if (
            odds[i] < _least(blocks[i], blocks[story[-1]])
            or not is_usual
            or is_linked
            or _is_boxed(blocks[i])
        ):
            break
        sure[i] = True


def _least(block: Block, last: Block) -> float:
    """The log-odds that a block below the story's last one needs. A story may be cut into pages
    that are shown one at a time: boxes of one name, of which the last may hold a paragraph."""
    box = block.frame.parent
    is_page = box is not None and bool(box.name) and box is not last.frame.parent
    return _ON_A_FURTHER_PAGE if is_page and block.size >= _PROSE else _POSSIBLE


def _take_first_ones(
    blocks: Sequence[Block], odds: Sequence[float], sure: list[bool], top: int
) -> None:
    """Add to ``sure`` the paragraphs between the headline, at ``top``, and the story that may be
    its own."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    if len(story) < _FEW or top < 0:
        return
    for i in range(story[0] - 1, top, -1):
        block = blocks[i]
        if block.frame.tag in HEADINGS:
            continue
        is_lede = block.size >= _PROSE and block.frame.tag == "p" and not block.link_chars
        names = block.frame.all & ~blocks[story[0]].frame.all
        if not is_lede or odds[i] < _POSSIBLE or names & ASIDE or _is_boxed(block):
            break
        sure[i] = True


def _look(block: Block) -> tuple[str, str, str, str]:
    around = block.frame.parent or block.frame
    return block.frame.tag, block.frame.name, around.tag, around.name


def _next_story(blocks: Sequence[Block], sure: Sequence[bool], title: Block | None) -> int:
    """Where another story begins that the page shows below: at a later first-rank heading that
    does not stand among the story's own paragraphs, or at one made like the headline in an article
    of its own."""
    tag = title.frame.tag if title is not None else "h1"
    heads = [i for i, b in enumerate(blocks) if "h1" in b.frame.path or b.frame.tag == tag]
    for i in heads:
        block = blocks[i]
        if sum(sure[:i]) < _FEW or (title is not None and block.text == title.text):
            continue
        if "h1" in block.frame.path and not _is_among(block, [*compress(blocks, sure[:i])], title):
            return i
        if title is not None and _look(block) == _look(title):
            article = _article_around(block.frame)
            if article is not None and article is not _article_around(title.frame):
                return i
    return len(blocks)


def _is_among(heading: Block, story: Sequence[Block], title: Block | None) -> bool:
    """Whether a heading stands in an element with paragraphs of the story, or in one of the same
    name, as pages wrap each piece of a story; but not where the headline does so as well."""
    if any(block.frame.parent is heading.frame.parent for block in story):
        return True
    box = _box(heading)
    return box != (title and _box(title)) and any(_box(block) == box for block in story)


def _box(block: Block) -> tuple[str, str, int]:
    around = block.frame.parent or block.frame
    return around.tag, around.name or str(id(around)), around.depth


def _article_around(frame: Frame) -> Frame | None:
    at: Frame | None = frame
    while at is not None and at.tag != "article":
        at = at.parent
    return at


def _is_between(before: Block, block: Block, after: Block) -> bool:
    """Whether a block between two of the story is part of it: a subhead, a quotation, a list, one
    more paragraph.

    On their own they look like the heads and lists of other boxes. But what has the same parent
    as the paragraphs above and below it, and few links, goes with them.
    """
    around_links = len(block.text) - block.link_chars
    if block.link_chars > len(block.text) * MOST_LINKED and around_links < _PROSE:
        return False
    is_same = before.frame is after.frame and _is_list_among_lines(block.frame, before.frame)
    parent = before.frame if is_same else common(before.frame, after.frame)
    part = _child_of(parent, block.frame)
    told = ASIDE & ~_CALLED_LIST if part is not None and part.tag in _LISTS else ASIDE
    if part is None or part.all & ~parent.all & told:
        return False
    is_loose = part is parent and block.size >= _PROSE  # between the paragraphs, in none itself
    if (
        part.tag == "blockquote"
        or _is_quotation(block)
        or (part is block.frame and (part.tag == before.frame.tag or is_loose))
    ):
        return True
    if block.link_chars:
        return False
    return part.tag in _LISTS or (len(block.text) <= LONGEST_SUBHEAD and is_heading(block))


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
    if block.size < _PROSE or block.link_chars > len(block.text) * MOST_LINKED:
        return False
    parent = common(before.frame, after.frame)
    way = _way(parent, block.frame)
    return len(way) > 1 and way in (_way(parent, before.frame), _way(parent, after.frame))


def _way(parent: Frame, frame: Frame) -> list[tuple[str, str]]:
    """The elements from a parent down to a frame in it, innermost first."""
    way = []
    at: Frame | None = frame
    while at is not None and at is not parent:
        way.append((at.tag, at.name))
        at = at.parent
    return way


def _child_of(parent: Frame, frame: Frame) -> Frame | None:
    """The frame right under ``parent`` in which a frame stands; ``None`` if it is not in it."""
    at: Frame | None = frame
    if at is parent:
        return at
    while at is not None and at.parent is not parent:
        at = at.parent
    return at
