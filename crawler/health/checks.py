"""Checks that compare successive looks: places, block pages, errors, robots.txt.

Each takes the looks at a source, first to last, and yields the troubles they show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby, pairwise
from typing import Any

from crawler.health.looks import SourceLook
from crawler.health.sample import REFUSED
from crawler.health.trouble import Check, Sign, Spell, Trouble, spells

TWICE = 2  # looks: a place that fails once may be an accident
FEW = 3  # pages blocked or failing, in consecutive looks
EMPTY, FORBIDDEN = "empty", "robots.txt"  # reasons of a place's failure

LONGER = 3  # a calm this many times the longest before it means frozen
LEAST_CALM = timedelta(hours=3)
HISTORY = timedelta(days=2)  # of a place, before anything can be said


def troubles_of_looks(source: str, looks: Sequence[SourceLook]) -> Iterator[Trouble]:
    """Run all checks of this module."""
    for place in sorted({place for look in looks for place in look.places}):
        for check, read in _OF_PLACES.items():
            for found in spells(_place_signs(looks, place, read), TWICE):
                yield _trouble(source, check, place, found)
        yield from _frozen(source, looks, place)
    for check, count in _OF_PAGES.items():
        for found in spells(_page_signs(looks, count), FEW):
            yield _trouble(source, check, "", found)


def _unreadable(place: Any) -> str:
    reason: str = place.get("failed", "")
    return reason if reason not in (EMPTY, *REFUSED) else ""


def _empty(place: Any) -> str:
    return "it lists nothing" if place.get("failed") == EMPTY else ""


def _forbidden(place: Any) -> str:
    return "robots.txt forbids it" if place.get("failed") == FORBIDDEN else ""


def _one_date(place: Any) -> str:
    return f"all {place['entries']} entries have one date" if place.get("one_date") else ""


# check -> what is wrong with a place, in words; "" if nothing is
_OF_PLACES: dict[Check, Callable[[Any], str]] = {
    Check.EMPTY: _empty,
    Check.UNREADABLE: _unreadable,
    Check.ROBOTS: _forbidden,
    Check.ONE_DATE: _one_date,
}
# check -> how many pages of a look are bad, and what they are
_OF_PAGES: dict[Check, Callable[[SourceLook], tuple[int, str]]] = {
    Check.BLOCKED: lambda look: (look.blocked, "are block pages"),
    Check.ERRORS: lambda look: (look.errors, "failed"),
    Check.ROBOTS: lambda look: (look.failures.get(FORBIDDEN, 0), "are forbidden by robots.txt"),
}


def _place_signs(
    looks: Iterable[SourceLook], place: str, read: Callable[[Any], str]
) -> Iterator[Sign]:
    for look in looks:
        if place in look.places:
            wrong = read(look.places[place])
            yield Sign(look.at, bool(wrong), detail=wrong)


def _page_signs(
    looks: Iterable[SourceLook], count: Callable[[SourceLook], tuple[int, str]]
) -> Iterator[Sign]:
    """A look is bad if at least half of its pages are; one without pages says nothing."""
    for look in looks:
        if look.asked:
            bad, what = count(look)
            detail = f"{bad} of {look.asked} pages {what}"
            yield Sign(look.at, bad * 2 >= look.asked, bad, detail)


def _frozen(source: str, looks: Sequence[SourceLook], place: str) -> Iterator[Trouble]:
    """Find calms that last longer than those before them; so nights and weekends are known."""
    listed = [
        (look.at, look.places[place]["digest"])
        for look in looks
        if look.places.get(place, {}).get("entries")
    ]
    calms = [[at for at, _ in same] for _, same in groupby(listed, key=lambda each: each[1])]
    longest = LEAST_CALM / LONGER
    for calm, after in pairwise([*calms, []]):
        since, lasted = calm[0], calm[-1] - calm[0]  # what came after the last look is unknown
        if since - calms[0][0] >= HISTORY and lasted > LONGER * longest:
            until = after[0] if after else None
            detail = f"it lists the same for {_hours(lasted)}, before at most {_hours(longest)}"
            yield Trouble(source, Check.FROZEN, place, since, until, detail)
        else:
            longest = max(longest, lasted)


def _hours(span: timedelta) -> str:
    return f"{span / timedelta(hours=1):.0f} h"


def _trouble(source: str, check: Check, subject: str, found: Spell) -> Trouble:
    return Trouble(source, check, subject, found.since, found.until, found.detail)
