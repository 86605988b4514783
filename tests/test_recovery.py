"""A crawl that is killed, or that the disk stops, loses nothing that it had captured."""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from benchmarks.kills import AT_ONCE, KINDS, STORIES, compare, kill_crawls
from benchmarks.paper import opened
from crawler.archive.database.engine import open_archive
from crawler.archive.entries import SourceFacts
from crawler.archive.runs import start_run
from crawler.capture.writer import WarcWriter
from crawler.recovery import recover
from crawler.sources.loader import load_catalogue
from tests.desk import Desk
from tests.spiders.origin import XML, Answer, Site, feed, serving, story
from tests.test_import import HOME, exchange, warc
from tests.test_import import STORIES as EXCHANGES

KILLS = 6


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def test_killed_crawls_lose_and_double_nothing(tmp_path: Path) -> None:
    with opened() as paper:
        hit = kill_crawls(paper, tmp_path, KILLS, random.Random(20261124))
    assert set(hit) >= set(KINDS)
    report = compare(paper, tmp_path)
    assert report.is_sound, report
    assert len(paper.served) == KILLS * STORIES
    assert 0 <= report.in_flight <= KILLS * AT_ONCE
    with create_engine(f"sqlite:///{tmp_path / 'archive.db'}").connect() as connection:
        runs = connection.execute(text("SELECT exit_reason FROM runs ORDER BY run_id"))
        ended = list(runs.scalars())
    assert ended[-1] == "finished"
    assert ended.count("killed") == hit["crawl"] + hit["writer"]


def test_what_a_killed_crawl_left_is_archived_as_the_crawl_would_have_done(
    desk: Desk, site: Site
) -> None:
    """The source that only its own command line described, what the site reserves and the operator
    respects, and the address that redirected to a story."""
    site.put("/robots.txt", "User-agent: GPTBot\nDisallow: /\n", ("Content-Type", "text/plain"))
    ferry = site.put("/ferry", story("Ferry returns to the old harbor"))
    old = site.put("/old", "", ("Location", ferry), status=301)
    meta = '<head><meta name="robots" content="noarchive">'
    links = [old, site.put("/tram", story("Tram line opens").replace("<head>", meta))]
    site.answers["/feed.xml"] = Answer(feed(*links), headers=(XML,), after=1.0)
    places = f'home = "{site.url("/")}"\nfeeds = ["{site.url("/feed.xml")}"]'
    (desk.folder / "mine.toml").write_text(f"[herald]\n{places}\nlimits = {{ delay = 0.0 }}\n")
    (desk.folder / "crawler.toml").write_text('respect_optouts = ["archive"]\n')
    desk.run("crawler", "migrate")
    kill_before_it_writes(desk, site, "crawl", "herald", "--sources", "mine.toml")
    assert desk.ask("SELECT url FROM captures") == []

    desk.crawl("--url", site.put("/none", "<h1>Nothing</h1>", status=404), code=1)
    assert desk.ask("SELECT source, url FROM articles") == [("herald", ferry)]
    assert (old,) in desk.ask("SELECT url FROM article_url")
    assert desk.failures()[links[1]] == "opted out"
    assert desk.ask("SELECT url, use FROM optouts WHERE article_id = 1") == [(ferry, "ai")]
    assert desk.ask("SELECT exit_reason FROM runs ORDER BY run_id LIMIT 1") == [("killed",)]


def test_the_sources_of_the_command_line_are_known_when_a_killed_crawl_is_recovered(
    desk: Desk,
) -> None:
    """Without the zone of the source that a file describes, a date is in none."""
    dated = story("Ferry returns").replace("</h1>", "</h1><p>Published 2026-06-19 12:00</p>")
    warc(desk.folder / "captures", [exchange("ferry", dated)])
    archive = open_archive(desk.archive)
    with archive.begin() as connection:
        herald = SourceFacts("herald", "The Herald", home_url=HOME)
        start_run(connection, "crawl", EXCHANGES[0].at, source=herald, warc_prefix="herald")
    archive.dispose()
    (desk.folder / "mine.toml").write_text(f'[herald]\nhome = "{HOME}"\ntime_zone = "Asia/Seoul"\n')
    desk.crawl("--sources", "mine.toml", "--url", "http://127.0.0.1:9/", code=1)
    assert desk.ask("SELECT published_at FROM articles") == [("2026-06-19T03:00:00Z",)]


def test_what_a_killed_import_left_is_archived_as_the_import_would_have_done(desk: Desk) -> None:
    """Records of others do not say what was asked for: a revisit is a look, a page without a story
    is a failure."""
    file, (whole, *_) = warc(desk.folder / "captures", [EXCHANGES[0], exchange("empty", "<p>")])
    again = WarcWriter(file.parent, "herald-2", find_payload=lambda *_: whole)
    again.write(replace(EXCHANGES[0], at=EXCHANGES[0].at + timedelta(hours=1)))
    again.close()
    archive = open_archive(desk.archive)
    with archive.begin() as connection:
        start_run(connection, "import", EXCHANGES[0].at, warc_prefix="herald")
    archive.dispose()
    desk.run("crawler", "import", str(warc(desk.folder, EXCHANGES[1:2])[0]))
    looks = "SELECT kind, version FROM captures WHERE url LIKE '%/0' ORDER BY captured_at"
    assert desk.ask(looks) == [("response", 1), ("revisit", 1)]
    assert desk.failures() == {HOME + "empty": "other"}


