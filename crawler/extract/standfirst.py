"""The standfirst: the words between headline and story that lead into it.

It stands at the top, and one of these sets it apart from the lede and the paragraphs below:

- the page names it, or a box around it, a standfirst;
- it is the page's description, in an element of another kind;
- it is a heading right under the headline or above the lede;
- it is a paragraph in one box with the headline and with nothing of the story;
- it is beside the headline, while the story's paragraphs are in a box of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from crawler.extract.body.blocks import Block, frame_around, is_within, up
from crawler.extract.body.features import PageText
from crawler.extract.body.hints import Hint
from crawler.extract.body.lists import list_around
from crawler.extract.body.service import is_service
from crawler.extract.body.set_apart import common, is_heading
from crawler.extract.document import attr
from crawler.extract.languages.vocabulary import pattern
from crawler.extract.people.words import SAYS_BY
from crawler.extract.times.dates import read_stamp
from crawler.extract.wire.datelines import read_dateline
from crawler.extract.words import are_in, overlap

_LONGEST = 600  # characters
_LONGEST_NAMED = 1000
_SHORTEST = 20  # letters
_FROM_TOP = 12  # blocks after the headline in which it is looked for
_HEADINGS = frozenset({"h2", "h3", "h4"})
_UNDER = 2  # blocks after the headline in which a heading is a standfirst
_SENTENCE = 40  # letters from which it is no label such as "Analysis"
_BRIEF = 60  # characters of a line that tells a date and little else
_AUTHORS = Hint.BYLINE | Hint.AUTHOR_BOX
_NEVER = _AUTHORS | Hint.DATE | Hint.CAPTION | Hint.RELATED | Hint.COMMENT | Hint.PROMO | Hint.SHARE
_NEVER |= Hint.TOPIC
_OF_ANOTHER = re.compile(
    r"\b(?:site|blog)[-_]?(?:desc|sub|tag)|\b(?:image|photo|picture|media)[-_]?desc", re.IGNORECASE
)
_PLACE_AND_AGENCY = re.compile(r"(?:[A-Z][\w ,.'’-]{2,40})?\([A-Z]{2,5}\)\s?[-–—:]?\s?[A-Z\"“]")
_LABEL = re.compile(rf"[\[【]?{pattern('page.summary')}\s?[:：\]】]+\s*", re.IGNORECASE)
_HALF_OF_A_DAY = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_CHAPTER = 3  # paragraphs of the story that a box named "intro" holds if it is no standfirst
_SAME = 0.8  # overlap of words from which a block is the page's description
_T = TypeVar("_T")


def find_standfirst(
    blocks: Sequence[Block], body: Sequence[Block], told: PageText
) -> tuple[Block | None, str]:
    """The standfirst's block, which may be one of ``body``, and the rule that found it. ``blocks``
    are all of the page, as the headline may be a link."""
    main = _commonest(map(_look, body))
    first = next((i for i, b in enumerate(blocks) if body and b is body[0]), len(blocks))
    usual = _commonest(b.frame.all for b in body if _look(b) == main) or Hint.NONE
    said = ((i, block) for i, block in enumerate(blocks) if block.text == told.headline)
    top = next((i for i, block in said if not block.is_link or is_heading(block)), -1)
    headline = blocks[top] if top >= 0 else None
    has_story = headline is not None and bool(body)
    lines = [block for block in blocks[top + 1 : first + 1] if not block.is_link][:_FROM_TOP]
    # it beats what is only named so, as a summary by a machine may be
    description = next((b for b in lines if b.text == told.description and _look(b) != main), None)
    for place, block in enumerate(lines):
        names = block.frame.all & ~usual
        if is_chapter := _is_in_chapter(block, body):
            names &= ~Hint.STANDFIRST
        is_one_of_many = _look(block) == main and block in body and not names & Hint.STANDFIRST
        is_short = block.size < _SHORTEST and not (place < _UNDER and _is_told(block, names, told))
        if is_short or is_one_of_many or _is_too_long(block, names, body):
            continue
        rule = ""
        if not is_chapter and _is_named(block, names, has_story=has_story):
            rule = "named" if description in (None, block) else ""
        elif told.description and overlap(block.text, told.description) >= _SAME:
            rule = "description"
        elif headline and place < _UNDER and not block.link_chars:
            rule = _under(headline, block, names, body)
            if not rule and _is_apart(block, headline, body):
                rule = "apart from the story" if _may_lead(block, names) else ""
        elif headline and body and block is body[0] and _is_heading_alone(block, body):
            rule = "above the story"
        if rule and not _is_service_or_lede(block.text) and not are_in(block.text, told.headline):
            return block, rule
    return None, ""


def standfirst_text(block: Block, blocks: Sequence[Block], body: Sequence[Block]) -> str:
    """The words of a standfirst; of all its points if it is a list, as far as none is story."""
    points = list_around(block)
    lines = [b for b in blocks if points is not None and list_around(b) is points and b not in body]
    return _without_label("\n".join(b.text for b in lines or [block]))


def _without_label(text: str) -> str:
    """A standfirst without the word that some papers set before it: "摘要：…"."""
    label = _LABEL.match(text)
    return text[label.end() :] if label and label.end() < len(text) else text


def _is_told(block: Block, names: int, told: PageText) -> bool:
    """Whether a block is the page's description, if it is a sentence, however short, and not in the
    head of the site."""
    is_same = block.text == told.description and not names & Hint.MENU
    return is_same and _is_sentence(block.text)


def _is_too_long(block: Block, names: int, body: Sequence[Block]) -> bool:
    """Whether a block has more text, or more of it in links, than a standfirst. What is named one
    may be longer; what is neither the story's nor its author's may have links."""
    most_links = 0 if block in body or names & _AUTHORS else len(block.text) // 2
    longest = _LONGEST_NAMED if names & Hint.STANDFIRST else _LONGEST
    return len(block.text) > longest or block.link_chars > most_links


def _is_service_or_lede(text: str) -> bool:
    """Whether a text is a service line, or a lede, known by the dateline that opens it."""
    dateline = read_dateline(text)
    is_lede = bool(dateline and dateline.agencies) or _PLACE_AND_AGENCY.match(text) is not None
    return is_lede or is_service(text)


def _is_in_chapter(block: Block, body: Sequence[Block]) -> bool:
    """Whether the box that is named a standfirst holds the story, or its first chapter."""
    if not block.frame.all & Hint.STANDFIRST:
        return False
    box = next(at for at in up(block.frame) if at.own & Hint.STANDFIRST)
    first = body[:_CHAPTER]
    return len(first) == _CHAPTER and all(is_within(other.frame, box) for other in first)


def _is_named(block: Block, names: int, *, has_story: bool) -> bool:
    """Whether the page names a block, or a box around it, a standfirst, and it may be one."""
    if block.frame.own & Hint.STANDFIRST and not (names & _AUTHORS or _is_of_another(block)):
        return not _is_dated(block.text)
    # a hidden summary is in a layer that a button opens
    is_in_one = has_story and bool(names & Hint.STANDFIRST) and not block.frame.hidden
    return is_in_one and _may_lead(block, names & _up_to_it(block)) and not _is_dated(block.text)


def _up_to_it(block: Block) -> int:
    """The hints of a block's frames outwards to the one named a standfirst. What is further out may
    be the whole head of the story, with its photo."""
    names = Hint.NONE
    for at in up(block.frame):
        names |= at.own
        if names & Hint.STANDFIRST:
            break
    return names


def _is_heading_alone(block: Block, body: Sequence[Block]) -> bool:
    """Whether a block is a heading above the story's first paragraph, with a look of its own."""
    if block.frame.tag not in _HEADINGS or block.size < _SHORTEST:
        return False
    return len(body) > 1 and not is_heading(body[1]) and not _heads_first_chapter(block, body)


