"""The commands as a user meets them: help, formats, refusals, exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from sqlalchemy import Engine

from crawler.archive.database.engine import open_archive
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from crawler.cli import COMMANDS, group
from tests.archive.press import HERALD, MORNING, article, visit
from tests.desk import Desk
from tests.test_import import HOME, warc

URL = "http://herald.example/ferry"
ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# `crawler …` in a line, or at the begin of a line of an example; up to what is another's
CALLS = re.compile(r"`crawler ([^`]+)`|^(?:\$ | {4})crawler ([^#\n|]+)", re.MULTILINE)
# of `crawler` itself, with what stands behind them
BEFORE = re.compile(r"^(?:--(?:archive|captures) \S+ )*")


@pytest.fixture
def desk(tmp_path: Path, archive: Engine, archive_url: str) -> Desk:
    """A desk whose archive holds one article."""
    with archive.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
    writer = ArchiveWriter(archive, run)
    writer.add(visit(URL, 0, article(URL, 'A "quoted", long\theadline')))
    writer.flush()
    return Desk(tmp_path, archive_url)


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A desk without an archive."""
    return Desk(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_explains_itself(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert command.help, f"crawler {name} has no help"
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"crawler {name} {option.opts[0]} has no help"


def test_the_overview_names_every_command(empty: Desk) -> None:
    out = empty.run("crawler", "--help").stdout
    assert all(f"\n  {name} " in out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_starts_with_nothing_imported_before(name: str) -> None:
    """As the others here do not: see ``tests.warm``."""
    command = [sys.executable, "-m", "crawler", name, "--help"]
    told = subprocess.check_output(command, text=True)
    assert told.startswith(f"Usage: python -m crawler {name} ")


def test_every_module_of_a_command_is_a_command() -> None:
    modules = (ROOT / "crawler" / "cli").glob("*.py")
    commands = [file.stem for file in modules if "\ndef command(" in file.read_text("utf-8")]
    assert {name.removesuffix("_") for name in commands} == set(COMMANDS)


def called() -> Iterator[list[str]]:
    """The commands that the documents name, each with its arguments."""
    for document in DOCUMENTS:
        for in_line, example in CALLS.findall(document.read_text("utf-8")):
            yield BEFORE.sub("", " ".join((in_line or example).split())).split()


def test_every_command_is_documented() -> None:
    assert {words[0] for words in called()} >= set(COMMANDS)


def test_every_command_and_option_that_is_documented_is_there() -> None:
    for words in called():
        command: click.Command | None = group
        options = [word.split("=")[0].strip(",;") for word in words if word.startswith("--")]
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            inner = command.get_command(click.Context(command), re.split(r"[\\|/]", words[0])[0])
            if inner is None and command.name == "sources":
                break  # a word to look for
            assert inner is not None, words
            command, words = inner, words[1:]
        assert command is not None
        known = {name for option in command.params for name in option.opts} | {"--help"}
        assert set(options) <= known, (command.name, words)


def test_a_query_is_given_as_lines_csv_or_json(desk: Desk) -> None:
    query = "select headline, published_at, gone_at from articles"
    headline, at = 'A "quoted", long\theadline', "2026-06-19T03:00:00Z"
    tsv = desk.run("crawler", "sql", query).stdout
    assert tsv == f"headline\tpublished_at\tgone_at\n{headline.replace(chr(9), ' ')}\t{at}\t\n"
    rows = list(
        csv.reader(io.StringIO(desk.run("crawler", "sql", query, "--format", "csv").stdout))
    )
    assert rows == [["headline", "published_at", "gone_at"], [headline, at, ""]]
    line = desk.run("crawler", "sql", query, "--format", "jsonl").stdout
    assert json.loads(line) == {"headline": headline, "published_at": at, "gone_at": None}


def test_a_number_is_the_same_on_both_engines(desk: Desk) -> None:
    query = "select sum(versions) as whole, avg(versions) as mean from articles"
    line = desk.run("crawler", "sql", query, "--format", "jsonl").stdout
    assert line == '{"whole":1,"mean":1.0}\n'


@pytest.mark.parametrize("form", ["table", "csv", "tsv"])
def test_what_a_locale_has_no_characters_for_is_told_by_code_point(desk: Desk, form: str) -> None:
    told = subprocess.check_output(  # the locale is looked at as Python starts
        [sys.executable, "-m", "crawler", "sql", "select '신문' as b", "--format", form],
        cwd=desk.folder,
        env={**desk.environment, "PYTHONIOENCODING": "latin-1"},
        text=True,
    )
    assert r"\uc2e0\ubb38" in told


@pytest.mark.parametrize(
    "query",
    [
        "delete from article",
        "update version set headline = 'x'",
        "drop table article",
        "with gone as (select 1) delete from article",
    ],
)
def test_the_archive_cannot_be_changed_by_a_query(desk: Desk, query: str) -> None:
    done = desk.run("crawler", "sql", query, code=1)
    assert "this is for reading" in done.stderr or "does not understand" in done.stderr
    assert desk.ask("select count(*) from articles") == [(1,)]


def test_ctrl_c_ends_a_query_that_would_compute_for_ever(desk: Desk) -> None:
    for_ever = (
        "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    )
    command = [sys.executable, "-m", "crawler", "sql", for_ever]
    with subprocess.Popen(
        command, env=desk.environment, stderr=subprocess.PIPE, text=True
    ) as asked:
        time.sleep(3)  # to start takes one
        asked.send_signal(signal.SIGINT)
        _, err = asked.communicate(timeout=30)
    assert asked.returncode == 130
    assert "Traceback" not in err


def test_a_query_that_is_wrong_is_told(desk: Desk) -> None:
    done = desk.run("crawler", "sql", "select nonsense from articles", code=1)
    assert "nonsense" in done.stderr


@pytest.fixture
def postgres_desk(tmp_path: Path, postgres_url: str) -> Desk:
    open_archive(postgres_url).dispose()
    return Desk(tmp_path, postgres_url)


@pytest.mark.parametrize("break_", [" ", "\n"])
def test_a_query_that_is_wrong_is_told_in_the_users_words(postgres_desk: Desk, break_: str) -> None:
    query = f"select{break_}nonsense from articles"
    _, line, mark = postgres_desk.run("crawler", "sql", query, code=1).stderr.splitlines()
    assert line.startswith(("LINE 1: select nonsense from a", "LINE 2: nonsense from articles"))
    assert mark.index("^") == line.index("nonsense")


def test_a_query_that_deletes_within_is_refused(postgres_desk: Desk) -> None:
    query = "with gone as (delete from article returning 1) select * from gone"
    told = postgres_desk.run("crawler", "sql", query, code=1).stderr
    assert "this is for reading" in told


@pytest.mark.parametrize("begins", ["show server_version", "explain select 1", "select 1"])
def test_a_statement_behind_another_is_not_carried_out(postgres_desk: Desk, begins: str) -> None:
    """Not even one that ends the transaction in which nothing can be written."""
    query = f"{begins}; commit; drop table failure cascade; commit; select 1"
    assert "multiple commands" in postgres_desk.run("crawler", "sql", query, code=1).stderr
    assert postgres_desk.ask("SELECT count(*) FROM failures") == [(0,)]
    if not begins.startswith("select"):
        assert postgres_desk.run("crawler", "sql", f"{begins};").stdout


def test_how_a_query_is_answered_can_be_asked(desk: Desk) -> None:
    told = desk.run("crawler", "sql", "explain select headline from articles").stdout
    assert len(told.splitlines()) > 1


def test_a_word_that_only_looks_like_a_refusal_is_told(desk: Desk) -> None:
    assert "readonly" in desk.run("crawler", "sql", "select readonly from articles", code=1).stderr


@pytest.mark.parametrize(
    "command",
    [("nothing",), ("crawl",), ("sql", "--format", "xml", "select 1"), ("export",), ("show",)],
)
def test_wrong_usage_is_code_2(empty: Desk, command: tuple[str, ...]) -> None:
    done = empty.run("crawler", *command, code=2)
    assert "Error" in done.stderr


@pytest.mark.parametrize("command", [("sql", "select 1"), ("status",), ("history", "x")])
def test_without_an_archive_reading_says_how_to_make_one(
    empty: Desk, command: tuple[str, ...]
) -> None:
    done = empty.run("crawler", *command, code=1)
    assert "archive.db" in done.stderr
    assert "`crawler demo` and `crawler crawl` make one" in done.stderr
    assert not (empty.folder / "archive.db").exists()


def test_a_file_that_is_no_database_is_told_and_kept(empty: Desk) -> None:
    file = empty.folder / "archive.db"
    file.write_text("my diary, " * 100)
    done = empty.run("crawler", "status", code=1)
    assert str(file) in done.stderr
    assert file.read_text() == "my diary, " * 100


def test_a_folder_in_place_of_the_archive_is_told(empty: Desk) -> None:
    (empty.folder / "archive.db").mkdir()
    done = empty.run("crawler", "status", code=1)
    assert str(empty.folder / "archive.db") in done.stderr


def test_a_schema_of_a_newer_version_is_told(empty: Desk) -> None:
    empty.run("crawler", "migrate")
    database = sqlite3.connect(empty.folder / "archive.db")
    with database:
        database.execute("update alembic_version set version_num = '9999'")
    database.close()
    done = empty.run("crawler", "status", code=1)
    assert "newer" in done.stderr


def test_a_server_that_is_not_there_is_told_without_the_password(empty: Desk) -> None:
    url = "postgresql://me:secret@127.0.0.1:1/news"
    done = empty.run("crawler", "--archive", url, "status", code=1)
    assert "127.0.0.1" in done.stderr
    assert "secret" not in done.stderr


def test_an_article_is_found_by_id_address_and_words(desk: Desk) -> None:
    by = [desk.run("crawler", "history", key).stdout for key in ("1", URL, "quoted")]
    assert by[0] == by[1] == by[2]
    done = desk.run("crawler", "history", "no such words", code=1)
    assert "no such words" in done.stderr


def test_articles_are_merged_and_set_apart(desk: Desk) -> None:
    file, _ = warc(desk.folder)
    desk.describe(HOME, "")
    desk.run("crawler", "import", str(file))
    count = f"SELECT count(*), max(versions) FROM articles WHERE url LIKE '{HOME}news/%'"
    merged = desk.run("crawler", "article", "merge", f"{HOME}news/0", f"{HOME}news/1")
    said, undo = merged.stderr.splitlines()
    assert "is now part of article" in said
    assert desk.ask(count) == [(3, 2)]
    desk.run(*shlex.split(undo))
    assert desk.ask(count) == [(4, 1)]
    again = desk.run("crawler", "article", "split", f"{HOME}news/1", f"{HOME}news/1", code=1)
    assert "every look that found article" in again.stderr


def test_a_job_says_how_many_sources_it_visits(empty: Desk) -> None:
    daily = ("--cron", "0 3 * * *", "--sources")
    one = empty.run("crawler", "jobs", "add", "one", *daily, "koreatimes").stdout
    assert one.startswith("one visits 1 source, first at ")
    two = empty.run("crawler", "jobs", "add", "two", *daily, "koreatimes nzz").stdout
    assert two.startswith("two visits 2 sources, first at ")
