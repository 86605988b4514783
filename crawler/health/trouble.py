"""A trouble of a source, and how looks that show one join into a spell of hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Check(StrEnum):
    """What is looked for."""

    EMPTY = "empty"  # a feed, sitemap or section answers, and lists nothing
    UNREADABLE = "unreadable"  # it cannot be fetched, or is not what it should be
    FROZEN = "frozen"  # it lists the same for longer than ever
    ONE_DATE = "one date"  # all its entries claim one instant
    ROBOTS = "robots.txt"  # it, or most pages, may not be fetched any more
    BLOCKED = "blocked"  # most pages are captchas, consent walls, bot checks
    ERRORS = "errors"  # most pages fail
    YIELD = "yield"  # pages bring less of a field than they used to: a changed layout
    VOLUME = "volume"  # a day brought far less than that day of the week used to
    UNWATCHED = "unwatched"  # no crawl looked when a job's timetable says so


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a source, from the first look that shows it to the first that does not.

    ``until`` None: it is still so.
    """

    source: str
    check: Check
    subject: str  # of which place or field; "" where it is the source as a whole
    since: datetime
    until: datetime | None
    detail: str  # in words for a person


@dataclass(frozen=True, slots=True)
class Sign:
    """What one look says to one question. ``weight``: how much speaks for trouble."""

    at: datetime
    bad: bool
    weight: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """Signs of trouble in a row. ``detail`` is that of the last."""

    since: datetime
    until: datetime | None
    weight: int
    detail: str


def spells(signs: Iterable[Sign], least: int) -> Iterator[Spell]:
    """The spells whose signs weigh ``least`` or more together: less may be an accident."""
    row: list[Sign] = []
    for sign in signs:
        if sign.bad:
            row.append(sign)
            continue
        yield from _joined(row, sign.at, least)
        row = []
    yield from _joined(row, None, least)


def _joined(row: list[Sign], until: datetime | None, least: int) -> Iterator[Spell]:
    weight = sum(sign.weight for sign in row)
    if row and weight >= least:
        yield Spell(row[0].at, until, weight, row[-1].detail)
