"""A machine room in which days pass in seconds: workers, crawls that take minutes, and deaths."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import Engine

from crawler.jobs.job import Job
from crawler.jobs.owner import Owner
from crawler.jobs.planning import plan
from crawler.jobs.queue import Ended, Queue, Taken
from crawler.jobs.worker import Worker
from crawler.sources.loader import Catalogue
from crawler.sources.source import Source

START = datetime(2026, 3, 26, tzinfo=UTC)  # its Sunday has the skipped hour of Europe
NEVER = datetime.max.replace(tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STEPS = (5, 10, 20)  # minutes

SOURCES = Catalogue(
    {
        name: Source(name, name, f"https://{name}.example/", country)
        for name, country in (
            *(("hanbit", "kr"), ("baram", "kr")),
            *(("hafenblatt", "de"), ("faro", "es"), ("harbour", "gb")),
        )
    }
)


@dataclass
class SimulatedCrawl:
    """A crawl that takes some minutes of the room's time."""

    room: Room
    task: Taken
    begun_at: datetime
    ends_at: datetime
    exit_code: int
    over_at: datetime | None = None
    reported: bool = False
    stopped: bool = False

    def ended(self) -> Ended | None:
        if self.room.now < self.ends_at:
            return None
        self.over_at, self.reported = self.ends_at, True
        self.room.on_end(self)
        return Ended(130 if self.stopped else self.exit_code, "the tail", self.stopped)

    def stop(self) -> None:
        self.stopped = True
        self.ends_at = min(self.ends_at, self.room.now + MINUTE)

    def kill(self) -> None:
        self.over_at = self.over_at or self.room.now

    def tail(self) -> str:
        return "the tail"


@dataclass
class Room:
    """Workers on one queue. ``outages``: source -> hours after the start at which it fails;
    ``stuck``: sources whose crawls never end by themselves."""

    engine: Engine
    jobs: Sequence[Job]
    random: Random
    outages: dict[str, tuple[float, float]] = field(default_factory=dict)
    stuck: set[str] = field(default_factory=set)
    longest: int = 40  # minutes of a crawl
    on_end: Callable[[SimulatedCrawl], None] = lambda _: None
    now: datetime = START
    workers: list[Worker] = field(default_factory=list)
    crawls: list[SimulatedCrawl] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    def clock(self) -> datetime:
        return self.now

    def hire(self, concurrency: int = 2) -> None:
        """A new worker, on a machine of its own."""
        owner = Owner(f"machine-{next(self.numbers)}", 1, "")
        queue = Queue(self.engine, owner, self.clock)
        self.workers.append(Worker(queue, self.launch, concurrency, self.said.append))

    def kill(self, worker: Worker) -> None:
        """As kill -9 does: its crawls die with it, and nobody is told."""
        for running in worker.running:
            running.crawl.kill()
        self.workers.remove(worker)

    def launch(self, task: Taken) -> SimulatedCrawl:
        minutes = self.random.randint(1, self.longest)
        fails = self._is_out(task.source)
        ends_at = NEVER if task.source in self.stuck else self.now + minutes * MINUTE
        crawl = SimulatedCrawl(self, task, self.now, ends_at, int(fails))
        self.crawls.append(crawl)
        return crawl

    def _is_out(self, source: str) -> bool:
        begins, ends = self.outages.get(source, (0.0, 0.0))
        return begins <= (self.now - START) / timedelta(hours=1) < ends

    def plan(self) -> None:
        plan(self.engine, self.jobs, SOURCES, self.now)

    def pass_time(self, minutes: float, planned: bool = True) -> None:
        """Let time pass in small steps, in which every worker does what is to be done."""
        until = self.now + minutes * MINUTE
        while self.now < until:
            if planned:
                self.plan()
            for worker in self.workers:
                worker.tick()
            self.now += self.random.choice(STEPS) * MINUTE

    def crawls_of(self, source: str) -> list[SimulatedCrawl]:
        """In the order of their beginning."""
        return [crawl for crawl in self.crawls if crawl.task.source == source]

    def overlaps(self) -> list[tuple[SimulatedCrawl, SimulatedCrawl]]:
        """Crawls of one source that ran at the same time."""
        of_source = defaultdict(list)
        for crawl in self.crawls:
            of_source[crawl.task.source].append(crawl)
        return [
            (before, after)
            for theirs in of_source.values()
            for before, after in itertools.pairwise(sorted(theirs, key=lambda c: c.begun_at))
            if (before.over_at or self.now) > after.begun_at
        ]
