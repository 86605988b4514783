"""``python -m benchmarks.revisit``: distinct versions captured by rules at equal requests.

Articles are simulated (always the same), or real headline histories if ``../shared/data`` has them.
All rules get the first version for free, at discovery, and then the same mean number of requests
per article: the waits of each rule are stretched until it meets that budget. If the budget falls
between two stretches, a share of the articles gets one and the rest the other.

Our rule is judged on articles that it has not seen. Half of them teach the rates (from looks at the
times of newsdiffs' table, not from the whole truth) and the other half is judged; then the halves
swap.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import median

from benchmarks.revisit_histories import HORIZON, REAL, History, real, simulate
from benchmarks.revisit_rules import Adaptive, Diffengine, Fixed, Newsdiffs, Ours, Rule
from crawler.revisit.rates import Rates, Revisit
from crawler.revisit.schedule import Policy, policy

SEED = 20261123
SAMPLE = 3000  # articles, judged one half at a time
BUDGETS = (2.0, 4.0, 8.0, 16.0, 32.0)
STRETCHES = 1e-4, 1e4  # between which the stretch for a budget is sought
STEPS = 12

Make = Callable[[float, History], Rule]
OTHERS: dict[str, Make] = {
    "newsdiffs' table": lambda stretch, _: Newsdiffs(stretch),
    "diffengine, as intended": lambda stretch, _: Diffengine(stretch),
    "StormCrawler, adaptive": lambda stretch, _: Adaptive(stretch),
    "fixed interval": lambda stretch, _: Fixed(stretch),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule did, summed over articles."""

    requests: float
    captured: float  # distinct versions after the first
    late: tuple[float, ...]  # hours between a version's appearance and its capture


def replay(history: History, rule: Rule) -> tuple[list[tuple[float, bool]], list[float]]:
    """The looks that a rule takes at an article, and how late it captured each new version.

    A look is the hours since the previous one, and whether it found a change.
    """
    captured, late, looks = {history.states[0]}, [], []
    shown = history.states[0]
    last = 0.0
    while (at := rule.next(last)) is not None and at < HORIZON:
        number = bisect_right(history.times, at) - 1
        state = history.states[number]
        looks.append((at - last, state != shown))
        rule.saw(last, at, state != shown)
        if state not in captured:
            captured.add(state)
            late.append(at - history.times[number])
        shown, last = state, at
    return looks, late


def run(histories: Sequence[History], make: Make, stretch: float, limit: float) -> Outcome | None:
    """What a rule does with all articles; None if it needs more than ``limit`` requests."""
    requests, late = 0, []
    for history in histories:
        looks, waits = replay(history, make(stretch, history))
        requests += len(looks)
        late += waits
        if requests > limit:
            return None
    return Outcome(requests, len(late), tuple(late))


def at_budget(histories: Sequence[History], make: Make, budget: float) -> Outcome:
    """What a rule captures with ``budget`` requests per article."""
    wanted = budget * len(histories)
    low, high = STRETCHES
    under = run(histories, make, high, wanted) or Outcome(0, 0, ())
    over: Outcome | None = None
    for _ in range(STEPS * 2):
        middle = sqrt(low * high)
        tried = run(histories, make, middle, 3 * wanted)
        if tried is None or tried.requests > wanted:
            low, over = middle, tried
        else:
            high, under = middle, tried
        if under.requests > 0.99 * wanted:
            break
    if over is None:
        return under
    share = (wanted - under.requests) / (over.requests - under.requests)
    captured = under.captured + share * (over.captured - under.captured)
    return Outcome(wanted, captured, over.late if share > 0.5 else under.late)


def taught(histories: Sequence[History]) -> Rates:
    """Rates as an archive would have learned them by following newsdiffs' table."""
    rates = Rates()
    for history in histories:
        looks, last = [], 0.0
        for wait, changed in replay(history, Newsdiffs(1.0))[0]:
            looks.append(Revisit(last, last + wait, changed))
            last += wait
        rates.learn("publisher", history.section, looks)
    return rates


def ours(rates: Rates) -> Make:
    policies: dict[tuple[float, str], Policy] = {}

    def make(stretch: float, history: History) -> Rule:
        key = stretch, history.section
        if key not in policies:
            policies[key] = policy(rates.habit("publisher", history.section), stretch)
        return Ours(policies[key])

    return make


def compare(title: str, histories: list[History], budgets: Sequence[float]) -> None:
    """Print the table of one set of articles."""
    random.Random(SEED).shuffle(histories)
    histories = histories[:SAMPLE]
    halves = histories[0::2], histories[1::2]
    makes = [ours(taught(teaching)) for teaching in (halves[1], halves[0])]
    there = sum(history.later for history in histories)
    print(f"\n### {title}: {len(histories)} articles, {there} later versions\n")
    print("| Requests an article | Rule | Versions | Share | Latency, median | Ours to it |")
    print("|---|---|---|---|---|---|")
    for budget in budgets:
        _rows(budget, halves, makes, there)


def _rows(
    budget: float, halves: tuple[list[History], ...], makes: Sequence[Make], there: int
) -> None:
    rules = {"ours": list(makes), **{name: [make] * 2 for name, make in OTHERS.items()}}
    first = 0.0
    for name, pair in rules.items():
        outcomes = [at_budget(half, make, budget) for half, make in zip(halves, pair, strict=True)]
        captured = sum(outcome.captured for outcome in outcomes)
        late = [wait for outcome in outcomes for wait in outcome.late]
        first = first or captured
        minutes = f"{60 * median(late):.0f} min" if late else "-"
        against = "" if name == "ours" else f"{first / captured:.2f}"
        print(
            f"| {budget:.0f} | {name} | {captured:.0f} | {captured / there:.0%} | {minutes} "
            f"| {against} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--real", type=Path, default=REAL, help="folder of real histories")
    parser.add_argument("--budgets", type=float, nargs="+", default=BUDGETS)
    arguments = parser.parse_args()
    compare("Simulated", simulate(SAMPLE, SEED), arguments.budgets)
    try:
        histories = real(arguments.real)
    except FileNotFoundError as error:
        print(f"no real histories: {error}")
        return
    compare("Real headlines", histories, arguments.budgets)


if __name__ == "__main__":
    main()
