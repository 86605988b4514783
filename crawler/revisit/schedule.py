"""When to look again, so that every request captures as many versions as it can.

A look captures what stands then, and nothing that stood before. Each request has a price in
versions, the same for all articles: the scarcer requests are, the higher. An article is worth the
looks that capture more than they cost. Each look either finds an edit, and then the article has one
more edit and no quiet time; or it finds none, and then the article has been quiet for longer. The
rates of its class give the best wait in every standing, computed backwards from the longest quiet
and the most edits: dynamic programming over the outcomes of looks. (Charging a price per request is
Lagrange's way to keep a common budget: P. Whittle, "Restless bandits", Journal of Applied
Probability 25A, 1988; R. Bellman, "Dynamic programming", 1957.) This beats looking whenever a fixed
number of edits is expected, because a look at an edited article also opens what will follow, and a
quiet article can be left until it has gathered something.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.revisit.rates import AGES, EDITS, PLACE, Curve, Habit, Standing, bucket_of

PRICE = 0.05  # versions that a request must bring to be worthwhile
MOST_EDITS = 30  # beyond this many, no more edits are expected
FINEST, COARSER = 0.1, 1.25  # hours; growth from one length of quiet to the next
QUIET = (0.0, *(FINEST * COARSER**step for step in range(43)))  # hours: up to seven weeks

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Policy:
    """How long to wait, by bucket of EDITS and length of quiet (as in QUIET). None: forever."""

    waits: tuple[tuple[float | None, ...], ...]

    def wait(self, known: Standing, last: float) -> float | None:
        """Hours to wait after a look at the age ``last``. None: no more looks."""
        quiet = bisect_right(QUIET, last - known.edited + 1e-9) - 1
        return self.waits[known.bucket][quiet]


def policy(habit: Habit, price: float = PRICE) -> Policy:
    """The waits that bring most at a given price per request."""
    waits: list[tuple[float | None, ...]] = [()] * len(EDITS)
    quiet = np.array(QUIET)
    after_edit = (1 - PLACE) * np.maximum(quiet[None, :] - quiet[:, None], 0.0)
    chances = [_chances(curve) for curve in habit]
    values = np.zeros(len(QUIET))  # of what follows, with one edit more
    for edits in range(MOST_EDITS, -1, -1):
        bucket = bucket_of(edits)
        found = chances[bucket] * (1 + np.interp(after_edit, quiet, values)) - price
        values, next_looks = _best(found, chances[bucket])
        waits[bucket] = tuple(
            None if at is None else QUIET[at] - QUIET[since] for since, at in enumerate(next_looks)
        )
    return Policy(tuple(waits))


def _chances(curve: Curve) -> Floats:
    """The chance of an edit from one length of quiet (row) to a longer one (column)."""
    ends = np.array((0.0, *AGES))
    expected = np.concatenate(([0.0], np.cumsum(np.diff(ends) * np.array(curve.rates))))
    reached = np.interp(QUIET, ends, expected)
    return np.asarray(-np.expm1(-np.maximum(reached[None, :] - reached[:, None], 0.0)))


def _best(found: Floats, chances: Floats) -> tuple[Floats, list[int | None]]:
    """What each length of quiet is worth, and the length at which to look next.

    ``found`` is what a look is worth through an edit. If it finds none, the value of the longer
    quiet is added.
    """
    values = np.zeros(len(QUIET))
    next_looks: list[int | None] = [None] * len(QUIET)
    for since in range(len(QUIET) - 2, -1, -1):
        worth = found[since, since + 1 :] + (1 - chances[since, since + 1 :]) * values[since + 1 :]
        best = int(worth.argmax())
        if worth[best] > 0:
            values[since], next_looks[since] = worth[best], since + 1 + best
    return values, next_looks


def next_age(rule: Policy, known: Standing, last: float) -> float | None:
    """The age in hours at which an article is due, given its age when ``last`` looked at.

    None: never again.
    """
    wait = rule.wait(known, last)
    return None if wait is None else last + wait


def gain(habit: Habit, known: Standing, last: float, now: float) -> float:
    """The chance that a look finds an edit; it ranks the articles that are due."""
    curve = habit[known.bucket]
    return float(-np.expm1(-curve.expected(last - known.edited, now - known.edited)))


def spend(gains: Sequence[float], budget: int) -> list[int]:
    """Choose the articles to visit with ``budget`` requests: the greatest gains first.

    Returns their positions. A gain below zero means that an article is not to be visited.
    """
    worth = [position for position, value in enumerate(gains) if value >= 0]
    return sorted(worth, key=lambda position: -gains[position])[:budget]
