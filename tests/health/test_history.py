"""What only weeks of looks show, and what is kept of troubles that are older than that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from threading import Thread

import pytest
from sqlalchemy import Engine, text

from crawler.archive.database.engine import for_writing
from crawler.archive.entries import SourceFacts, Visit
from crawler.health.checks import troubles_of_looks
from crawler.health.looks import SourceLook
from crawler.health.record import WINDOW, record_troubles
from crawler.health.rounds import watched_sources
from crawler.health.sample import Sample
from crawler.health.trouble import Check, Trouble
from crawler.health.yields import troubles_of_volume, troubles_of_yield
from crawler.items import Capture
from crawler.sources.loader import Catalogue
from tests.health.papers import HOUR, Paper, keep

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)
NOTHING = Catalogue({})


def look(at: datetime, new: int = 0, **fields: tuple[int, int]) -> SourceLook:
    return SourceLook(at, {}, {}, {}, fields, new)


def weeks(number: int, quiet: datetime | None = None) -> list[SourceLook]:
    """Looks each three hours; a paper with 80 articles a day, on Sundays 8."""
    looks = []
    for hours in range(0, number * 7 * 24, 3):
        at = MONDAY + hours * HOUR
        is_quiet = quiet is not None and quiet <= at < quiet + DAY
        looks.append(look(at, 1 if at.weekday() == 6 or is_quiet else 10))
    return looks


def volume(looks: list[SourceLook], others: list[Trouble], zone: str = "UTC") -> list[Trouble]:
    return list(troubles_of_volume("herald", looks, others, zone, looks[-1].at))


def test_a_day_with_far_fewer_articles_than_such_weekdays_is_a_trouble() -> None:
    tuesday = MONDAY + 29 * DAY
    (trouble,) = volume(weeks(5, quiet=tuesday), [])
    assert (trouble.check, trouble.since, trouble.until) == ("volume", tuesday, tuesday + DAY)
    assert trouble.detail == "8 new articles; 80 on such a weekday before"


def test_a_day_of_which_another_trouble_tells_is_not_told_twice() -> None:
    tuesday = MONDAY + 29 * DAY
    blocked = Trouble("herald", Check.BLOCKED, "", tuesday + HOUR, None, "")
    assert volume(weeks(5, quiet=tuesday), [blocked]) == []


def test_a_quiet_sunday_is_none_and_neither_are_three_weeks_history() -> None:
    assert volume(weeks(5), []) == []
    assert volume(weeks(4, quiet=MONDAY + 8 * DAY), []) == []


def test_days_are_those_of_the_sources_time_zone() -> None:
    begins = datetime(2026, 3, 30, 15, tzinfo=UTC)  # Tuesday in Seoul
    (trouble,) = volume(weeks(5, quiet=begins), [], "Asia/Seoul")
    assert (trouble.since, trouble.until) == (begins, begins + DAY)


def test_a_desk_that_prints_no_names_is_no_changed_layout() -> None:
    """Each night a row of wire stories without authors comes; only a longer row is strange."""
    looks = []
    for day in range(20):
        looks += [look(MONDAY + day * DAY + n * HOUR, authors=(3, 3)) for n in range(6, 20)]
        looks += [look(MONDAY + day * DAY + n * HOUR, authors=(0, 3)) for n in range(20, 26)]
    looks += [look(MONDAY + 20 * DAY + n * HOUR, authors=(0, 3)) for n in range(2, 14)]
    evening = MONDAY + 19 * DAY + 20 * HOUR
    found = list(troubles_of_yield("herald", looks))
    assert [(t.subject, t.since, t.until) for t in found] == [("authors", evening, None)]


def test_hours_without_a_look_do_not_make_a_feed_frozen() -> None:
    """It may have changed the while: a calm is as long as looks have seen it."""

    def listing(hour: int, state: int) -> SourceLook:
        place = {"feed": {"entries": 10, "digest": str(state)}}
        return SourceLook(MONDAY + hour * HOUR, place, {}, {}, {})

    changing = [listing(hour, hour) for hour in range(72)]
    nobody_looked = [*changing, *(listing(hour, hour) for hour in range(84, 90))]
    assert list(troubles_of_looks("herald", nobody_looked)) == []
    (frozen,) = troubles_of_looks("herald", [*changing, listing(83, 71), listing(84, 84)])
    assert (frozen.since, frozen.until) == (MONDAY + 71 * HOUR, MONDAY + 84 * HOUR)


def test_pages_that_stand_unchanged_were_asked_for_too() -> None:
    """An hourly look at four stories that stand, and at one that a feed lists and nobody finds."""

    def visit(status: int, number: int) -> Visit:
        url = f"https://herald.example/{number}"
        capture = Capture("<urn:x>", url, MONDAY, status, "sha1:X", "f.warc.gz", 0, 1)
        return Visit(capture, SourceFacts("herald", "herald"), None)

    sample = Sample()
    for number in range(4):
        sample.add(visit(304, number))
    sample.add(visit(404, 4))
    looks = [SourceLook(MONDAY + hour * HOUR, **sample.stats()) for hour in range(9)]
    assert list(troubles_of_looks("herald", looks)) == []


def health(archive: Engine) -> list[tuple[str, str, bool]]:
    with archive.connect() as connection:
        rows = connection.execute(text("SELECT trouble, since, until FROM health ORDER BY since"))
        return [(r.trouble, str(r.since)[:10], r.until is None) for r in rows]


def test_a_trouble_keeps_its_beginning_when_that_is_forgotten_and_ends_when_all_is(
    archive: Engine,
) -> None:
    paper = Paper("herald", Random(1))
    begins = MONDAY + 2 * DAY
    paper.troubles.append((begins, MONDAY + 900 * DAY, "empty"))

    def look_until(days: int) -> None:
        at = paper.looked_at or MONDAY
        while (at := at + 12 * HOUR) <= MONDAY + days * DAY:
            keep(archive, paper, at, at + HOUR)
        with archive.begin() as connection:
            record_troubles(connection, ["herald"], NOTHING, {}, at)

    look_until(10)
    assert health(archive) == [("empty", "2026-03-04", True)]
    look_until(60)
    assert health(archive) == [("empty", "2026-03-04", True)]
    with archive.begin() as connection:
        now = MONDAY + 60 * DAY + WINDOW + DAY
        record_troubles(connection, ["herald"], NOTHING, {}, now)
    assert health(archive) == [("empty", "2026-03-04", False)]


def lasting(name: str) -> Paper:
    """A paper whose feed is empty for good."""
    paper = Paper(name, Random(1))
    paper.troubles.append((MONDAY, MONDAY + 900 * DAY, "empty"))
    return paper


def test_a_trouble_of_a_source_that_nobody_visits_any_more_ends(archive: Engine) -> None:
    paper = lasting("herald")
    for hours in range(3):
        keep(archive, paper, MONDAY + hours * HOUR, MONDAY + (hours + 1) * HOUR)
    for now, is_open in ((MONDAY + DAY, True), (MONDAY + WINDOW + DAY, False)):
        with archive.begin() as connection:
            names = watched_sources(connection, NOTHING, {}, now)
            record_troubles(connection, names, NOTHING, {}, now)
        assert health(archive) == [("empty", "2026-03-02", is_open)]


def test_two_processes_that_look_at_once_store_a_trouble_once(archive: Engine) -> None:
    paper, now = lasting("herald"), MONDAY + DAY
    for hours in range(3):
        keep(archive, paper, MONDAY + hours * HOUR, MONDAY + (hours + 1) * HOUR)

    def look_too() -> None:
        with for_writing(archive).begin() as connection:
            record_troubles(connection, ["herald"], NOTHING, {}, now)

    other = Thread(target=look_too)
    with for_writing(archive).begin() as connection:
        record_troubles(connection, ["herald"], NOTHING, {}, now)
        other.start()
        other.join(1.0)  # it waits for us
    other.join()
    assert health(archive) == [("empty", "2026-03-02", True)]


def test_what_an_older_crawler_stored_twice_is_stored_once(archive: Engine) -> None:
    paper = lasting("herald")
    for hours in range(3):
        keep(archive, paper, MONDAY + hours * HOUR, MONDAY + (hours + 1) * HOUR)
    columns = "source, trouble, subject, since, until, detail"
    for at in (MONDAY + DAY, MONDAY + WINDOW + 2 * DAY):
        with archive.begin() as connection:
            record_troubles(connection, ["herald"], NOTHING, {}, at)
            twice = f"INSERT INTO trouble ({columns}) SELECT {columns} FROM trouble"
            connection.execute(text(twice))
        assert len(health(archive)) == 2
        with archive.begin() as connection:
            record_troubles(connection, ["herald"], NOTHING, {}, at)
        assert len(health(archive)) == 1


@pytest.mark.parametrize(("gone", "troubles"), [(0, ["errors"]), (3, [])])
def test_articles_that_are_withdrawn_are_no_failure_of_the_site(
    gone: int, troubles: list[str]
) -> None:
    looks = [
        SourceLook(MONDAY + hours * HOUR, {}, {}, {"HTTP 404": 3}, {}, gone=gone)
        for hours in range(2)
    ]
    assert [trouble.check for trouble in troubles_of_looks("herald", looks)] == troubles
