"""An archive that disagrees with itself is found out, and mended where nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from crawler.archive.checking.checks import check_archive
from crawler.archive.checking.findings import Finding
from crawler.archive.database.query import read_only
from crawler.archive.writer import ArchiveWriter
from crawler.items import Paragraph
from tests.archive.conftest import Query
from tests.archive.press import article, gone, revisit, visit, wire_photo, write

URL = "http://herald.example/news/ferry"
Filled = Callable[[], list[Finding]]


@pytest.fixture
def findings(archive: Engine, writer: ArchiveWriter) -> Filled:
    """An archive with two articles, four versions and a gone one; and what is wrong with it."""
    first = visit(URL, 0, article(URL, photos=(wire_photo(),)))
    write(writer, first, revisit(first, 5), visit(URL, 10, article(URL, "Ferry is home")))
    write(writer, visit(URL, 20, article(URL, photos=(wire_photo(),))), gone(URL, 30))
    other = article("http://herald.example/2", "Snow", paragraphs=(Paragraph("It snowed."),))
    write(
        writer, visit(other.url, 0, other), visit(other.url, 9, replace(other, standfirst="A lot"))
    )

    def check() -> list[Finding]:
        with read_only(archive) as connection:
            return list(check_archive(connection))

    return check


def test_nothing_is_wrong_with_an_archive_that_was_only_written_to(findings: Filled) -> None:
    assert findings() == []


def test_nothing_is_wrong_where_an_older_404_was_imported(
    findings: Filled, writer: ArchiveWriter
) -> None:
    write(writer, gone(URL, -60))
    assert findings() == []


LATER = "'2026-06-19T06:15:00.000Z'"
TIMELINES = {
    "a gap": (
        f"UPDATE observation SET observed_from = {LATER}, last_seen_at = {LATER} "
        "WHERE version_id = 2",
        "there is a gap between its observations at 2026-06-19T06:10:00.000Z",
    ),
    "an overlap": (
        f"UPDATE observation SET observed_until = {LATER} "
        "WHERE version_id = 1 AND state = 'live' AND observed_from < '2026-06-19T06:05:00.000Z'",
        "two of its observations overlap at 2026-06-19T06:10:00.000Z",
    ),
    "no end": (
        "UPDATE observation SET observed_until = '2026-07-19T06:15:00.000Z' "
        "WHERE article_id = 1 AND observed_until IS NULL",
        "none of its observations is open",
    ),
    "another version": (
        "UPDATE observation SET version_id = 2 WHERE article_id = 1 AND version_id = 1",
        "its observations are not what its captures tell",
    ),
    "never seen": (
        "DELETE FROM observation WHERE article_id = 1",
        "an article that was never seen",
    ),
    "first seen": (
        f"UPDATE article SET first_seen_at = {LATER} WHERE id = 1",
        "it was not first seen when the first capture that found it was made",
    ),
}


@pytest.mark.parametrize(("fault", "told"), TIMELINES.values(), ids=TIMELINES)
def test_a_broken_timeline_is_built_from_the_captures(
    archive: Engine, findings: Filled, query: Query, fault: str, told: str
) -> None:
    everything = "SELECT * FROM observation ORDER BY article_id, observed_from"
    before = [{**row, "id": 0} for row in query(everything)]
    with archive.begin() as connection:
        connection.execute(text(fault.replace(":", "\\:")))
    (finding,) = [found for found in findings() if found.where == "article 1"]
    assert finding.what == told
    assert finding.repair
    with archive.begin() as connection:
        finding.repair(connection)
    assert findings() == []
    assert [{**row, "id": 0} for row in query(everything)] == before


def test_edits_that_were_not_compared_are_compared(
    archive: Engine, findings: Filled, query: Query
) -> None:
    changes = "SELECT * FROM changes ORDER BY article_id, seen_at"
    before = query(changes)
    with archive.begin() as connection:
        connection.execute(text("DELETE FROM edit"))
    (finding,) = findings()
    assert (finding.where, finding.what) == ("changes", "3 edits were not compared")
    assert finding.repair
    with archive.begin() as connection:
        finding.repair(connection)
    assert query(changes) == before


FOR_A_PERSON = {
    "UPDATE paragraph SET text = 'It rained.' WHERE text = 'It snowed.'": [
        ("version 3", "its content is not what its digest was taken of"),
        ("version 4", "its content is not what its digest was taken of"),
    ],
    "DELETE FROM version_photo": [
        ("photo 1", "a photo that no version has"),
        ("version 1", "its content is not what its digest was taken of"),
    ],
    "UPDATE version SET number = 7 WHERE id = 4": [
        ("article 2", "its versions are not numbered 1, 2, …"),
    ],
    "DELETE FROM article_url WHERE article_id = 2": [("article 2", "an article without a URL")],
    "UPDATE capture SET kind = 'revisit' WHERE version_id = 3": [
        ("capture 6", "a revisit of a payload that no response brought"),
    ],
}


@pytest.mark.parametrize(("fault", "told"), FOR_A_PERSON.items(), ids=list(FOR_A_PERSON))
def test_what_cannot_be_mended_without_guessing_is_only_told(
    archive: Engine, findings: Filled, fault: str, told: list[tuple[str, str]]
) -> None:
    with archive.begin() as connection:
        connection.execute(text(fault))
    found = findings()
    assert [(finding.where, finding.what) for finding in found] == told
    assert not any(finding.repair for finding in found)


def test_a_timeline_whose_captures_are_lost_is_not_rebuilt(
    archive: Engine, findings: Filled
) -> None:
    with archive.begin() as connection:
        connection.execute(text("DELETE FROM capture WHERE version_id = 2"))
    (finding,) = findings()
    assert (finding.where, finding.repair) == ("article 1", None)
