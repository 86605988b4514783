"""The instants that feeds and sitemaps claim, as they are really written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.sources.dates import parse_date


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        # GMT+9 is nine hours ahead of Greenwich, as on a clock in Seoul; POSIX reads it backwards
        ("Thu,28 Jul 2022 4:35:5 GMT+9", utc(2022, 7, 27, 19, 35, 5)),
        ("Thu, 28 Jul 2022 04:35:05 GMT-3", utc(2022, 7, 28, 7, 35, 5)),
        ("Thu, 28 Jul 2022 04:35:05 UTC+05:30", utc(2022, 7, 27, 23, 5, 5)),
        ("Thu, 28 Jul 2022 04:35:05 +0900 (KST)", utc(2022, 7, 27, 19, 35, 5)),
        ("28 July 2022 04:35 GMT", utc(2022, 7, 28, 4, 35)),
        ("Thu, 28-Jul-22 04:35:05 EST", utc(2022, 7, 28, 9, 35, 5)),
        ("Thu, 28 Sept. 2022 12:35 AM GMT", utc(2022, 9, 28, 0, 35)),
        ("Thu, 28 Jul 2022 04:35 pm GMT", utc(2022, 7, 28, 16, 35)),
        ("2022-07-28T04:35:05Z", utc(2022, 7, 28, 4, 35, 5)),
        ("2022-07-28T04:35:05.123456Z", utc(2022, 7, 28, 4, 35, 5)),
        ("2022-07-28T04:35+09:00", utc(2022, 7, 27, 19, 35)),
        ("2022-07-28T04:35:05-0330", utc(2022, 7, 28, 8, 5, 5)),
        ("2022-07-28 04:35:05 KST", utc(2022, 7, 27, 19, 35, 5)),
        ("2022-07-28T24:00:00Z", utc(2022, 7, 29)),
        (" Updated:\n 2022-07-28 04:35 +0900 ", utc(2022, 7, 27, 19, 35)),
    ],
)
def test_a_time_with_a_zone_is_that_instant_wherever_it_is_read(raw: str, at: datetime) -> None:
    assert parse_date(raw) == at
    assert parse_date(raw, "America/New_York") == at


@pytest.mark.parametrize(
    "raw",
    ["2022-07-28T04:35:05", "2022.07.28 04:35:05", "Thu, 28 Jul 2022 04:35:05"],
)
def test_a_time_without_a_zone_is_the_sources(raw: str) -> None:
    assert parse_date(raw, "Asia/Seoul") == utc(2022, 7, 27, 19, 35, 5)
    assert parse_date(raw, "America/New_York") == utc(2022, 7, 28, 8, 35, 5)
    assert parse_date(raw) is None


def test_a_name_that_means_two_zones_is_read_by_the_sources() -> None:
    raw = "Thu, 28 Jul 2022 04:35:05 IST"
    assert parse_date(raw, "Asia/Kolkata") == utc(2022, 7, 27, 23, 5, 5)
    assert parse_date(raw, "Asia/Jerusalem") == utc(2022, 7, 28, 1, 35, 5)
    assert parse_date(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "yesterday",
        "2022-07-28",  # a day is no instant
        "Thu, 31 Feb 2022 04:35:05 GMT",
        "28 Juli 2022 25:00 GMT",
        "28 Foo 2022 04:35 GMT",
        "2022-07-28T04:75:00Z",
        "9999-12-31T23:59:00-05:00",
    ],
)
def test_what_is_no_instant_is_not_known(raw: str | None) -> None:
    assert parse_date(raw, "Asia/Seoul") is None
