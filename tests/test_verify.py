"""``crawler verify`` finds what is wrong between the archive and its captures."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.archive.checking.checks import check_archive
from crawler.archive.database.query import read_only
from crawler.archive.entries import PlainCapture
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from crawler.capture.writer import WarcWriter
from crawler.verifying import check_captures
from tests.archive.press import HERALD, MORNING, write
from tests.desk import Desk
from tests.test_import import HOME, STORIES, warc


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk whose archive holds four imported pages."""
    file, _ = warc(desk.folder)
    desk.describe(HOME, "")
    desk.run("crawler", "import", str(file))
    return desk


def captures(desk: Desk) -> Path:
    """The one file of captures."""
    (file,) = (desk.folder / "captures").glob("*.warc.gz")
    return file


def place(desk: Desk, capture: int) -> tuple[int, int]:
    ((offset, length),) = desk.ask(
        f"SELECT warc_offset, warc_length FROM captures WHERE capture_id = {capture}"
    )
    return offset, length


def change(desk: Desk, statement: str) -> None:
    with sqlite3.connect(desk.folder / "archive.db") as connection:
        connection.execute(statement)


def test_a_sound_archive_passes(filled: Desk) -> None:
    done = filled.run("crawler", "verify")
    assert done.stdout.splitlines() == [
        "table\trows",
        "article\t4",
        "version\t4",
        "observation\t4",
        "edit\t0",
        "capture\t4",
    ]
    assert done.stderr == "0 found, 0 repaired, 0 left\n"


