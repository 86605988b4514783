"""``python -m benchmarks.week [--days N] [--archive URL]``: does it run by itself for a week?

The demo press lives through a week of its own time: new stories each hour, edits, withdrawals, and
the troubles of ``week_press``. Its clock moves in ticks of five minutes. At each tick the scheduler
plans what is due and checks health, and three workers crawl: real commands, on the press's time.
Workers are killed with their running crawls (``kill -9``), and for six hours there is no scheduler.
At the end the press's own log, the archive, the queue and ``health`` are compared.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text

from benchmarks.week_press import (
    DAY,
    HOUR,
    NO_SCHEDULER,
    PLANTED,
    START,
    TO_BE_FOUND,
    LivingPress,
    living_papers,
    story_at,
)
from crawler.archive.database.engine import open_archive
from crawler.archive.models.types import OBSERVED
from crawler.demo.press import Logged, Press
from crawler.demo.server import PORT, serving
from crawler.demo.story import Story
from crawler.health.alarm import parse_alarm
from crawler.health.rounds import Rounds
from crawler.jobs.known import known_jobs
from crawler.jobs.owner import Owner
from crawler.jobs.planning import plan
from crawler.jobs.process import command
from crawler.jobs.queue import Ended, Queue, Taken
from crawler.jobs.worker import Worker
from crawler.sources.loader import Catalogue, load_catalogue

TICK = timedelta(minutes=5)
WORKERS = 3
IDLE = 0.5  # seconds: no crawl takes less
AT_ONCE = 8  # most requests of a crawl at once, and so most pages on their way when it is killed
JOB = '\n[jobs.papers]\nsources = "hanbit baram hafenblatt faro harbour"\ncron = "0 * * * *"\n'


@dataclass
class RealCrawl:
    """A crawl by the real command, begun at the room's time; it is over by the next tick."""

    room: Room
    task: Taken
    begun_at: datetime
    killed: bool = False
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        begins = str(self.begun_at.timestamp())
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.week_crawl", begins, *command(self.task)[3:]],
            cwd=self.room.folder,
            env={**os.environ, **self.room.environment, "CRAWLER_TASK": str(self.task.id)},
            stdout=subprocess.DEVNULL,
            stderr=(self.room.folder / "said.txt").open("ab"),
            process_group=0,
        )

    def ended(self) -> Ended | None:
        return None if self.room.now == self.begun_at else Ended(self.process.wait(), "")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        self.killed = self.process.poll() is None
        if self.killed:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def tail(self) -> str:
        return ""