def _under(headline: Block, block: Block, names: int, body: Sequence[Block]) -> str:
    """The rule by which a block right under the headline is a standfirst; "" if it is none."""
    if block.size < _SENTENCE and block.text[-1] not in ".!?":
        return ""
    if block.frame.tag in _HEADINGS and not _heads_first_chapter(block, body):
        return "under the headline"
    may_lead = block not in body and _may_lead(block, names)
    return "beside the headline" if may_lead and _is_beside(block, headline, body) else ""


def _is_of_another(block: Block) -> bool:
    """Whether a block's name says that it describes the site, as its subtitle, or a picture."""
    return _OF_ANOTHER.search(f"{block.frame.name} {attr(block.frame.node, 'id')}") is not None


def _may_lead(block: Block, names: int) -> bool:
    """Whether a block may lead into the story: its boxes' names allow it, and it is no line of
    author and date."""
    is_line = not _is_sentence(block.text) and _YEAR.search(block.text) is not None
    return not names & _NEVER and not is_line and not SAYS_BY.match(block.text)


def _is_dated(text: str) -> bool:
    """Whether a text is a line of date and place, which may stand where a standfirst does, or of
    two dates: when the story was published and when changed."""
    most = _BRIEF * max(1, len(_YEAR.findall(text)))
    return len(text) <= most and not _is_sentence(text) and read_stamp(text) is not None


def _is_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, and not with a time such as "5:18 p.m."."""
    return text[-1] in ".!?…" and _HALF_OF_A_DAY.search(text) is None


def _is_beside(block: Block, headline: Block, body: Sequence[Block]) -> bool:
    """Whether a block is a paragraph in the headline's box, and the story is outside of it."""
    box = headline.frame.parent
    if box is None or block.frame.tag != "p":
        return False
    is_in = frame_around(block.frame, headline.frame) is box
    return is_in and all(frame_around(other.frame, box) is not box for other in body[:1])


def _is_apart(block: Block, headline: Block, body: Sequence[Block]) -> bool:
    """Whether a block is a paragraph right beside the headline, while the story's are in a box of
    their own."""
    is_beside = block.frame.tag == "p" and block.frame.parent is headline.frame.parent
    if not is_beside or not body or block in body or block.size < _SENTENCE:
        return False
    return not is_within(block.frame, common(body[0].frame, body[:_UNDER][-1].frame))


def _heads_first_chapter(block: Block, body: Sequence[Block]) -> bool:
    """Whether a block heads the first chapter: the story has more blocks of its look."""
    return block in body and sum(_look(other) == _look(block) for other in body) > 1


def _commonest(these: Iterable[_T]) -> _T | None:
    """The most frequent item, and the first of several as frequent; ``None`` if there is none."""
    found = Counter(these).most_common(1)
    return found[0][0] if found else None


def _look(block: Block) -> tuple[str, str]:
    return block.frame.tag, block.frame.name
