"""``crawler schedule``"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import click
from sqlalchemy import Engine

from crawler.archive.engine import open_archive
from crawler.archive.types import utc_text
from crawler.cli import Settings
from crawler.cli.watch import Watch
from crawler.cli.working import concurrency_option, make_worker, now, work
from crawler.health.alarm import parse_alarm
from crawler.health.rounds import Rounds
from crawler.jobs.indexing import Indexing
from crawler.jobs.job import Job
from crawler.jobs.known import KnownJob, known_jobs
from crawler.jobs.planning import plan
from crawler.sources.loader import USER_FILE, load_catalogue, user_alarm


@click.command("schedule")
@concurrency_option
@click.pass_obj
def command(settings: Settings, concurrency: int) -> None:
    """Run all jobs when they are due, until Ctrl-C or SIGTERM.

    Each crawl is a process of its own, and never two of one source run at a time, whatever number
    of schedulers and workers there is. Slots that were missed are made up for once. A crawl that
    fails is tried again after one minute, two, four and eight. After kill -9, a new scheduler goes
    on where this one was. With --concurrency 0 it only plans, and leaves the crawls to workers.
    It also looks after the sources' health, gives the alarm that crawler.toml names, and keeps the
    search index up to date once somebody has searched.

    \b
    crawler jobs add nightly --sources country:kr --cron "0 3 * * *" --time-zone Asia/Seoul
    crawler schedule --concurrency 4
    """
    engine = open_archive(settings.archive)
    catalogue = load_catalogue()
    watch = Watch()
    worker = make_worker(settings, engine, concurrency, watch)
    rounds = Rounds(engine, catalogue, parse_alarm(user_alarm(), USER_FILE), watch.say)
    indexing = Indexing(engine)

    def each_tick() -> str:
        known = _known(engine)
        jobs = _active(known)
        plan(engine, jobs, catalogue, now())
        rounds.step(known, now())
        indexing.step(now())
        return f"{worker.queue.waiting()} tasks wait; {_next_slot(jobs, now())}"

    jobs = _active(_known(engine))
    for job in jobs:
        job.selection.of(catalogue)  # what cannot be is told at once
    watch.say(f"{len(jobs)} jobs; {_next_slot(jobs, now())}")
    work(worker, watch, each_tick, lambda: False)


def _known(engine: Engine) -> dict[str, KnownJob]:
    """All jobs, those among them that were just added by command."""
    with engine.connect() as connection:
        return known_jobs(connection)


def _active(jobs: Mapping[str, KnownJob]) -> list[Job]:
    return [known.job for known in jobs.values() if not known.paused_at]


def _next_slot(jobs: Iterable[Job], at: datetime) -> str:
    soonest = min(((job.timetable.next(at), job.name) for job in jobs), default=None)
    if soonest is None:
        return "no job is active: `crawler jobs add` adds one"
    return f"the next slot is of {soonest[1]}, at {utc_text(soonest[0], fraction=False)}"
