"""When a job is due, also where clocks are changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import JobError
from crawler.jobs.timetable import Due, Timetable, parse_timetable

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 10, 25, tzinfo=BERLIN)
DAY = timedelta(days=1)


def slots(timetable: Timetable, after: datetime, until: datetime) -> list[datetime]:
    found = []
    while (after := timetable.next(after)) <= until:
        found.append(after)
    return found


def shown(cron: str, day: datetime) -> list[str]:
    """The slots of a day in Berlin, as its clocks show them."""
    end = (day + DAY).replace(hour=0) - timedelta(minutes=1)
    found = slots(Timetable(cron, "Europe/Berlin"), day - timedelta(seconds=1), end)
    return [f"{slot.astimezone(BERLIN):%H:%M%z}" for slot in found]


def test_a_time_in_the_skipped_hour_is_made_up_for_when_the_hour_is_over() -> None:
    assert shown("30 2 * * *", SPRING) == ["03:00+0200"]


def test_a_time_in_the_doubled_hour_counts_once() -> None:
    assert shown("30 2 * * *", AUTUMN) == ["02:30+0200"]


def test_an_hourly_job_goes_by_the_time_that_passes() -> None:
    assert len(shown("0 * * * *", SPRING)) == 23
    assert len(shown("0 * * * *", AUTUMN)) == 25
    assert shown("*/30 1-2 * * *", AUTUMN) == [
        *("01:00+0200", "01:30+0200", "02:00+0200", "02:30+0200"),
        *("02:00+0100", "02:30+0100"),
    ]


def test_slots_are_on_the_clock_of_the_zone() -> None:
    seoul = Timetable("0 6 * * mon", "Asia/Seoul")
    assert seoul.next(datetime(2026, 11, 18, tzinfo=UTC)) == datetime(2026, 11, 22, 21, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Seoul", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("cron", ["*/15 * * * *", "30 2 * * *", "0 */2 * * *", "*/20 2 * * *"])
@given(start=st.integers(0, 400 * 86400), seconds=st.integers(1, 3 * 86400))
def test_missed_slots_are_joined_into_one(cron: str, zone: str, start: int, seconds: int) -> None:
    timetable = Timetable(cron, zone)
    after = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=start)
    until = after + timedelta(seconds=seconds)
    missed = slots(timetable, after, until)
    assert timetable.due(after, until) == (Due(missed[0], missed[-1]) if missed else None)


def test_a_slot_is_due_at_its_own_instant_and_only_once() -> None:
    hourly = Timetable("0 * * * *")
    noon = datetime(2026, 6, 19, 12, tzinfo=UTC)
    assert hourly.due(noon - timedelta(microseconds=1), noon) == Due(noon, noon)
    assert hourly.due(noon, noon + timedelta(minutes=59)) is None


@pytest.mark.parametrize(
    ("cron", "zone", "says"),
    [
        ("every day", "UTC", "no cron expression"),
        ("61 * * * *", "UTC", "bad minute"),
        ("0 0 30 2 *", "UTC", "bad day-of-month"),
        ("0 0 * * *", "Asia/Soul", "no IANA time zone"),
        ("0 0 * * *", "../etc", "no IANA time zone"),
        ("0 0 * * *", "Asia", "no IANA time zone"),
    ],
)
def test_a_timetable_that_cannot_be_is_told(cron: str, zone: str, says: str) -> None:
    with pytest.raises(JobError, match=says):
        parse_timetable(cron, zone, "crawler.toml, [jobs.nightly]")
