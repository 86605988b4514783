"""Boxes that are no story whatever they say: posts, comments, offers, polls, pointers elsewhere.

Each is told from the story by what it is named or made of, as its words may read like prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import dropwhile, islice, takewhile

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import Block, Frame, up
from crawler.extract.body.hints import Hint
from crawler.extract.body.service import is_service
from crawler.extract.body.set_apart import FEW
from crawler.extract.body.walk import is_unseen

_CLEAR = 1.0  # log-odds from which a block is the story's whatever its box is called
_STORY = 250  # letters without which there is no story beside the comments
_LEAST_STORY = 2  # paragraphs of it: the lede alone may stand outside of the story's box
_AROUND_A_POST = 3  # elements, from a quotation outwards, of which one may be named an embed
_MOST_IN_A_POLL = 500  # characters
_MOST_IN_A_CARD = 600  # characters
_AROUND_A_CARD = 2  # elements
_CARDS = 3  # times as much text as in cards makes them none of the story
_CARD = (
    'form, input[type="email"], a[href] h2, a[href] h3, a[href] h4'
    ', h2 a[href]:not([href^="#"]), h3 a[href]:not([href^="#"]), h4 a[href]:not([href^="#"])'
)
_HEADINGS = ("h2", "h3", "h4")
_HEADING = ", ".join(_HEADINGS)
_RULE = re.compile(r"[\s*=#~•'“”„«»◇◆♦■□○●★☆※⁂·|/\\+-]+|[–—―\s]+")
_LONGEST_LABEL = 60  # characters
_LONGEST_RULE = 60  # characters
_LONGEST_PARAGRAPH = 5000  # characters
_A_SENTENCE = 1000  # characters, at the least one to a mark; the Thai set none at its end
_STOP = re.compile(r"[.!?。！？।؟،,，、;။၊។።]")
_MOST_ON_AUTHOR = 4  # paragraphs of a box on the author; a story's second half has more
_OFFERS = Hint.PAYWALL | Hint.PROMO
_AUTHORS = Hint.BYLINE | Hint.AUTHOR_BOX
_DOUBTED = Hint.PROMO | Hint.CAPTION | Hint.FACTBOX | Hint.SHARE | Hint.AUTHOR_BOX
_POINTING = re.compile(r"[^|:.]{3,40}[|:]\s|[\s>»›→➔➜▶►▸☞👉]+(?=\w)")
_POINTED = 0.8  # of what stands after a label, the least share of links; commas may part them


def without_boxes(blocks: Sequence[Block], sure: Sequence[bool]) -> list[bool]:
    """Without embedded posts, which are others' words, and boxes that ask for consent. A name that
    is set around the whole page, as "cookies-accepted" may be, says nothing."""
    kept = [s and not is_boxed(block) for s, block in zip(sure, blocks, strict=True)]
    return kept if any(kept) else list(sure)


def is_boxed(block: Block) -> bool:
    names = block.frame.all
    is_post = bool(names & Hint.EMBED) and _is_in_a_post(block.frame)
    is_apart = is_post or bool(names & Hint.CONSENT) or _is_poll(block)
    if (
        is_apart
        or _is_for_screen_readers(block)
        or is_service(block.text)
        or _is_pointer(block)
        or _is_a_rule(block.text)
    ):
        return True
    return len(block.text) > _LONGEST_PARAGRAPH and _is_a_heap(block.text)


def _is_for_screen_readers(block: Block) -> bool:
    """Whether it is a label that no reader sees: "Article content"."""
    return len(block.text) <= _LONGEST_LABEL and is_unseen(block.frame.name, "")


def _is_a_rule(text: str) -> bool:
    """Whether it is a line drawn between two parts of the story, in signs: "* * *", "=====";
    "?!" may be what somebody answers."""
    return len(text) <= _LONGEST_RULE and _RULE.fullmatch(text) is not None


def _is_a_heap(text: str) -> bool:
    """Whether it is a heap of words for search engines, which has no sentences."""
    return len(_STOP.findall(text)) * _A_SENTENCE < len(text)


def _is_in_a_post(frame: Frame) -> bool:
    """Whether it is a quotation named an embed, by its own name or that of an element close around
    it: what is named a widget may be the whole page."""
    if "blockquote" not in frame.path:
        return False
    around = dropwhile(lambda at: at.tag != "blockquote", up(frame))
    return any(at.own & Hint.EMBED for at in islice(around, _AROUND_A_POST))


def _is_poll(block: Block) -> bool:
    """Whether it is a question with answers to choose from, in an element of little else."""
    box = block.frame.parent
    if block.text[-1] not in "?？؟" or box is None or not 0 <= box.chars <= _MOST_IN_A_POLL:
        return False
    return box.node.css_first('input[type="radio"], input[type="checkbox"]') is not None


def _is_pointer(block: Block) -> bool:
    """Whether it is a label or a sign and a link: "OP-ED | Ferries agree", "▶ Ferries agree"."""
    label = _POINTING.match(block.text) if block.link_chars else None
    return label is not None and block.link_chars >= _POINTED * (len(block.text) - label.end())


def drop_comments_and_sidebars(blocks: Sequence[Block], sure: list[bool]) -> None:
    """Take out of ``sure`` what readers say and what a sidebar tells, where there is a story
    beside: no judgement on a block tells it from the story, as it is prose as well."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    around = blocks[story[0]].frame.all if story else Hint.NONE
    _drop(blocks, sure, {i for i in story if _is_apart(blocks[i].frame, around)})


