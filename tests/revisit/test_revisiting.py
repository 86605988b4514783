"""What the archive's looks say about when to look again, on both engines."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from crawler.archive.entries import Visit
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from crawler.items import Page, PageKind, Paragraph
from crawler.revisiting import FOLLOWED, Plan, due, plans
from tests.archive.press import HERALD, MORNING, article, capture, gone, revisit, visit, write

FERRY, TOWER = "http://herald.example/ferry", "http://herald.example/tower"
BORN = MORNING - timedelta(hours=3)  # as the pages of the press say


@pytest.fixture
def writer(archive: Engine) -> ArchiveWriter:
    with archive.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
    return ArchiveWriter(archive, run)


def planned(archive: Engine, now: datetime) -> dict[str, Plan]:
    with archive.connect() as connection:
        return {plan.followed.url: plan for plan in plans(connection, now)}


def no_article(url: str, at: float) -> Visit:
    """A look that found a page of another kind where the article was."""
    page = Page(PageKind.BLOCK, "a captcha")
    return Visit(capture(url, at), HERALD, page, (), "1")


def minutes(count: float) -> datetime:
    return MORNING + timedelta(minutes=count)


def test_looks_are_what_the_captures_tell(archive: Engine, writer: ArchiveWriter) -> None:
    first = visit(FERRY)
    write(writer, first, revisit(first, 60), visit(FERRY, 90, article(FERRY, "Ferry sinks")))
    ferry = planned(archive, minutes(120))[FERRY].followed
    assert ferry.born_at == BORN
    assert ferry.last_at == minutes(90)
    assert [(look.since, look.at, look.changed) for look in ferry.looks] == [
        (3.0, 4.0, False),
        (4.0, 4.5, True),
    ]
    assert ferry.headline == "Ferry sinks"


def test_an_edited_article_is_due_before_a_quiet_one(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write(writer, visit(FERRY), visit(TOWER, 0, article(TOWER, "Tower closes for the winter")))
    write(
        writer,
        visit(FERRY, 60, article(FERRY, "Ferry sinks")),
        visit(TOWER, 60, article(TOWER, "Tower closes for the winter")),
    )
    found = planned(archive, minutes(70))
    ferry, tower = found[FERRY].due_at, found[TOWER].due_at
    assert ferry is not None
    assert tower is None or ferry < tower
    assert found[FERRY].gain > found[TOWER].gain


def test_a_cosmetic_edit_does_not_count(archive: Engine, writer: ArchiveWriter) -> None:
    text = "The ferry came home on Friday after eleven years, towed by two small tugs."
    for number, body in enumerate((text, text.replace("Friday after", "Friday, after"))):
        page = article(FERRY, paragraphs=(Paragraph(body),))
        write(writer, visit(FERRY, 60 * number, page))
    assert [look.changed for look in planned(archive, minutes(70))[FERRY].followed.looks] == [False]


def test_what_is_gone_is_never_due(archive: Engine, writer: ArchiveWriter) -> None:
    write(writer, visit(FERRY), gone(FERRY, 30))
    plan = planned(archive, minutes(600))[FERRY]
    assert (plan.gain, plan.due_at) == (0.0, None)


def test_a_visit_that_fails_is_not_tried_again_at_once(
    archive: Engine, writer: ArchiveWriter
) -> None:
    """One hour after the first failure, two after the second: a blocked crawler does not hammer."""
    write(writer, visit(FERRY))
    for attempt, hours in ((600, 1), (700, 2)):
        assert due(planned(archive, minutes(attempt)).values())
        write(writer, no_article(FERRY, attempt))
        retry = minutes(attempt) + timedelta(hours=hours)
        assert not due(planned(archive, retry - timedelta(seconds=1)).values())
        assert planned(archive, minutes(attempt))[FERRY].due_at == retry
    write(writer, visit(FERRY, 900, article(FERRY, "Ferry sinks")))
    assert planned(archive, minutes(900))[FERRY].followed.retry_at is None


def test_what_is_old_is_not_followed(archive: Engine, writer: ArchiveWriter) -> None:
    write(writer, visit(FERRY))
    assert planned(archive, BORN + FOLLOWED - timedelta(hours=1))
    assert not planned(archive, BORN + FOLLOWED + timedelta(hours=1))


def test_a_budget_takes_those_with_the_greatest_gain(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write(writer, visit(FERRY), visit(TOWER, 100, article(TOWER, "Tower closes for the winter")))
    everything = planned(archive, minutes(600)).values()
    both, one = due(everything)["herald"], due(everything, limit=1)["herald"]
    assert [plan.followed.url for plan in both] == [FERRY, TOWER]
    assert [plan.followed.url for plan in one] == [FERRY]
    assert due(planned(archive, minutes(101)).values(), limit=9) == {}


def test_the_time_that_is_told_is_the_time_when_it_is_due(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write(writer, visit(FERRY))
    told = planned(archive, minutes(1))[FERRY].due_at
    assert told is not None
    second = timedelta(seconds=1)
    assert not due(planned(archive, told - second).values())
    assert due(planned(archive, told + second).values())
