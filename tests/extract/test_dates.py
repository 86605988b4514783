"""Times as pages of many countries print them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from crawler.extract import extract
from crawler.extract.dates import instant, read_stamp, zone_named
from tests.extract.pages import STORY

KST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("raw", "wall", "zone"),
    [
        ("2026-01-06T16:46:00+09:00", "2026-01-06T16:46", KST),
        ("2026-01-06T16:46:00.123Z", "2026-01-06T16:46", UTC),
        ("송고2026-01-06 16:46", "2026-01-06T16:46", None),
        ("Posted : 2022-07-28 16:35", "2022-07-28T16:35", None),
        ("Updated : 2022-07-28 16:35 KST", "2022-07-28T16:35", KST),
        ("Thu,28 Jul 2022 4:35:5 GMT+9", "2022-07-28T04:35:05", KST),
        ("28. Juli 2022, 16.35 Uhr", "2022-07-28T16:35", None),
        ("6 de enero de 2026 10:11", "2026-01-06T10:11", None),
        ("2026년 1월 6일 오후 3:04", "2026-01-06T15:04", None),
        ("06.01.2026 - 13:52 Uhr", "2026-01-06T13:52", None),
        ("January 6, 2026 5:09 pm", "2026-01-06T17:09", None),
        ("12 janvier 2026 à 9h05", "2026-01-12T09:05", None),
        ("1736150000", "2025-01-06T07:53:20", UTC),
    ],
)
def test_a_printed_time_is_read(raw: str, wall: str, zone: timezone | None) -> None:
    stamp = read_stamp(raw)
    assert stamp is not None
    assert stamp.wall == datetime.fromisoformat(wall)
    assert stamp.zone == zone


@pytest.mark.parametrize("raw", ["", "soon", "1234", "2026-13-40", "99/99/9999", "vor 2 Stunden"])
def test_what_is_no_time_is_not_guessed(raw: str) -> None:
    assert read_stamp(raw) is None


def test_a_relative_time_counts_from_the_capture() -> None:
    stamp = read_stamp("vor 2 Stunden", now=datetime(2026, 1, 6, 12, 0, tzinfo=UTC))
    assert instant(stamp, None) == datetime(2026, 1, 6, 10, 0, tzinfo=UTC)


def test_summer_time_is_the_zones_own() -> None:
    zone = zone_named("Europe/Berlin")
    assert instant(read_stamp("2026-07-01 12:00"), zone) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert instant(read_stamp("2026-01-01 12:00"), zone) == datetime(2026, 1, 1, 11, tzinfo=UTC)


def test_the_digits_of_a_later_date_are_no_offset() -> None:
    stamp = read_stamp("Posted : 2022-07-28 16:35 Updated : 2022-07-29 10:02")
    assert stamp is not None
    assert stamp.wall == datetime(2022, 7, 28, 16, 35)  # noqa: DTZ001
    assert stamp.zone is None


@pytest.mark.parametrize(
    ("printed", "published", "modified"),
    [
        ("Posted : 2022-07-28 16:35 Updated : 2022-07-29 10:02", (28, 16, 35), (29, 10, 2)),
        ("송고 2022-07-28 16:35 수정 2022-07-28 18:00", (28, 16, 35), (28, 18, 0)),
        ("28.07.2022, 16.35 Uhr, aktualisiert 29.07.2022, 10.02 Uhr", (28, 16, 35), (29, 10, 2)),
        ("Posted : 2022-07-28 16:35", (28, 16, 35), None),
        ("Updated : 2022-07-29 10:02", (29, 10, 2), None),
    ],
)
def test_one_line_may_print_publication_and_change(
    printed: str, published: tuple[int, int, int], modified: tuple[int, int, int] | None
) -> None:
    head = f'<h1>A headline of some length</h1><div class="dates">{printed}</div>'
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    page = f"<html><body>{head}{text}</body></html>"
    found = extract(page.encode(), "https://example.com/a", time_zone="Asia/Seoul").article
    assert found is not None
    seoul = ZoneInfo("Asia/Seoul")

    def on(parts: tuple[int, int, int] | None) -> datetime | None:
        return datetime(2022, 7, *parts, tzinfo=seoul) if parts else None

    assert (found.published_at, found.modified_at) == (on(published), on(modified))
