"""Boxes that are never story, whatever they say: posts, comments, offers, polls, pointers.

Their words may read like prose, so they are recognised by what they are named or made of.
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
from crawler.extract.body.set_apart import FEWEST_BLOCKS
from crawler.extract.body.walk import is_unseen

_CLEAR = 1.0  # log-odds from which a block is story, whatever its box is called
_STORY = 250  # letters of story that must be left when boxes are dropped
_LEAST_STORY = 2  # its paragraphs: the lede alone may stand outside the story's box
_AROUND_A_POST = 3  # frames, from a quotation outwards, one of which may be named an embed
_MOST_IN_A_POLL = 500  # characters
_ANSWERS = 'input[type="radio"], input[type="checkbox"], label'
_MOST_IN_A_CARD = 600  # characters
_AROUND_A_CARD = 2  # elements
_CARDS = 3  # cards are no story if the story is at least so many times their text
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
_A_SENTENCE = 1000  # most characters to a mark; the Thai set none at a sentence's end
_STOP = re.compile(r"[.!?。！？।؟،,，、;။၊។።]")
_MOST_ON_AUTHOR = 4  # paragraphs of a box on the author; a story's second half has more
_LONGEST_SPEAKER = 120  # letters of a name and an office
_OF_A_SPEAKER = frozenset({"cite", "footer"})
_OFFERS = Hint.PAYWALL | Hint.PROMO
_AUTHORS = Hint.BYLINE | Hint.AUTHOR_BOX
_DOUBTED = Hint.PROMO | Hint.CAPTION | Hint.FACTBOX | Hint.SHARE | Hint.AUTHOR_BOX
_POINTING = re.compile(r"[^|:.]{3,40}[|:]\s|[\s>»›→➔➜▶►▸☞👉]+(?=\w)")
_POINTED = 0.8  # least share of links in what stands after a label; commas may part them


def without_boxes(blocks: Sequence[Block], sure: Sequence[bool]) -> list[bool]:
    """``sure`` without what is never story: embedded posts, which are others' words, requests for
    consent and the like. If nothing would be left, all stay: a name such as "cookies-accepted" may
    be set around the whole page."""
    kept = [s and not is_never_story(block) for s, block in zip(sure, blocks, strict=True)]
    return kept if any(kept) else list(sure)


def is_never_story(block: Block) -> bool:
    names = block.frame.all
    is_post = bool(names & Hint.EMBED) and _is_in_a_post(block.frame)
    is_apart = is_post or bool(names & Hint.CONSENT) or _is_poll(block)
    if (
        is_apart
        or _is_for_screen_readers(block)
        or is_service(block.text)
        or _is_pointer(block)
        or _is_a_rule(block.text)
        or _is_speaker(block)
    ):
        return True
    return len(block.text) > _LONGEST_PARAGRAPH and _is_a_heap(block.text)


def _is_for_screen_readers(block: Block) -> bool:
    """Whether a block is a label that no reader sees: "Article content"."""
    return len(block.text) <= _LONGEST_LABEL and is_unseen(block.frame.name, "")


def _is_speaker(block: Block) -> bool:
    """Whether a block names who said a block quotation: by HTML, that is no part of it."""
    frame = block.frame
    if "blockquote" not in frame.path or block.size > _LONGEST_SPEAKER:
        return False
    return frame.tag in _OF_A_SPEAKER or bool(frame.tag == "p" and frame.own & _AUTHORS)


def _is_a_rule(text: str) -> bool:
    """Whether a text is a line drawn between two parts of the story: "* * *", "=====". (But "?!"
    may be what somebody answers.)"""
    return len(text) <= _LONGEST_RULE and _RULE.fullmatch(text) is not None


def _is_a_heap(text: str) -> bool:
    """Whether a text is a heap of words for search engines, with hardly any punctuation."""
    return len(_STOP.findall(text)) * _A_SENTENCE < len(text)


def _is_in_a_post(frame: Frame) -> bool:
    """Whether a frame is in a ``<blockquote>`` that is named an embed, or whose nearest parents
    are. Further out, what is named a widget may be the whole page."""
    if "blockquote" not in frame.path:
        return False
    around = dropwhile(lambda at: at.tag != "blockquote", up(frame))
    return any(at.own & Hint.EMBED for at in islice(around, _AROUND_A_POST))


def _is_poll(block: Block) -> bool:
    """Whether a block is a question with answers to choose from, in a box of little else."""
    box = block.frame.parent
    if block.text[-1] not in "?？؟" or box is None or not 0 <= box.chars <= _MOST_IN_A_POLL:
        return False
    return len(box.node.css(_ANSWERS)) > 1


def _is_pointer(block: Block) -> bool:
    """Whether a block is a link after a label or sign: "OP-ED | Ferries agree", "▶ Ferries
    agree"."""
    label = _POINTING.match(block.text) if block.link_chars else None
    return label is not None and block.link_chars >= _POINTED * (len(block.text) - label.end())


