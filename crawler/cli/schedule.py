"""``crawler schedule``"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import Engine

from crawler.archive.database.engine import open_archive
from crawler.archive.models.types import utc_text
from crawler.cli import Settings
from crawler.cli.watch import Watch
from crawler.cli.working import concurrency_option, make_worker, now, waiting, work
from crawler.counted import counted
from crawler.errors import CrawlerError, JobError
from crawler.health.alarm import parse_alarm
from crawler.health.rounds import Rounds
from crawler.jobs.indexing import Indexing
from crawler.jobs.job import Job
from crawler.jobs.known import KnownJob, known_jobs
from crawler.jobs.planning import plan
from crawler.jobs.worker import Worker
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
    watch = Watch()
    worker = make_worker(settings, engine, concurrency, watch)
    schedule = _Schedule(engine, watch, worker)
    schedule.begin()
    work(worker, watch, schedule.tick, lambda: False)


class _Schedule:
    """What the scheduler does besides working: it plans, checks health, and indexes.

    Sources and jobs may be changed while it runs. An error in one is then reported, and affects
    only the job that has it.
    """

    def __init__(self, engine: Engine, watch: Watch, worker: Worker) -> None:
        self._engine = engine
        self._watch = watch
        self._worker = worker
        self._catalogue = load_catalogue()
        self._read_as_of = _changed_at()
        self._jobs: dict[str, KnownJob] = {}
        self._told: set[str] = set()  # the errors of the last look
        self._rounds = Rounds(engine, parse_alarm(user_alarm(), USER_FILE), watch.say)
        self._indexing = Indexing(engine)

    def begin(self) -> None:
        """Check the jobs once; here an error in one is raised."""
        with self._engine.connect() as connection:
            self._jobs = known_jobs(connection)
        jobs = _active(self._jobs)
        for job in jobs:
            self._check(job)
        active = counted(len(jobs), "job")
        self._watch.say(f"{active}, {waiting(self._worker)}; {_next_slot(jobs, now())}")

    def _check(self, job: Job) -> None:
        try:
            job.selection.of(self._catalogue)
        except CrawlerError as error:
            raise JobError(f"job {job.name}: {error}") from error

    def tick(self) -> str:
        """Do what is due; return a line for the live view."""
        self._look_again()
        jobs = _active(self._jobs)
        plan(self._engine, jobs, self._catalogue, now())
        self._rounds.step(self._jobs, self._catalogue, now())
        self._indexing.step(now())
        return f"{waiting(self._worker)}; {_next_slot(jobs, now())}"

    def _look_again(self) -> None:
        """Load the jobs anew, without those whose sources cannot be found; tell what is wrong, and
        once as long as it stays so."""
        errors: dict[str, None] = {}
        try:
            self._read_again()
            with self._engine.connect() as connection:
                jobs = known_jobs(connection)
        except CrawlerError as error:  # the file may be half written: keep what was known
            errors[str(error)] = None
        else:
            wrong = {name: why for name, known in jobs.items() if (why := self._wrong(known))}
            errors.update(dict.fromkeys(wrong.values()))
            self._jobs = {name: known for name, known in jobs.items() if name not in wrong}
        for why in errors:
            if why not in self._told:
                self._watch.say(why)
        self._told = set(errors)

    def _read_again(self) -> None:
        """Read the user's file again if it has changed. Raises CrawlerError, each time, as long as
        it has a mistake."""
        if self._read_as_of == (changed := _changed_at()):
            return
        self._catalogue = load_catalogue()
        self._rounds.give_by(parse_alarm(user_alarm(), USER_FILE))
        self._read_as_of = changed

    def _wrong(self, known: KnownJob) -> str:
        """What is wrong with a job; "" if nothing is."""
        try:
            known.job.selection.of(self._catalogue)
        except CrawlerError as error:
            return str(error)
        return ""


def _changed_at() -> float:
    """When the user's file was last changed; 0 if there is none."""
    file = Path(USER_FILE)
    return file.stat().st_mtime if file.exists() else 0.0


def _active(jobs: Mapping[str, KnownJob]) -> list[Job]:
    return [known.job for known in jobs.values() if not known.paused_at]


def _next_slot(jobs: Iterable[Job], at: datetime) -> str:
    soonest = min(((job.timetable.next(at), job.name) for job in jobs), default=None)
    if soonest is None:
        return "no job is active: `crawler jobs add` adds one"
    return f"the next slot is of {soonest[1]}, at {utc_text(soonest[0], fraction=False)}"
