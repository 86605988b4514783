"""What decides when an article is due: its age, its class, its own looks, the budget."""

import pytest

from crawler.revisit.rates import AGES, Curve, Look, Rates
from crawler.revisit.schedule import Temper, gain, next_age, spend, temper

CURVE = Rates().curve("", "")


def test_a_young_article_is_due_sooner_than_an_old_one() -> None:
    waits = []
    for last in (0.5, 6.0, 24.0):
        due = next_age(CURVE, Temper(), last)
        assert due is not None
        waits.append(due - last)
    assert waits == sorted(waits)
    assert waits[0] < 2


def test_the_tail_ends() -> None:
    age, looks = 0.0, 0
    known = Temper()
    while (due := next_age(CURVE, known, age)) is not None:
        known = known.after(Look(age, due, changed=False), CURVE)
        age, looks = due, looks + 1
        assert looks < 100
    assert looks >= 1
    assert age < AGES[-1]


def test_visits_are_in_proportion_to_the_rate() -> None:
    slow, fast = Curve((0.02,) * len(AGES)), Curve((0.2,) * len(AGES))
    waits = [next_age(curve, Temper(), 0.0) for curve in (slow, fast)]
    assert waits[0] == pytest.approx(10 * (waits[1] or 0))


def test_an_edit_brings_an_article_back_to_frequent_looks() -> None:
    vain = [Look(age, age + 2.0, changed=False) for age in (0.0, 2.0, 4.0, 6.0)]
    edited = Look(8.0, 10.0, changed=True)
    quiet = next_age(CURVE, temper(vain, CURVE), 10.0)
    busy = next_age(CURVE, temper([*vain, edited], CURVE), 10.0)
    assert busy is not None
    assert quiet is None or busy - 10.0 < (quiet - 10.0) / 3


def test_what_an_article_did_long_ago_fades() -> None:
    busy = Temper().after(Look(0.0, 1.0, changed=True), CURVE)
    later = busy.after(Look(1.0, 200.0, changed=False), CURVE)
    assert later.factor < 1 < busy.factor


def test_a_busy_section_is_told_from_its_publisher() -> None:
    rates = Rates()
    for _ in range(200):
        rates.learn("daily", "live", [Look(0.0, 1.0, changed=True)])
        rates.learn("daily", "opinion", [Look(0.0, 1.0, changed=False)])
    live, opinion, unseen, elsewhere = (
        rates.curve(*name).expected(0.0, 1.0)
        for name in (("daily", "live"), ("daily", "opinion"), ("daily", "new"), ("other", ""))
    )
    assert opinion < unseen < live
    assert unseen == pytest.approx(elsewhere, rel=0.5)


def test_rates_counted_apart_merge() -> None:
    parts = Rates(), Rates()
    whole = Rates()
    for number in range(60):
        looks = [Look(0.0, 1.5, number % 2 == 0), Look(1.5, 9.0, number % 5 == 0)]
        parts[number % 2].learn("daily", "", looks)
        whole.learn("daily", "", looks)
    parts[0].merge(parts[1])
    assert parts[0].curve("daily", "").rates == pytest.approx(whole.curve("daily", "").rates)


def test_expected_changes_and_the_age_that_reaches_them_agree() -> None:
    due = CURVE.reached(0.7, 0.33)
    assert due is not None
    assert CURVE.expected(0.7, due) == pytest.approx(0.33)


def test_the_budget_goes_to_the_greatest_gains_and_to_nothing_that_is_not_due() -> None:
    assert spend([0.3, 2.0, 0.01, 0.9], budget=2) == [1, 3]
    assert spend([0.3, 2.0, 0.01, 0.9], budget=9) == [1, 3, 0]


def test_an_article_is_due_when_its_gain_is_reached() -> None:
    due = next_age(CURVE, Temper(), 1.0, due=0.4)
    assert due is not None
    assert gain(CURVE, Temper(), 1.0, due) == pytest.approx(0.4)
