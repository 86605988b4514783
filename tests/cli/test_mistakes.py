"""What a user mistypes is told, with the exit code of what it is."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import Engine

from crawler.archive.database.engine import open_archive
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from tests.archive.press import (
    HERALD,
    MORNING,
    REUTERS_TAIL,
    article,
    visit,
    wire_photo,
    write,
)
from tests.conftest import on_sqlite
from tests.desk import Desk

URL = "http://herald.example/ferry"
ADD = ("jobs", "add", "x", "--sources", "country:kr", "--cron", "0 * * * *")
FULL = Path("/dev/full")  # takes nothing, as a full disk


@pytest.fixture
def desk(tmp_path: Path, archive: Engine, archive_url: str) -> Desk:
    """A desk whose archive holds one article: Reuters copy with a photo of AP and Yonhap."""
    with archive.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
    wire = article(URL, photos=(wire_photo(),), attributions=(REUTERS_TAIL,))
    write(ArchiveWriter(archive, run), visit(URL, 0, wire))
    return Desk(tmp_path, archive_url)


@pytest.mark.parametrize(
    "command",
    [
        ("failures", "heralt"),
        ("failures", "heralt", "--retry"),
        ("export", "--source", "heralt", "-"),
        ("search", "ferry", "--source", "heralt"),
        ("reextract", "--source", "heralt"),
    ],
)
def test_a_misspelt_source_is_told(desk: Desk, command: tuple[str, ...]) -> None:
    done = desk.run("crawler", *command, code=1)
    assert "there is no source 'heralt'. Did you mean herald" in done.stderr
    assert done.stdout == ""


def test_a_source_of_the_catalogue_need_not_be_archived_yet(desk: Desk) -> None:
    assert len(desk.run("crawler", "failures", "koreatimes").stdout.splitlines()) == 1


def test_an_agency_is_known_by_key_name_and_spelling(desk: Desk) -> None:
    for name in ("reuters", "Reuters", "로이터", "AP"):
        found = desk.run("crawler", "search", "ferry", "--agency", name).stdout
        assert URL in found, name
    done = desk.run("crawler", "search", "ferry", "--agency", "routerz", code=1)
    assert "there is no agency 'routerz'. Did you mean reuters" in done.stderr


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("crawl", "koreatimes", "--max-age", "2days"), "'2days' is no span of time"),
        (("crawl", "koreatimes", "--max-age", "99999999999d"), "a hundred years is the longest"),
        (("crawl", "koreatimes", "--limit", "0"), "0 is not in the range"),
        (("demo", "--port", "-1"), "-1 is not in the range"),
        (("crawl", "--url", ""), "'' is no address of a page"),
        (("show", "http://[x"), "'http://[x' is no address of a page"),
        (("show", "page.html", "--url", "http://[x"), "'http://[x' is no address of a page"),
        (("export", ""), "an empty name is no file"),
        (("--captures", "", "status"), "the folder of the captures has no name"),
        (("history", "caf\udce9"), r"'caf\udce9' is not in UTF-8, from character 4 on"),
        (("revisit", "caf\udce9"), "is not in UTF-8"),
        (("jobs", "show", "import", "caf\udce9"), "is not in UTF-8"),
        (("search", "ferry", "--agency", "caf\udce9"), "is not in UTF-8"),
        (("sql", "select 'caf\udce9'"), "is not in UTF-8, from character 12 on"),
        (("asof", "2026-06-19", "select 'caf\udce9'"), "is not in UTF-8"),
        (("history", ""), "an empty name is no article"),
        (("diff", " "), "an empty name is no article"),
        (("sql", ""), "there is no query"),
        (("sql",), "there is no query"),
        (("sql", "/* nothing */ ;"), "there is no query"),
        (("asof", "2026-06-19", "  "), "there is no query"),
        (("asof", "9999-12-31T23:59:59-12:00", "select 1"), "is no instant"),
        (("export", "-", "--since", "0001-01-01T00:00+10:00"), "is no instant"),
        (("search", "ferry", "--limit", "9" * 20), "is not in the range"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(
    tmp_path: Path, command: tuple[str, ...], says: str
) -> None:
    assert says in Desk(tmp_path).run("crawler", *command, code=2).stderr
    assert list(tmp_path.iterdir()) == []


def test_a_query_that_is_none_is_told_with_its_first_word(desk: Desk) -> None:
    told = desk.run("crawler", "sql", "/* all */ selec 1", code=1).stderr
    assert "begins with 'selec', not with SELECT, WITH or VALUES" in told
    assert desk.run("crawler", "sql", "(values (1))" if "post" in desk.archive else "values (1)")


@pytest.mark.parametrize("command", [("reextract",), ("agencies", "--used"), ("failures", "x")])
def test_without_an_archive_none_is_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    assert "there is no archive at" in Desk(tmp_path).run("crawler", *command, code=1).stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_whose_name_no_database_takes_is_told(tmp_path: Path) -> None:
    file = tmp_path / "caf\udce9.warc"
    file.touch()
    told = Desk(tmp_path).run("crawler", "import", "--queue", file.name, code=1).stderr
    assert r"caf\udce9.warc' is not in UTF-8" in told


def test_an_unknown_job_makes_no_archive(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert "there is no job 'x'" in desk.run("crawler", "jobs", "run", "x", code=1).stderr
    assert list(tmp_path.iterdir()) == []


def test_a_job_of_the_file_makes_an_archive(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.describe("http://herald.invalid/", '[jobs.often]\nsources = "herald"\ncron = "0 * * * *"')
    told = desk.run("crawler", "jobs", "run", "oftn", code=1).stderr
    assert "there is no job 'oftn'. Did you mean often?" in told
    assert not (tmp_path / "archive.db").exists()
    desk.run("crawler", "jobs", "run", "often", "--concurrency", "1", code=1)
    assert desk.ask("SELECT job FROM task") == [("often",)]


def test_a_number_is_no_page_but_may_be_an_article(tmp_path: Path) -> None:
    told = Desk(tmp_path).run("crawler", "show", "1", code=1).stderr
    assert "--as-of" in told
    assert "crawler history" in told


@pytest.mark.parametrize(
    ("form", "said"), [("jsonl", '{"b":"00ff"}'), ("csv", "00ff"), ("tsv", "00ff")]
)
def test_bytes_are_told_as_hexadecimal_digits(desk: Desk, form: str, said: str) -> None:
    literal = r"'\x00ff'::bytea" if "postgres" in desk.archive else "x'00ff'"
    done = desk.run("crawler", "sql", f"select {literal} as b", "--format", form)
    assert done.stdout.splitlines()[-1] == said


def test_a_fraction_is_a_number_in_json(desk: Desk) -> None:
    done = desk.run("crawler", "sql", "select 3 / 2.0 as b", "--format", "jsonl")
    assert done.stdout == '{"b":1.5}\n'


def test_values_that_json_has_no_type_for_are_text(tmp_path: Path, postgres_url: str) -> None:
    open_archive(postgres_url).dispose()
    desk = Desk(tmp_path, postgres_url)
    query = "select interval '90 minutes' as a, array[1.5] as b, '::1'::inet as c"
    done = desk.run("crawler", "sql", query, "--format", "jsonl")
    assert done.stdout == '{"a":"1:30:00","b":[1.5],"c":"::1"}\n'


def test_a_column_is_not_lost_to_another_of_its_name(desk: Desk) -> None:
    done = desk.run("crawler", "sql", "select 1 as b, 2 as b", "--format", "jsonl", code=2)
    assert "two columns are named 'b'" in done.stderr
    assert desk.run("crawler", "sql", "select 1 as b, 2 as b").stdout == "b\tb\n1\t2\n"


def test_a_query_that_fails_at_a_later_row_is_told_in_a_line(desk: Desk) -> None:
    numbers = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 9999) "
    fails = "1 / (9998 - i)" if "postgres" in desk.archive else "json(substr('{}', i / 9998 + 1))"
    told = desk.run("crawler", "sql", f"{numbers} select {fails} from n", code=1).stderr
    assert told.startswith("crawler: the database does not understand the query: ")


@on_sqlite
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["status", "show 1 --as-of 2030-01-01", "export -", "--help"])
def test_output_that_cannot_be_written_is_told_in_a_line(
    desk: Desk, command: str, unbuffered: str
) -> None:
    with FULL.open("w") as full:
        done = _crawler(desk, command, full, unbuffered)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("crawler: cannot write")
    assert line.endswith("No space left on device")


@on_sqlite
@pytest.mark.parametrize("command", ["status", "show 1 --as-of 2030-01-01", "export -", "--help"])
def test_a_reader_that_goes_away_is_no_error(desk: Desk, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        done = _crawler(desk, command, pipe, "")
    assert (done.returncode, done.stderr) == (0, "")


@on_sqlite
@pytest.mark.parametrize(
    ("command", "closed", "code", "says"),
    [
        ("status", ">&-", 1, "crawler: cannot write the output: Bad file descriptor\n"),
        ("--help", ">&-", 1, "crawler: cannot write the output: Bad file descriptor\n"),
        ("export -", ">&-", 1, "crawler: cannot write standard output: Bad file descriptor\n"),
        ("sql select+1 --format jsonl", ">&-", 1, "crawler: cannot write the output: "),
        ("sql", "<&-", 2, "there is no query"),
        ("export -", "2>&-", 0, ""),
        ("history nothing", "2>&-", 1, ""),
    ],
)
def test_a_stream_that_the_caller_closed_is_told(
    desk: Desk, command: str, closed: str, code: int, says: str
) -> None:
    words = [word.replace("+", " ") for word in command.split()]
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "crawler", *words],
        cwd=desk.folder,
        env=desk.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    if command == "export -" and not code:
        assert URL in done.stdout


def _crawler(
    desk: Desk, command: str, output: IO[str], unbuffered: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crawler", *command.split()],
        cwd=desk.folder,
        env={**desk.environment, "PYTHONUNBUFFERED": unbuffered},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("export", "-"),
        ("verify",),
        ("sql", "select * from version"),
        ("crawl", "herald"),
    ],
)
def test_an_archive_that_is_damaged_is_told_in_lines(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    desk = Desk(tmp_path)
    desk.describe("http://127.0.0.1:1/", 'sections = ["http://127.0.0.1:1/"]')
    open_archive(desk.archive).dispose()
    file = tmp_path / "archive.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        tables = "('version', 'capture', 'article', 'source')"
        roots = f"SELECT rootpage FROM sqlite_master WHERE name IN {tables}"
        pages = [page for (page,) in database.execute(roots)]
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as stream:
        for page in pages:
            stream.seek((page - 1) * size)
            stream.write(b"\xff" * size)
    told = desk.run("crawler", *command, code=1).stderr
    assert told.startswith("crawler: the archive fails: database disk image is malformed\n")
    assert "make another one of the captures" in told


@pytest.mark.parametrize("command", [ADD, ("crawl", "--url", "http://127.0.0.1:1/")])
def test_an_archive_that_cannot_be_written_is_told_in_lines(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    """As on a full disk: its log may not grow."""
    desk = Desk(tmp_path)
    open_archive(desk.archive).dispose()
    log, most = tmp_path / "archive.db-wal", 40_000
    with closing(sqlite3.connect(tmp_path / "archive.db")) as other:
        other.execute("PRAGMA wal_autocheckpoint=0")
        for number in range(20):
            other.execute(f"PRAGMA user_version={number}")
        assert log.stat().st_size > most
        done = subprocess.run(
            [sys.executable, "-m", "crawler", *command],
            cwd=tmp_path,
            env=desk.environment,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )
    assert done.returncode == 1
    assert "crawler: the archive fails: " in done.stderr
    assert "Traceback" not in done.stderr
