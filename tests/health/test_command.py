"""``crawler health`` after real crawls of a paper on loopback, and the alarm."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, Engine, event

from crawler.archive.database.engine import open_archive
from crawler.cli import group
from crawler.errors import AlarmError
from crawler.health.alarm import Alarm, parse_alarm
from crawler.health.rounds import EVERY, Rounds
from crawler.health.trouble import Check, Trouble
from tests.desk import Desk
from tests.health.papers import HOUR, Paper, keep
from tests.health.test_history import MONDAY, NOTHING
from tests.spiders.origin import XML, Site, feed, serving, story

CAPTCHA = """<html><head><title>Just a moment...</title></head><body>
<h1>Checking your browser</h1><p>Please complete the captcha to prove that you are human.</p>
<form><div class="g-recaptcha"></div></form></body></html>"""
TROUBLE = Trouble("herald", Check.BLOCKED, "", MONDAY, None, "3 of 3 pages are block pages")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def publish(desk: Desk, site: Site, *links: str) -> None:
    site.put("/feed.xml", feed(*links), XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')


def test_a_captcha_day_and_then_an_empty_feed_are_told(desk: Desk, site: Site) -> None:
    publish(desk, site, *(site.put(f"/news/{n}", story(f"Ferry number {n}")) for n in range(3)))
    desk.crawl("herald")
    assert (
        desk.run("crawler", "health").stdout == "source\ttrouble\tsubject\tsince\tuntil\tdetail\n"
    )

    publish(desk, site, *(site.put(f"/news/{n}", CAPTCHA) for n in range(3, 6)))
    desk.crawl("herald")
    told = desk.run("crawler", "health", "--format", "jsonl", code=1)
    (trouble,) = [json.loads(line) for line in told.stdout.splitlines()]
    assert (trouble["source"], trouble["trouble"], trouble["until"]) == ("herald", "blocked", None)
    assert trouble["detail"] == "3 of 3 pages are block pages"

    publish(desk, site, site.put("/news/7", story("Ferry number 7")))
    desk.crawl("herald")
    site.put("/feed.xml", feed(), XML)
    for _ in range(2):
        desk.crawl("herald", code=1)
    desk.run("crawler", "health", "herald", code=1)
    query = "SELECT trouble, subject, until IS NULL FROM health ORDER BY since"
    assert desk.ask(query) == [("blocked", "", False), ("empty", site.url("/feed.xml"), True)]
    assert "blocked" in desk.run("crawler", "health", "--all", code=1).stdout
    assert "empty" in desk.run("crawler", "failures").stdout


def test_old_failures_that_fail_again_are_no_trouble_of_the_source(desk: Desk, site: Site) -> None:
    stories = [site.put(f"/news/{n}", story(f"Ferry number {n}")) for n in range(6)]
    publish(desk, site, *stories, *(site.url(f"/old/{n}") for n in range(5)))
    desk.crawl("herald")
    assert len(desk.failures()) == 5
    desk.run("crawler", "failures", "--retry", code=1)
    assert desk.ask("SELECT max(attempts) FROM failures") == [(2,)]
    desk.run("crawler", "health")


def test_urls_by_themselves_that_fail_are_no_trouble_of_their_source(
    desk: Desk, site: Site
) -> None:
    stories = [site.put(f"/news/{n}", story(f"Ferry number {n}")) for n in range(6)]
    publish(desk, site, *stories)
    desk.crawl("herald")
    missing = [word for n in range(5) for word in ("--url", site.url(f"/old/{n}"))]
    desk.crawl(*missing, code=1)
    assert len(desk.failures()) == 5
    desk.run("crawler", "health")


def test_slots_that_no_scheduler_planned_are_told(desk: Desk, site: Site) -> None:
    publish(desk, site, site.put("/news/1", story("Ferry returns")))
    desk.crawl("herald")
    desk.run(*["crawler", "jobs", "add", "often", "--sources", "herald", "--cron"], "*/15 * * * *")
    desk.run("crawler", "health")
    from sqlalchemy import create_engine, text

    engine = create_engine(desk.archive)
    with engine.begin() as connection:
        connection.execute(text("UPDATE job SET planned_until = '2026-06-19T08:00:00.000Z'"))
    engine.dispose()
    told = desk.run("crawler", "health", code=1).stdout.splitlines()[1].split("\t")
    assert told == [
        *("herald", "unwatched", "", "2026-06-19T08:15:00.000Z", "", "no scheduler ran")
    ]
    assert desk.ask("SELECT source, since, until, detail FROM coverage") == [
        ("herald", "2026-06-19T08:15:00.000Z", None, "no scheduler ran")
    ]


def test_between_two_sources_that_are_looked_after_a_crawl_can_write(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.folder)
    archive = open_archive(desk.archive)
    now = datetime.now(UTC)
    for name in ("courier", "herald"):
        paper = Paper(name, Random(1), troubles=[(MONDAY, now, "empty")])
        for hours in (3, 2):
            keep(archive, paper, now - hours * HOUR, now - hours * HOUR)
    archive.dispose()
    beside = sqlite3.connect(desk.folder / "archive.db", timeout=0, isolation_level=None)
    known: list[list[str]] = []

    def write(_: Connection) -> None:
        beside.execute("UPDATE source SET publisher = publisher || '.'")
        known.append([name for (name,) in beside.execute("SELECT source FROM health")])

    event.listen(Engine, "begin", write)
    try:
        done = CliRunner().invoke(group, ["--archive", desk.archive, "health"])
    finally:
        event.remove(Engine, "begin", write)
        beside.close()
    assert done.exit_code == 1
    assert ["courier"] in known
    assert known[-1] == ["courier", "herald"]


def test_an_unknown_source_is_told(desk: Desk) -> None:
    desk.run("crawler", "migrate")
    assert "there is no source 'harold'" in desk.run("crawler", "health", "harold", code=3).stderr


def test_not_to_have_looked_is_another_exit_code_than_trouble(desk: Desk) -> None:
    assert "there is no archive" in desk.run("crawler", "health", code=3).stderr
    desk.archive = "postgresql://127.0.0.1:1/news"
    assert "cannot open the archive" in desk.run("crawler", "health", code=3).stderr


@contextmanager
def webhook(*statuses: int) -> Iterator[tuple[str, list[bytes]]]:
    """A chat system that takes what is posted, and answers with one status after the other, and
    then with the last; with status 0 it is none."""
    taken: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            status = statuses[min(len(taken), len(statuses)) - 1]
            if status:
                self.send_response(status)
                self.end_headers()
            else:
                self.wfile.write(b"SSH-2.0-OpenSSH_9\r\n")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook", taken
    finally:
        server.shutdown()
        server.server_close()


def give(alarm: Alarm) -> None:
    for way in alarm.ways():
        way([TROUBLE])


def test_the_alarm_tells_a_command_and_a_webhook(tmp_path: Path) -> None:
    told = tmp_path / "told.jsonl"
    with webhook(200) as (address, taken):
        give(Alarm(f"cat > '{told}'", address))
    record = json.loads(told.read_text())
    assert record == {
        "source": "herald",
        "trouble": "blocked",
        "subject": "",
        "since": "2026-03-02T00:00:00Z",
        "until": None,
        "detail": "3 of 3 pages are block pages",
    }
    assert json.loads(taken[0]) == {
        "text": "herald: blocked since 2026-03-02T00:00:00Z: 3 of 3 pages are block pages",
        "troubles": [record],
    }


def test_an_alarm_that_fails_says_so() -> None:
    with pytest.raises(AlarmError, match="command failed"):
        give(Alarm("exit 3"))
    for status in (500, 0):
        with webhook(status) as (address, _), pytest.raises(AlarmError, match="webhook failed"):
            give(Alarm(None, address))


@pytest.mark.parametrize("down", ["command", "webhook"])
def test_who_took_the_alarm_is_not_told_again_while_the_other_is_down(
    archive: Engine, tmp_path: Path, down: str
) -> None:
    paper = Paper("herald", Random(1), troubles=[(MONDAY, MONDAY + 900 * HOUR, "empty")])
    for hours in range(2):
        keep(archive, paper, MONDAY + hours * HOUR, MONDAY + hours * HOUR)
    up, told = tmp_path / "up", tmp_path / "told.jsonl"
    said: list[str] = []
    with webhook(*([500, 200] if down == "webhook" else [200])) as (address, posted):
        if down != "command":
            up.touch()
        alarm = Alarm(f"test -e '{up}' && cat >> '{told}'", address)
        rounds = Rounds(archive, alarm, said.append)
        for number in range(4):
            rounds.step({}, NOTHING, MONDAY + 2 * HOUR + number * EVERY)
            up.touch()
    assert len(told.read_text().splitlines()) == 1
    assert len(posted) == (2 if down == "webhook" else 1)
    line, failed = said
    assert line.startswith("herald: empty")
    assert failed.startswith(f"the alarm's {down} failed")


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"comand": "x"}, "unknown key 'comand'"),
        ({"command": 3}, "expected a text"),
        ({"webhook": "ftp://x"}, "http:// or https://"),
    ],
)
def test_an_alarm_that_cannot_be_is_told(table: dict[str, object], says: str) -> None:
    with pytest.raises(AlarmError, match=says):
        parse_alarm(table, "crawler.toml")
