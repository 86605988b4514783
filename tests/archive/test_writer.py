"""What the archive remembers of visits, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine

from crawler.archive.batch import write_batch
from crawler.archive.checking.checks import check_archive
from crawler.archive.database.engine import for_writing
from crawler.archive.entries import Failed, PlainCapture, SourceFacts, Visit
from crawler.archive.failures import open_failures
from crawler.archive.models.types import utc_text
from crawler.archive.runs import finish_run, start_run, unfinished_runs
from crawler.archive.versions.decide import NO_BODY, Outcome, decide
from crawler.archive.versions.knowledge import Knowledge
from crawler.archive.writer import ArchiveWriter
from crawler.items import CaptureKind, Page, PageKind, Paragraph, ParagraphKind, Stage
from tests.archive.conftest import Query
from tests.archive.press import (
    HERALD,
    MORNING,
    REUTERS_TAIL,
    article,
    capture,
    gone,
    revisit,
    visit,
    wire_photo,
    write,
)

URL = "http://herald.example/news/ferry"


def instant(minutes: float) -> str:
    return utc_text(MORNING + timedelta(minutes=minutes), fraction=True)


def shown(value: Any) -> str | None:
    """A time as either engine gives it to a SQL user, in one form."""
    if value is None or isinstance(value, str):
        return value
    return utc_text(value, fraction=True)


def test_an_article_comes_out_as_it_went_in(writer: ArchiveWriter, query: Query) -> None:
    read = article(
        URL,
        standfirst="A homecoming",
        photos=(wire_photo(),),
        attributions=(REUTERS_TAIL,),
        topics=("harbor", "ferries"),
    )
    write(writer, visit(URL, 0, read))
    (row,) = query("SELECT * FROM articles")
    assert row["headline"] == read.headline
    assert row["body"] == read.body
    assert row["standfirst"] == "A homecoming"
    assert row["authors"] == "Mina Cho"
    assert row["agencies"] == "Reuters"
    assert row["url"] == URL
    assert (row["version"], row["versions"], row["gone_at"]) == (1, 1, None)
    assert str(row["published_at"]).startswith("2026-06-19")
    (photo,) = query("SELECT * FROM photos")
    assert (photo["caption"], photo["credit_line"]) == (
        "The ferry passes the outer mole.",
        "AP-Yonhap",
    )
    assert query("SELECT name, role, agency FROM credits ORDER BY position") == [
        {"name": "AP", "role": "by", "agency": "ap"},
        {"name": "Yonhap", "role": "via", "agency": "yonhap"},
    ]


def test_the_same_content_makes_no_version(writer: ArchiveWriter, query: Query) -> None:
    first = visit(URL)
    curly = article(URL, "Ferry returns to the  old harbor")
    write(writer, first)
    write(writer, visit(URL, 10, curly), revisit(first, 20))
    (row,) = query("SELECT version, versions, last_seen_at FROM articles")
    assert (row["version"], row["versions"]) == (1, 1)
    assert shown(row["last_seen_at"]) == instant(20)
    assert query("SELECT count(*) AS n FROM captures") == [{"n": 3}]
    assert writer.tally["herald"] == {"new": 1, "same": 2}


@pytest.mark.parametrize("together", [True, False], ids=["one batch", "two batches"])
def test_changed_content_is_the_next_version(
    writer: ArchiveWriter, query: Query, together: bool
) -> None:
    second = visit(URL, 30, article(URL, "Wooden ferry comes home"))
    if together:
        write(writer, visit(URL), second)
    else:
        write(writer, visit(URL))
        write(writer, second)
    rows = query("SELECT version, headline, observed_from, observed_until FROM versions ORDER BY 1")
    assert [(r["version"], r["headline"]) for r in rows] == [
        (1, "Ferry returns to the old harbor"),
        (2, "Wooden ferry comes home"),
    ]
    assert [(shown(r["observed_from"]), shown(r["observed_until"])) for r in rows] == [
        (instant(0), instant(30)),
        (instant(30), None),
    ]
    assert query("SELECT headline FROM articles") == [{"headline": "Wooden ferry comes home"}]


def test_versions_share_what_did_not_change(writer: ArchiveWriter, query: Query) -> None:
    first = article(URL, photos=(wire_photo(),))
    added = Paragraph(
        "Correction: An earlier version misstated the year.", ParagraphKind.CORRECTION
    )
    write(writer, visit(URL, 0, first))
    write(writer, visit(URL, 5, replace(first, paragraphs=(*first.paragraphs, added))))
    assert query("SELECT count(*) AS n FROM paragraph") == [{"n": 3}]
    assert query("SELECT count(*) AS n FROM version_paragraph") == [{"n": 5}]
    assert query("SELECT count(*) AS n FROM photo") == [{"n": 1}]
    assert query("SELECT count(*) AS n FROM credits") == [{"n": 2}]


def test_flapping_makes_two_versions_and_three_stretches(
    writer: ArchiveWriter, query: Query
) -> None:
    a, b = article(URL), article(URL, "Another headline")
    write(writer, visit(URL, 0, a), visit(URL, 10, b))
    write(writer, visit(URL, 20, a))
    assert query("SELECT headline, version, versions FROM articles") == [
        {"headline": a.headline, "version": 1, "versions": 2}
    ]
    rows = query("SELECT version, observations, observed_until FROM versions ORDER BY version")
    assert [(r["version"], r["observations"]) for r in rows] == [(1, 2), (2, 1)]
    assert rows[0]["observed_until"] is None
    assert writer.tally["herald"] == {"new": 1, "changed": 2}


def test_a_removed_article_is_gone_and_may_return(writer: ArchiveWriter, query: Query) -> None:
    write(writer, visit(URL), gone(URL, 60, 410))
    (row,) = query("SELECT headline, gone_at FROM articles")
    assert row["headline"] == "Ferry returns to the old harbor"
    assert shown(row["gone_at"]) == instant(60)
    write(writer, visit(URL, 90))
    assert query("SELECT gone_at, versions FROM articles") == [{"gone_at": None, "versions": 1}]
    write(writer, visit(URL, 95))
    assert writer.tally["herald"] == {"new": 1, "gone": 1, "changed": 1, "same": 1}


def test_a_404_of_an_unknown_url_is_a_failure(writer: ArchiveWriter, query: Query) -> None:
    write(writer, gone(URL, 0))
    assert query("SELECT url, stage, reason, status FROM failures") == [
        {"url": URL, "stage": "fetch", "reason": "HTTP 404", "status": 404}
    ]
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 0}]


def test_tracking_parameters_redirects_and_rel_canonical_lead_to_one_article(
    writer: ArchiveWriter, query: Query
) -> None:
    canonical = "https://www.herald.example/news/ferry"
    read = article(URL, canonical_url=canonical)
    write(writer, visit(URL + "?utm_source=feed", 0, read))
    write(writer, visit(canonical, 1, read, requested_urls=("http://herald.example/?p=7",)))
    write(writer, visit("http://herald.example/?p=7", 2, article(URL, "Moved")))
    assert query("SELECT url, versions FROM articles") == [{"url": canonical, "versions": 2}]
    assert [r["url"] for r in query("SELECT url FROM captures ORDER BY captured_at")] == [
        URL + "?utm_source=feed",
        canonical,
        "http://herald.example/?p=7",
    ]


@pytest.mark.parametrize("canonical", ["http://herald.example/", "http://elsewhere.example/ferry"])
def test_a_canonical_url_that_cannot_be_true_is_not_believed(
    writer: ArchiveWriter, query: Query, canonical: str
) -> None:
    other = "http://herald.example/news/lighthouse"
    body = (Paragraph("The lighthouse was painted white again."),)
    write(
        writer,
        visit(URL, 0, article(URL, canonical_url=canonical)),
        visit(other, 0, article(other, "White again", canonical_url=canonical, paragraphs=body)),
    )
    assert {r["url"] for r in query("SELECT url FROM articles")} == {URL, other}


def test_the_same_story_under_a_second_url_is_one_article(
    writer: ArchiveWriter, query: Query
) -> None:
    write(writer, visit(URL))
    write(writer, visit("http://herald.example/2026/06/19/ferry-2", 5))
    assert query("SELECT url, versions FROM articles") == [{"url": URL, "versions": 1}]


def test_the_same_story_at_another_publisher_is_another_article(
    writer: ArchiveWriter, query: Query
) -> None:
    gazette = SourceFacts("gazette", "The Gazette")
    there = "http://gazette.example/ferry"
    write(writer, visit(URL), visit(there, 5, article(there), source=gazette))
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 2}]


def test_what_is_no_article_is_captured_and_can_be_tried_again(
    writer: ArchiveWriter, archive: Engine, query: Query
) -> None:
    wall = replace(visit(URL), page=Page(PageKind.BLOCK, "a captcha"))
    write(writer, wall, revisit(wall, 5))
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 0}]
    assert query("SELECT DISTINCT page_kind, page_reason FROM captures") == [
        {"page_kind": "block", "page_reason": "a captcha"}
    ]
    assert query("SELECT reason, detail, attempts FROM failures") == [
        {"reason": "block", "detail": "a captcha", "attempts": 2}
    ]
    with archive.connect() as connection:
        assert open_failures(connection, "herald") == [("herald", "read", URL)]
    write(writer, visit(URL, 10))
    with archive.connect() as connection:
        assert open_failures(connection) == []
    assert query("SELECT count(*) AS n FROM failures") == [{"n": 1}]


@pytest.mark.parametrize("names_payload", [True, False])
def test_a_page_that_was_not_modified_is_of_the_kind_it_was(
    writer: ArchiveWriter, query: Query, *, names_payload: bool
) -> None:
    stub = replace(visit(URL, 0), page=Page(PageKind.STUB, "a wall", article(URL)))
    again = revisit(stub, 5).capture
    payload = again.payload_digest if names_payload else NO_BODY
    write(writer, stub)
    write(writer, Visit(replace(again, status=304, payload_digest=payload), HERALD))
    write(writer, revisit(stub, 10))
    looks = query("SELECT page_kind, page_reason FROM captures ORDER BY captured_at")
    assert [row["page_kind"] for row in looks] == ["stub"] * 3
    assert [row["page_reason"] for row in looks] == ["a wall", "HTTP 304", "a wall"]


def test_a_capture_is_archived_once(writer: ArchiveWriter, query: Query) -> None:
    once = visit(URL)
    write(writer, once, once)
    write(writer, once)
    assert query("SELECT count(*) AS n FROM captures") == [{"n": 1}]
    assert writer.tally["herald"] == {"new": 1, "already archived": 2}


def test_looks_that_come_late_take_their_place_in_time(writer: ArchiveWriter, query: Query) -> None:
    write(writer, visit(URL, 100, article(URL, "Newest")))
    write(writer, visit(URL, 0, article(URL, "Oldest")), visit(URL, 50, article(URL, "Middle")))
    rows = query("SELECT headline, observed_from, observed_until FROM versions ORDER BY 2")
    assert [
        (r["headline"], shown(r["observed_from"]), shown(r["observed_until"])) for r in rows
    ] == [
        ("Oldest", instant(0), instant(50)),
        ("Middle", instant(50), instant(100)),
        ("Newest", instant(100), None),
    ]
    (row,) = query("SELECT headline, first_seen_at FROM articles")
    assert (row["headline"], shown(row["first_seen_at"])) == ("Newest", instant(0))


def test_a_page_that_the_database_refuses_costs_no_other(
    writer: ArchiveWriter, query: Query
) -> None:
    bad = "http://herald.example/bad"
    refused = replace(visit(bad, 0, article(bad, "B")), extractor_version=None)  # type: ignore[arg-type]
    write(writer, visit(URL), refused, visit("http://herald.example/c", 0, article(URL, "C")))
    assert query("SELECT count(*) AS n FROM articles") == [{"n": 2}]
    assert query("SELECT url, stage FROM failures") == [{"url": bad, "stage": "archive"}]


def test_text_that_no_database_takes_is_a_failure_too(writer: ArchiveWriter, query: Query) -> None:
    write(writer, visit(URL, 0, article(URL, "half a surrogate \ud83d")))
    assert query("SELECT url, stage FROM failures") == [{"url": URL, "stage": "archive"}]


@pytest.mark.parametrize("error", [AttributeError("no such"), RecursionError("too deep")])
def test_a_page_at_which_our_own_code_fails_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, writer: ArchiveWriter, query: Query, error: Exception
) -> None:
    bad = "http://herald.example/bad"

    def decide_and_fail(known: Knowledge, visit: Visit, source_id: int) -> Outcome:
        if visit.capture.url == bad:
            raise error
        return decide(known, visit, source_id)

    monkeypatch.setattr("crawler.archive.batch.decide", decide_and_fail)
    write(writer, visit(URL), visit(bad, 0, article(bad, "B")))
    assert query("SELECT url FROM articles") == [{"url": URL}]
    (failure,) = query("SELECT url, reason, detail FROM failures")
    assert (failure["url"], failure["reason"]) == (bad, "defect")
    assert repr(error) in failure["detail"]


@pytest.mark.parametrize("sign", ["\ud800", "\0"])
def test_an_address_that_no_database_takes_is_told_as_it_can_be(
    writer: ArchiveWriter, query: Query, sign: str
) -> None:
    odd = f"http://herald.example/{sign}"
    failed = Failed(f"{odd}x", HERALD, Stage.FETCH, "timeout", MORNING)
    told_oddly = Failed(f"{URL}x", HERALD, Stage.FETCH, "timeout", MORNING, f"it says {sign}")
    write(writer, visit(URL), visit(odd, 0, article(odd, "B")), failed, told_oddly)
    assert {"url": URL} in query("SELECT url FROM articles")
    told = [row["url"].replace("\0", "\\x00") for row in query("SELECT url FROM failures")]
    assert ascii(f"{odd}x").strip("'") in told
    assert f"{URL}x" in told


def test_captures_are_durable_before_the_database_speaks_of_them(
    archive: Engine, query: Query
) -> None:
    with archive.begin() as connection:
        run = start_run(connection, "test", MORNING)
    seen: list[int] = []

    def durable() -> None:
        seen.append(query("SELECT count(*) AS n FROM captures")[0]["n"])

    write(ArchiveWriter(archive, run, durable=durable), visit(URL))
    assert seen == [0]
    assert query("SELECT count(*) AS n FROM captures") == [{"n": 1}]


def test_feeds_and_robots_are_captures_without_a_page(writer: ArchiveWriter, query: Query) -> None:
    write(writer, PlainCapture(capture("http://herald.example/robots.txt"), HERALD))
    assert query("SELECT page_kind, article_id FROM captures") == [
        {"page_kind": None, "article_id": None}
    ]
    assert writer.find_payload("http://herald.example/robots.txt", "sha1:none", False) is None


def test_a_payload_is_found_by_url_and_digest(writer: ArchiveWriter) -> None:
    first = visit(URL)
    writer.add(first)
    assert writer.find_payload(URL, first.capture.payload_digest, True) == first.capture  # buffered
    writer.flush()
    assert writer.find_payload(URL, first.capture.payload_digest, True) == first.capture  # stored
    assert writer.find_payload(URL + "2", first.capture.payload_digest, True) is None


def test_the_same_bytes_at_two_publishers_are_looks_at_two_articles(
    writer: ArchiveWriter, query: Query
) -> None:
    mirror = SourceFacts("mirror", "The Mirror")
    there = "http://mirror.example/ferry"
    first = visit(URL)
    digest = first.capture.payload_digest
    write(writer, first, visit(there, 5, article(there), source=mirror, payload_digest=digest))
    write(writer, revisit(first, 60))
    rows = query("SELECT source, last_seen_at FROM articles ORDER BY source")
    assert [(row["source"], shown(row["last_seen_at"])) for row in rows] == [
        ("herald", instant(60)),
        ("mirror", instant(5)),
    ]


def test_a_section_page_that_stays_the_same_still_tells_what_is_gone(
    writer: ArchiveWriter, query: Query
) -> None:
    other = "http://herald.example/news/tram"
    page = Page(PageKind.SECTION, "links")
    there = capture("http://herald.example/news/", 10)
    same = replace(
        capture(there.url, 11, payload_digest=there.payload_digest), kind=CaptureKind.REVISIT
    )
    write(writer, visit(URL), visit(other, 0, article(other, "Tram line opens")))
    write(writer, Visit(there, HERALD, page, (URL,)), Visit(same, HERALD, None, (other,)))
    assert query("SELECT count(*) AS n FROM articles WHERE gone_at IS NOT NULL") == [{"n": 2}]


def test_a_page_of_which_nothing_was_read_is_read_again(writer: ArchiveWriter) -> None:
    late = Visit(capture(URL), HERALD, Page(PageKind.OTHER, "reading it took too long"))
    write(writer, late)
    assert writer.find_payload(URL, late.capture.payload_digest, True) is None


def test_a_page_that_was_kept_and_not_read_stands_for_no_page(writer: ArchiveWriter) -> None:
    """It was opted out, or its bytes could not be unpacked."""
    unread = PlainCapture(capture(URL), HERALD)
    digest = unread.capture.payload_digest
    writer.add(unread)
    for _ in range(2):  # buffered, stored
        assert writer.find_payload(URL, digest, True) is None
        assert writer.find_payload(URL, digest, False) == unread.capture
        writer.flush()
    read = visit(URL, 10, payload_digest=digest)
    write(writer, read)
    assert writer.find_payload(URL, digest, True) == read.capture


def test_an_older_failure_was_mended_by_a_later_success(
    writer: ArchiveWriter, query: Query
) -> None:
    """An old WARC file is imported."""
    write(writer, visit(URL, 60))
    write(writer, Visit(capture(URL, 0, status=500), HERALD, Page(PageKind.ERROR, "HTTP 500")))
    (failure,) = query("SELECT last_failed_at, resolved_at FROM failures")
    assert [shown(failure[name]) for name in failure] == [instant(0), instant(60)]
    write(writer, Visit(capture(URL, 90, status=500), HERALD, Page(PageKind.ERROR, "HTTP 500")))
    assert [shown(f["resolved_at"]) for f in query("SELECT * FROM failures")] == [instant(60), None]


def test_an_older_failure_is_not_the_last_one(writer: ArchiveWriter, query: Query) -> None:
    for minutes, reason in ((60, "timeout"), (0, "HTTP 500"), (90, "HTTP 503"), (30, "HTTP 502")):
        at = MORNING + timedelta(minutes=minutes)
        write(writer, Failed(URL, HERALD, Stage.FETCH, reason, at))
    (failure,) = query("SELECT * FROM failures")
    times = [shown(failure[name]) for name in ("first_failed_at", "last_failed_at")]
    assert times == [instant(0), instant(90)]
    assert (failure["reason"], failure["attempts"]) == ("HTTP 503", 4)


def test_an_older_success_mends_no_later_failure(writer: ArchiveWriter, query: Query) -> None:
    later = Failed(URL, HERALD, Stage.FETCH, "timeout", MORNING + timedelta(days=300))
    write(writer, later)
    write(writer, visit(URL))
    assert query("SELECT url FROM failures WHERE resolved_at IS NULL") == [{"url": URL}]


def test_two_writers_of_one_article_come_one_after_the_other(archive: Engine, query: Query) -> None:
    """Two crawls look at one page: what the second decides, it decides of what the first wrote."""
    first = visit(URL)
    with for_writing(archive).begin() as connection:
        run = start_run(connection, "test", MORNING)
        write_batch(connection, run, [first])
    edited = visit(URL, 10, article(URL, "Ferry back"))

    def write_too() -> None:
        with for_writing(archive).begin() as connection:
            write_batch(connection, run, [revisit(first, 20)])

    other = Thread(target=write_too)
    with for_writing(archive).begin() as connection:
        write_batch(connection, run, [edited])
        other.start()
        other.join(1.0)  # it waits
        assert other.is_alive()
    other.join()
    rows = query("SELECT version, last_seen_at FROM articles")
    assert [(r["version"], shown(r["last_seen_at"])) for r in rows] == [(1, instant(20))]
    with archive.connect() as connection:
        assert list(check_archive(connection)) == []


def test_a_failure_counts_its_attempts(writer: ArchiveWriter, query: Query) -> None:
    failed = Failed(URL, HERALD, Stage.FETCH, "timeout", MORNING)
    write(writer, failed, replace(failed, occurred_at=MORNING + timedelta(minutes=9)))
    (row,) = query("SELECT attempts, first_failed_at, last_failed_at FROM failures")
    assert row["attempts"] == 2
    assert (shown(row["first_failed_at"]), shown(row["last_failed_at"])) == (
        instant(0),
        instant(9),
    )


def test_runs_tell_whether_they_ended(archive: Engine, query: Query) -> None:
    with archive.begin() as connection:
        first = start_run(connection, "crawl herald", MORNING, source=HERALD, warc_prefix="h-1")
        second = start_run(connection, "crawl herald", MORNING, source=HERALD, warc_prefix="h-2")
        finish_run(connection, first, MORNING + timedelta(minutes=1), "finished", {"new": 3})
        assert [(run.id, run.warc_prefix) for run in unfinished_runs(connection)] == [
            (second, "h-2")
        ]
    rows = query("SELECT source, exit_reason FROM runs ORDER BY run_id")
    assert [(r["source"], r["exit_reason"]) for r in rows] == [
        ("herald", "finished"),
        ("herald", None),
    ]
