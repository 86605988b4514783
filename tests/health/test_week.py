"""A week with planted troubles, workers that are killed and a scheduler that is dead for hours:
each trouble is found with its hours, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import Engine, text

from crawler.archive.models.types import OBSERVED
from crawler.health.record import record_troubles
from crawler.health.rounds import watched_sources
from crawler.jobs.job import parse_job
from crawler.jobs.known import KnownJob, known_jobs
from tests.health.papers import HOUR, Paper, recorder
from tests.jobs.simulation import SOURCES, START, Room

JOB = parse_job(
    "hourly",
    {"sources": "country:kr country:de country:es country:gb", "cron": "5 * * * *"},
    "test",
)
DAY = 24
WEEK = 7 * DAY
DEAD = (4 * DAY + 3, 4 * DAY + 9)  # the scheduler, hours after the start

# source -> hours of a trouble, what is planted, and what is to be found (trouble, of the feed?)
PLANTED = [
    ("hanbit", 2 * DAY + 8, 2 * DAY + 20, "blocked", "blocked", ""),
    ("hanbit", 5 * DAY + 1, 5 * DAY + 4, "empty", "empty", "feed"),
    ("baram", 3 * DAY + 6, 6 * DAY, "layout", "yield", "authors"),
    ("hafenblatt", 3 * DAY, 4 * DAY, "frozen", "frozen", "feed"),
    ("hafenblatt", 5 * DAY, WEEK + DAY, "robots.txt", "robots.txt", ""),
    ("faro", 2 * DAY, 2 * DAY + 7, "unreadable", "unreadable", "feed"),
    ("faro", 6 * DAY + 8, 6 * DAY + 20, "errors", "errors", ""),
    ("harbour", 1 * DAY, 1 * DAY + 12, "one date", "one date", "feed"),
]


@dataclass(frozen=True)
class Found:
    source: str
    trouble: str
    subject: str
    since: datetime
    until: datetime | None


def hours(number: float) -> datetime:
    return START + number * HOUR


def found(archive: Engine) -> set[Found]:
    query = text("SELECT source, trouble, subject, since, until FROM health")
    with archive.connect() as connection:
        rows = connection.execute(query.columns(since=OBSERVED, until=OBSERVED))
        return {Found(*row) for row in rows}


def papers() -> dict[str, Paper]:
    random = Random(3)
    theirs = {name: Paper(name, random) for name in SOURCES}
    theirs["baram"].bylines = 1.0
    for source, since, until, what, *_ in PLANTED:
        theirs[source].troubles.append((hours(since), hours(until), what))
    return theirs


def expected(room: Room, papers: dict[str, Paper]) -> set[Found]:
    """The troubles with the looks that can have shown them."""
    feeds = {name: f"https://{name}.example/feed.xml" for name in SOURCES}
    wanted = set()
    for source, since, until, what, trouble, subject in PLANTED:
        looks = sorted(c.begun_at for c in room.crawls if c.task.source == source and c.reported)
        if subject != "feed":
            looks = papers[source].found_at
        during = [at for at in looks if hours(since) <= at < hours(until)]
        after = [at for at in looks if at >= hours(until)]
        unchanged = [at for at in papers[source].found_at if at < hours(since)]
        begun = unchanged[-1] if what == "frozen" else during[0]
        of = feeds[source] if subject == "feed" else subject
        wanted.add(Found(source, trouble, of, begun, after[0] if after else None))
    return wanted | {gap for source in SOURCES for gap in gaps(room, source)}


def gaps(room: Room, source: str) -> set[Found]:
    """Hours in which a slot came, and the next one before any crawl that was not killed."""
    crawls = [c for c in room.crawls if c.task.source == source and c.reported]
    found: dict[datetime, Found] = {}
    slot = START
    while (slot := JOB.timetable.next(slot)) < room.now - 2 * HOUR:
        begun = min(c.begun_at for c in crawls if c.begun_at >= slot)
        since = max([slot, *(c.ends_at for c in crawls if c.begun_at < begun)])
        if begun >= JOB.timetable.next(since):
            found.setdefault(begun, Found(source, "unwatched", "", since, begun))
    return set(found.values())


def test_each_planted_trouble_is_found_with_its_hours_and_nothing_else(archive: Engine) -> None:
    theirs = papers()
    room = Room(archive, [JOB], Random(12), longest=5, on_end=recorder(archive, theirs))
    for _ in range(3):
        room.hire()
    while room.now < hours(WEEK):
        if hours(DEAD[0]) <= room.now < hours(DEAD[1]):
            room.pass_time((hours(DEAD[1]) - room.now) / HOUR * 60, planned=False)
        room.pass_time(20)
        if room.random.random() < 0.1:
            room.kill(room.random.choice(room.workers))
            room.hire()
    assert any(t.until and t.until - t.since > 4 * HOUR for t in gaps(room, "harbour"))
    jobs = known(archive)
    record(archive, jobs, room.now)
    assert sorted(found(archive), key=str) == sorted(expected(room, theirs), key=str)


def room_in_which_a_crawl_hangs(archive: Engine) -> Room:
    room = Room(archive, [JOB], Random(3), longest=5, on_end=recorder(archive, papers()))
    room.hire(concurrency=3)
    room.pass_time(3 * 60)
    room.stuck.add("harbour")
    return room


def test_a_crawl_that_hangs_is_a_watch_for_some_hours_only(archive: Engine) -> None:
    room = room_in_which_a_crawl_hangs(archive)
    room.pass_time(20 * 60)
    room.workers[0].tick()  # it is alive, and keeps the lease
    record(archive, known(archive), room.now)
    hung = room.crawls_of("harbour")[-1].begun_at
    assert found(archive) == {Found("harbour", "unwatched", "", hung + 6 * HOUR, None)}
    with archive.connect() as connection:
        detail = connection.scalar(text("SELECT detail FROM health"))
    assert detail == "the crawl before it runs for more than 6 hours"


def test_a_long_crawl_that_comes_to_its_end_was_a_watch(archive: Engine) -> None:
    room = room_in_which_a_crawl_hangs(archive)
    room.pass_time(8 * 60)
    room.stuck.clear()
    room.crawls_of("harbour")[-1].ends_at = room.now
    room.pass_time(60)
    record(archive, known(archive), room.now)
    assert found(archive) == set()


def known(archive: Engine) -> dict[str, KnownJob]:
    """The job as if it stood in crawler.toml."""
    with archive.connect() as connection:
        assert known_jobs(connection) == {}
        (planned_until,) = connection.execute(
            text("SELECT planned_until FROM job").columns(planned_until=OBSERVED)
        ).one()
    return {JOB.name: KnownJob(JOB, True, planned_until=planned_until)}


def record(archive: Engine, jobs: dict[str, KnownJob], now: datetime) -> None:
    with archive.begin() as connection:
        names = watched_sources(connection, SOURCES, jobs, now)
        record_troubles(connection, names, SOURCES, jobs, now)
