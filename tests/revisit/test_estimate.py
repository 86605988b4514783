"""The estimators find the rate that made the looks."""

import random
from math import comb, exp, log

import pytest

from crawler.revisit.estimate import GapCounts


def looks_at(rate: float, gaps: list[float], seed: int) -> GapCounts:
    chance = random.Random(seed)
    tally = GapCounts()
    for gap in gaps:
        tally.add(gap, float(chance.random() < 1 - exp(-rate * gap)))
    return tally


@pytest.mark.parametrize("rate", [0.01, 0.3, 2.0])
def test_irregular_looks_give_the_rate_that_made_them(rate: float) -> None:
    chance = random.Random(7)
    gaps = [chance.choice([0.25, 1.0, 6.0, 24.0]) for _ in range(8000)]
    assert looks_at(rate, gaps, 8).rate() == pytest.approx(rate, rel=0.15)


def equation_9(looks: float, changed: float, gap: float) -> float:
    """Cho and Garcia-Molina's estimator for regular looks, with the bias of few taken out."""
    return -log((looks - changed + 0.5) / (looks + 0.5)) / gap


def test_the_bias_of_few_looks_is_taken_out() -> None:
    """The mean over all outcomes of ten looks, weighed by how likely each is, is the truth."""
    chance = 1 - exp(-0.3)
    mean = sum(
        comb(10, found) * chance**found * (1 - chance) ** (10 - found) * equation_9(10, found, 1.0)
        for found in range(11)
    )
    assert mean == pytest.approx(0.3, rel=0.02)


@pytest.mark.parametrize("found", [0, 3, 9, 10])
def test_regular_looks_give_what_the_bias_corrected_estimator_gives(found: int) -> None:
    tally = GapCounts()
    tally.add(2.0, found, looks=10)
    assert tally.rate() == pytest.approx(equation_9(10, found, 2.0), abs=1e-6)


def test_few_looks_lean_on_the_prior_and_many_do_not() -> None:
    few, many = GapCounts(), GapCounts()
    few.add(1.0, 1, looks=2)
    many.add(1.0, 50_000, looks=100_000)
    assert few.rate(0.01, 20) == pytest.approx(0.01, rel=0.3)
    assert many.rate(0.01, 20) == pytest.approx(0.69, rel=0.05)


def test_without_any_look_the_prior_is_all_there_is() -> None:
    assert GapCounts().rate(0.07, 5) == pytest.approx(0.07)
