"""What a person sees on a terminal: words as they stand in the archive, and no orders to it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.archive.database.engine import open_archive
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from tests.archive.press import HERALD, MORNING, article, visit
from tests.desk import Desk
from tests.test_import import HOME, warc

BRACKETS = "[video] Ferry :warning: returns [/i]"
ORDERS = "Ferry \x1b]0;mine\x07\x9b31m \rreturns"
HARMLESS = "Ferry ]0;mine31m returns"  # what is left is nonsense, and only that
HEADLINES = "select headline from articles order by article_id"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose archive holds an article with brackets, and one with orders to a terminal."""
    desk = Desk(tmp_path)
    archive = open_archive(desk.archive)
    with archive.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD)
    writer = ArchiveWriter(archive, run)
    for number, headline in enumerate((BRACKETS, ORDERS)):
        url = f"http://herald.example/{number}"
        writer.add(visit(url, number, article(url, headline)))
    writer.flush()
    archive.dispose()
    return desk


def terminal(
    desk: Desk, *arguments: str, until: str = "", columns: int = 100, kind: str = "dumb"
) -> str:
    """What a command shows on a terminal, up to its end or to what a pattern finds."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "crawler", *arguments],
        cwd=desk.folder,
        stdout=theirs,
        stderr=theirs,
        env={**desk.environment, "TERM": kind, "COLUMNS": str(columns)},
    ) as process:
        os.close(theirs)
        shown = b""
        while not until or not re.search(until.encode(), shown):
            try:
                shown += os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
        process.terminate()
    os.close(ours)
    told = shown.decode()
    assert "Traceback" not in told, told
    return told


@pytest.mark.parametrize("columns", [100, 20])  # side by side, and in blocks
def test_a_headline_with_brackets_is_shown_whole(desk: Desk, columns: int) -> None:
    table = terminal(desk, "sql", f'{HEADLINES} -- "[/b]"', columns=columns)
    assert "".join(re.findall(r"[^\s│]+", table)).count("[video]Ferry:warning:returns[/i]") == 1
    assert BRACKETS in terminal(desk, "show", "1", "--as-of", "2027-01-01")


def test_a_column_named_in_brackets_is_shown(desk: Desk) -> None:
    assert "[/b]" in terminal(desk, "sql", 'select 1 as "[/b]"')


@pytest.mark.parametrize(
    "command",
    [
        ("sql", HEADLINES),
        ("sql", HEADLINES, "--format", "tsv"),
        ("sql", HEADLINES, "--format", "csv"),
        ("show", "2", "--as-of", "2027-01-01"),
    ],
)
def test_a_headline_gives_the_terminal_no_orders(desk: Desk, command: tuple[str, ...]) -> None:
    assert HARMLESS in terminal(desk, *command)
    assert HARMLESS in desk.run("crawler", *command).stdout  # which may be shown later


def test_a_program_gets_a_headline_as_it_is(desk: Desk) -> None:
    told = desk.run("crawler", "sql", HEADLINES, "--format", "jsonl").stdout
    assert r"Ferry \u001b]0;mine\u0007" in told


def test_a_page_that_is_told_apart_by_words_in_brackets_is_shown(desk: Desk) -> None:
    page = desk.folder / "page.html"
    page.write_text("<title>Access denied [/i]</title><h1>Access denied [/i]</h1>")
    assert "the page calls itself" in terminal(desk, "show", "page.html")


def test_a_file_with_brackets_in_its_name_is_imported(desk: Desk) -> None:
    file, _ = warc(desk.folder)
    desk.describe(HOME, "")
    (desk.folder / "[").mkdir()
    name = "[/news].warc.gz"
    file.rename(desk.folder / name)
    assert name in terminal(desk, "import", name, kind="xterm")
    desk.run("crawler", "import", "--queue", name)
    told = terminal(desk, "worker", until=" (done|failed)", columns=300, kind="xterm")
    assert f"{name} done" in told
