"""Estimate how often something changes, from looks that only tell whether it did.

Changes are modelled as a Poisson process of rate ``r``: a look after a gap ``g`` finds a change
with probability ``1 - exp(-r * g)``, however many there were. Counting changes per hour is
therefore too low. Source: J. Cho, H. Garcia-Molina, "Estimating frequency of change", ACM TOIT 3
(2003), sections 4 (regular looks, bias corrected) and 5 (irregular looks, maximum likelihood).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, expm1, floor, log, log2

GAPS_PER_DOUBLING = 2  # how finely gap lengths are distinguished
SLOWEST, FASTEST = 1e-9, 1e4  # changes per hour, between which a rate is sought
HALVINGS = 60


@dataclass(slots=True)
class Gap:
    """Looks after gaps of about the same length. Counts may be fractions."""

    looks: float = 0.0
    changed: float = 0.0
    hours: float = 0.0

    def add(self, other: Gap) -> None:
        """Add looks after gaps of the same length."""
        self.looks += other.looks
        self.changed += other.changed
        self.hours += other.hours


@dataclass(slots=True)
class GapCounts:
    """What many looks found, counted by the length of the gap."""

    gaps: dict[int, Gap] = field(default_factory=dict)

    def add(self, hours: float, changed: float, looks: float = 1.0) -> None:
        """Count ``looks`` after a gap of ``hours``, of which ``changed`` found a change."""
        if hours <= 0 or looks <= 0:
            return
        key = floor(GAPS_PER_DOUBLING * log2(hours))
        self.gaps.setdefault(key, Gap()).add(Gap(looks, changed, hours * looks))

    @property
    def looks(self) -> float:
        """How many looks were counted."""
        return sum(gap.looks for gap in self.gaps.values())

    def rate(self, prior: float | None = None, weight: float = 0.0) -> float:
        """Changes per hour: the likeliest rate, drawn towards ``prior``.

        ``weight`` is how many changes the prior is worth. Without a prior, looks that all had one
        gap give the result of the paper's equation 9: it is finite even when every look found a
        change, and has hardly any of the bias of few looks.
        """
        if prior is None:
            return self._likeliest(0.0, 0.5 * self._mean_gap())
        return self._likeliest(weight, weight / max(prior, SLOWEST))

    def _mean_gap(self) -> float:
        looks = self.looks
        return sum(gap.hours for gap in self.gaps.values()) / looks if looks else 1.0

    def _likeliest(self, changes: float, hours: float) -> float:
        """The root of the score, which falls as the rate grows, found by bisection between two
        powers.

        The Gamma prior assumes ``changes`` in ``hours`` beforehand. None in half a gap is the
        paper's correction.
        """
        low, high = log(SLOWEST), log(FASTEST)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            if self._score(exp(middle), changes, hours) > 0:
                low = middle
            else:
                high = middle
        return exp(low)

    def _score(self, rate: float, changes: float, hours: float) -> float:
        score = changes / rate - hours
        for gap in self.gaps.values():
            mean = gap.hours / gap.looks
            score -= (gap.looks - gap.changed) * mean
            if rate * mean < 700:  # beyond that a change is certain, and tells nothing
                score += gap.changed * mean / expm1(rate * mean)
        return score
