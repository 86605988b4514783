"""Change rates by publisher, section, edits seen so far and time since the last, from every look.

How likely the next edit is depends on how many edits an article has had and how long ago the last
was. Most articles are never edited, one that was edited often goes on, and edits come in bursts. So
quiet time is counted from the last edit, or from publication if none was seen.

A class with few looks leans on the wider one: a section on its publisher, a publisher on all
publishers. Among all publishers, articles of many edits lean on those of fewer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crawler.revisit.estimate import GapCounts

# Quiet hours at which a bucket ends. No article is visited beyond the last.
AGES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 72.0, 168.0, 336.0, 720.0, 1440.0)
EDITS = (0, 1, 2, 3, 4, 6, 9, 13)  # numbers of edits seen at which a bucket begins
# Changes per hour in each bucket, before anything was seen: one article in three is edited, mostly
# within hours of publication.
FIRST_GUESS = (0.2, 0.2, 0.12, 0.07, 0.03, 0.015, 0.005, 0.001, 2e-4, 5e-5, 2e-5, 1e-5)
AFTER_AN_EDIT = 2.0  # times as often, before anything was seen
LEAN = 5.0  # how many changes the wider class is worth to the narrower
PLACE = 0.75  # where in the gap before a look that found an edit that edit is placed


@dataclass(frozen=True, slots=True)
class Revisit:
    """A look at an article, and the time of the one before. Hours since publication: ``since`` <
    ``at``."""

    since: float
    at: float
    changed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What an article's own looks tell: the edits seen, and its age at the last of them."""

    edits: int = 0
    edited: float = 0.0

    def after(self, look: Revisit) -> Standing:
        """What is known after one more look."""
        if not look.changed:
            return self
        return Standing(self.edits + 1, look.since + PLACE * (look.at - look.since))

    @property
    def bucket(self) -> int:
        """Its bucket of EDITS."""
        return bucket_of(self.edits)


def standing(looks: Iterable[Revisit]) -> Standing:
    """Where an article stands after its looks, given in order of time."""
    known = Standing()
    for look in looks:
        known = known.after(look)
    return known


def bucket_of(edits: int) -> int:
    """The bucket of EDITS for a number of edits."""
    return bisect_right(EDITS, edits) - 1


@dataclass(frozen=True, slots=True)
class Curve:
    """The expected changes of an article over its quiet time, for one class and number of edits."""

    rates: tuple[float, ...]  # changes per hour in each bucket of AGES

    def expected(self, since: float, until: float) -> float:
        """How many changes are expected between two lengths of quiet."""
        return sum(hours * self.rates[bucket] for bucket, hours in pieces(since, until))


Habit = tuple[Curve, ...]  # of one class: a curve for each bucket of EDITS


@dataclass(slots=True)
class Rates:
    """What all looks taught. ``publisher`` and ``section`` are any names; "" is unknown."""

    # (class, bucket of EDITS) -> looks in each bucket of AGES
    _counts: dict[tuple[tuple[str, ...], int], list[GapCounts]] = field(default_factory=dict)
    _habits: dict[tuple[str, ...], Habit] = field(default_factory=dict)

    def learn(self, publisher: str, section: str, looks: Iterable[Revisit]) -> None:
        """Count all looks at one article, in order of time, for its class and the wider ones."""
        self._habits.clear()
        parts = list(_parts(looks))
        for name in _classes(publisher, section):
            for edits, quiet, hours, changed in parts:
                counts = self._counts.setdefault((name, edits), [GapCounts() for _ in AGES])
                counts[quiet].add(hours, changed)

    def habit(self, publisher: str, section: str) -> Habit:
        """The curves of a class, each narrower class leaning on the wider."""
        wider = None
        for name in _classes(publisher, section):
            if name not in self._habits:
                self._habits[name] = self._all() if wider is None else self._leaning(name, wider)
            wider = self._habits[name]
        return wider or ()

    def _all(self) -> Habit:
        """Curves of all publishers: articles of many edits lean on those of fewer."""
        found = [self._curve((), 0, Curve(FIRST_GUESS))]
        prior = Curve(tuple(AFTER_AN_EDIT * rate for rate in FIRST_GUESS))
        for edits in range(1, len(EDITS)):
            prior = self._curve((), edits, prior)
            found.append(prior)
        return tuple(found)

    def _leaning(self, name: tuple[str, ...], wider: Habit) -> Habit:
        return tuple(self._curve(name, edits, prior) for edits, prior in enumerate(wider))

    def _curve(self, name: tuple[str, ...], edits: int, prior: Curve) -> Curve:
        counts = self._counts.get((name, edits))
        if counts is None:
            return prior
        seen = zip(counts, prior.rates, strict=True)
        return Curve(tuple(each.rate(rate, LEAN) if each.gaps else rate for each, rate in seen))


def pieces(since: float, until: float) -> Iterator[tuple[int, float]]:
    """The buckets that a span of quiet touches, with its hours in each."""
    for bucket in range(bisect_right(AGES, since), len(AGES)):
        end = min(until, AGES[bucket])
        if end <= since:
            return
        yield bucket, end - since
        since = end


def _parts(looks: Iterable[Revisit]) -> Iterator[tuple[int, int, float, float]]:
    """Split looks by buckets of edits and of quiet: hours, and the share of the change that may
    belong to them."""
    known = Standing()
    for look in looks:
        share = 1 / (look.at - look.since) if look.changed else 0.0
        for quiet, hours in pieces(look.since - known.edited, look.at - known.edited):
            yield known.bucket, quiet, hours, hours * share
        known = known.after(look)


def _classes(publisher: str, section: str) -> list[tuple[str, ...]]:
    """From the widest class to the narrowest."""
    return [(), (publisher,), (publisher, section)]
