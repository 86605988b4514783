"""Troubles of a source, and how the looks that show one join into a spell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Check(StrEnum):
    """What is checked."""

    EMPTY = "empty"  # a feed, sitemap or section answers but lists nothing
    UNREADABLE = "unreadable"  # it cannot be fetched, or is not what it should be
    FROZEN = "frozen"  # it lists the same for longer than ever before
    ONE_DATE = "one date"  # all its entries claim one instant
    ROBOTS = "robots.txt"  # it, or most pages, may no longer be fetched
    BLOCKED = "blocked"  # most pages are captchas, consent walls, bot checks
    ERRORS = "errors"  # most pages fail
    YIELD = "yield"  # pages bring less of a field than they used to: the layout changed
    VOLUME = "volume"  # a day brought far less than that weekday used to
    UNWATCHED = "unwatched"  # no crawl looked when a job's timetable called for it


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a source, from the first look that shows it to the first that does not.

    ``until`` is None while it lasts.
    """

    source: str
    check: Check
    subject: str  # the place or field; "" for the source as a whole
    since: datetime
    until: datetime | None
    detail: str  # for a person to read


@dataclass(frozen=True, slots=True)
class Sign:
    """What one look says about one question. ``weight``: how strongly it speaks for trouble."""

    at: datetime
    bad: bool
    weight: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """Consecutive signs of trouble. ``detail`` is that of the last."""

    since: datetime
    until: datetime | None
    weight: int
    detail: str


def spells(signs: Iterable[Sign], least: int) -> Iterator[Spell]:
    """The spells whose signs weigh at least ``least`` together: less may be an accident."""
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
