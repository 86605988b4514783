"""The benchmark's own parts: if they are wrong, so are its figures."""

import pytest

from benchmarks.revisit import OTHERS, Make, at_budget, ours, replay, taught
from benchmarks.revisit_histories import History, simulate
from benchmarks.revisit_queue import Gains, Table, crawl
from benchmarks.revisit_rules import Adaptive, Diffengine, Fixed, Newsdiffs

FLAPPING = History("news", (0.0, 4.0, 7.0, 10.0), ("a", "b", "a", "c"))


def waits(history: History, rule: Newsdiffs | Fixed | Adaptive | Diffengine) -> list[float]:
    return [round(wait, 2) for wait, _ in replay(history, rule)[0]]


def test_a_state_that_comes_back_is_one_version_and_lateness_is_from_its_beginning() -> None:
    looks, late = replay(FLAPPING, Fixed(1.0))
    assert [changed for _, changed in looks[:4]] == [False, True, True, True]
    assert late == [2.0, 2.0]


def test_the_simulator_has_the_published_rates() -> None:
    articles = simulate(10_000, seed=5)
    edited = sum(article.later > 0 for article in articles) / len(articles)
    often = sum(article.later > 9 for article in articles) / len(articles)
    assert 0.27 <= edited <= 0.35
    assert often == pytest.approx(0.05, abs=0.01)
    assert simulate(10, seed=5) == simulate(10, seed=5) != simulate(10, seed=6)


def test_the_rules_of_others_are_what_they_say() -> None:
    quiet = History("news", (0.0,), ("a",))
    table = waits(quiet, Newsdiffs(1.0))
    assert table[:13] == [0.25] * 12 + [1.0]
    assert (table[12:33], table[33]) == ([1.0] * 21, 3.0)
    assert waits(quiet, Adaptive(1.0))[:3] == [3.0, 4.5, 6.75]
    ages = waits(quiet, Diffengine(1.0))
    assert ages[-1] == pytest.approx(0.2 * sum(ages[:-1]), abs=0.02)


@pytest.mark.parametrize("name", ["ours", *OTHERS])
def test_no_rule_spends_more_than_the_budget(name: str) -> None:
    articles = simulate(120, seed=9)
    make: Make = ours(taught(articles)) if name == "ours" else OTHERS[name]
    outcome = at_budget(articles, make, 4.0)
    assert 0.9 * 480 <= outcome.requests <= 480
    assert 0 < outcome.captured < sum(article.later for article in articles)


def test_ours_captures_more_than_the_others_on_articles_that_it_has_not_seen() -> None:
    teaching, judged = simulate(600, seed=1), simulate(600, seed=2)
    captured = at_budget(judged, ours(taught(teaching)), 4.0).captured
    for name, make in OTHERS.items():
        assert captured > 1.2 * at_budget(judged, make, 4.0).captured, name


def test_with_a_fixed_number_of_requests_a_tick_all_spend_the_same() -> None:
    articles = simulate(120, seed=3)
    rates = taught(simulate(300, seed=4))
    habits = {each.section: rates.habit("publisher", each.section) for each in articles}
    ours_captured, ours_spent = crawl(articles, 4.0, lambda found: Gains(found, habits))
    captured, spent = crawl(articles, 4.0, Table)
    assert 0.9 * 480 <= min(spent, ours_spent) <= max(spent, ours_spent) <= 480
    assert ours_captured > 1.2 * captured
