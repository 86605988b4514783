"""Every migration, back and forth, on an archive that has something in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from crawler.archive.database import revisions
from crawler.archive.database.engine import open_archive, upgrade
from crawler.archive.database.migrating import alembic_config
from crawler.archive.entries import Failed, PlainCapture
from crawler.archive.writer import ArchiveWriter
from crawler.items import Stage
from tests.archive.press import HERALD, MORNING, article, capture, gone, visit, wire_photo, write
from tests.desk import Desk

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory.from_config(alembic_config()).walk_revisions()))
]
URLS = [f"http://herald.example/news/{number}" for number in range(6)]


# what is computed of the versions anew where its scheme has changed
DERIVED = {"band", "sketch"}
LATER = {"optout_set_id", "url_sha256"}  # columns of tables that the first schema has


def test_the_revisions_that_files_are_named_by_are_alembics() -> None:
    assert list(revisions.known()) == REVISIONS


def fill(writer: ArchiveWriter) -> None:
    """Six articles, three of them edited, one gone; a feed, a failure."""
    feed, missing = "http://herald.example/feed.xml", "http://herald.example/missing"
    photos = (wire_photo(),)
    for number, url in enumerate(URLS):
        write(writer, visit(url, number, article(url, f"Ferry number {number}", photos=photos)))
    for url in URLS[:3]:
        write(writer, visit(url, 60, article(url, f"Ferry is late at {url[-1]}", photos=photos)))
    write(writer, gone(URLS[5], 90), PlainCapture(capture(feed), HERALD))
    write(writer, Failed(missing, HERALD, Stage.FETCH, "HTTP 404", MORNING, status=404))


def downgrade(engine: Engine, revision: str) -> None:
    config = alembic_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def contents(engine: Engine, tables: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """All rows, with the columns that the first schema has."""
    with engine.connect() as connection:
        found = {}
        for table in tables:
            columns = [c["name"] for c in inspect(connection).get_columns(table)]
            names = ", ".join(sorted(set(columns) - LATER))
            rows = connection.execute(text(f"SELECT {names} FROM {table}"))
            found[table] = sorted((tuple(row) for row in rows), key=str)
        return found


def test_an_archive_of_the_first_schema_comes_to_the_newest_with_all_it_has(
    archive: Engine, writer: ArchiveWriter, desk: Desk
) -> None:
    fill(writer)
    views = "SELECT url, headline, versions, gone_at IS NULL FROM articles ORDER BY url"
    changes = "SELECT url, from_version, to_version, classes FROM changes ORDER BY url"
    with archive.connect() as connection:
        before = [connection.execute(text(query)).all() for query in (views, changes)]
    downgrade(archive, REVISIONS[0])
    tables = sorted(set(inspect(archive).get_table_names()) - {"alembic_version"})
    old = contents(archive, tables)
    assert all(old[table] for table in ("article", "version", "capture", "failure"))
    assert not inspect(archive).has_table("edit")

    desk.archive = archive.url.render_as_string(hide_password=False)
    archive.dispose()
    desk.run("crawler", "status", code=1)
    assert "is ready" in desk.run("crawler", "migrate").stdout
    assert contents(archive, tables) == old
    with archive.connect() as connection:
        assert [connection.execute(text(q)).all() for q in (views, changes)] == before


def test_each_migration_goes_back_and_forth_and_keeps_what_was_there(
    archive: Engine, writer: ArchiveWriter
) -> None:
    fill(writer)
    for newer, older in pairwise(REVISIONS[::-1]):
        downgrade(archive, older)
        tables = sorted(set(inspect(archive).get_table_names()) - {"alembic_version"} - DERIVED)
        before = contents(archive, tables)
        upgrade(archive, newer)
        assert contents(archive, tables) == before, newer
        downgrade(archive, older)
    upgrade(archive)
    open_archive(archive.url.render_as_string(hide_password=False)).dispose()


def test_the_keys_by_which_copies_are_found_are_placed_anew(
    archive: Engine, writer: ArchiveWriter
) -> None:
    fill(writer)
    rows = text("SELECT key, article_id FROM band ORDER BY key, article_id")
    with archive.connect() as connection:
        bands = connection.execute(rows).all()
        weeks = set(connection.execute(text("SELECT week FROM sketch")).scalars())
    assert bands
    downgrade(archive, "0013")
    with archive.connect() as connection:
        before = connection.execute(rows).all()
    assert {row.key >> 35 for row in before} == weeks
    upgrade(archive)
    with archive.connect() as connection:
        assert connection.execute(rows).all() == bands
