"""The real scheduler and the real workers: processes, signals, deaths."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select, text

from crawler.archive.database.engine import open_archive
from crawler.archive.models import Task
from crawler.cli.working import now
from crawler.jobs import worker as module
from crawler.jobs.files import enqueue_files
from crawler.jobs.job import parse_job
from crawler.jobs.owner import this_process
from crawler.jobs.planning import enqueue
from crawler.jobs.process import CrawlProcess
from crawler.jobs.queue import Queue
from crawler.jobs.timetable import Due
from crawler.jobs.worker import Worker
from crawler.sources.loader import load_catalogue
from tests.archive.press import MORNING
from tests.desk import Desk
from tests.spiders.origin import XML, Answer, Site, feed, serving, story

WAIT = 60.0  # seconds until something must have happened


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


class Staff:
    """Commands that run on in a user's folder, each in a session of its own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with Path(self.desk.folder, "said.txt").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "crawler", *arguments],
                cwd=self.desk.folder,
                env=self.desk.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def said(self) -> str:
        return Path(self.desk.folder, "said.txt").read_text()

    def end(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()


@pytest.fixture
def staff(desk: Desk) -> Iterator[Staff]:
    staff = Staff(desk)
    yield staff
    staff.end()


def wait_until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.1)


def publish(desk: Desk, site: Site, pages: int, after: float = 0.0) -> None:
    links = [site.put(f"/news/{n}", story(f"Ferry number {n}")) for n in range(pages)]
    if after:
        site.answers |= {
            f"/news/{n}": Answer(story(f"Ferry number {n}"), after=after) for n in range(pages)
        }
    site.put("/feed.xml", feed(*links), XML)
    desk.describe(
        site.url("/"),
        f'feeds = ["{site.url("/feed.xml")}"]\n'
        "limits = { delay = 0.0, concurrency = 1 }\n"
        '[jobs.often]\nsources = "herald"\ncron = "*/2 * * * * *"',
    )


