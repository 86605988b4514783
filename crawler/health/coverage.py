"""The ledger: the hours when a source was not watched although a job's timetable says so.

A slot is missed when no crawl of the source finished, or when its crawl began only after the next
slot had come, or more than an hour late. Then the source was not watched from that slot until the
next crawl that finished. A crawl under way counts as watching for some hours; after that it may be
stuck, and counts only once it finishes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from crawler.archive.models import Task, TaskState
from crawler.health.trouble import Check, Trouble
from crawler.jobs.job import Kind
from crawler.jobs.known import KnownJob

LATE = timedelta(hours=1)
WATCHES = timedelta(hours=6)  # how long a crawl under way may be trusted to finish


def troubles_of_coverage(
    connection: Connection,
    source: str,
    jobs: Iterable[KnownJob],
    since: datetime,
    now: datetime,
) -> list[Trouble]:
    """The stretches without a crawl. ``jobs`` are those that visit the source."""
    tasks = connection.execute(
        select(Task)
        .where(Task.source == source, Task.kind == Kind.CRAWL, Task.slot_at >= since)
        .order_by(Task.first_slot_at, Task.id)
    ).all()
    crawls = _Crawls(tasks, now)
    missed = [*_missed_by_tasks(tasks, crawls, now), *_not_planned(jobs, crawls, now)]
    gaps: dict[datetime | None, _Missed] = {}  # by their end
    for each in sorted(missed, key=lambda one: one.since):
        gaps.setdefault(crawls.next(each.since), each)
    return [
        Trouble(source, Check.UNWATCHED, "", gap.since, until, gap.why)
        for until, gap in gaps.items()
    ]


@dataclass(frozen=True, slots=True)
class _Missed:
    since: datetime
    why: str


class _Crawls:
    """The crawls that finished, and any that is under way."""

    def __init__(self, tasks: Iterable[Any], now: datetime) -> None:
        times = [(t.started_at, t.finished_at) for t in tasks if t.state == TaskState.DONE]
        running = [task.started_at for task in tasks if _is_running(task, now)]
        times += [(begun, min(now, begun + WATCHES)) for begun in running]
        times.sort()
        self.is_stuck = any(now - begun > WATCHES for begun in running)
        self._begins = [begin for begin, _ in times]
        self._ends = [end for _, end in times]

    def watched_until(self, slot: datetime, before: datetime) -> datetime:
        """The slot, or the end of the last crawl that began before an instant if that is later."""
        number = bisect_left(self._begins, before)
        return max(slot, self._ends[number - 1]) if number else slot

    def next(self, at: datetime) -> datetime | None:
        """When the next crawl began."""
        number = bisect_left(self._begins, at)
        return self._begins[number] if number < len(self._begins) else None


def _missed_by_tasks(tasks: Iterable[Any], crawls: _Crawls, now: datetime) -> Iterator[_Missed]:
    for task in tasks:
        has_begun = task.state in (TaskState.DONE, TaskState.FAILED) or _is_running(task, now)
        begun = task.started_at if has_begun else now
        since = crawls.watched_until(task.first_slot_at, begun)
        if task.state == TaskState.FAILED:
            yield _Missed(since, f"the crawl failed {task.attempts} times")
        elif task.slot_at > since or begun - since > LATE:
            yield _Missed(since, _why_late(task, crawls))


def _why_late(task: Any, crawls: _Crawls) -> str:
    if task.attempts:
        return "the crawl failed"
    if crawls.is_stuck and task.state == TaskState.QUEUED:
        return f"the crawl before it runs for more than {WATCHES / timedelta(hours=1):.0f} hours"
    return "no crawl was begun"


def _not_planned(jobs: Iterable[KnownJob], crawls: _Crawls, now: datetime) -> Iterator[_Missed]:
    """Slots that no scheduler was there to plan."""
    for known in jobs:
        if known.planned_until is None or known.paused_at or known.job.kind is not Kind.CRAWL:
            continue
        slot = known.job.timetable.next(known.planned_until)
        since = crawls.watched_until(slot, now)
        if slot <= now and (known.job.timetable.next(since) <= now or now - since > LATE):
            yield _Missed(since, "no scheduler ran")


def _is_running(task: Any, now: datetime) -> bool:
    """Whether the task's worker is known to be alive."""
    return bool(task.state == TaskState.RUNNING and task.lease_until >= now)
