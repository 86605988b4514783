"""The loop of ``crawler schedule``, ``crawler worker`` and ``crawler jobs run``."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType
from typing import Self

import click
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from crawler.cli import Settings
from crawler.cli.watch import Watch
from crawler.counted import counted
from crawler.jobs.owner import this_process
from crawler.jobs.process import CrawlProcess
from crawler.jobs.queue import Queue
from crawler.jobs.worker import Worker

TICK = 0.5  # seconds

concurrency_option = click.option(
    "--concurrency",
    default=2,
    show_default=True,
    type=click.IntRange(min=0),
    metavar="N",
    help="At most so many crawls at a time.",
)


def now() -> datetime:
    """The current time, aware UTC."""
    return datetime.now(UTC)


def make_worker(
    settings: Settings, engine: Engine, concurrency: int, watch: Watch, job: str | None = None
) -> Worker:
    """A worker in this process, whose crawls run in processes of their own."""
    return Worker(
        Queue(engine, this_process(), now),
        lambda task: CrawlProcess(task, settings.archive, settings.captures),
        concurrency,
        watch.say,
        job,
    )


def waiting(worker: Worker) -> str:
    """How many tasks wait, in words."""
    return counted(worker.queue.waiting(), "task waits", "tasks wait")


def work(
    worker: Worker, watch: Watch, each_tick: Callable[[], str], is_over: Callable[[], bool]
) -> None:
    """Let a worker work until ``is_over``, or until SIGTERM or Ctrl-C.

    At the first signal the crawls end with the requests under way, and their tasks are queued
    again; at the second they are killed. ``each_tick`` gives a line for the live view. While the
    database does not answer, everything waits for it. Raises KeyboardInterrupt after Ctrl-C.
    """
    silence = _Silence(watch)
    with StopSignals() as signals, watch:
        while worker.running or not (worker.stopping or is_over()):
            below = ""
            try:
                worker.tick()
                below = "" if worker.stopping else each_tick()
                silence.over()
            except OperationalError as error:
                silence.goes_on(error)
                worker.drop_unleased()
            watch.show(worker.running, "ending" if worker.stopping else below)
            time.sleep(TICK)
            if signals.take_one():
                worker.kill() if worker.stopping else worker.stop()
    if signals.interrupted:
        raise KeyboardInterrupt
    if worker.stopping:
        watch.say("ended by SIGTERM")


class _Silence:
    """Reports once that the database does not answer, and once that it does again."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._lasts = False

    def goes_on(self, error: OperationalError) -> None:
        if not self._lasts:
            why = " ".join(str(error.orig).split())
            self._watch.say(f"the archive does not answer, and is waited for: {why}")
        self._lasts = True

    def over(self) -> None:
        if self._lasts:
            self._watch.say("the archive answers again")
        self._lasts = False


class StopSignals:
    """Counts the signals to stop while the context lasts, for a loop that polls them."""

    def __init__(self) -> None:
        self.interrupted = False  # by Ctrl-C
        self._waiting = 0
        self._before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}

    def __enter__(self) -> Self:
        for each in self._before:
            signal.signal(each, self._came)
        return self

    def __exit__(self, *_: object) -> None:
        for each, handler in self._before.items():
            signal.signal(each, handler)

    def take_one(self) -> bool:
        """Whether a signal came that was not taken yet; take it."""
        came = self._waiting > 0
        self._waiting -= came
        return came

    def _came(self, number: int, _: FrameType | None) -> None:
        self._waiting += 1
        self.interrupted |= number == signal.SIGINT
