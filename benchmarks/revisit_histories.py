"""Histories of articles: simulated from published rates, and real headline histories."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HORIZON = 30 * 24.0  # hours for which an article is followed
EDITED = 0.31  # share of articles ever edited: 27 to 35 % in published counts
OFTEN = 0.05  # share of articles edited more than nine times
SECTIONS = (("live", 3.0), ("news", 1.0), ("business", 0.8), ("sport", 0.9), ("culture", 0.4))
REAL = Path("../shared/data/histories")


@dataclass(frozen=True, slots=True)
class History:
    """The states of an article. ``times`` are the hours since discovery at which each began."""

    section: str
    times: tuple[float, ...]  # the first is 0
    states: tuple[str, ...]

    @property
    def later(self) -> int:
        """How many distinct versions follow the first."""
        return len(set(self.states)) - 1


def simulate(count: int, seed: int) -> list[History]:
    """Articles of a fictional publisher; the same seed gives the same articles.

    Of all articles 31 % are edited: 26 % between one and nine times, few of them often, and 5 % ten
    to forty times. Edits come in bursts: the first soon after publication, each further one minutes
    to hours after the one before; one in six opens a new burst, up to days later. Sections differ
    in how often their articles are edited.
    """
    chance = random.Random(seed)
    weights = sum(weight for _, weight in SECTIONS) / len(SECTIONS)
    histories = []
    for _ in range(count):
        section, weight = chance.choice(SECTIONS)
        edits = _edits(chance, weight / weights)
        times = [0.0]
        while len(times) <= edits:
            burst = chance.random() < 5 / 6 or len(times) == 1
            times.append(times[-1] + chance.lognormvariate(-0.3 if burst else 2.3, 1.0))
        kept = tuple(time for time in times if time < HORIZON)
        histories.append(History(section, kept, tuple(map(str, range(len(kept))))))
    return histories


def _edits(chance: random.Random, weight: float) -> int:
    """How often an article of a section of this weight is edited; the mean weight is 1."""
    drawn = chance.random() / weight
    if drawn < OFTEN:
        return chance.randint(10, 40)
    if drawn < EDITED:
        return min(9, 1 + int(chance.expovariate(0.8)))
    return 0


def real(folder: Path = REAL) -> list[History]:
    """Real headline histories of the articles that can be followed to the horizon.

    The section is the first part of the address, with the next one if that has only letters. Raises
    FileNotFoundError if there are none.
    """
    histories = []
    for file in sorted(folder.glob("*.json.gz")):
        with gzip.open(file) as stream:
            data = json.load(stream)
        of_url: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for at, url, headline in data["events"]:
            of_url[url].append((at / 3600, headline))
        end = data["captures"][-1] / 3600
        for url, events in of_url.items():
            if events[0][0] + HORIZON < end:
                histories.append(_history(url, events))
    if not histories:
        raise FileNotFoundError(f"no histories in {folder}")
    return histories


def _history(url: str, events: list[tuple[float, str]]) -> History:
    born = events[0][0]
    kept = [(at - born, headline) for at, headline in events if at - born < HORIZON]
    first, _, rest = urlsplit(url).path.strip("/").partition("/")
    second = rest.split("/")[0].split("-")[0]
    section = f"{first}/{second}" if second.isalpha() else first
    return History(section, tuple(at for at, _ in kept), tuple(text for _, text in kept))
