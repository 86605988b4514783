"""A week with simulated time and crawls, on the real queue: which slots ran, and which did not."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from sqlalchemy import Engine, select

from crawler.archive.models import Task, TaskState
from crawler.jobs.job import Job, parse_job
from tests.jobs.simulation import SOURCES, START, STEPS, Room

HOUR = timedelta(hours=1)
JOBS = [
    parse_job(name, {"sources": sources, "cron": cron, "time_zone": zone}, "test")
    for name, sources, cron, zone in (
        ("often", "country:kr", "*/30 * * * *", "Asia/Seoul"),
        ("hourly", "country:de country:es", "10 * * * *", "Europe/Berlin"),
        ("nightly", "hanbit hafenblatt harbour", "30 2 * * *", "Europe/Berlin"),
    )
]


def slots(job: Job, until: datetime) -> list[datetime]:
    found, at = [], START
    while (at := job.timetable.next(at)) <= until:
        found.append(at)
    return found


def tasks(archive: Engine, job: Job, source: str) -> list[Any]:
    query = select(Task).where(Task.job == job.name, Task.source == source)
    with archive.connect() as connection:
        return list(connection.execute(query.order_by(Task.first_slot_at)))


def check_every_slot(archive: Engine, room: Room, until: datetime) -> set[str]:
    """Each due slot is in one task of each source, and each task that is done ran once to its
    end. The sources of the others, which all failed."""
    failed = set()
    ended_well = Counter(c.task.id for c in room.crawls if c.reported and not c.exit_code)
    for job in JOBS:
        due = slots(job, until)
        for source in job.selection.of(SOURCES):
            rows = tasks(archive, job, source)
            covered = [s for row in rows for s in due if row.first_slot_at <= s <= row.slot_at]
            assert covered == due, f"{job.name} {source}"
            for row in rows:
                assert row.state in (TaskState.DONE, TaskState.FAILED)
                assert ended_well[row.id] == (row.state == TaskState.DONE)
                failed |= {source} if row.state == TaskState.FAILED else set()
    return failed


def test_in_a_week_every_slot_runs_once_and_no_source_is_crawled_twice_at_a_time(
    archive: Engine,
) -> None:
    random = Random(7)
    room = Room(archive, JOBS, random, outages={"faro": (20, 26)})
    for _ in range(3):
        room.hire()
    room.plan()
    kills = 0
    while room.now < START + 7 * 24 * HOUR:
        room.pass_time(random.randint(30, 120))
        if random.random() < 0.7:
            room.kill(random.choice(room.workers))
            kills += 1
        elif random.random() < 0.2:
            room.pass_time(random.randint(60, 300), planned=False)
        while len(room.workers) < 3 and random.random() < 0.8:
            room.hire()
    room.hire()
    room.plan()
    planned_until = room.now
    room.pass_time(300, planned=False)
    assert check_every_slot(archive, room, planned_until) == {"faro"}
    assert room.overlaps() == []
    assert kills >= 50
    assert any("its worker is gone" in line for line in room.said)


def test_slots_that_were_missed_are_made_up_for_once(archive: Engine) -> None:
    room = Room(archive, JOBS[1:2], Random(1), longest=1)
    room.hire()
    room.pass_time(60)
    room.now += 5 * HOUR
    room.pass_time(60)
    rows = tasks(archive, JOBS[1], "faro")
    lasted = [round((row.slot_at - row.first_slot_at) / HOUR) for row in rows]
    assert lasted == [0, 4, 0]
    assert {row.state for row in rows} == {TaskState.DONE}


def test_a_clock_that_was_ahead_once_stops_no_job(archive: Engine) -> None:
    room = Room(archive, JOBS[1:2], Random(1), longest=1)
    room.hire()
    room.pass_time(60)
    room.now += timedelta(days=200)
    room.plan()
    room.pass_time(30)
    room.now -= timedelta(days=200)
    mended = room.now
    room.pass_time(3 * 60)
    late = [slot for slot in slots(JOBS[1], room.now) if slot > mended]
    assert len(late) == 3
    rows = tasks(archive, JOBS[1], "faro")
    assert [row.slot_at for row in rows if row.slot_at > mended] == late


def test_a_source_that_fails_is_asked_less_and_less_and_then_given_up(archive: Engine) -> None:
    room = Room(archive, JOBS[2:], Random(1), outages={"harbour": (0, 1000)}, longest=1)
    room.hire(concurrency=3)
    room.plan()
    room.pass_time(20 * 60)
    begun = [c.begun_at for c in room.crawls if c.task.source == "harbour"]
    pauses = [(after - before) / timedelta(minutes=1) for before, after in pairwise(begun)]
    assert len(begun) == 5
    for passed, least in zip(pauses, (1, 2, 4, 8), strict=True):
        assert least < passed <= least + 2 * max(STEPS)
    (row,) = tasks(archive, JOBS[2], "harbour")
    assert (row.state, row.attempts, row.exit_code, row.log_tail) == ("failed", 5, 1, "the tail")


def test_a_crawl_that_never_ends_is_ended_after_a_day_and_tried_again(archive: Engine) -> None:
    room = Room(archive, JOBS[1:2], Random(1), stuck={"faro"}, longest=1)
    room.hire()
    room.pass_time(25 * 60)
    first, second = room.crawls_of("faro")
    assert first.over_at is not None
    assert 24 * HOUR <= first.over_at - first.begun_at < 25 * HOUR
    (row,) = tasks(archive, JOBS[1], "faro")
    assert (row.state, row.attempts, row.exit_code) == (TaskState.RUNNING, 1, -9)
    assert row.log_tail == "the tail\nended, as it ran for 24 hours"
    room.stuck.clear()
    second.ends_at = room.now
    room.pass_time(30)
    assert {row.state for row in tasks(archive, JOBS[1], "faro")} == {TaskState.DONE}
    assert room.overlaps() == []
