"""Lines with which a story seems to begin and that tell its times: they are no paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import dropwhile, takewhile

from crawler.extract.body.set_apart import ENDS
from crawler.extract.languages.vocabulary import bounded
from crawler.extract.times.dates import read_stamp
from crawler.extract.times.find import Times
from crawler.extract.times.stamp import YEARS
from crawler.items import Paragraph, ParagraphKind

_LONGEST_DATED = 120  # characters of a line of date, place and author
_THAI_HOUR = " น."  # behind a time of day, and no end of a sentence: "09.00 น."
_MOST_TIMES = 2  # lines
_LABEL = bounded("time.published", "time.updated")
# as in "Updated: 4 March 2025", "Published 2 hours ago", "Mis à jour il y a 7 minutes"
_LABELLED_TIME = re.compile(
    rf"\W*{_LABEL}(?:\s?[:：]|\s?(?=\d)|\s{bounded('time.ago')})"
    rf"|\D{{0,20}}\d.{{0,30}}{_LABEL}\W*$",
    re.IGNORECASE,
)
_HALF_OF_A_DAY = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)  # nor is this the end of a sentence
_ANY_DAY = datetime(YEARS[-1], 12, 31, tzinfo=UTC)  # from which "2 hours ago" may be counted back


def without_times(paragraphs: Sequence[Paragraph], times: Times) -> tuple[Paragraph, ...]:
    """A story without the lines above its lede, and those at its end, that tell when it was
    published and changed."""
    story = tuple(dropwhile(lambda line: _is_dated(line, times), paragraphs))
    first, behind = len(times_above(story)), len(times_above(story[::-1]))
    return story[first : len(story) - behind] if first + behind < len(story) else story


def _is_dated(first: Paragraph, times: Times) -> bool:
    """Whether the story's first line tells the day of its publication, and is no sentence."""
    line, raw = first.text, times.published_raw
    if not _may_be_dated(line):
        return False
    if raw and times.published_rule == "visible" and line.startswith(raw):
        return True
    told, published = read_stamp(line), read_stamp(raw)
    is_that_day = told and published and told.wall.date() == published.wall.date()
    return bool(is_that_day) and first.kind is ParagraphKind.TEXT


def times_above(paragraphs: Sequence[Paragraph]) -> Sequence[str]:
    """The lines with which a story begins that tell its times, each with its label."""
    lines = (paragraph.text for paragraph in paragraphs[:_MOST_TIMES])
    return tuple(takewhile(_tells_time, lines))


def _tells_time(line: str) -> bool:
    return (
        _may_be_dated(line)
        and _LABELLED_TIME.match(line) is not None
        and read_stamp(line, now=_ANY_DAY) is not None
    )


def _may_be_dated(line: str) -> bool:
    is_time = line.endswith(_THAI_HOUR) or _HALF_OF_A_DAY.search(line) is not None
    is_sentence = line[-1] in ENDS and not is_time
    return len(line) <= _LONGEST_DATED and not is_sentence
