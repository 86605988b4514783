"""``python -m benchmarks.revisit_queue``: a fixed number of requests every quarter of an hour.

This is how a source is really crawled: articles appear over two weeks, and each tick has the same
number of requests, however many articles want one. newsdiffs' table is as published; it serves the
longest overdue article, or, kinder to it, the one most overdue in relation to its wait. Ours serves
the article that promises most edits. All is simulated, and our rates come from other articles.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.revisit import SEED, taught
from benchmarks.revisit_histories import History, simulate
from benchmarks.revisit_rules import Newsdiffs
from crawler.revisit.rates import Habit, Revisit, Standing
from crawler.revisit.schedule import gain, spend

ARTICLES = 800
WEEKS = 2 * 7 * 24.0  # hours in which articles appear; then the crawl ends
TICK = 0.25
BUDGETS = (2, 4, 8, 16, 32)  # requests per article


@dataclass(slots=True)
class Watched:
    """An article in the crawl."""

    history: History
    born: float
    last: float = 0.0  # age at the last look
    shown: str = ""
    captured: set[str] = field(default_factory=set)

    def look(self, age: float) -> bool:
        """Look at the article; return whether it changed."""
        began = [number for number, time in enumerate(self.history.times) if time <= age]
        state = self.history.states[began[-1]]
        changed = state != self.shown
        self.captured.add(state)
        self.shown, self.last = state, age
        return changed


class Table:
    """newsdiffs' table, the longest overdue first."""

    def __init__(self, articles: Sequence[Watched], *, by_wait: bool = False) -> None:
        self.by_wait = by_wait
        self.rules = [Newsdiffs(1.0) for _ in articles]

    def rank(self, number: int, article: Watched, age: float) -> float:
        """How far overdue the article is; negative if it is not due yet."""
        due = self.rules[number].next(article.last)
        if due is None:
            return -1.0
        return (age - due) / (due - article.last if self.by_wait else 1.0)

    def saw(self, number: int, article: Watched, since: float, changed: bool) -> None:
        self.rules[number].saw(since, article.last, changed)


class Gains:
    """``crawler.revisit``: the greatest gain first."""

    def __init__(self, articles: Sequence[Watched], habits: dict[str, Habit]) -> None:
        self.habits = [habits[article.history.section] for article in articles]
        self.known = [Standing() for _ in articles]

    def rank(self, number: int, article: Watched, age: float) -> float:
        return gain(self.habits[number], self.known[number], article.last, age)

    def saw(self, number: int, article: Watched, since: float, changed: bool) -> None:
        look = Revisit(since, article.last, changed)
        self.known[number] = self.known[number].after(look)


def crawl(
    histories: Sequence[History], budget: float, start: Callable[..., Table | Gains]
) -> tuple[int, int]:
    """Run one crawl; return how many versions it captured after the first, and its requests."""
    chance = random.Random(SEED)
    articles = [Watched(history, chance.uniform(0, WEEKS)) for history in histories]
    for article in articles:
        article.look(0.0)
    rule = start(articles)
    now, purse, spent = 0.0, 0.0, 0
    while now < WEEKS:
        now += TICK
        purse = min(purse, 1.0) + budget * len(articles) * TICK / WEEKS  # unused requests are lost
        alive = [number for number, article in enumerate(articles) if article.born < now]
        ranks = [rule.rank(n, articles[n], now - articles[n].born) for n in alive]
        for position in spend(ranks, int(purse)):
            number, purse, spent = alive[position], purse - 1, spent + 1
            article, since = articles[number], articles[number].last
            changed = article.look(now - article.born)
            rule.saw(number, article, since, changed)
    return sum(len(article.captured) - 1 for article in articles), spent


def main() -> None:
    rates = taught(simulate(1500, SEED + 1))
    histories = simulate(ARTICLES, SEED)
    habits = {h.section: rates.habit("publisher", h.section) for h in histories}
    rules: dict[str, Callable[..., Table | Gains]] = {
        "newsdiffs' table, longest overdue": Table,
        "newsdiffs' table, overdue for its wait": lambda found: Table(found, by_wait=True),
        "ours": lambda found: Gains(found, habits),
    }
    for budget in BUDGETS:
        for name, start in rules.items():
            captured, requests = crawl(histories, budget, start)
            each = requests / ARTICLES
            print(f"{budget}\t{name}\t{captured} versions\t{each:.1f} requests", flush=True)


if __name__ == "__main__":
    main()
