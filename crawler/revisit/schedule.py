"""When to look again, so that every request captures as many versions as it can.

A look captures what stands then, and nothing that stood between. Of a rate ``r`` looked at ``f``
times an hour it captures ``f * (1 - exp(-r / f))`` versions an hour. What one request more would
add depends on ``r / f`` alone: requests are best spent where all articles have the same ``r / f``,
visits in proportion to the rate. So an article is due when a certain number of changes is expected
since the last look, the same for all, which the budget decides: the scarcer requests, the greater.
An article of which so many are not expected any more is never due again: the tail ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp

from crawler.revisit.estimate import changes_behind
from crawler.revisit.rates import Curve, Look

OWN_WEIGHT = 0.1  # expected changes after which an article's own looks outweigh its class
MEMORY = 8.0  # hours in which what an article did fades to a third
DUE = 0.05  # expected changes that make a request worth while


@dataclass(frozen=True, slots=True)
class Temper:
    """How an article differs from its class: it changes ``factor`` times as often.

    Found by the irregular-interval estimator, one look at a time: the changes that stand behind
    those found, over those expected, both fading. An edit brings the article back to frequent
    looks at once; looks in vain make it rare.
    """

    found: float = 0.0
    expected: float = 0.0
    weight: float = OWN_WEIGHT
    memory: float = MEMORY

    @property
    def factor(self) -> float:
        return (self.weight + self.found) / (self.weight + self.expected)

    def after(self, look: Look, curve: Curve) -> Temper:
        """What is known after one look more."""
        kept = exp(-(look.at - look.since) / self.memory)
        expected = curve.expected(look.since, look.at)
        found = changes_behind(self.factor * expected) if look.changed else 0.0
        return Temper(
            kept * self.found + found,
            kept * self.expected + expected,
            self.weight,
            self.memory,
        )


def temper(looks: Iterable[Look], curve: Curve) -> Temper:
    """How an article differs from its class, from its looks in order of time."""
    known = Temper()
    for look in looks:
        known = known.after(look, curve)
    return known


def next_age(curve: Curve, known: Temper, last: float, due: float = DUE) -> float | None:
    """The age in hours at which an article is due, ``last`` being its age when last looked at.

    None: never again.
    """
    return curve.reached(last, due / known.factor)


def gain(curve: Curve, known: Temper, last: float, now: float) -> float:
    """The changes that are expected since the last look: what makes an article due."""
    return known.factor * curve.expected(last, now)


def spend(gains: Sequence[float], budget: int, due: float = DUE) -> list[int]:
    """Which of the articles to visit with ``budget`` requests: the greatest gains first.

    Returns their positions. Articles that are not due are left alone, however great the budget.
    """
    worth = [position for position, value in enumerate(gains) if value >= due]
    return sorted(worth, key=lambda position: -gains[position])[:budget]
