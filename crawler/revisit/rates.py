"""Change rates by publisher, section and age, learned from every look.

A class that was seldom looked at leans on the one that holds it: a section on its publisher, a
publisher on all publishers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crawler.revisit.estimate import Tally

# Ages in hours that end a bucket. Nobody is visited beyond the last: the tail ends there.
AGES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 72.0, 168.0, 336.0, 720.0, 1440.0)
# Changes an hour in each bucket, before anything was seen: of every three articles one is edited,
# most of it within hours of publication.
FIRST_GUESS = (0.2, 0.2, 0.12, 0.07, 0.03, 0.015, 0.005, 0.001, 2e-4, 5e-5, 2e-5, 1e-5)
LEAN = 5.0  # changes that the wider class is worth to the narrower


@dataclass(frozen=True, slots=True)
class Look:
    """One look, and the one before. Ages in hours since publication; ``since`` < ``at``."""

    since: float
    at: float
    changed: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """The expected changes of an article of one class, over its age."""

    rates: tuple[float, ...]  # changes an hour in each bucket of AGES

    def expected(self, since: float, until: float) -> float:
        """How many changes are expected between two ages."""
        return sum(hours * self.rates[bucket] for bucket, hours in pieces(since, until))

    def reached(self, since: float, expected: float) -> float | None:
        """The age at which so many changes are expected since ``since``; None: never."""
        for bucket, hours in pieces(since, AGES[-1]):
            gain = hours * self.rates[bucket]
            if gain >= expected:
                return since + expected / self.rates[bucket]
            expected -= gain
            since += hours
        return None


@dataclass(slots=True)
class Rates:
    """What all looks taught. ``publisher`` and ``section`` are any names; "" is unknown."""

    lean: float = LEAN
    tallies: dict[tuple[str, ...], list[Tally]] = field(default_factory=dict)

    def learn(self, publisher: str, section: str, looks: Iterable[Look]) -> None:
        """Count looks at articles of a class, and so of the classes that hold it."""
        parts = [part for look in looks for part in _parts(look)]
        for name in _classes(publisher, section):
            tallies = self.tallies.setdefault(name, [Tally() for _ in AGES])
            for bucket, hours, changed in parts:
                tallies[bucket].add(hours, changed)

    def merge(self, other: Rates) -> None:
        """Take in what was counted elsewhere."""
        for name, theirs in other.tallies.items():
            ours = self.tallies.setdefault(name, [Tally() for _ in AGES])
            for tally, more in zip(ours, theirs, strict=True):
                tally.merge(more)

    def curve(self, publisher: str, section: str) -> Curve:
        """The rates of a class, each narrower class leaning on the wider."""
        rates: tuple[float, ...] = FIRST_GUESS
        for name in _classes(publisher, section):
            if name in self.tallies:
                seen = zip(self.tallies[name], rates, strict=True)
                rates = tuple(tally.rate(prior, self.lean) for tally, prior in seen)
        return Curve(rates)


def pieces(since: float, until: float) -> Iterator[tuple[int, float]]:
    """The buckets that a span of ages touches, with the hours of it in each."""
    for bucket in range(bisect_right(AGES, since), len(AGES)):
        end = min(until, AGES[bucket])
        if end <= since:
            return
        yield bucket, end - since
        since = end


def _parts(look: Look) -> Iterator[tuple[int, float, float]]:
    """A look as its buckets saw it: hours, and the share of the change that may be theirs."""
    for bucket, hours in pieces(look.since, look.at):
        yield bucket, hours, hours / (look.at - look.since) if look.changed else 0.0


def _classes(publisher: str, section: str) -> list[tuple[str, ...]]:
    """From the widest class to the narrowest."""
    return [(), (publisher,), (publisher, section)]
