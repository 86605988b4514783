"""A worker: take tasks from the queue, start a crawl for each, and record how it ended."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from crawler.archive.models import TaskState
from crawler.jobs.job import Kind
from crawler.jobs.queue import LEASE, Ended, Queue, Taken

BEAT = timedelta(seconds=10)  # between renewals of the leases, and between looks for dead workers
LONGEST = timedelta(hours=24)  # for a crawl: what it does not get to, the next one finds again
VISITING = (Kind.CRAWL, Kind.REVISIT)  # the others only read our own files, and may take long

Tell = Callable[[str], None]


class Crawl(Protocol):
    """A crawl under way; ``process.CrawlProcess`` is the real one."""

    def ended(self) -> Ended | None:
        """How it ended; None while it runs."""

    def stop(self) -> None:
        """Let it end in good order."""

    def kill(self) -> None:
        """End it now."""

    def tail(self) -> str:
        """The last lines of its output."""


@dataclass(frozen=True, slots=True)
class Running:
    """A task and its crawl."""

    task: Taken
    crawl: Crawl
    since: datetime


class Worker:
    """Runs at most ``concurrency`` crawls, of one job or of all. ``tick`` must be called
    regularly."""

    def __init__(
        self,
        queue: Queue,
        launch: Callable[[Taken], Crawl],
        concurrency: int,
        tell: Tell,
        job: str | None = None,
    ) -> None:
        self.queue = queue
        self.running: list[Running] = []
        self.stopping = False
        self._launch = launch
        self._concurrency = concurrency
        self._tell = tell
        self._job = job
        self._last_beat = queue.clock() - BEAT

    def tick(self) -> None:
        """See which crawls have ended, renew the leases, and begin new crawls if there is room."""
        self._beat()
        self._end_stuck()
        self._reap()
        while not self.stopping and len(self.running) < self._concurrency:
            task = self.queue.take(self._job)
            if task is None or not self._begin(task):
                break

    def stop(self) -> None:
        """Begin nothing more, and let the crawls end in good order."""
        self.stopping = True
        for each in self.running:
            each.crawl.stop()

    def kill(self) -> None:
        """End the crawls now."""
        self.stopping = True
        for each in self.running:
            each.crawl.kill()

    def drop_unleased(self) -> None:
        """Kill crawls whose leases could not be renewed in time: others may have taken them."""
        if self.queue.clock() - self._last_beat >= LEASE:
            self._drop(self.running)

    def _beat(self) -> None:
        now = self.queue.clock()
        if now - self._last_beat < BEAT:
            return
        mine = self.queue.renew(each.task for each in self.running)
        self._drop([each for each in self.running if each.task.id not in mine])
        self._last_beat = now
        for task in self.queue.rescue():
            self._tell(f"{_named(task)} queued again: its worker is gone")

    def _begin(self, task: Taken) -> bool:
        """Begin a task; return whether that worked. If the machine has no room for a process, the
        task counts as failed and other crawls go on."""
        try:
            crawl = self._launch(task)
        except OSError as error:
            ended = Ended(1, f"no process could be started: {error}")
            self._tell(f"{_named(task)} {_outcome(self.queue.end(task, ended), ended)}")
            return False
        self.running.append(Running(task, crawl, self.queue.clock()))
        self._tell(f"{_named(task)} begun")
        return True

    def _drop(self, lost: list[Running]) -> None:
        for each in lost:
            each.crawl.kill()
            self._tell(f"{_named(each.task)} ended: another worker has it now")
        self.running = [each for each in self.running if each not in lost]

    def _end_stuck(self) -> None:
        """Kill crawls that run too long, as failed. The next crawl archives what they captured."""
        for each in list(self.running):
            if each.task.kind in VISITING and self.queue.clock() - each.since >= LONGEST:
                each.crawl.kill()
                hours = LONGEST / timedelta(hours=1)
                said = f"{each.crawl.tail()}\nended, as it ran for {hours:.0f} hours"
                self._close(each, Ended(-signal.SIGKILL, said.lstrip()))

    def _reap(self) -> None:
        for each in list(self.running):
            ended = each.crawl.ended()
            if ended is not None:
                self._close(each, ended)

    def _close(self, each: Running, ended: Ended) -> None:
        state = self.queue.end(each.task, ended)
        self.running.remove(each)
        self._tell(f"{_named(each.task)} {_outcome(state, ended)}")


def _named(task: Taken) -> str:
    return f"{task.job} {task.source}"


def _outcome(state: TaskState | None, ended: Ended) -> str:
    if state is None:
        return "ended, and another worker has it now"
    if state is TaskState.DONE:
        return "done"
    if ended.stopped:
        return "stopped, and queued again"
    again = "tried again later" if state is TaskState.QUEUED else "given up until the next slot"
    said = ended.log_tail.rpartition("\n")[2]
    return f"failed with exit code {ended.exit_code}, {again}: {said}"
