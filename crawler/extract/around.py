"""The lines around a story, in which its byline, its date and its source are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from crawler.extract.body.blocks import Block
from crawler.extract.body.find import Candidates
from crawler.extract.body.hints import Hint
from crawler.extract.body.set_apart import ENDS
from crawler.extract.headline import Headline
from crawler.extract.people.words import SAYS_BY
from crawler.extract.times.dates import read_stamp
from crawler.extract.times.visible import says_published

NEAR = 4  # lines around the story in which a byline is looked for
_JUST_BELOW = 3  # lines, from the story's last one on, that may tell its date
_FEWEST = 2  # lines of a story whose first may be its standfirst
_SHORT_DAY = 40  # characters of a line that is a day and its time
_CLOCK = re.compile(r"\d{4}.*\d[:.]\d\d")
_LONGEST_DATED = 120  # characters of a line of date, place and author
_BRIEF = 60  # characters of a line that tells a date and little else
_DAY_FIRST = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}-\d\d-\d\d")
# what blog software says below an entry, in a line that goes on with links
_POSTED = re.compile(r"this entry was posted |dieser (?:beitrag|eintrag) wurde ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """Lines around a story: ``before`` the headline; from the headline to the story's first line
    (``above``); and from its last line on (``below``)."""

    before: Sequence[Block] = ()
    above: Sequence[Block] = ()
    below: Sequence[Block] = ()

    @property
    def near(self) -> Sequence[Block]:
        """The lines below in which a byline may stand."""
        return self.below[:NEAR]

    @property
    def just_below(self) -> list[str]:
        """The texts right below the story."""
        return [block.text for block in self.below[1:_JUST_BELOW]]

    def printed_above(self, headline: str) -> list[str]:
        """The texts above the story, without the headline, with which one may begin."""
        return [block.text.replace(headline, " ") for block in self.above]

    def brief(self) -> list[str]:
        """Texts of lines before and below that may tell the story's date: no sentences, as their
        dates are those of events, but lines that are short, or begin with the author, the day or
        "Posted"."""
        blocks = [*self.before, *self.below[:_JUST_BELOW]]
        lines = [b.text for b in blocks if len(b.text) <= _LONGEST_DATED and b.text[-1] not in ENDS]
        starts = (SAYS_BY.match, _DAY_FIRST.match, says_published)
        lines = [t for t in lines if len(t) <= _BRIEF or any(start(t) for start in starts)]
        return lines + [b.text[: _LONGEST_DATED - 1] for b in blocks if _POSTED.match(b.text)]

    def further(self) -> Iterator[str]:
        """Texts of short lines further below that are neither sentences nor comments. Lazy, as
        seldom needed."""
        return (
            block.text
            for block in self.below[_JUST_BELOW:]
            if len(block.text) <= _BRIEF
            and block.text[-1] not in ENDS
            and not block.frame.all & Hint.COMMENT
        )


def lines_around(
    found: Candidates, body: Sequence[Block], standfirst: Block | None, headline: Headline | None
) -> Around:
    """The lines around a story; empty if there is no story."""
    if not body:
        return Around()
    body = _from_the_lede(body, standfirst, found.page.blocks)
    every = found.page.blocks  # a headline or an author may be a link, which is no candidate
    texts = [block.text for block in every]
    told = headline.printed if headline else ""
    inside = {id(block) for block in body}
    last = found.blocks.index(body[-1])
    below = found.blocks[last:]
    if told in texts[: every.index(body[-1])]:
        top = _place_of(told, every, texts)
        start = next(i for i, block in enumerate(every[top + 1 :], top + 1) if id(block) in inside)
        return Around(every[max(0, top - NEAR) : top], every[top + 1 : start + 1], below)
    first = found.blocks.index(body[0])
    return Around((), found.blocks[max(0, first + 1 - NEAR) : first + 1], below)


def _place_of(headline: str, blocks: Sequence[Block], texts: Sequence[str]) -> int:
    """The place of the headline: of its ``<h1>`` if it has one, as a list of the latest stories
    above may repeat its words."""
    place = texts.index(headline)
    if "h1" in blocks[place].frame.path:
        return place
    others = (i for i, b in enumerate(blocks) if b.text == headline and "h1" in b.frame.path)
    return next(others, place)


def _from_the_lede(
    body: Sequence[Block], standfirst: Block | None, blocks: Sequence[Block]
) -> Sequence[Block]:
    """The story without a standfirst that was read as its first line, since byline and date stand
    between that and the lede. So a first line with a date line below it counts as one, too."""
    if len(body) < _FEWEST:
        return body
    first = next(i for i, block in enumerate(blocks) if block is body[0])
    between = takewhile(lambda block: block is not body[1], blocks[first + 1 : first + 1 + NEAR])
    is_parted = any(_is_day(block) for block in between)
    return body[1:] if body[0] is standfirst or is_parted else body


def _is_day(block: Block) -> bool:
    """Whether a block is a line of day and time, and little else; a link's is another story's."""
    line = block.text
    if block.is_link or len(line) > _SHORT_DAY or not _CLOCK.search(line):
        return False
    return read_stamp(line) is not None
