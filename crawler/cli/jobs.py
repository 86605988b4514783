"""``crawler jobs``"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import click
from sqlalchemy import Connection, Engine, case, func, select

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.database.query import read_only
from crawler.archive.models import Task, TaskState
from crawler.archive.models.types import cut_to_milliseconds, utc_text
from crawler.cli import Settings
from crawler.cli.output import format_option, write_result, write_rows
from crawler.cli.parameters import Name, Span
from crawler.cli.watch import Watch
from crawler.cli.working import concurrency_option, make_worker, now, work
from crawler.counted import counted
from crawler.errors import ArchiveError, CrawlerError, JobError, NoArchiveError
from crawler.jobs.files import FILES
from crawler.jobs.job import Job, Kind, parse_job
from crawler.jobs.known import (
    KnownJob,
    add_job,
    find_job,
    jobs_of_file,
    known_jobs,
    pause_job,
    remove_job,
    resume_job,
)
from crawler.jobs.planning import enqueue, register
from crawler.jobs.timetable import Due
from crawler.sources.loader import USER_FILE, load_catalogue

LIST = ("job", "kind", "sources", "cron", "time_zone", "max_age", "next_slot", "paused_at")
TASKS = (
    *(Task.slot_at, Task.first_slot_at, Task.source, Task.state),
    *(Task.attempts.label("failed_attempts"), Task.not_before),
    *(Task.started_at, Task.finished_at, Task.exit_code, Task.run_id, Task.owner),
)
SHOWN = 20  # tasks of a job
IN_TURN = case(
    {TaskState.RUNNING: 0, TaskState.FAILED: 1, TaskState.QUEUED: 2}, value=Task.state, else_=3
)


@click.group("jobs")
def command() -> None:
    """Jobs: which sources are crawled, or visited again, at which times.

    They stand in crawler.toml, or are added here and kept in the archive. `crawler schedule` runs
    them; docs/jobs.md explains them.
    """


@command.command("add")
@click.argument("name")
@click.option("--sources", required=True, metavar="TERMS", help="NAME, country:kr, tag:x …")
@click.option("--cron", required=True, metavar="EXPRESSION", help='Such as "*/15 * * * *".')
@click.option("--time-zone", metavar="ZONE", help="Whose clock it goes by. Default: UTC.")
@click.option("--max-age", type=Span(), metavar="SPAN", help="Leave out what is older: 6h, 2d.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Default: crawl.")
@click.pass_obj
def add(settings: Settings, /, name: str, **given: str | None) -> None:
    """Add a job.

    \b
    crawler jobs add nightly --sources country:kr --cron "*/15 * * * *" --max-age 2d
    """
    definition = {key: value for key, value in given.items() if value is not None}
    job = parse_job(name, definition, "crawler jobs add")
    sources = job.selection.of(load_catalogue())
    engine = open_archive(settings.archive)
    with _writing(engine) as connection:
        known = known_jobs(connection)
        if name in known:
            where = USER_FILE if known[name].in_file else "the archive"
            raise JobError(f"there is a job {name!r} in {where}: take another name, or remove it")
        add_job(connection, job, definition, now())
    click.echo(f"{name} visits {counted(len(sources), 'source')}, first at {_next_slot(job)}.")


@command.command("list")
@format_option
@click.pass_obj
def list_jobs(settings: Settings, form: str | None) -> None:
    """List all jobs."""
    with read_only(_open(settings)) as connection:
        rows = [_row(known) for known in known_jobs(connection).values()]
    write_rows(LIST, rows, form)


@command.command("show")
@click.argument("name")
@click.argument("source", required=False, type=Name())
@format_option
@click.pass_obj
def show(settings: Settings, name: str, source: str | None, form: str | None) -> None:
    """Show the last twenty tasks of a job; or the last one of SOURCE, with the end of its log.

    The job `import` holds the files of `crawler import --queue`, which are its sources: of these
    what runs and what failed comes first, then what waits, then what is done.
    """
    order = [IN_TURN, Task.finished_at.desc()] if name == FILES else [Task.slot_at.desc()]
    query = select(*TASKS).where(Task.job == name).order_by(*order, Task.source)
    with read_only(_open(settings)) as connection:
        if name != FILES:
            find_job(known_jobs(connection), name)
        if source is None:
            write_result(connection.execute(query.limit(SHOWN)), form)
            _tell_counts(connection, name)
            return
        last = connection.execute(
            query.add_columns(Task.log_tail).where(Task.source == source).limit(1)
        ).one_or_none()
    if last is None:
        raise JobError(f"the job {name!r} has had no task for {source!r} yet")
    write_rows(["what", "value"], list(last._asdict().items()), form)


def _tell_counts(connection: Connection, name: str) -> None:
    counts = select(Task.state, func.count()).where(Task.job == name).group_by(Task.state)
    told = ", ".join(f"{count} {state}" for state, count in connection.execute(counts))
    click.echo(f"all tasks: {told or 'none'}", err=True)


@command.command("pause")
@click.argument("name")
@click.pass_obj
def pause(settings: Settings, name: str) -> None:
    """Let a job rest: what runs ends, what waits is not begun."""
    with _writing(_open(settings)) as connection:
        find_job(known_jobs(connection), name)
        pause_job(connection, name, now())
    click.echo(f"{name} is paused: `crawler jobs resume {name}` ends that.")


@command.command("resume")
@click.argument("name")
@click.pass_obj
def resume(settings: Settings, name: str) -> None:
    """Let a paused job run again. The slots of the pause are not made up for."""
    with _writing(_open(settings)) as connection:
        job = find_job(known_jobs(connection), name).job
        resume_job(connection, name, now())
    click.echo(f"{name} runs again, first at {_next_slot(job)}.")


@command.command("remove")
@click.argument("name")
@click.pass_obj
def remove(settings: Settings, name: str) -> None:
    """Remove a job that was added by command, and what of it waits. What it did stays."""
    with _writing(_open(settings)) as connection:
        if not remove_job(connection, name):
            find_job(known_jobs(connection), name)
            raise JobError(f"the job {name!r} stands in {USER_FILE}: take it out there")
    click.echo(f"{name} is removed.")


@command.command("run")
@click.argument("name")
@concurrency_option
@click.pass_obj
def run(settings: Settings, name: str, concurrency: int) -> None:
    """Run a job now, whatever its timetable says, and wait for its end.

    A scheduler or workers that are running help with it. Each source is tried once here; what
    fails waits in the queue for its next try.
    """
    catalogue = load_catalogue()
    engine = _open_for(settings, name)
    at = cut_to_milliseconds(now())
    with _writing(engine) as connection:
        known = find_job(known_jobs(connection), name)
        if known.paused_at:
            raise JobError(f"{name!r} is paused: `crawler jobs resume {name}` first")
        register(connection, name, at)
        sources = enqueue(connection, known.job, catalogue, Due(at, at), at)
    watch = Watch()
    worker = make_worker(settings, engine, concurrency, watch, name)
    work(worker, watch, lambda: "", lambda: not worker.queue.is_open(name))
    _tell_failed(engine, known.job, sources, at)


def _open(settings: Settings) -> Engine:
    return open_archive(settings.archive, migrate=False)


def _open_for(settings: Settings, job: str) -> Engine:
    """Open the archive. If there is none, make it for a job defined in crawler.toml."""
    try:
        return open_archive(settings.archive, migrate=False)
    except NoArchiveError:
        find_job(jobs_of_file(), job)
    except ArchiveError:
        pass  # outdated, or cannot be opened: reported below
    return open_archive(settings.archive)


def _writing(engine: Engine) -> AbstractContextManager[Connection]:
    return for_writing(engine).begin()


def _next_slot(job: Job) -> str:
    return utc_text(job.timetable.next(now()), fraction=False)


def _row(known: KnownJob) -> tuple[Any, ...]:
    job = known.job
    return (
        job.name,
        job.kind,
        str(job.selection),
        job.timetable.cron,
        job.timetable.time_zone,
        job.max_age,
        None if known.paused_at else _next_slot(job),
        known.paused_at,
    )


def _tell_failed(engine: Engine, job: Job, sources: Sequence[str], slot: datetime) -> None:
    """Raise CrawlerError if some sources were not done since this slot. What failed may have been
    joined with a later slot meanwhile, which a scheduler has planned."""
    query = select(Task.source).where(Task.job == job.name, Task.slot_at >= slot)
    with read_only(engine) as connection:
        done = set(connection.scalars(query.where(Task.state == TaskState.DONE)))
    failed = [source for source in sources if source not in done]
    if failed:
        raise CrawlerError(
            f"not done: {', '.join(failed)}. `crawler jobs show {job.name} {failed[0]}` says why"
        )
