"""Turn slots that are due into tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, select, text, update

from crawler.archive.database.engine import for_writing
from crawler.archive.database.inserts import upsert
from crawler.archive.models import Source, StoredJob, Task, TaskState
from crawler.archive.models.types import cut_to_milliseconds
from crawler.jobs.job import Job, Kind
from crawler.jobs.timetable import Due
from crawler.sources.loader import Catalogue

AHEAD = timedelta(hours=1)  # of this clock: more than the clocks of two machines differ


def plan(engine: Engine, jobs: Iterable[Job], catalogue: Catalogue, now: datetime) -> int:
    """Queue the tasks of all slots that have come due; return how many jobs had one.

    Each job's row is locked meanwhile, so that any number of planners queue each slot once. A new
    job has its first slot after ``now``. Raises JobError and SourceError for a selection that does
    not fit the catalogue.
    """
    jobs = list(jobs)
    with engine.connect() as connection:
        rows = select(StoredJob.name, StoredJob.planned_until)
        planned = {row.name: row.planned_until for row in connection.execute(rows)}
    due_jobs = [job for job in jobs if _may_be_due(job, planned, now)]
    return sum(_plan_one(engine, job, catalogue, now) for job in due_jobs)


def _may_be_due(job: Job, planned: Mapping[str, datetime], now: datetime) -> bool:
    until = planned.get(job.name)
    return until is None or until > now + AHEAD or job.timetable.next(until) <= now


def _plan_one(engine: Engine, job: Job, catalogue: Catalogue, now: datetime) -> bool:
    with for_writing(engine).begin() as connection:
        register(connection, job.name, now)
        row = connection.execute(
            select(StoredJob.planned_until, StoredJob.paused_at)
            .where(StoredJob.name == job.name)
            .with_for_update()
        ).one()
        if row.planned_until > now + AHEAD:
            _plan_anew(connection, job.name, now)
            return False
        due = None if row.paused_at else job.timetable.due(row.planned_until, now)
        if due is None:
            return False
        enqueue(connection, job, catalogue, due, now)
        connection.execute(
            update(StoredJob).where(StoredJob.name == job.name).values(planned_until=due.last)
        )
        return True


def _plan_anew(connection: Connection, name: str, now: datetime) -> None:
    """Take back what was planned for the future: the clock was ahead once. Its tasks are forgotten
    (their runs are not), as their slots will come again; one that is running belongs to now."""
    now = cut_to_milliseconds(now)
    ahead = (Task.job == name, Task.slot_at > now)
    connection.execute(delete(Task).where(*ahead, Task.state != TaskState.RUNNING))
    connection.execute(update(Task).where(*ahead).values(first_slot_at=now, slot_at=now))
    planned = update(StoredJob).where(StoredJob.name == name)
    connection.execute(planned.values(planned_until=now))


def register(connection: Connection, name: str, now: datetime) -> None:
    """Make the archive know a job of the user's file, if it does not yet."""
    row = upsert(connection, StoredJob).values(name=name, planned_until=now)
    connection.execute(row.on_conflict_do_nothing(index_elements=["name"]))


def enqueue(
    connection: Connection, job: Job, catalogue: Catalogue, due: Due, now: datetime
) -> list[str]:
    """Queue a task for each source of the job; return the sources.

    A waiting task of the same job and source is joined with the new one: it then stands for the
    slots of both, and keeps its back-off if it has failed before.
    """
    sources = _sources(connection, job, catalogue)
    for source in sources:
        row = upsert(connection, Task).values(
            job=job.name,
            source=source,
            kind=job.kind,
            max_age=job.max_age,
            first_slot_at=due.first,
            slot_at=due.last,
            state=TaskState.QUEUED,
            attempts=0,
            not_before=cut_to_milliseconds(now),
        )
        same = {name: row.excluded[name] for name in ("kind", "max_age", "slot_at")}
        connection.execute(
            row.on_conflict_do_update(
                index_elements=["job", "source"],
                index_where=text("state = 'queued'"),
                set_=same,
            )
        )
    return sources


def _sources(connection: Connection, job: Job, catalogue: Catalogue) -> list[str]:
    """The sources that the job selects. A job that crawls nothing new gets only those in the
    archive."""
    selected = job.selection.of(catalogue)
    if job.kind is Kind.CRAWL:
        return selected
    known = set(connection.scalars(select(Source.name).where(Source.name.in_(selected))))
    return [name for name in selected if name in known]