def drop_doubtful(blocks: Sequence[Block], odds: Sequence[float], sure: list[bool]) -> None:
    """Take out of ``sure`` what stands among the story in a box that is named after offers, facts
    or captions, unless it was clearly judged the story's."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    around = Counter(blocks[i].frame.all for i in story).most_common(1)
    usual = around[0][0] if around else Hint.NONE
    doubtful = (i for i in story if odds[i] < _CLEAR)
    _drop(blocks, sure, {i for i in doubtful if blocks[i].frame.all & ~usual & _DOUBTED})


def drop_cards(blocks: Sequence[Block], sure: list[bool]) -> None:
    """Take out of ``sure`` what stands among the story in a small box with a form, or with a
    heading and a link that is the heading's or stands alone: an offer, or the teaser of another
    story. Where such boxes are much of the story, as in a list of what to buy, they are it."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    cards = {i for i in story if _is_card(blocks[i].frame)}
    if sum(blocks[i].size for i in cards) * _CARDS <= sum(blocks[i].size for i in story):
        _drop(blocks, sure, cards)


def _drop(blocks: Sequence[Block], sure: list[bool], apart: Set[int]) -> None:
    """Take blocks out of ``sure``, if they leave a story."""
    others = [b.size for i, b in enumerate(blocks) if sure[i] and i not in apart]
    if len(others) >= _LEAST_STORY and sum(others) >= _STORY:
        for i in apart:
            sure[i] = False


def _is_card(frame: Frame) -> bool:
    box = frame.parent
    for _ in range(_AROUND_A_CARD):
        if box is None or not 0 <= box.chars <= _MOST_IN_A_CARD:
            return False
        if box.node.css_first(_CARD) is not None or any(map(_leads_on, box.node.css(_HEADING))):
            return True
        box = box.parent
    return False


def _leads_on(heading: LexborNode) -> bool:
    """Whether a link follows a heading beside it; up to the next one, of which the same is asked.
    (CSS has ``~`` for this, which takes quadratic time.)"""
    at = heading.next
    while at is not None and at.tag not in _HEADINGS:
        if at.tag == "a" and "href" in at.attributes:
            return True
        at = at.next
    return False


def _is_apart(frame: Frame, around: int) -> bool:
    """Whether it is among comments or in a sidebar, by names that are not around the story too."""
    names = frame.all & ~around
    return bool(names & Hint.COMMENT) or (bool(names & Hint.MENU) and "aside" in frame.path)


def drop_offers_below(blocks: Sequence[Block], odds: Sequence[float], sure: list[bool]) -> None:
    """Take the last blocks out of ``sure`` that tell who the author is, if they are few, and those
    that may be the words of an offer: such words read like prose, so only a clear judgement keeps
    them."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    around = blocks[story[0]].frame.all if story else Hint.NONE
    named = [(i, blocks[i].frame.all & ~around) for i in reversed(story[FEW:])]
    on_author = sum(1 for _ in takewhile(lambda found: found[1] & _AUTHORS, named))
    for place, (i, names) in enumerate(named):
        is_box = place < on_author <= _MOST_ON_AUTHOR
        if not is_box and (not names & (_OFFERS | _AUTHORS) or odds[i] >= _CLEAR):
            break
        sure[i] = False
