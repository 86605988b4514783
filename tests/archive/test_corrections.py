"""A better reader corrects versions and makes no edits, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from crawler.archive.checking.checks import check_archive
from crawler.archive.database.engine import for_writing
from crawler.archive.models.base import Base
from crawler.archive.search.find import SearchQuery, search
from crawler.archive.search.index import index_new
from crawler.archive.versions.corrections import MERGED, SPLIT, Correction, Reading, correct
from crawler.archive.versions.outdated import outdated_versions
from crawler.archive.writer import ArchiveWriter
from crawler.items import Article, Page, PageKind, Paragraph
from tests.archive.conftest import Query
from tests.archive.press import MORNING, article, revisit, visit, wire_photo, write
from tests.archive.test_stories import COURIER, prose, stories

URL = "http://herald.example/ferry"
LATER = MORNING + timedelta(days=9)
NEW = "9"  # the better reader's version; that of tests.archive.press is "1"


def said(read: Article | None) -> Page:
    return Page(PageKind.ARTICLE, "", read) if read else Page(PageKind.SECTION, "links")


def reread(archive: Engine, *articles: Article | None, version: str = NEW) -> list[Correction]:
    """Let the better reader say these of the versions, in their order."""
    with for_writing(archive).begin() as connection:
        versions = outdated_versions(connection, version)
        pages = [{"sha1:any": said(article)} for article in articles]
        readings = [Reading(*reading) for reading in zip(versions, pages, strict=True)]
        return correct(connection, readings, version, LATER)


def findings(archive: Engine) -> list[str]:
    with archive.connect() as connection:
        return [f"{finding.where}: {finding.what}" for finding in check_archive(connection)]


def test_a_version_is_corrected_and_keeps_its_number_and_times(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    old = article(URL, photos=(wire_photo("A caption in the body."),))
    write(writer, visit(URL, 0, old), visit(URL, 60, replace(old, headline="Ferry back at last")))
    before = query("SELECT version, observed_from, observed_until FROM versions ORDER BY version")
    better = replace(old, standfirst="A festival at the mole.", photos=(wire_photo(),))
    (first, _) = reread(archive, better, replace(better, headline="Ferry back at last"))
    assert first.changed == ("standfirst", "photos")
    assert (
        query("SELECT version, observed_from, observed_until FROM versions ORDER BY version")
        == before
    )
    assert query("SELECT standfirst, extractor_version FROM versions WHERE version = 1") == [
        {"standfirst": "A festival at the mole.", "extractor_version": NEW}
    ]
    assert query("SELECT DISTINCT caption FROM photo") == [{"caption": wire_photo().caption}]
    assert [row["classes"] for row in query("SELECT classes FROM changes")] == ["headline"]
    assert findings(archive) == []


def test_the_next_look_by_the_better_reader_finds_the_same(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write(writer, visit(URL))
    better = replace(article(URL), paragraphs=(*article(URL).paragraphs, Paragraph("Bells rang.")))
    reread(archive, better)
    write(writer, visit(URL, 90, better))
    assert writer.tally["herald"] == {"new": 1, "same": 1}


def test_versions_that_turn_out_to_be_equal_become_one(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    truth = article(URL)
    noise = [replace(truth, standfirst=f"{n} readers are here now") for n in (7, 8)]
    real = replace(truth, headline="Ferry back at last")
    write(writer, visit(URL, 0, noise[0]), visit(URL, 30, noise[1]), visit(URL, 60, real))
    _, second, _ = reread(archive, truth, truth, real)
    assert second.changed == ("standfirst", MERGED)
    assert query("SELECT version, headline FROM versions ORDER BY version") == [
        {"version": 1, "headline": truth.headline},
        {"version": 3, "headline": real.headline},
    ]
    assert [row["classes"] for row in query("SELECT classes FROM changes")] == ["headline"]
    assert findings(archive) == []
    write(writer, visit(URL, 90, replace(truth, headline="A third headline")))
    assert query("SELECT max(number) AS last FROM version") == [{"last": 4}]


def test_a_version_whose_captures_say_different_things_becomes_two(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    """A caption that the older reader did not see was there, was changed, and was changed back."""
    one, other = (article(URL, photos=(wire_photo(f"A {which} mole."),)) for which in "ab")
    looks = [visit(URL, 30 * n) for n in range(2)]
    write(writer, looks[0], revisit(looks[0], 10), looks[1], revisit(looks[1], 40))
    write(writer, revisit(looks[0], 60))
    index_new(archive)
    pages = dict(zip((look.capture.payload_digest for look in looks), (one, other), strict=True))
    with for_writing(archive).begin() as connection:
        reading = Reading(1, {payload: said(read) for payload, read in pages.items()})
        (found,) = correct(connection, [reading], NEW, LATER)
        assert outdated_versions(connection, NEW) == []
    assert found.changed == ("photos", SPLIT)
    steps = query("SELECT from_version, to_version, classes FROM changes ORDER BY seen_at")
    assert [tuple(row.values()) for row in steps] == [(1, 2, "caption"), (2, 1, "caption")]
    shown = query("SELECT version, count(*) AS n FROM captures GROUP BY version ORDER BY version")
    assert shown == [{"version": 1, "n": 3}, {"version": 2, "n": 2}]
    index_new(archive)
    assert findings(archive) == []
    write(writer, visit(URL, 90, other), visit(URL, 95, one))
    assert writer.tally["herald"] == {"new": 1, "same": 4, "changed": 2}


def test_what_the_better_reader_takes_for_no_article_is_left_alone(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    write(writer, visit(URL))
    (found,) = reread(archive, None)
    assert found.changed is None
    assert query("SELECT headline FROM articles") == [{"headline": article(URL).headline}]
    assert reread(archive) == []  # it is not asked again


def test_what_was_said_before_stays_readable(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    old = article(URL, "Menu", photos=(wire_photo(),))
    write(writer, visit(URL, 0, old))
    better = article(URL, modified_at=MORNING, modified_raw="06:00 UTC")
    reread(archive, better)
    reread(archive, replace(better, modified_at=LATER, modified_raw="later"), version="10")
    with archive.connect() as connection:
        table = Base.metadata.tables["extraction"]
        first, second = connection.scalars(
            select(table.c.said_before).order_by(table.c.extractor_version.desc())
        )
    assert first["headline"] == "Menu"
    assert first["modified_at"] is None
    assert first["photos"][0]["credit"]["line"] == "AP-Yonhap"
    assert second == {"modified_at": "2026-06-19T06:00:00Z", "modified_raw": "06:00 UTC"}


def test_what_was_right_is_only_noted(archive: Engine, writer: ArchiveWriter, query: Query) -> None:
    write(writer, visit(URL, 0, article(URL, photos=(wire_photo(),))))
    (found,) = reread(archive, article(URL, photos=(wire_photo(),)))
    assert found.changed == ()
    assert query("SELECT extractor_version FROM versions") == [{"extractor_version": NEW}]
    assert query("SELECT changed FROM extractions") == [{"changed": ""}]


def test_an_instant_is_not_unlearned_where_the_same_is_printed(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    write(writer, visit(URL))
    (found,) = reread(archive, replace(article(URL), published_at=None, language=None))
    assert found.changed == ()
    assert query("SELECT language FROM articles WHERE published_at IS NOT NULL") == [
        {"language": "en"}
    ]


def test_a_search_finds_what_was_corrected(archive: Engine, writer: ArchiveWriter) -> None:
    write(writer, visit(URL, 0, article(URL, standfirst="advertisement")))
    index_new(archive)
    reread(archive, article(URL, standfirst="A festival at the mole."))
    index_new(archive)
    with archive.connect() as connection:
        assert [hit.headline for hit in search(connection, SearchQuery("festival"))]
        assert search(connection, SearchQuery("advertisement")) == []


def test_copies_are_found_and_lost_by_corrections(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    other = "http://courier.example/ferry"
    mine, theirs = (article(url, paragraphs=(Paragraph(prose(1)),)) for url in (URL, other))
    write(writer, visit(URL, 0, article(URL)), visit(other, 5, theirs, source=COURIER))
    assert stories(query) == set()
    reread(archive, mine, theirs)
    assert stories(query) == {frozenset({URL, other})}


@pytest.mark.parametrize(("since", "found"), [(-60, 1), (60, 0)])
def test_which_versions_are_read_again_can_be_narrowed(
    archive: Engine, writer: ArchiveWriter, since: int, found: int
) -> None:
    other = "http://courier.example/ferry"
    write(writer, visit(URL), visit(other, 0, article(other, "Another"), source=COURIER))
    with archive.connect() as connection:
        at = MORNING + timedelta(minutes=since)
        assert len(outdated_versions(connection, NEW, sources=["courier"], since=at)) == found
        assert outdated_versions(connection, "1") == []