def drop_comments_and_sidebars(blocks: Sequence[Block], sure: list[bool]) -> None:
    """Take comments and sidebars out of ``sure`` where a story is left without them. They are prose
    too, so that no score of a single block tells them from it."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    around = blocks[story[0]].frame.all if story else Hint.NONE
    _drop(blocks, sure, {i for i in story if _is_apart(blocks[i].frame, around)})


def drop_doubtful(blocks: Sequence[Block], odds: Sequence[float], sure: list[bool]) -> None:
    """Take blocks out of ``sure`` that stand in a box named after offers, facts, captions or the
    like, unless most of the story has that name too, or their score is clear."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    around = Counter(blocks[i].frame.all for i in story).most_common(1)
    usual = around[0][0] if around else Hint.NONE
    doubtful = (i for i in story if odds[i] < _CLEAR)
    _drop(blocks, sure, {i for i in doubtful if blocks[i].frame.all & ~usual & _DOUBTED})


def drop_cards(blocks: Sequence[Block], sure: list[bool]) -> None:
    """Take blocks out of ``sure`` that stand in a small box with a form, or with a heading that is
    linked or followed by a link: an offer, or the teaser of another story. Where such boxes are
    much of the story, as in a list of what to buy, they stay."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    cards = {i for i in story if _is_card(blocks[i].frame)}
    if sum(blocks[i].size for i in cards) * _CARDS <= sum(blocks[i].size for i in story):
        _drop(blocks, sure, cards)


def _drop(blocks: Sequence[Block], sure: list[bool], apart: Set[int]) -> None:
    """Take the blocks at ``apart`` out of ``sure``, if they leave a story."""
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
    """Whether a link follows a heading as its sibling, before the next heading, which is checked in
    turn. (CSS has ``~`` for this, which takes quadratic time.)"""
    at = heading.next
    while at is not None and at.tag not in _HEADINGS:
        if at.tag == "a" and "href" in at.attributes:
            return True
        at = at.next
    return False


def _is_apart(frame: Frame, around: int) -> bool:
    """Whether a frame is in comments or a sidebar, by names that are not ``around`` the story
    too."""
    names = frame.all & ~around
    return bool(names & Hint.COMMENT) or (bool(names & Hint.MENU) and "aside" in frame.path)


def drop_offers_below(blocks: Sequence[Block], odds: Sequence[float], sure: list[bool]) -> None:
    """Take the story's last blocks out of ``sure`` that are named after its author or an offer.
    Both read like prose, so only a clear score keeps such a block; but a box on the author, if
    short, goes whatever its score."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    around = blocks[story[0]].frame.all if story else Hint.NONE
    named = [(i, blocks[i].frame.all & ~around) for i in reversed(story[FEWEST_BLOCKS:])]
    on_author = sum(1 for _ in takewhile(lambda found: found[1] & _AUTHORS, named))
    for place, (i, names) in enumerate(named):
        is_box = place < on_author <= _MOST_ON_AUTHOR
        if not is_box and (not names & (_OFFERS | _AUTHORS) or odds[i] >= _CLEAR):
            break
        sure[i] = False