def test_one_changed_bit_is_found(filled: Desk) -> None:
    offset, length = place(filled, 2)
    data = bytearray(captures(filled).read_bytes())
    data[offset + length // 2] ^= 1
    captures(filled).write_bytes(data)
    done = filled.run("crawler", "verify", code=1)
    assert f"at {offset}: a damaged record" in done.stdout
    assert f"capture 2, captures/{captures(filled).name} at {offset}" in done.stdout
    assert "capture 1" not in done.stdout
    assert "capture 3" not in done.stdout


def test_another_page_under_the_same_record_is_found(filled: Desk) -> None:
    change(filled, "UPDATE capture SET payload_digest = 'sha1:OTHER' WHERE id = 3")
    assert "should be sha1:OTHER" in filled.run("crawler", "verify", code=1).stdout


def test_a_missing_file_is_found(filled: Desk) -> None:
    captures(filled).unlink()
    done = filled.run("crawler", "verify", code=1)
    assert "the file is missing; 4 captures were in it" in done.stdout


def test_the_captures_of_several_machines_are_checked_and_read_again_in_the_folder_of_theirs(
    desk: Desk,
) -> None:
    """What else lies there, such as a file that was imported, is nobody's loss."""
    desk.describe(HOME, "")
    warc(desk.folder / "shared" / "downloads")
    for machine, domain in (("a", "herald.example"), ("b", "tribune.example")):
        moved = [replace(one, url=one.url.replace("herald.example", domain)) for one in STORIES]
        file, _ = warc(desk.folder / "shared" / f"from-{machine}", moved[:2])
        desk.run("crawler", "--captures", f"shared/{machine}", "import", str(file))
    (desk.folder / "shared" / "lost+found").mkdir(mode=0)
    desk.run("crawler", "--captures", "shared", "verify")
    out = desk.run("crawler", "--captures", "shared/a", "verify", code=1).stdout
    assert "the file is missing; 2 captures were in it" in out

    change(desk, "UPDATE version SET extractor_version = '0'")
    done = desk.run("crawler", "--captures", "shared", "reextract")
    assert done.stderr == "4 versions read again\n"

    (kept,) = (desk.folder / "shared" / "b").glob("*.warc.gz")
    unknown, _ = warc(desk.folder / "unknown", STORIES[2:])
    unknown.rename(more := kept.with_name(kept.name.replace("00001", "00002")))
    out = desk.run("crawler", "--captures", "shared", "verify", code=1).stdout
    assert f"shared/b/{more.name}: records that the archive does not know" in out


def test_a_cut_file_is_found(filled: Desk) -> None:
    offset, length = place(filled, 4)
    with captures(filled).open("r+b") as file:
        file.truncate(offset + length // 2)
    done = filled.run("crawler", "verify", code=1)
    assert "capture 4" in done.stdout
    assert "1 repaired" not in filled.run("crawler", "verify", "--repair", code=1).stderr


def test_records_that_the_archive_does_not_know_are_found(filled: Desk) -> None:
    for table in ("capture", "observation", "version_paragraph", "version"):
        column = "id" if table == "version" else "version_id"
        change(filled, f"DELETE FROM {table} WHERE {column} = 4")
    out = filled.run("crawler", "verify", code=1).stdout
    assert "records that the archive does not know: 1; " in out
    assert "`crawler import captures/" in out
    assert "article 4: an article without a version" in out


def test_a_crawl_that_begins_and_ends_during_the_check_is_no_finding(
    archive: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "captures"
    with read_only(archive) as connection:
        assert list(check_archive(connection)) == []  # it sees the archive as it is now
        _, captures = warc(folder)
        with archive.begin() as other:
            run = start_run(other, "crawl herald", MORNING, source=HERALD, warc_prefix="herald")
        write(ArchiveWriter(archive, run), *(PlainCapture(capture, HERALD) for capture in captures))
        assert list(check_captures(connection, folder)) == []


def test_a_record_that_a_crawl_is_writing_is_damaged_only_if_it_stays_half(
    archive: Engine, tmp_path: Path
) -> None:
    with archive.begin() as other:
        run = start_run(other, "crawl herald", MORNING, source=HERALD, warc_prefix="herald")
    warcs = WarcWriter(tmp_path, "herald")
    captures = [warcs.write(exchange) for exchange in STORIES]
    write(ArchiveWriter(archive, run), *(PlainCapture(capture, HERALD) for capture in captures))
    file = tmp_path / captures[0].file
    with file.open("ab") as end:
        end.write(file.read_bytes()[:200])
    with read_only(archive) as connection:
        assert list(check_captures(connection, tmp_path)) == []
        warcs.close()
        (found,) = check_captures(connection, tmp_path)
        assert "a damaged record" in found.what


def test_a_wrong_offset_is_repaired(filled: Desk) -> None:
    before = place(filled, 2)
    change(filled, "UPDATE capture SET warc_offset = 7, warc_length = 7 WHERE id = 2")
    told = f"its record lies at {before[0]}"
    assert f"{told} (--repair can mend it)" in filled.run("crawler", "verify", code=1).stdout
    assert place(filled, 2) == (7, 7)  # looking changes nothing
    done = filled.run("crawler", "verify", "--repair")
    assert f"{told} (repaired: the archive says now where it lies)" in done.stdout
    assert done.stderr == "1 found, 1 repaired, 0 left\n"
    assert place(filled, 2) == before
    filled.run("crawler", "verify")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("captured_at = '2025-02-01T00:00:00.000Z'", "its date is "),
        ("url = 'http://herald.example/other'", "its address is "),
        ("status = 404", "its status is 200, and the archive says 404"),
    ],
)
def test_nothing_is_made_from_a_capture_that_says_what_its_record_does_not(
    filled: Desk, changed: str, told: str
) -> None:
    change(filled, f"UPDATE capture SET {changed} WHERE id = 2")
    before = filled.ask("SELECT * FROM observation ORDER BY id")
    done = filled.run("crawler", "verify", "--repair", code=1)
    assert told in done.stdout
    assert "nothing is repaired" in done.stderr
    assert filled.ask("SELECT * FROM observation ORDER BY id") == before


def test_a_look_that_lost_its_article_is_found(filled: Desk) -> None:
    change(filled, "UPDATE capture SET article_id = NULL, version_id = NULL WHERE id = 2")
    told = filled.run("crawler", "verify", code=1).stdout
    assert "capture 2: a capture of an article's page without the article" in told


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM article WHERE id = 2",
        "UPDATE version SET topics = '{bad' WHERE id = 2",
        "UPDATE version SET published_at = 'yesterday' WHERE id = 2",
    ],
)
def test_a_damaged_row_is_a_finding_and_hides_no_other(filled: Desk, damage: str) -> None:
    change(filled, damage)
    change(filled, "UPDATE version SET headline = 'Menu' WHERE id = 4")
    told = filled.run("crawler", "verify", code=1).stdout
    assert "version 4: its content is not what its digest was taken of" in told
    assert "2: it cannot be read: " in told or "version 2" in told


def test_a_folder_among_the_captures_is_left_alone(filled: Desk) -> None:
    (filled.folder / "captures" / "old.warc.gz").mkdir()
    filled.run("crawler", "verify")
