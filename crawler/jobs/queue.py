"""The queue of tasks, in the archive's own database, the same on SQLite and PostgreSQL.

A worker takes a task under a lease, which it renews as long as it lives. Tasks of a dead worker are
queued again: at once if its process is known to be gone, else when the lease has run out. Unique
indexes, not the workers' good behaviour, keep two crawls off one source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, bindparam, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from crawler.archive.database.engine import for_reading, for_writing
from crawler.archive.models import StoredJob, Task, TaskState
from crawler.archive.models.types import OBSERVED
from crawler.jobs.owner import Owner, is_dead

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(minutes=1)  # before the second attempt; doubled before each later one
TRIES = 20  # of a transaction that others keep overtaking
ATTEMPTS = 5  # failures in a row after which a task is given up

Clock = Callable[[], datetime]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Taken:
    """A task that this worker has taken."""

    id: int
    job: str
    source: str
    kind: str
    max_age: str | None
    slot_at: datetime
    attempts: int  # failed attempts so far


@dataclass(frozen=True, slots=True)
class Ended:
    """How a crawl ended."""

    exit_code: int  # negative: the signal that ended it
    log_tail: str
    stopped: bool = False  # we stopped it, so this is not the source's fault


class Queue:
    """The queue as one worker sees it. ``clock`` tells the time, aware UTC."""

    def __init__(self, engine: Engine, owner: Owner, clock: Clock) -> None:
        self.engine = for_writing(engine)
        self.owner = str(owner)
        self.clock = clock

    def take(self, job: str | None = None) -> Taken | None:
        """Take the task that has waited longest, of one job or of all; None if none may begin."""
        return self._write(lambda connection: self._take(connection, job))

    def _take(self, connection: Connection, job: str | None) -> Taken | None:
        now = self.clock()
        query = _NEXT if job is None else _NEXT_OF_JOB
        row = connection.execute(query, {"now": now, "job": job}).one_or_none()
        if row is None:
            return None
        _set(
            connection,
            row.id,
            state=TaskState.RUNNING,
            owner=self.owner,
            lease_until=now + LEASE,
            started_at=now,
            finished_at=None,
            run_id=None,
        )
        return Taken(*row)

    def renew(self, tasks: Iterable[Taken]) -> set[int]:
        """Renew the leases of tasks; return the ids of those still owned by this worker."""
        ids = [task.id for task in tasks]
        if not ids:
            return set()
        with self.engine.begin() as connection:
            rows = connection.scalars(
                update(Task)
                .where(Task.id.in_(ids), Task.owner == self.owner)
                .values(lease_until=self.clock() + LEASE)
                .returning(Task.id)
            )
            return set(rows)

    def end(self, task: Taken, ended: Ended) -> TaskState | None:
        """Record how a crawl ended. A failed one is queued again, with a longer pause each time.

        Returns the new state; None if the task was no longer this worker's.
        """
        return self._write(lambda connection: self._end(connection, task, ended))

    def _end(self, connection: Connection, task: Taken, ended: Ended) -> TaskState | None:
        now = self.clock()
        if _owner(connection, task) != self.owner:
            return None
        failed = ended.exit_code != 0 and not ended.stopped
        attempts = task.attempts + failed
        values = {
            "exit_code": ended.exit_code,
            "log_tail": ended.log_tail,
            "finished_at": now,
            "attempts": attempts,
        }
        if ended.exit_code == 0:
            return _close(connection, task, TaskState.DONE, values)
        if attempts >= ATTEMPTS:
            return _close(connection, task, TaskState.FAILED, values)
        return _again(connection, task, now + pause(attempts) if failed else now, values)

    def rescue(self) -> list[Taken]:
        """Queue the tasks of dead workers again; return them."""
        now = self.clock()
        with self._reading() as connection:
            rows: Sequence[Any] = connection.execute(_RUNNING).all()
        lost = [
            (Taken(*taken), owner)
            for owner, lease_until, *taken in rows
            if lease_until < now or is_dead(owner)
        ]
        return [task for task, owner in lost if self._write(_rescuer(task, owner, now))]

    def waiting(self) -> int:
        """How many tasks are queued, including those waiting for another try."""
        with self._reading() as connection:
            return connection.scalar(_WAITING) or 0

    def is_open(self, job: str) -> bool:
        """Whether a task of the job is running, or queued and not waiting for another try."""
        with self._reading() as connection:
            rows = connection.execute(_OPEN, {"job": job, "now": self.clock()})
            return rows.first() is not None

    def _reading(self) -> Connection:
        return for_reading(self.engine).connect()

    def _write(self, work: Callable[[Connection], T]) -> T:
        """Do the work in one transaction; again if another process was quicker with the same."""
        for _ in range(TRIES - 1):
            with suppress(IntegrityError), self.engine.begin() as connection:
                return work(connection)
        with self.engine.begin() as connection:
            return work(connection)


def pause(attempts: int) -> timedelta:
    """How long a source is left alone after this many failed attempts in a row."""
    return FIRST_PAUSE * float(2 ** (attempts - 1))


_TAKEN = (
    Task.id,
    Task.job,
    Task.source,
    Task.kind,
    Task.max_age,
    Task.slot_at,
    Task.attempts,
)


_other = aliased(Task)
# The task to begin next. PostgreSQL locks it, and skips tasks that others are taking.
_NEXT = (
    select(*_TAKEN)
    .where(Task.state == TaskState.QUEUED, Task.not_before <= bindparam("now", type_=OBSERVED))
    .where(
        ~select(_other.id)
        .where(_other.source == Task.source, _other.state == TaskState.RUNNING)
        .exists(),
        Task.job.not_in(select(StoredJob.name).where(StoredJob.paused_at.is_not(None))),
    )
    .order_by(Task.not_before, Task.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=Task)
)
_NEXT_OF_JOB = _NEXT.where(Task.job == bindparam("job"))
_RUNNING = select(Task.owner, Task.lease_until, *_TAKEN).where(Task.state == TaskState.RUNNING)
_WAITING = select(func.count()).where(Task.state == TaskState.QUEUED)
_OPEN = (
    select(Task.id)
    .where(Task.job == bindparam("job"), Task.state.in_([TaskState.QUEUED, TaskState.RUNNING]))
    .where(
        or_(
            Task.state == TaskState.RUNNING,
            Task.not_before <= bindparam("now", type_=OBSERVED),
        )
    )
)


def _owner(connection: Connection, task: Taken) -> str | None:
    """The owner of a task, which stays locked from now on."""
    return connection.scalar(select(Task.owner).where(Task.id == task.id).with_for_update())


def _rescuer(task: Taken, owner: str, now: datetime) -> Callable[[Connection], bool]:
    def rescue(connection: Connection) -> bool:
        if _owner(connection, task) != owner:
            return False
        _again(connection, task, now, {"exit_code": None, "log_tail": None, "finished_at": now})
        return True

    return rescue


def _again(
    connection: Connection, task: Taken, at: datetime, values: Mapping[str, Any]
) -> TaskState:
    """Queue a task again, not before an instant, joined with any later slot that waits already."""
    waiting = connection.execute(
        delete(Task)
        .where(Task.job == task.job, Task.source == task.source)
        .where(Task.state == TaskState.QUEUED)
        .returning(Task.slot_at, Task.kind, Task.max_age)
    ).one_or_none()
    joined = {} if waiting is None else waiting._asdict()
    return _close(connection, task, TaskState.QUEUED, {**values, **joined, "not_before": at})


def _close(
    connection: Connection, task: Taken, state: TaskState, values: Mapping[str, Any]
) -> TaskState:
    _set(connection, task.id, **values, state=state, owner=None, lease_until=None)
    return state


def _set(connection: Connection, task_id: int, **values: Any) -> None:
    connection.execute(update(Task).where(Task.id == task_id).values(**values))
