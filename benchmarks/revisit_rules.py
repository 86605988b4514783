"""Rules of when to look again: ours, and those of others, as their sources state them.

Every rule has a ``stretch``: its waits are multiplied by it, so that rules can be compared at equal
numbers of requests. A stretch of 1 is the rule as published. Times are hours since discovery.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from crawler.revisit.rates import Revisit, Standing
from crawler.revisit.schedule import Policy, next_age

TICK = 1 / 12  # how often newsdiffs and diffengine are started by cron: five minutes


class Rule(Protocol):
    """One article under one rule: a new object for each article."""

    def next(self, last: float) -> float | None:
        """The time of the next look, or None when there is none."""

    def saw(self, since: float, at: float, changed: bool) -> None:
        """Take in what a look found."""


@dataclass(slots=True)
class Fixed:
    """Every three hours."""

    stretch: float

    def next(self, last: float) -> float | None:
        return last + 3 * self.stretch

    def saw(self, since: float, at: float, changed: bool) -> None:
        """Nothing changes the rule's mind."""


@dataclass(slots=True)
class Newsdiffs:
    """newsdiffs' table: the wait by the time since the last change that was seen."""

    stretch: float
    edited: float = 0.0

    def next(self, last: float) -> float | None:
        quiet = last - self.edited
        table = ((3, 0.25), (24, 1.0), (7 * 24, 3.0), (30 * 24, 72.0), (360 * 24, 720.0))
        wait = next((wait for limit, wait in table if quiet < limit), None)
        return None if wait is None else last + wait * self.stretch

    def saw(self, since: float, at: float, changed: bool) -> None:
        if changed:
            self.edited = at


@dataclass(slots=True)
class Diffengine:
    """diffengine's rule as intended: stale after a fifth of the age at the last look.

    The published code takes only the seconds within a day of both spans, and so goes wrong after
    a day; that is not copied.
    """

    stretch: float

    def next(self, last: float) -> float | None:
        return last + max(TICK, 0.2 * last * self.stretch)

    def saw(self, since: float, at: float, changed: bool) -> None:
        """Nothing changes the rule's mind."""


@dataclass(slots=True)
class Adaptive:
    """StormCrawler's adaptive scheduler: the wait shrinks or grows by half with what was seen."""

    stretch: float
    wait: float = 3.0

    def next(self, last: float) -> float | None:
        return last + self.wait * self.stretch

    def saw(self, since: float, at: float, changed: bool) -> None:
        wait = self.wait * (0.5 if changed else 1.5)
        self.wait = min(max(wait, TICK), 14 * 24)


@dataclass(slots=True)
class Ours:
    """``crawler.revisit``; the stretch is the price at which ``rule`` was made."""

    rule: Policy
    known: Standing = field(default_factory=Standing)

    def next(self, last: float) -> float | None:
        return next_age(self.rule, self.known, last)

    def saw(self, since: float, at: float, changed: bool) -> None:
        self.known = self.known.after(Revisit(since, at, changed))