def test_a_damaged_record_of_a_killed_run_is_told(desk: Desk) -> None:
    file, (_, second, _) = warc(desk.folder / "captures", EXCHANGES[:3])
    data = bytearray(file.read_bytes())
    data[second.offset + second.length // 2] ^= 0xFF
    file.write_bytes(data)
    archive = open_archive(desk.archive)
    with archive.begin() as connection:
        start_run(connection, "crawl", EXCHANGES[0].at, warc_prefix="herald")
    archive.dispose()
    desk.crawl("--url", "http://127.0.0.1:9/", code=1)
    kept = {url for (url,) in desk.ask("SELECT url FROM captures")}
    assert {EXCHANGES[0].url, EXCHANGES[2].url} <= kept
    damaged = desk.ask("SELECT detail FROM failures WHERE reason = 'damaged record'")
    assert any(f"{file.name}#{second.offset}: Gzip" in detail for (detail,) in damaged)


@pytest.mark.parametrize("left", [bytes(4096), b"\x1f\x8b"], ids=["zeros", "two bytes"])
def test_a_file_that_a_power_cut_left_without_records_stops_no_later_crawl(
    desk: Desk, left: bytes
) -> None:
    """It is told once, and what stands in the run's other files is archived."""
    file, _ = warc(desk.folder / "captures", EXCHANGES[:2])
    (lost := file.with_name("herald-00000.warc.gz")).write_bytes(left)
    archive = open_archive(desk.archive)
    with archive.begin() as connection:
        start_run(connection, "crawl", EXCHANGES[0].at, warc_prefix="herald")
    archive.dispose()
    other, _ = warc(desk.folder, EXCHANGES[2:3])
    desk.run("crawler", "import", str(other))
    desk.run("crawler", "import", str(other))
    kept = {url for (url,) in desk.ask("SELECT url FROM captures")}
    assert kept == {exchange.url for exchange in EXCHANGES[:3]}
    failed = "SELECT url, reason, detail FROM failures WHERE attempts = 1"
    ((url, reason, detail),) = desk.ask(failed)
    assert (url, reason) == (f"{lost.as_uri()}#0", "damaged record")
    assert f"{lost.name} is no WARC file" in detail


def test_a_killed_run_is_recovered_by_one_of_those_who_try(desk: Desk) -> None:
    """Two crawls that a scheduler begins at once."""
    stories = [exchange(str(n), story(f"Ferry number {n}")) for n in range(60)]
    warc(desk.folder / "captures", stories)
    archive = open_archive(desk.archive)
    with archive.begin() as connection:
        start_run(connection, "crawl", stories[0].at, warc_prefix="herald")
    catalogue = load_catalogue()
    with ThreadPoolExecutor(2) as both:
        tries = [
            both.submit(recover, archive, desk.folder / "captures", catalogue) for _ in range(2)
        ]
        assert sorted(one.result() for one in tries) == [0, 60]
    archive.dispose()
    (stats,) = desk.ask("SELECT stats FROM crawl_run")
    assert json.loads(str(stats[0]))["recovered"] == 60


def kill_before_it_writes(desk: Desk, site: Site, *command: str) -> None:
    """Begin a crawl, and kill it when it has fetched all it wants and written none of it."""
    crawl = subprocess.Popen(
        [sys.executable, "-m", "crawler", *command], cwd=desk.folder, env=desk.environment
    )
    lock = sqlite3.connect(desk.folder / "archive.db", timeout=10, isolation_level=None)
    while not lock.execute("SELECT * FROM crawl_run").fetchall():
        time.sleep(0.02)
    lock.execute("BEGIN IMMEDIATE")
    wanted = site.answers.keys() - {"/.well-known/tdmrep.json"}
    while not wanted <= {asked.path for asked in site.asked}:
        time.sleep(0.05)
    time.sleep(1.0)  # until what came is on the disk
    crawl.kill()
    crawl.wait()
    lock.execute("ROLLBACK")
    lock.close()


def test_a_database_that_cannot_grow_ends_the_crawl_and_is_mended(desk: Desk) -> None:
    with opened() as paper:
        paper.show(0, 2)
        desk.describe(
            home := f"http://herald.localhost:{paper.server_port}/",
            f'feeds = ["{home}feed.xml"]\nlimits = {{ delay = 0.0, concurrency = {AT_ONCE} }}',
        )
        desk.crawl("herald")  # makes the archive
        paper.show(0, STORIES)
        most = max(file.stat().st_size for file in desk.folder.glob("archive.db*")) + (64 << 10)
        done = subprocess.run(
            [sys.executable, "-m", "crawler", "crawl", "herald"],
            cwd=desk.folder,
            env=desk.environment,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )
        assert done.returncode == 1, done.stdout + done.stderr
        assert done.stderr.count("the archive cannot be written") == 1, done.stderr
        assert "Traceback" not in done.stderr
        assert desk.ask("PRAGMA integrity_check") == [("ok",)]
        desk.crawl("herald")  # with room again
    assert compare(paper, desk.folder).is_sound
    assert desk.ask("SELECT count(*) FROM articles") == [(STORIES,)]
