"""The edits that the archive saw, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from alembic import command
from sqlalchemy import text

from crawler.archive.database.engine import open_archive
from crawler.archive.database.migrating import alembic_config
from crawler.archive.writer import ArchiveWriter
from crawler.items import Paragraph, ParagraphKind
from tests.archive.conftest import Query
from tests.archive.press import MORNING, article, gone, visit, wire_photo, write

URL = "http://herald.example/news/ferry"
FIRST = article(URL)
RENAMED = article(URL, "Ferry comes home")
FIGURES = replace(FIRST, paragraphs=(*FIRST.paragraphs, Paragraph("It carried 40 people.")))
CORRECTED = replace(
    FIGURES,
    paragraphs=(
        *FIRST.paragraphs,
        Paragraph("It carried 45 people."),
        Paragraph("Correction: the first count was wrong.", ParagraphKind.CORRECTION),
    ),
)
STEPS = "SELECT from_version, to_version, classes FROM changes ORDER BY seen_at"


def steps(query: Query) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in query(STEPS)]


def test_an_edit_is_classed_when_its_version_is_written(
    writer: ArchiveWriter, query: Query
) -> None:
    write(writer, visit(URL, 0, FIGURES), visit(URL, 5, FIGURES))
    assert query("SELECT * FROM changes") == []
    write(writer, visit(URL, 10, CORRECTED))
    (row,) = query("SELECT * FROM changes")
    assert row["classes"] == "correction; figures"
    assert row["notice"] == "Correction: the first count was wrong."
    assert not row["silent"]
    assert 0 < row["share"] < 0.2
    (begun,) = query("SELECT observed_from, url FROM versions WHERE version = 2")
    assert begun == {"observed_from": row["seen_at"], "url": row["url"]}


def test_a_silent_edit_is_marked(writer: ArchiveWriter, query: Query) -> None:
    write(writer, visit(URL, 0, FIRST), visit(URL, 10, RENAMED))
    stamped = replace(FIGURES, modified_at=MORNING + timedelta(minutes=20))
    write(writer, visit(URL, 20, stamped), visit(URL, 30, replace(stamped, standfirst="Home")))
    rows = query("SELECT silent FROM changes ORDER BY seen_at")
    assert [bool(row["silent"]) for row in rows] == [True, False, True]


def test_a_change_that_may_be_the_readers_is_marked(writer: ArchiveWriter, query: Query) -> None:
    write(writer, visit(URL, 0, FIRST), visit(URL, 10, RENAMED))
    write(writer, replace(visit(URL, 20, FIGURES), extractor_version="2"))
    rows = query("SELECT same_reader FROM changes ORDER BY seen_at")
    assert [bool(row["same_reader"]) for row in rows] == [True, False]


def test_flapping_makes_an_edit_each_time_and_stores_each_once(
    writer: ArchiveWriter, query: Query
) -> None:
    for minute, read in enumerate([FIRST, RENAMED, FIRST, RENAMED]):
        write(writer, visit(URL, minute, read))
    assert steps(query) == [(1, 2, "headline"), (2, 1, "headline"), (1, 2, "headline")]
    assert query("SELECT count(*) AS n FROM edit") == [{"n": 2}]


def test_what_comes_after_an_absence_is_compared_with_what_stood_before(
    writer: ArchiveWriter, query: Query
) -> None:
    write(writer, visit(URL, 0, FIRST), gone(URL, 1), visit(URL, 2, FIRST), gone(URL, 3))
    assert steps(query) == []
    write(writer, visit(URL, 4, replace(FIRST, photos=(wire_photo(),))))
    assert steps(query) == [(1, 2, "photo added")]


def test_a_late_look_puts_its_edits_in_their_place(writer: ArchiveWriter, query: Query) -> None:
    write(writer, visit(URL, 0, FIRST), visit(URL, 10, FIGURES))
    write(writer, visit(URL, 5, RENAMED))
    assert steps(query) == [(1, 3, "headline"), (3, 2, "headline; body")]


def test_edits_older_than_their_table_are_listed_without_classes(archive_url: str) -> None:
    engine = open_archive(archive_url)
    config = alembic_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    with engine.begin() as connection:
        for statement in OLD_ROWS:
            connection.execute(text(statement.replace(":", "\\:")))
    engine.dispose()
    engine = open_archive(archive_url)
    with engine.connect() as connection:
        rows = connection.execute(text(STEPS)).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [(1, 2, None)]


NIGHTS = [f"'2026-01-0{day}T00:00:00.000Z'" for day in (1, 2)]
OF_VERSION = (
    "id, article_id, number, content_sha256, extractor_version, kind, headline, topics, provenance"
)
OF_OBSERVATION = "article_id, version_id, state, observed_from, last_seen_at, observed_until"
OLD_ROWS = [
    "INSERT INTO source (id, name, publisher) VALUES (1, 'herald', 'The Herald')",
    "INSERT INTO article (id, source_id, canonical_url, first_seen_at) "
    f"VALUES (1, 1, 'http://h.example/1', {NIGHTS[0]})",
    f"INSERT INTO version ({OF_VERSION}) VALUES (1, 1, 1, 'a', '1', 'article', 'A', '[]', '{{}}')",
    f"INSERT INTO version ({OF_VERSION}) VALUES (2, 1, 2, 'b', '1', 'article', 'B', '[]', '{{}}')",
    f"INSERT INTO observation ({OF_OBSERVATION}) "
    f"VALUES (1, 1, 'live', {NIGHTS[0]}, {NIGHTS[0]}, {NIGHTS[1]})",
    f"INSERT INTO observation ({OF_OBSERVATION}) "
    f"VALUES (1, 2, 'live', {NIGHTS[1]}, {NIGHTS[1]}, NULL)",
]
