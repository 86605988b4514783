"""``verify`` and ``migrate``: stories and the search index follow from the versions."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from crawler.archive.checking.checks import check_archive
from crawler.archive.database.query import read_only
from crawler.archive.search.index import index_new
from crawler.archive.writer import ArchiveWriter
from tests.archive.conftest import Query
from tests.archive.press import article, visit, write
from tests.archive.test_stories import COURIER, stories
from tests.desk import Desk

URL, OTHER = "http://herald.example/ferry", "http://courier.example/ferry"
DERIVED = ("DELETE FROM story", "DELETE FROM copy_pair", "DELETE FROM band", "DELETE FROM sketch")


@pytest.fixture
def copied(writer: ArchiveWriter) -> ArchiveWriter:
    """An archive with one text at two publishers."""
    write(writer, visit(URL, 0, article(URL)), visit(OTHER, 9, article(OTHER), source=COURIER))
    return writer


def damage(archive: Engine, *statements: str) -> None:
    with archive.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def found_and_repaired(archive: Engine) -> list[str]:
    with read_only(archive) as connection:
        findings = list(check_archive(connection))
    with archive.begin() as connection:
        for finding in findings:
            assert finding.repair is not None
            finding.repair(connection)
    with read_only(archive) as connection:
        assert list(check_archive(connection)) == []
    return [f"{finding.where}: {finding.what}" for finding in findings]


def test_versions_without_sketches_are_looked_at_for_copies(
    archive: Engine, copied: ArchiveWriter, query: Query
) -> None:
    before = stories(query)
    assert before == {frozenset({URL, OTHER})}
    damage(archive, *DERIVED)
    assert found_and_repaired(archive) == ["stories: 2 versions were not looked at for copies"]
    assert stories(query) == before


def test_a_lost_story_is_gathered_again(
    archive: Engine, copied: ArchiveWriter, query: Query
) -> None:
    before = stories(query)
    damage(archive, "DELETE FROM story WHERE article_id = 1")
    assert found_and_repaired(archive)[0] == (
        "article 1: its place in the stories does not follow from its copies"
    )
    assert stories(query) == before


def test_an_index_of_versions_that_are_no_more_is_dropped(
    archive: Engine, copied: ArchiveWriter
) -> None:
    index_new(archive)
    with archive.begin() as connection:
        id_ = "rowid" if archive.dialect.name == "sqlite" else "version_id"
        words = "'a'" if archive.dialect.name == "sqlite" else "to_tsvector('simple', 'a')"
        connection.execute(text(f"INSERT INTO search_index ({id_}, words) VALUES (99, {words})"))
    assert found_and_repaired(archive) == [
        "search index: it holds versions that are no more: 1",
    ]
    assert index_new(archive) == 2


def test_migrate_derives_what_an_older_crawler_did_not(
    archive: Engine, copied: ArchiveWriter, query: Query, desk: Desk
) -> None:
    write(copied, visit(URL, 30, article(URL, "Ferry is home")))
    edits = query("SELECT classes FROM changes")
    damage(archive, *DERIVED, "DELETE FROM edit")
    desk.archive = archive.url.render_as_string(hide_password=False)
    done = desk.run("crawler", "migrate")
    assert "3 versions were looked at for copies." in done.stdout
    assert "1 edit was not compared: the versions are compared now." in done.stdout
    assert query("SELECT classes FROM changes") == edits
    assert stories(query) == {frozenset({URL, OTHER})}