class Room:
    """The machine room: its clock, its workers, and the crawls they begin."""

    def __init__(self, archive: str, folder: Path, seed: int) -> None:
        self.engine = open_archive(archive)
        self.folder = folder
        self.environment = {
            "CRAWLER_ARCHIVE_URL": archive,
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        self.now = START
        self.random = random.Random(seed)
        self.crawls: list[RealCrawl] = []
        self.workers: list[Worker] = []
        self.kills = 0
        self.lasting = 2.0  # seconds that a tick's crawls recently took

    def clock(self) -> datetime:
        return self.now

    def hire(self) -> None:
        """Add a worker, on a machine of its own."""
        owner = Owner(f"machine-{len(self.crawls)}-{len(self.workers)}", 1, "")
        queue = Queue(self.engine, owner, self.clock)
        self.workers.append(Worker(queue, self._launch, 1, lambda _: None))

    def kill_one(self) -> None:
        """Kill a busy worker and its crawl, at some moment of the crawl; hire another."""
        busy = [worker for worker in self.workers if worker.running]
        if busy:
            chosen = self.random.choice(busy)
            time.sleep(self.random.uniform(0, self.lasting))
            chosen.running[0].crawl.kill()
            self.workers.remove(chosen)
            self.kills += 1
            self.hire()

    def next_tick(self) -> None:
        """Wait for the crawls to end, since the press stands still meanwhile; then move the
        clock."""
        begun = time.monotonic()
        for crawl in self.crawls[-WORKERS:]:
            crawl.process.wait()
        lasted = time.monotonic() - begun
        if lasted > IDLE:
            self.lasting = lasted
        self.now += TICK
        for worker in self.workers:  # real ones renew their leases every ten seconds
            worker.queue.renew(running.task for running in worker.running)

    def _launch(self, task: Taken) -> RealCrawl:
        crawl = RealCrawl(self, task, self.now)
        self.crawls.append(crawl)
        return crawl


def live(room: Room, catalogue: Catalogue, days: float, kills: float) -> None:
    """Let the days pass. ``kills`` is the chance of a kill in a tick with crawls."""
    rounds = Rounds(room.engine, parse_alarm({}, ""), lambda _: None)
    for _ in range(WORKERS):
        room.hire()
    while room.now < START + timedelta(days=days):
        hours = (room.now - START) / HOUR
        if not NO_SCHEDULER[0] <= hours < NO_SCHEDULER[1]:
            with room.engine.connect() as connection:
                jobs = known_jobs(connection, room.folder / "crawler.toml")
            plan(room.engine, [known.job for known in jobs.values()], catalogue, room.now)
            for _ in range(len(living_papers())):
                rounds.step(jobs, catalogue, room.now)
        for worker in list(room.workers):
            worker.tick()
        if room.random.random() < kills:
            room.kill_one()
        room.next_tick()
        if hours % DAY == 0:
            print(f"day {hours / DAY:.0f}: {len(room.crawls)} crawls", flush=True)
    while any(worker.running for worker in room.workers):
        for worker in room.workers:
            worker.tick()
        room.next_tick()


class Sent(NamedTuple):
    """A response of the press, identified by its address, tick and status."""

    url: str
    at: datetime
    status: int


def tick_of(instant: datetime) -> datetime:
    return START + (instant - START) // TICK * TICK


def check_pages(room: Room, log: list[Logged]) -> Iterator[str]:
    """Everything sent was captured once, except what was on its way to a crawl that was killed."""
    sent = Counter(Sent(line.url, line.at, line.status) for line in log)
    query = text("SELECT url, captured_at, status FROM captures WHERE kind = 'response'")
    with room.engine.connect() as connection:
        rows = connection.execute(query.columns(captured_at=OBSERVED)).all()
    kept = Counter(Sent(row.url, tick_of(row.captured_at), row.status) for row in rows)
    lost = {page: n for page, n in (sent - kept).items() if is_story(page.url)}
    killed = {(c.task.source, c.begun_at) for c in room.crawls if c.killed}
    on_their_way = sum(lost.values())
    print(f"{sum(sent.values())} responses, {sum(kept.values())} captures, ", end="")
    print(f"{on_their_way} pages on their way to {len(killed)} crawls that were killed")
    for page, _ in sorted(lost.items()):
        if (page.url.split("/")[2].split(".")[0], page.at) not in killed:
            yield f"not captured: {page}"
    for page, n in sorted((kept - sent).items()):
        yield f"captured {n} times more than sent: {page}"
    if on_their_way > AT_ONCE * len(killed):
        yield f"{on_their_way} pages lost by {len(killed)} kills"


def is_story(url: str) -> bool:
    paper, path = split(url)
    return story_at(living_papers()[paper], path, START + timedelta(days=7)) is not None


def split(url: str) -> tuple[str, str]:
    """The paper and path of a URL."""
    _, _, host, path = url.split("/", 3)
    return host.split(".")[0], f"/{path}"


def check_versions(room: Room) -> Iterator[str]:
    """Each story is one article, with one version for each state that was captured."""
    query = text(
        "SELECT c.url, c.captured_at, c.article_id, c.status FROM captures c "
        "WHERE c.kind = 'response' AND c.article_id IS NOT NULL AND c.version IS NOT NULL"
    )
    versions = text("SELECT article_id, versions FROM articles")
    with room.engine.connect() as connection:
        rows = connection.execute(query.columns(captured_at=OBSERVED)).all()
        counted = {row.article_id: row.versions for row in connection.execute(versions)}
    papers = living_papers()
    states: dict[int, set[object]] = defaultdict(set)
    urls: dict[int, str] = {}
    articles: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        paper, path = split(row.url)
        story = story_at(papers[paper], path, tick_of(row.captured_at))
        if story is not None:
            states[row.article_id].add(content(story))
            urls[row.article_id] = row.url
            articles[f"{paper} {story.key}"].add(row.article_id)
    print(f"{len(articles)} stories, {sum(map(len, states.values()))} versions")
    for key, found in sorted(articles.items()):
        if len(found) > 1:
            yield f"{key} is {len(found)} articles"
    for article, contents in sorted(states.items()):
        if counted[article] != len(contents):
            yield f"{urls[article]} has {counted[article]} versions of {len(contents)}"


def content(story: Story) -> object:
    """What makes a version; a byline does not."""
    photos = [(photo.caption, photo.credit_line) for photo in story.photos]
    body = [block.text for block in story.printed_paragraphs]
    return repr((story.printed_headline, story.standfirst, body, photos))


def check_slots(room: Room, until: datetime) -> Iterator[str]:
    """Each slot is in one task of each source, which finished once if its paper answered, and no
    two crawls of a source overlapped."""
    query = text("SELECT source, first_slot_at, slot_at, state, id FROM task ORDER BY slot_at")
    typed = query.columns(first_slot_at=OBSERVED, slot_at=OBSERVED)
    with room.engine.connect() as connection:
        tasks = connection.execute(typed).all()
    slots = [START + n * HOUR for n in range(1, int((until - START) / HOUR))]
    for source in living_papers():
        mine = [task for task in tasks if task.source == source]
        covered = [s for t in mine for s in slots if t.first_slot_at <= s <= t.slot_at]
        if covered != slots:
            yield f"{source}: slots {sorted(set(slots) ^ set(covered))} did not run once"
        failing = [p for p in PLANTED if p.paper == source and p.fails_crawls]
        for task in mine:
            may_fail = any(planted.holds(task.slot_at) for planted in failing)
            if task.state not in ("done", "queued") and not (may_fail and task.state == "failed"):
                yield f"{source}: {task}"
    print(f"{len(slots)} slots of {len(living_papers())} sources in {len(tasks)} tasks")
    begun = Counter((crawl.task.source, crawl.begun_at) for crawl in room.crawls)
    yield from (f"two crawls at a time: {key}" for key, n in begun.items() if n > 1)


def check_health(room: Room) -> Iterator[str]:
    """Every planted trouble is found with its hours, and nothing else is."""
    query = text("SELECT source, trouble, subject, since, until, detail FROM health")
    with room.engine.connect() as connection:
        found = connection.execute(query.columns(since=OBSERVED, until=OBSERVED)).all()
    for row in sorted(found, key=lambda row: (row.source, row.since)):
        times = f"{_hours(row.since):>7} {_hours(row.until):>7}"
        print(f"{row.source:11}{row.trouble:11}{times}  {row.subject} {row.detail}")
    for planted in TO_BE_FOUND:
        since, until = START + planted.since * HOUR, START + planted.until * HOUR
        same = [
            row
            for row in found
            if (row.source, row.trouble) == (planted.paper, planted.trouble)
            and planted.subject in ("place", row.subject)
            and abs(row.since - since) <= 2 * HOUR
            and row.until is not None
            and abs(row.until - until) <= 2 * HOUR
        ]
        found = [row for row in found if row not in same]
        if not same:
            yield f"not found: {planted}"
    yield from (f"found, and not planted: {row}" for row in found)


def _hours(instant: datetime | None) -> str:
    return "-" if instant is None else f"{(instant - START) / HOUR:.1f}"


def check(room: Room, press: Press, until: datetime) -> list[str]:
    """All faults found."""
    return [
        *check_pages(room, press.log),
        *check_versions(room),
        *check_slots(room, until),
        *check_health(room),
    ]


def describe(folder: Path, port: int) -> Catalogue:
    """Write the user's file, with the press's papers and the job."""
    sources = files("crawler.demo").joinpath("sources.toml").read_text(encoding="utf-8")
    toml = sources.replace(f":{PORT}/", f":{port}/").replace("\n[", "\n[sources.")
    (folder / "crawler.toml").write_text(toml + JOB, encoding="utf-8")
    return load_catalogue(user_file=folder / "crawler.toml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument(
        "--kills", type=float, default=0.2, help="chance of one in a tick with crawls"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--archive", help="an empty archive; default: a temporary SQLite file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        room = Room(arguments.archive or f"sqlite:///{folder}/archive.db", folder, arguments.seed)
        with serving(room.clock, 0, LivingPress) as press:
            catalogue = describe(folder, press.port)
            live(room, catalogue, arguments.days, arguments.kills)
            faults = check(room, press, room.now)
        print(f"{len(room.crawls)} crawls, {room.kills} kills")
    if faults:
        raise SystemExit("\n".join([f"{len(faults)} faults:", *faults]))
    print("nothing was lost or doubled, and each trouble was found")


if __name__ == "__main__":
    main()
