"""What decides when an article is due: class, edits, quiet time, price and budget."""

import pytest

from crawler.revisit.rates import AGES, EDITS, Curve, Rates, Revisit, Standing, standing
from crawler.revisit.schedule import MOST_EDITS, gain, next_age, policy, spend

HABIT = Rates().habit("", "")
RULE = policy(HABIT)


def test_a_young_article_is_due_sooner_than_an_old_one() -> None:
    waits = []
    for last in (0.5, 6.0, 24.0):
        due = next_age(RULE, Standing(), last)
        assert due is not None
        waits.append(due - last)
    assert waits == sorted(waits)
    assert waits[0] < 2


def test_the_tail_ends() -> None:
    age, looks = 0.0, 0
    while (due := next_age(RULE, Standing(), age)) is not None:
        assert due > age
        age, looks = due, looks + 1
    assert looks >= 1
    assert age < AGES[-1]


def test_what_changes_often_is_looked_at_often() -> None:
    waits = []
    for rate in (0.02, 0.2):
        due = next_age(policy((Curve((rate,) * len(AGES)),) * len(EDITS)), Standing(), 0.0)
        assert due is not None
        waits.append(due)
    assert waits[1] < waits[0] / 2


def test_the_dearer_a_request_the_fewer_looks() -> None:
    looks = []
    for price in (0.02, 0.1, 0.5):
        rule, age, count = policy(HABIT, price), 0.0, 0
        while (due := next_age(rule, Standing(), age)) is not None:
            age, count = due, count + 1
        looks.append(count)
    assert looks[0] > looks[1] > looks[2]


def test_what_never_changes_is_not_looked_at() -> None:
    never = policy((Curve((0.0,) * len(AGES)),) * len(EDITS))
    assert next_age(never, Standing(), 0.0) is None


def test_an_edit_brings_an_article_back_to_frequent_looks() -> None:
    vain = [Revisit(age, age + 2.0, changed=False) for age in (0.0, 2.0, 4.0, 6.0)]
    edited = Revisit(8.0, 10.0, changed=True)
    quiet = next_age(RULE, standing(vain), 10.0)
    busy = next_age(RULE, standing([*vain, edited]), 10.0)
    assert busy is not None
    assert quiet is None or busy - 10.0 < (quiet - 10.0) / 3


def test_an_article_may_have_more_edits_than_are_reckoned_with() -> None:
    assert next_age(RULE, Standing(MOST_EDITS + 50, 100.0), 100.0) is not None


def test_who_was_edited_often_is_told_from_who_was_edited_once() -> None:
    """Of two kinds of articles one is edited every hour, the other once in its life."""
    rates = Rates()
    for _ in range(100):
        hours = [float(hour) for hour in range(12)]
        rates.learn("daily", "", [Revisit(hour, hour + 1, changed=True) for hour in hours])
        rates.learn("daily", "", [Revisit(hour, hour + 1, changed=hour == 0) for hour in hours])
    habit = rates.habit("daily", "")
    assert habit[Standing(5).bucket].expected(0.5, 1.5) > 0.8
    assert habit[Standing(1).bucket].expected(0.5, 1.5) < 0.8
    assert habit[Standing(1).bucket].expected(4.5, 5.5) < 0.1


def test_a_busy_section_is_told_from_its_publisher() -> None:
    rates = Rates()
    for _ in range(200):
        rates.learn("daily", "live", [Revisit(0.0, 1.0, changed=True)])
        rates.learn("daily", "opinion", [Revisit(0.0, 1.0, changed=False)])
    live, opinion, unseen, elsewhere = (
        rates.habit(*name)[0].expected(0.0, 1.0)
        for name in (("daily", "live"), ("daily", "opinion"), ("daily", "new"), ("other", ""))
    )
    assert opinion < unseen < live
    assert unseen == pytest.approx(elsewhere, rel=0.5)


def test_what_is_learned_later_counts_at_once() -> None:
    rates = Rates()
    before = rates.habit("daily", "")[0].expected(0.0, 1.0)
    for _ in range(50):
        rates.learn("daily", "", [Revisit(0.0, 1.0, changed=True)])
    assert rates.habit("daily", "")[0].expected(0.0, 1.0) > 2 * before


def test_the_gain_is_a_chance_that_grows_with_the_wait() -> None:
    gains = [gain(HABIT, Standing(1, 2.0), 3.0, now) for now in (3.0, 4.0, 30.0)]
    assert gains[0] == 0
    assert gains[0] < gains[1] < gains[2] < 1


def test_the_budget_goes_to_the_greatest_gains_and_to_nothing_that_is_not_due() -> None:
    assert spend([0.3, 2.0, -1.0, 0.9], budget=2) == [1, 3]
    assert spend([0.3, 2.0, -1.0, 0.9], budget=9) == [1, 3, 0]
