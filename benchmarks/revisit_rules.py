"""Rules for when to look again: ours, and those of others as their sources state them.

The waits of every rule are multiplied by its ``stretch``, so that rules can be compared at equal
numbers of requests. A stretch of 1 is the rule as published. Times are hours since discovery.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from crawler.revisit.rates import Revisit, Standing
from crawler.revisit.schedule import Policy, next_age

TICK = 1 / 12  # five minutes: how often cron starts newsdiffs and diffengine


class Rule(Protocol):
    """One article under one rule: a new object for each article."""

    def next(self, last: float) -> float | None:
        """The time of the next look, or None if there is none."""

    def saw(self, since: float, at: float, changed: bool) -> None:
        """Take in what a look found."""


@dataclass(slots=True)
class Fixed:
    """Every three hours."""

    stretch: float

    def next(self, last: float) -> float | None:
        return last + 3 * self.stretch

    def saw(self, since: float, at: float, changed: bool) -> None:
        """Ignore it: this rule never changes."""


@dataclass(slots=True)
class Newsdiffs:
    """newsdiffs' table: the time since the last change seen decides the wait."""

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
    """diffengine's rule as intended: stale after a fifth of its age at the last look.

    The published code uses only the seconds within a day of both spans, and so goes wrong after a
    day; that bug is not copied.
    """

    stretch: float

    def next(self, last: float) -> float | None:
        return last + max(TICK, 0.2 * last * self.stretch)

    def saw(self, since: float, at: float, changed: bool) -> None:
        """Ignore it: this rule never changes."""


@dataclass(slots=True)
class Adaptive:
    """StormCrawler's adaptive scheduler: the wait halves after a change and grows by half
    otherwise."""

    stretch: float
    wait: float = 3.0

    def next(self, last: float) -> float | None:
        return last + self.wait * self.stretch

    def saw(self, since: float, at: float, changed: bool) -> None:
        wait = self.wait * (0.5 if changed else 1.5)
        self.wait = min(max(wait, TICK), 14 * 24)


@dataclass(slots=True)
class Ours:
    """``crawler.revisit``; its stretch is the price for which ``rule`` was made."""

    rule: Policy
    known: Standing = field(default_factory=Standing)

    def next(self, last: float) -> float | None:
        return next_age(self.rule, self.known, last)

    def saw(self, since: float, at: float, changed: bool) -> None:
        self.known = self.known.after(Revisit(since, at, changed))
