"""A crawl that is killed, or that the disk stops, loses nothing that it had captured."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.kills import AT_ONCE, KINDS, STORIES, compare, kill_crawls
from benchmarks.paper import opened
from tests.desk import Desk

KILLS = 6


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
