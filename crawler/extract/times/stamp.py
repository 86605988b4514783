"""A printed time, and the instant that it means.

Reading gives a :class:`Stamp`: the printed string, its wall-clock time, and its offset if the
string has one. A wall-clock time becomes an instant (:func:`instant`) only with evidence of its
zone: its own offset, or the source's time zone. Without that the instant is unknown, and only the
printed string is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from crawler.extract.times.calendars import in_our_calendar

YEARS = range(1605, 2101)  # since the first newspaper: archives put old issues on the web


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as printed. ``wall`` is naive; ``zone`` is ``None`` if none is printed."""

    raw: str
    wall: datetime
    zone: tzinfo | None
    has_time: bool


def instant(stamp: Stamp | None, zone: tzinfo | None) -> datetime | None:
    """The aware UTC time of a stamp, or ``None``; ``zone`` applies if the stamp has none.

    A date without a time of day is midnight in its zone.
    """
    if stamp is None or (stamp.zone or zone) is None:
        return None
    try:
        return stamp.wall.replace(tzinfo=stamp.zone or zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def wall_clock(
    year: str, month: str, day: str, hour: str | None, minute: str | None, second: str | None
) -> datetime | None:
    """The time with these digits, or ``None`` if impossible; the year may be another calendar's."""
    y, m, d = in_our_calendar(int(year), int(month), int(day))
    if y not in YEARS:
        return None
    try:
        return datetime(  # noqa: DTZ001 - a wall-clock time: its zone is a question of evidence
            y, m, d, int(hour or 0), int(minute or 0), int(second or 0)
        )
    except ValueError:
        return None
