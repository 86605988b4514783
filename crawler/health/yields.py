"""Checks against a source's own history: what its pages bring, and how much a day brings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import exp, lgamma, log
from zoneinfo import ZoneInfo

from crawler.counted import counted
from crawler.health.looks import SourceLook
from crawler.health.trouble import Check, Trouble

ENOUGH = 50  # pages of history, before their share says what to expect
HISTORY = timedelta(days=2)  # before a stretch, so that the yield of nights is known
DROP = 0.3  # of the share of pages that have a field
LEAST = 5  # pages in a stretch
CHANCE = 1e-6  # that a stretch is an accident: many looks make many accidents
LONGER = 2  # times the longest harmless stretch: desks differ in what they print

WEEKS = 3  # of the same weekday, before a day can be compared
DAY = timedelta(days=1)
SHARE = 1 / 3  # of what is expected


@dataclass
class _Count:
    """The pages of consecutive looks."""

    looks: list[SourceLook] = field(default_factory=list)
    had: int = 0  # pages that have the field
    asked: int = 0  # pages that could have it

    def add(self, looks: Iterable[SourceLook], had: int, asked: int) -> None:
        self.looks.extend(looks)
        self.had += had
        self.asked += asked

    @property
    def share(self) -> float:
        return self.had / self.asked if self.asked else 0.0


def troubles_of_yield(source: str, looks: Sequence[SourceLook]) -> Iterator[Trouble]:
    """Stretches in which far fewer pages than before have a field: the layout changed."""
    for name in sorted({name for look in looks for name in look.fields}):
        yield from _of_field(source, looks, name)


def _of_field(source: str, looks: Iterable[SourceLook], name: str) -> Iterator[Trouble]:
    usual, low, longest = _Count(), _Count(), 0
    for look in looks:
        had, asked = look.fields.get(name, (0, 0))
        if not asked:
            continue
        if usual.asked >= ENOUGH and had / asked <= usual.share - DROP:
            low.add([look], had, asked)
            continue
        if _is_trouble(low, usual, longest):
            yield _trouble(source, name, low, usual, look.at)
        else:
            longest = max(longest, low.asked)
            usual.add(low.looks, low.had, low.asked)
        low = _Count()
        usual.add([look], had, asked)
    if _is_trouble(low, usual, longest):
        yield _trouble(source, name, low, usual, None)


def _is_trouble(low: _Count, usual: _Count, longest: int) -> bool:
    if low.asked < LEAST or low.asked <= LONGER * longest:
        return False
    if low.looks[0].at - usual.looks[0].at < HISTORY:
        return False
    return at_most(low.had, low.asked, (usual.had + 1) / (usual.asked + 2)) < CHANCE


def _trouble(source: str, name: str, low: _Count, usual: _Count, until: datetime | None) -> Trouble:
    detail = f"{low.had} of {low.asked} pages have it; before {usual.share:.0%} had"
    return Trouble(source, Check.YIELD, name, low.looks[0].at, until, detail)


def troubles_of_volume(
    source: str, looks: Sequence[SourceLook], others: Sequence[Trouble], zone: str, now: datetime
) -> Iterator[Trouble]:
    """Days with far fewer new articles than the same weekdays before, unless another trouble
    explains it.

    Days are in the source's time zone. Today is not over and the first day is not whole, so neither
    counts.
    """
    by_day: dict[date, int] = defaultdict(int)
    for look in looks:
        by_day[_day(look.at, zone)] += look.new
    for day in sorted(by_day)[1:]:
        since, until = _hours(day, zone)
        before = [n for other, n in by_day.items() if _is_before(other, day)]
        if until > now or len(before) < WEEKS or _overlap(others, since, until):
            continue
        expected = sum(before) / len(before)
        if by_day[day] < expected * SHARE and _poisson(by_day[day], expected) < CHANCE:
            detail = (
                f"{counted(by_day[day], 'new article')}; {expected:.0f} on such a weekday before"
            )
            yield Trouble(source, Check.VOLUME, "", since, until, detail)


def _is_before(other: date, day: date) -> bool:
    return other < day and other.weekday() == day.weekday()


def _overlap(troubles: Iterable[Trouble], since: datetime, until: datetime) -> bool:
    return any(t.since < until and (t.until is None or t.until > since) for t in troubles)


def _day(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def _hours(day: date, zone: str) -> tuple[datetime, datetime]:
    begins = [datetime(d.year, d.month, d.day, tzinfo=ZoneInfo(zone)) for d in (day, day + DAY)]
    return begins[0].astimezone(UTC), begins[1].astimezone(UTC)


def at_most(had: int, asked: int, share: float) -> float:
    """The chance that at most ``had`` of ``asked`` have it, if each has it with chance
    ``share``."""
    return sum(exp(_log_binomial(n, asked, share)) for n in range(had + 1))


def _log_binomial(had: int, asked: int, share: float) -> float:
    ways = lgamma(asked + 1) - lgamma(had + 1) - lgamma(asked - had + 1)
    return ways + had * log(share) + (asked - had) * log(1 - share)


def _poisson(count: int, expected: float) -> float:
    return sum(exp(n * log(expected) - expected - lgamma(n + 1)) for n in range(count + 1))
