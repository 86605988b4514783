"""Which addresses are one article: what the archive sees by itself, and what a person decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from crawler.archive.checking.checks import check_archive
from crawler.archive.database.engine import for_writing
from crawler.archive.entries import PlainCapture, Visit
from crawler.archive.identity import merge, split
from crawler.archive.past.stood import stood_at
from crawler.archive.search.find import SearchQuery, search
from crawler.archive.search.index import index_new
from crawler.archive.writer import ArchiveWriter
from crawler.errors import ArchiveError
from crawler.items import CaptureKind, Page, PageKind, Paragraph
from tests.archive.conftest import Query
from tests.archive.press import HERALD, MORNING, article, capture, gone, visit, wire_photo, write
from tests.archive.test_stories import COURIER, stories

OLD = "http://herald.example/news/view.asp?id=17"
NEW = "http://herald.example/2026/06/ferry"
SECTION = "http://herald.example/news"
STATE = (
    "SELECT url, version, headline, body, observed_from, observed_until FROM versions "
    "ORDER BY url, version",
    "SELECT url, classes, seen_at FROM changes ORDER BY url, seen_at",
    "SELECT article_url.url, canonical_url FROM article_url JOIN article "
    "ON article.id = article_id ORDER BY 1",
    "SELECT caption, credit_line, url FROM photos ORDER BY url, caption",
)


@pytest.fixture
def two(writer: ArchiveWriter) -> ArchiveWriter:
    """One work under an old and a new address, which nothing on the pages joins."""
    old, new = (article(url, photos=(wire_photo(),)) for url in (OLD, NEW))
    write(
        writer,
        visit(OLD, 0, old),
        visit(f"{NEW}?utm_source=rss", 30, replace(new, headline="Ferry back")),
        visit(OLD, 60, replace(old, standfirst="After eleven years")),
        visit(NEW, 90, replace(new, headline="Ferry back at last")),
    )
    return writer


def change(archive: Engine, *what: Any) -> Any:
    function, *arguments = what
    with for_writing(archive).begin() as connection:
        return function(connection, *arguments)


def findings(archive: Engine) -> list[str]:
    with archive.connect() as connection:
        return [f"{finding.where}: {finding.what}" for finding in check_archive(connection)]


def test_merged_articles_lose_no_version(archive: Engine, two: ArchiveWriter, query: Query) -> None:
    change(archive, merge, 1, 2)
    assert [row["headline"] for row in query("SELECT headline FROM versions ORDER BY version")] == [
        article(OLD).headline,
        "Ferry back",
        article(OLD).headline,
        "Ferry back at last",
    ]
    assert query("SELECT count(*) AS n FROM captures WHERE article_id = 1") == [{"n": 4}]
    assert findings(archive) == []
    write(two, visit(NEW, 120, article(NEW, "A fifth headline")))
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 1}]


def test_a_merge_is_undone_exactly(archive: Engine, two: ArchiveWriter, query: Query) -> None:
    before = [query(statement) for statement in STATE]
    change(archive, merge, 1, 2)
    assert [query(statement) for statement in STATE] != before
    change(archive, split, 1, [NEW], MORNING)
    assert [query(statement) for statement in STATE] == before
    assert findings(archive) == []


def test_equal_content_is_one_version_of_the_merged_and_two_when_set_apart(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    brief = article(OLD, paragraphs=article(OLD).paragraphs[1:])
    write(writer, visit(OLD, 0, brief), visit(NEW, 30, replace(brief, url=NEW)))
    before = [query(statement) for statement in STATE]
    change(archive, merge, 1, 2)
    assert query("SELECT count(*) AS n FROM versions") == [{"n": 1}]
    assert findings(archive) == []
    change(archive, split, 1, [NEW], MORNING)
    assert [query(statement) for statement in STATE] == before


@pytest.mark.parametrize("how", ["merged", "set apart"])
def test_a_version_that_is_no_more_is_not_found_under_its_words(
    archive: Engine, two: ArchiveWriter, how: str
) -> None:
    """SQLite gives the id of the last version again."""
    if how == "merged":
        write(two, visit(OLD, 120, article(OLD, "Ferry back at last", photos=(wire_photo(),))))
    index_new(archive)
    change(archive, merge, 1, 2)
    if how == "set apart":
        index_new(archive)
        change(archive, split, 1, [NEW], MORNING)
    third = "http://herald.example/2026/06/volcano"
    body = (Paragraph("A volcano under the glacier began to smoke on Monday."),)
    write(two, visit(third, 130, article(third, "Volcano wakes", paragraphs=body)))
    index_new(archive)
    with archive.connect() as connection:
        found = {
            words: {hit.headline for hit in search(connection, SearchQuery(words))}
            for words in ("volcano", "ferry")
        }
    assert found["volcano"] == {"Volcano wakes"}
    assert "Volcano wakes" not in found["ferry"]
    assert findings(archive) == []


def test_what_was_set_apart_stays_apart_whatever_its_page_says(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    other = article(NEW, "Lighthouse closed", canonical_url=OLD)  # a defect of the page
    write(writer, visit(OLD, 0, article(OLD)), visit(NEW, 30, other))
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 1}]
    change(archive, split, 1, [NEW], MORNING)
    write(writer, visit(NEW, 60, other), visit(OLD, 60, article(OLD)))
    assert writer.tally["herald"]["same"] == 2
    assert query("SELECT headline FROM articles ORDER BY headline") == [
        {"headline": article(OLD).headline},
        {"headline": "Lighthouse closed"},
    ]
    assert findings(archive) == []


def test_bytes_that_another_address_has_sent_stay_with_the_address_that_was_set_apart(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    first, twin = visit(OLD, 0, article(OLD)), visit(NEW, 30, article(NEW, canonical_url=OLD))
    edited = visit(OLD, 40, article(OLD, **EDITED))
    write(writer, first, twin, edited)
    change(archive, split, 1, [NEW], MORNING)
    for minutes, sent in ((60, first), (70, edited)):
        digest = sent.capture.payload_digest
        again = capture(NEW, minutes, payload_digest=digest, kind=CaptureKind.REVISIT)
        write(writer, Visit(again, HERALD))
    rows = query(
        "SELECT a.url, count(*) AS looks FROM captures c JOIN articles a"
        " ON a.article_id = c.article_id GROUP BY a.url ORDER BY a.url"
    )
    assert {row["url"]: row["looks"] for row in rows} == {OLD: 2, NEW: 2}
    assert query("SELECT reason FROM failures") == [{"reason": "unreadable"}]
    assert findings(archive) == []


def test_stories_follow(archive: Engine, two: ArchiveWriter, query: Query) -> None:
    write(
        two,
        visit(
            "http://courier.example/x",
            5,
            article("http://courier.example/x", "Copy"),
            source=COURIER,
        ),
    )
    together = stories(query)
    change(archive, merge, 1, 2)
    change(archive, split, 1, [NEW], MORNING)
    assert stories(query) == together


def test_two_publishers_are_not_one(archive: Engine, two: ArchiveWriter) -> None:
    other = "http://courier.example/x"
    write(two, visit(other, 5, article(other, "Another"), source=COURIER))
    with pytest.raises(ArchiveError, match="two publishers"):
        change(archive, merge, 1, 3)
    with pytest.raises(ArchiveError, match="itself"):
        change(archive, merge, 1, 1)


@pytest.mark.parametrize(
    ("urls", "why"), [([OLD], "every look"), (["http://x.example/"], "no look")]
)
def test_there_is_something_to_set_apart_and_something_left(
    archive: Engine, two: ArchiveWriter, urls: list[str], why: str
) -> None:
    with pytest.raises(ArchiveError, match=why):
        change(archive, split, 1, urls, MORNING)


def test_a_twin_for_phones_is_the_same_article(writer: ArchiveWriter, query: Query) -> None:
    amp = "http://amp.herald.example/2026/06/ferry.amp"
    write(writer, visit(amp, 0, article(amp, canonical_url=NEW)), visit(NEW, 30, article(NEW)))
    assert query("SELECT url FROM articles") == [{"url": NEW}]
    assert writer.tally[HERALD.name] == {"new": 1, "same": 1}


def test_a_translation_is_an_article_of_its_own(writer: ArchiveWriter, query: Query) -> None:
    """Pages that name each other by hreflang have each its own canonical URL."""
    korean = "http://herald.example/ko/2026/06/ferry"
    write(
        writer,
        visit(NEW, 0, article(NEW, canonical_url=NEW)),
        visit(korean, 5, article(korean, "돌아온 나룻배", canonical_url=korean, language="ko")),
    )
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 2}]


EDITED = {"headline": "Ferry back", "standfirst": "After eleven years"}


@pytest.mark.parametrize("how", ["canonical", "redirect"])
def test_addresses_that_are_told_later_to_be_one_articles_are_joined(
    archive: Engine, writer: ArchiveWriter, query: Query, how: str
) -> None:
    """A publisher moves to new addresses; for a while both answer, and nothing joins them."""
    write(writer, visit(OLD, 0, article(OLD)), visit(NEW, 30, article(NEW, **EDITED)))
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 2}]
    if how == "canonical":
        write(writer, visit(OLD, 60, article(OLD, canonical_url=NEW, **EDITED)))
    else:
        write(writer, visit(NEW, 60, article(NEW, **EDITED), requested_urls=(OLD,)))
    assert query("SELECT url, version, versions FROM articles") == [
        {"url": NEW, "version": 2, "versions": 2}
    ]
    assert query("SELECT count(*) AS n FROM captures WHERE article_id IS NULL") == [{"n": 0}]
    assert findings(archive) == []
    write(writer, visit(OLD, 90, article(OLD)))
    assert query("SELECT version FROM articles") == [{"version": 1}]


def test_twins_that_showed_the_same_edit_are_joined_by_a_redirect(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    """The article that is kept becomes as old as the other; of equal versions one is dropped."""
    write(writer, visit(OLD, 0, article(OLD)))
    write(writer, visit(NEW, 10, article(NEW, **EDITED)))
    write(writer, visit(OLD, 20, article(OLD, **EDITED)))
    later = {**EDITED, "standfirst": "After eleven years at sea"}
    write(writer, visit(NEW, 30, article(NEW, **later), requested_urls=(OLD,)))
    assert query("SELECT url FROM failures") == []
    assert query("SELECT url, version, versions FROM articles") == [
        {"url": NEW, "version": 3, "versions": 3}
    ]
    assert query("SELECT count(*) AS n FROM captures WHERE article_id IS NOT NULL") == [{"n": 4}]
    assert findings(archive) == []


def test_the_address_that_was_seen_first_can_be_set_apart(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    """What is left was first seen later than the whole was, and has a version less."""
    write(writer, visit(OLD, 0, article(OLD, canonical_url=NEW)))
    write(writer, visit(NEW, 10, article(NEW, **EDITED)))
    assert query("SELECT versions FROM articles") == [{"versions": 2}]
    change(archive, split, 1, [OLD], MORNING)
    assert query("SELECT headline, version FROM articles ORDER BY first_seen_at") == [
        {"headline": article(OLD).headline, "version": 1},
        {"headline": "Ferry back", "version": 1},
    ]
    assert findings(archive) == []


def test_an_article_whose_canonical_address_is_set_apart_keeps_another(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    write(writer, visit(OLD, 0, article(OLD, canonical_url=NEW)))
    write(writer, visit(NEW, 10, article(NEW, **EDITED)))
    change(archive, split, 1, [NEW], MORNING)
    assert query("SELECT url FROM articles ORDER BY first_seen_at") == [{"url": OLD}, {"url": NEW}]
    assert findings(archive) == []


def test_many_addresses_are_joined_in_one_batch(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    third = "http://herald.example/mobile/17"
    urls = (OLD, NEW, third)
    heads = ("Ferry returns", "Ferry back", "A ferry is back")
    write(
        writer,
        *(visit(u, n, article(u, h)) for n, (u, h) in enumerate(zip(urls, heads, strict=True))),
    )
    write(
        writer,
        visit(third, 30, article(third, heads[2], canonical_url=NEW)),
        visit(NEW, 40, article(NEW, heads[1], canonical_url=OLD)),
        visit(third, 50, article(third, heads[2], canonical_url=OLD)),
    )
    assert query("SELECT url, versions FROM articles") == [{"url": OLD, "versions": 3}]
    assert findings(archive) == []


def test_a_withdrawn_story_that_redirects_to_another_is_not_joined_to_it(
    writer: ArchiveWriter, query: Query
) -> None:
    other = article(NEW, "Lighthouse closed", paragraphs=(Paragraph("Rain got in. " * 20),))
    write(writer, visit(OLD, 0), visit(NEW, 0, other))
    write(writer, visit(NEW, 30, other, requested_urls=(OLD,)))
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 2}]


def test_a_page_whose_canonical_address_is_of_another_story_is_its_own(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    """A defect of a site: all pages name their section as canonical."""
    topics = ("ferry", "storm", "bank")

    def look(topic: str, minutes: float) -> Visit:
        url = f"http://herald.example/2026/{topic}"
        body = (Paragraph(f"Of the {topic} there is {topic} news. " * 20),)
        read = article(url, f"The {topic}", paragraphs=body, canonical_url=SECTION)
        return visit(url, minutes, read)

    for minutes in (0, 30):
        write(writer, *(look(topic, minutes) for topic in topics))
    write(writer, *(look(topic, 60) for topic in topics))
    rows = query("SELECT headline, versions FROM articles ORDER BY article_id")
    assert rows == [{"headline": f"The {topic}", "versions": 1} for topic in topics]
    assert len({row["url"] for row in query("SELECT url FROM articles")}) == 3
    assert findings(archive) == []


def test_a_story_whose_address_redirects_to_a_new_story_is_gone(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    other = article(NEW, "Lighthouse closed", paragraphs=(Paragraph("Rain got in. " * 20),))
    moved = PlainCapture(capture(OLD, 29, status=301, redirect_to=NEW), HERALD)
    write(writer, visit(OLD, 0))
    write(writer, moved, visit(NEW, 30, other, requested_urls=(OLD,)))
    assert query("SELECT url, versions FROM articles ORDER BY article_id") == [
        {"url": OLD, "versions": 1},
        {"url": NEW, "versions": 1},
    ]
    gone_at = query("SELECT gone_at FROM articles ORDER BY article_id")
    assert [row["gone_at"] is not None for row in gone_at] == [True, False]
    assert findings(archive) == []


@pytest.mark.parametrize("status", [200, 304])
def test_a_story_that_redirects_to_an_unchanged_one_is_gone(
    archive: Engine, writer: ArchiveWriter, query: Query, status: int
) -> None:
    """Though that page is not read again: its server says 304, or sends the bytes it has sent."""
    other = article(NEW, "Lighthouse closed", paragraphs=(Paragraph("Rain got in. " * 20),))
    first = visit(NEW, 5, other)
    write(writer, visit(OLD, 0), first)
    moved = PlainCapture(capture(OLD, 29, status=302, redirect_to=NEW), HERALD)
    same = {"payload_digest": first.capture.payload_digest, "kind": CaptureKind.REVISIT}
    again = capture(NEW, 30, status=status, **same)
    write(writer, moved, Visit(again, HERALD, requested_urls=(OLD,)))
    rows = query("SELECT url, gone_at IS NULL AS lives FROM articles ORDER BY article_id")
    assert [(row["url"], bool(row["lives"])) for row in rows] == [(OLD, False), (NEW, True)]
    assert findings(archive) == []


def test_an_old_404_is_no_first_look(archive: Engine, writer: ArchiveWriter, query: Query) -> None:
    write(writer, visit(OLD, 60), gone(OLD, 0))
    (row,) = query(
        "SELECT count(*) AS n FROM articles WHERE first_seen_at >= '2026-06-19T07:00:00.000Z'"
    )
    assert row["n"] == 1
    with pytest.raises(ArchiveError, match="first seen"):
        stood_at(archive, "1", MORNING + timedelta(minutes=30))


def test_an_address_that_was_only_missing_cannot_be_set_apart(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write(writer, visit(NEW, 0, requested_urls=(OLD,)), gone(OLD, 5))
    with pytest.raises(ArchiveError, match="no look that found"):
        change(archive, split, 1, [OLD], MORNING)


def section(url: str, minutes: float, came_from: str, kind: PageKind = PageKind.SECTION) -> Visit:
    """A look at an address that redirected to a page without an article."""
    return Visit(capture(url, minutes), HERALD, Page(kind, "links"), (came_from,))


def test_an_address_that_leads_to_a_section_has_lost_its_article(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    front = "http://herald.example/news/"
    write(writer, visit(NEW), section(front, 30, NEW))
    assert writer.tally["herald"] == {"new": 1, "gone": 1}
    assert query("SELECT count(*) AS n FROM articles WHERE gone_at IS NOT NULL") == [{"n": 1}]
    assert query("SELECT page_reason FROM captures WHERE url = 'http://herald.example/news/'") == [
        {"page_reason": f"its address leads to {front}"}
    ]
    assert findings(archive) == []
    write(writer, visit(NEW, 60))
    assert query("SELECT count(*) AS n FROM articles WHERE gone_at IS NULL") == [{"n": 1}]


def test_a_wall_in_the_way_is_a_failure_of_the_address_that_was_asked_for(
    writer: ArchiveWriter, query: Query
) -> None:
    write(writer, visit(NEW), section("http://herald.example/wall", 30, NEW, PageKind.BLOCK))
    assert query("SELECT url, reason FROM failures") == [{"url": NEW, "reason": "block"}]
    assert query("SELECT count(*) AS n FROM articles WHERE gone_at IS NOT NULL") == [{"n": 0}]


def test_a_source_may_know_parameters_that_name_no_other_page(
    writer: ArchiveWriter, query: Query
) -> None:
    source = replace(HERALD, ignored_parameters=("from",))
    asked = [f"{OLD}&from=top", f"{OLD}&from=mail", f"{OLD}&page=2"]
    for minutes, url in enumerate(asked):
        read = article(url, "Ferry" if "from" in url else "Ferry, continued")
        write(writer, visit(url, minutes, read, source=source))
    assert query("SELECT url FROM articles ORDER BY url") == [{"url": OLD}, {"url": asked[2]}]
    assert query("SELECT count(*) AS n FROM article_url") == [{"n": 4}]
