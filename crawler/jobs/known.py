"""All jobs: those in the user's file, and those added by command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from crawler.archive.models import StoredJob, Task, TaskState
from crawler.errors import JobError, there_is_no
from crawler.jobs.job import Job, parse_job
from crawler.jobs.planning import register
from crawler.sources.loader import USER_FILE, user_jobs


@dataclass(frozen=True, slots=True)
class KnownJob:
    """A job, and what the archive knows about it."""

    job: Job
    in_file: bool
    paused_at: datetime | None = None
    planned_until: datetime | None = None  # None: no scheduler has seen it yet


def jobs_of_file(user_file: Path = Path(USER_FILE)) -> dict[str, KnownJob]:
    """The jobs in the user's file, by name. Raises JobError if one cannot be understood."""
    jobs = user_jobs(user_file).items()
    return {name: KnownJob(parse_job(name, table, str(user_file)), True) for name, table in jobs}


def known_jobs(connection: Connection, user_file: Path = Path(USER_FILE)) -> dict[str, KnownJob]:
    """All jobs by name. Raises JobError if one cannot be understood or two share a name."""
    of_file = jobs_of_file(user_file)
    found = dict(of_file)
    for row in connection.execute(select(StoredJob)):
        if row.name in of_file:
            if row.definition is not None:
                raise JobError(
                    f"the job {row.name!r} stands in {user_file} and was added by command, too: "
                    f"take it out of the file, or `crawler jobs remove {row.name}`"
                )
            found[row.name] = KnownJob(found[row.name].job, True, row.paused_at, row.planned_until)
        elif row.definition is not None:
            job = parse_job(row.name, row.definition, "the archive")
            found[row.name] = KnownJob(job, False, row.paused_at, row.planned_until)
    return dict(sorted(found.items()))


def find_job(jobs: Mapping[str, KnownJob], name: str) -> KnownJob:
    """The job of this name. Raises JobError, which suggests the nearest names."""
    if name in jobs:
        return jobs[name]
    raise JobError(f"{there_is_no('job', name, jobs)} `crawler jobs list` lists all")


def add_job(connection: Connection, job: Job, definition: Mapping[str, Any], now: datetime) -> None:
    """Store a job; its first slot is the next one after ``now``. Its name must be new."""
    connection.execute(delete(StoredJob).where(StoredJob.name == job.name))  # once in the file
    connection.execute(
        insert(StoredJob),
        {"name": job.name, "definition": dict(definition), "planned_until": now},
    )


def remove_job(connection: Connection, name: str) -> bool:
    """Remove a job that was added by command, and its waiting tasks; what it did stays.

    False if there is none of this name.
    """
    removed = connection.execute(
        delete(StoredJob).where(StoredJob.name == name, StoredJob.definition.is_not(None))
    )
    if not removed.rowcount:
        return False
    connection.execute(delete(Task).where(Task.job == name, Task.state == TaskState.QUEUED))
    return True


def pause_job(connection: Connection, name: str, now: datetime) -> None:
    """Pause a job: from now on it has no slots, and its waiting tasks are not begun."""
    register(connection, name, now)
    connection.execute(
        update(StoredJob)
        .where(StoredJob.name == name, StoredJob.paused_at.is_(None))
        .values(paused_at=now)
    )


def resume_job(connection: Connection, name: str, now: datetime) -> None:
    """Resume a job: from now on it has slots again; those of the pause are left out."""
    connection.execute(
        update(StoredJob)
        .where(StoredJob.name == name, StoredJob.paused_at.is_not(None))
        .values(paused_at=None, planned_until=now)
    )