def test_a_crawl_that_cannot_be_started_is_tried_again_and_the_others_go_on(
    tmp_path: Path, archive: Engine, archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, said = [MORNING], list[str]()
    with archive.begin() as connection:
        enqueue_files(connection, [tmp_path / "1.warc.gz", tmp_path / "2.warc.gz"], at[0])
    worker = Worker(
        Queue(archive, this_process(), lambda: at[0]),
        lambda task: CrawlProcess(task, archive_url, str(tmp_path)),
        concurrency=1,
        tell=said.append,
    )

    def tick() -> list[Any]:
        worker.tick()
        with archive.connect() as connection:
            return list(connection.execute(select(Task.state, Task.attempts).order_by(Task.id)))

    with monkeypatch.context() as no_room:
        no_room.setattr(sys, "executable", str(tmp_path / "nothing"))
        assert tick() == [("queued", 1), ("queued", 0)]
    assert "tried again later: no process could be started" in said[-1]
    assert tick() == [("queued", 1), ("running", 0)]
    worker.kill()


def done(desk: Desk) -> int:
    ((number,),) = desk.ask("SELECT count(*) FROM task WHERE state = 'done'")
    return int(number)


def test_a_scheduler_runs_what_is_due_and_ends_in_good_order(
    desk: Desk, site: Site, staff: Staff
) -> None:
    publish(desk, site, 2)
    with (desk.folder / "crawler.toml").open("a") as file:
        file.write('[alarm]\ncommand = "cat >> alarm.jsonl"\n')
    desk.run("crawler", "migrate")
    scheduler = staff.start("schedule")
    wait_until(lambda: done(desk) >= 2)
    site.put("/feed.xml", feed(), XML)
    wait_until(lambda: "failed with exit code 1" in staff.said())
    scheduler.send_signal(signal.SIGTERM)
    assert scheduler.wait(WAIT) == 0
    states = desk.ask("SELECT DISTINCT state FROM task WHERE state NOT IN ('done', 'queued')")
    assert states == []
    assert desk.ask("SELECT count(*) FROM articles") == [(2,)]
    tails = desk.ask("SELECT log_tail FROM task WHERE state = 'done' AND run_id IS NOT NULL")
    assert any("herald\t2" in tail for (tail,) in tails)
    assert any("2 not due" in tail for (tail,) in tails)


def test_sources_and_jobs_may_change_while_the_scheduler_runs(
    desk: Desk, site: Site, staff: Staff
) -> None:
    publish(desk, site, 1)
    file = desk.folder / "crawler.toml"
    described = file.read_text()
    desk.run("crawler", "migrate")
    scheduler = staff.start("schedule")
    wait_until(lambda: done(desk) >= 1)
    file.write_text(described + "[sources.cour")  # half written
    wait_until(lambda: "crawler.toml" in staff.said())
    feeds = f'feeds = ["{site.url("/feed.xml", "courier")}"]'
    courier = f'\n[sources.courier]\nhome = "{site.url("/", "courier")}"\n{feeds}\n'
    file.write_text(described + courier)
    job = ["--sources", "courier", "--cron", "*/2 * * * * *"]
    desk.run("crawler", "jobs", "add", "second", *job)
    wait_until(lambda: ("courier",) in desk.ask("SELECT source FROM task WHERE state = 'done'"))
    file.write_text(described)  # and away it is
    wait_until(lambda: "'courier'" in staff.said())
    file.write_text(described + "[sources.cour")  # the same mistake a second time
    wait_until(lambda: staff.said().count("crawler.toml") == 2)
    assert scheduler.poll() is None
    scheduler.terminate()
    assert scheduler.wait(WAIT) == 0


def test_after_kill_9_a_new_scheduler_goes_on_and_nothing_is_twice(
    desk: Desk, site: Site, staff: Staff
) -> None:
    publish(desk, site, 6, after=0.5)
    desk.run("crawler", "migrate")
    scheduler = staff.start("schedule")
    wait_until(lambda: "/news/2" in site.paths())
    scheduler.kill()
    scheduler.wait()
    ((owner,),) = desk.ask("SELECT owner FROM task WHERE state = 'running'")
    wait_until(lambda: not crawling(desk))
    asked = len(site.paths())
    time.sleep(1.0)
    assert len(site.paths()) == asked, f"the crawl lived on without its scheduler, {owner}"

    again = staff.start("schedule")
    wait_until(lambda: done(desk) >= 1)
    again.terminate()
    assert again.wait(WAIT) == 0
    assert "its worker is gone" in staff.said()
    assert desk.ask("SELECT count(*), max(versions) FROM articles") == [(6, 1)]
    assert desk.ask("SELECT count(*) FROM runs WHERE exit_reason = 'killed'") == [(1,)]
    desk.run("crawler", "verify")


def test_a_crawl_that_runs_too_long_is_killed_and_what_it_captured_is_archived(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(desk, site, 2)
    site.answers["/news/1"] = Answer(story("Ferry number 1"), after=3600)
    monkeypatch.chdir(desk.folder)
    engine, at, said = open_archive(desk.archive), now(), list[str]()
    job = parse_job("once", {"sources": "herald", "cron": "0 0 * * *"}, "test")
    with engine.begin() as connection:
        enqueue(connection, job, load_catalogue(), Due(at, at), at)
    worker = Worker(
        Queue(engine, this_process(), now),
        lambda task: CrawlProcess(task, desk.archive, str(desk.folder / "captures")),
        concurrency=1,
        tell=said.append,
    )
    worker.tick()
    wait_until(lambda: "/news/1" in site.paths())
    monkeypatch.setattr(module, "LONGEST", timedelta(0))
    worker.stopping = True
    worker.tick()
    assert said[-1].startswith("once herald failed with exit code -9, tried again later")
    site.put("/news/1", story("Ferry number 1"))
    desk.crawl("herald")
    assert desk.ask("SELECT count(*), max(versions) FROM articles") == [(2, 1)]
    runs = desk.ask("SELECT exit_reason FROM runs ORDER BY run_id")
    assert runs == [("killed",), ("finished",)]


def crawling(desk: Desk) -> bool:
    """Whether a crawl runs in the folder."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
            here = (process / "cwd").readlink() == desk.folder
        except OSError:
            continue
        if here and b"crawl" in command:
            return True
    return False


def test_workers_share_the_tasks_of_a_scheduler_that_only_plans(
    desk: Desk, site: Site, postgres_url: str, staff: Staff
) -> None:
    desk.archive = postgres_url
    publish(desk, site, 3)
    desk.run("crawler", "migrate")
    staff.start("schedule", "--concurrency", "0")
    workers = [staff.start("worker") for _ in range(3)]
    wait_until(lambda: done(desk) >= 2)
    workers[0].kill()
    before = done(desk)
    wait_until(lambda: done(desk) >= before + 2)
    for worker in workers[1:]:
        worker.terminate()
        assert worker.wait(WAIT) == 0
    overlapping = """SELECT count(*) FROM runs a JOIN runs b
        ON a.run_id < b.run_id AND b.started_at < a.finished_at"""
    assert desk.ask(overlapping) == [(0,)]
    assert desk.ask("SELECT count(*), max(versions) FROM articles") == [(3, 1)]


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_files_that_are_queued_are_imported_by_workers_once_each(
    desk: Desk, site: Site, staff: Staff, engine: str, request: pytest.FixtureRequest
) -> None:
    publish(desk, site, 3)
    desk.crawl("herald")
    files = [str(file) for file in desk.folder.glob("captures/**/*.warc.gz")]
    assert files
    broken = desk.folder / "broken.warc.gz"
    broken.write_bytes(b"no WARC at all")
    desk.archive = (
        f"sqlite:///{desk.folder}/another.db"
        if engine == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    queue = ["crawler", "import", "--queue", *files, str(broken)]
    assert f"{len(files) + 1} files wait" in desk.run(*queue).stderr
    assert "0 files wait" in desk.run(*queue).stderr
    workers = [staff.start("worker"), staff.start("worker")]
    wait_until(lambda: done(desk) == len(files))
    wait_until(lambda: desk.ask("SELECT attempts FROM task WHERE attempts > 0") == [(1,)])
    for worker in workers:
        worker.terminate()
        assert worker.wait(WAIT) == 0
    assert desk.ask("SELECT count(*), max(versions) FROM articles") == [(3, 1)]
    shown = desk.run("crawler", "jobs", "show", "import", str(broken)).stdout
    assert "broken.warc.gz" in shown
    every = desk.run("crawler", "jobs", "show", "import")
    assert "broken.warc.gz" in every.stdout.splitlines()[1]  # what is not done comes first
    assert f"all tasks: {len(files)} done, 1 queued" in every.stderr
    runs = "SELECT count(*) FROM task t JOIN crawl_run r ON r.id = t.run_id WHERE t.state = 'done'"
    assert desk.ask(runs) == [(len(files),)]


def test_a_job_may_read_the_captures_again(desk: Desk, site: Site) -> None:
    publish(desk, site, 2)
    desk.crawl("herald")
    reader = create_engine(desk.archive)
    with reader.begin() as connection:
        connection.execute(text("UPDATE version SET extractor_version = '0'"))
    again = ["--sources", "herald", "--cron", "0 3 * * *", "--kind", "reextract"]
    desk.run("crawler", "jobs", "add", "again", *again)
    desk.run("crawler", "jobs", "run", "again")
    assert done(desk) == 1
    assert "2 versions read again" in desk.run("crawler", "jobs", "show", "again", "herald").stdout


def test_a_job_can_be_added_listed_paused_run_and_removed(desk: Desk, site: Site) -> None:
    publish(desk, site, 1)
    desk.run("crawler", "migrate")
    add = ["crawler", "jobs", "add", "nightly", "--sources", "herald", "--cron", "0 3 * * *"]
    desk.run(*add)
    assert "take another name" in desk.run(*add, code=1).stderr
    names = [line.split("\t")[0] for line in desk.run("crawler", "jobs", "list").stdout.split("\n")]
    assert names[1:3] == ["nightly", "often"]
    desk.run("crawler", "jobs", "run", "nightly")
    assert done(desk) == 1
    assert "done" in desk.run("crawler", "jobs", "show", "nightly").stdout
    desk.run("crawler", "jobs", "pause", "nightly")
    assert "is paused" in desk.run("crawler", "jobs", "run", "nightly", code=1).stderr
    desk.run("crawler", "jobs", "resume", "nightly")
    desk.run("crawler", "jobs", "remove", "nightly")
    assert "Did you mean" not in desk.run("crawler", "jobs", "show", "nightly", code=1).stdout
    assert "take it out there" in desk.run("crawler", "jobs", "remove", "often", code=1).stderr


def test_a_job_whose_source_fails_exits_with_1_and_says_where_to_look(
    desk: Desk, site: Site
) -> None:
    publish(desk, site, 1)
    site.put("/feed.xml", feed(), XML)
    desk.run("crawler", "migrate")
    told = desk.run("crawler", "jobs", "run", "often", code=1).stderr
    assert "not done: herald. `crawler jobs show often herald` says why" in told
    shown = desk.run("crawler", "jobs", "show", "often", "herald").stdout
    assert "nothing could be fetched" in shown
