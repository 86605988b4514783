"""An archive on a disk, or of another user, that may only be read."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from crawler.archive.database.engine import open_archive
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from tests import warm
from tests.archive.press import HERALD, MORNING, article, visit, write
from tests.desk import Desk

URL = "http://herald.example/ferry"
# root may write whatever the permissions say, unless it gives that up
AS_OTHERS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
ROOT = os.geteuid() == 0
pytestmark = pytest.mark.skipif(
    ROOT and shutil.which("setpriv") is None, reason="root can write everything"
)


@pytest.fixture(params=["file", "folder", "both"])
def locked(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Desk]:
    """A desk whose archive has been searched, and whose file or folder cannot be written."""
    engine = open_archive(desk.archive)
    with engine.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
    write(ArchiveWriter(engine, run), visit(URL, 0, article(URL)))
    engine.dispose()
    (desk.folder / "captures").mkdir()
    desk.run("crawler", "search", "ferry")
    if request.param != "folder":
        (desk.folder / "archive.db").chmod(0o444)
    if request.param != "file":
        desk.folder.chmod(0o555)
    yield desk
    desk.folder.chmod(0o755)


def crawler(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    others = AS_OTHERS if ROOT else ()
    return warm.run(("crawler", *arguments), desk.folder, desk.environment, others)


@pytest.mark.parametrize(
    "command",
    [
        ("sql", "select headline from articles"),
        ("asof", "2030-01-01", "select headline from articles"),
        ("history", "1"),
        ("search", "wooden"),
        ("export", "-"),
        ("show", "1", "--as-of", "2030-01-01"),
    ],
)
def test_it_is_read(locked: Desk, command: tuple[str, ...]) -> None:
    done = crawler(locked, *command)
    assert done.returncode == 0, done.stderr
    assert "Ferry returns to the old harbor" in done.stdout


@pytest.mark.parametrize(
    "command", [("status",), ("failures",), ("story",), ("jobs", "list"), ("agencies", "ap")]
)
def test_it_is_listed(locked: Desk, command: tuple[str, ...]) -> None:
    done = crawler(locked, *command)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("command", "code"),
    [(("migrate",), 1), (("article", "merge", "1", "1"), 1), (("health",), 3)],
)
def test_what_would_change_it_says_that_it_cannot(
    locked: Desk, command: tuple[str, ...], code: int
) -> None:
    done = crawler(locked, *command)
    assert done.returncode == code
    assert done.stderr.startswith("crawler: the archive ")
    assert "can only be read" in done.stderr


@pytest.fixture
def barred(desk: Desk) -> Iterator[Desk]:
    """A desk in a folder that cannot be written, with nothing in it."""
    desk.folder.chmod(0o555)
    yield desk
    desk.folder.chmod(0o755)


ADD = ("jobs", "add", "a", "--sources", "nzz", "--cron", "0 3 * * *")


@pytest.mark.parametrize("command", [("migrate",), ("demo", "--port", "0"), ADD])
def test_where_no_archive_can_be_made_says_so(barred: Desk, command: tuple[str, ...]) -> None:
    done = crawler(barred, "--captures", "/tmp", *command)
    assert done.returncode == 1
    assert f"you may not write to the folder {barred.folder}. Work in another" in done.stderr
    assert "Traceback" not in done.stderr


def test_where_no_captures_can_be_kept_says_so(barred: Desk) -> None:
    done = crawler(barred, "crawl", "--url", "http://127.0.0.1:1/")
    assert done.returncode == 1
    told = "crawler: cannot write captures to the folder captures: Permission denied. Let"
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr


def test_what_a_writer_has_not_yet_brought_into_the_file_is_seen(desk: Desk) -> None:
    engine = open_archive(desk.archive)
    with engine.begin() as connection:
        start_run(connection, "held", MORNING, source=HERALD)
    (desk.folder / "archive.db").chmod(0o444)
    desk.folder.chmod(0o555)
    done = crawler(desk, "sql", "select command from runs")
    desk.folder.chmod(0o755)
    engine.dispose()
    assert "held" in done.stdout, done.stderr
