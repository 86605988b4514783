"""The dates of feeds and sitemaps: RFC 822 and ISO 8601 as people really write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from crawler.zones import ABBREVIATIONS, zone_at

_CLOCK = r"(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?\s*([AaPp][Mm]\b)?\s*(.*)$"
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})[T\s,]+" + _CLOCK)
_RFC822 = re.compile(r"(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*\.?[\s-]+(\d{4}|\d{2})[\s,T]+" + _CLOCK)
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_OFFSET = re.compile(r"(?:GMT|UTC|UT)?\s*([+-]\d{1,2}(?::?\d{2})?)\b", re.IGNORECASE)


def parse_date(raw: str | None, time_zone: str | None = None) -> datetime | None:
    """An aware UTC instant, or None if the text has none or its zone cannot be known.

    A time without a zone is taken in ``time_zone`` (IANA), the source's. A bare date is no instant.
    A label before the time ("Updated: ") is skipped. "Thu,28 Jul 2022 4:35:5 GMT+9" is
    2022-07-27T19:35:05Z.
    """
    text = " ".join((raw or "").split())
    if not text:
        return None
    try:
        local, zone = _read(text) or (None, None)
        if local is None:
            return None
        zone = zone or (ZoneInfo(time_zone) if time_zone else None)
        return local.replace(tzinfo=zone).astimezone(UTC) if zone else None
    except (ValueError, OverflowError):
        return None


def parse_day(raw: str | None) -> date | None:
    """The day of a bare ISO date, as sitemaps often give it; None if there is more, or nothing."""
    text = (raw or "").strip()
    try:
        return date.fromisoformat(text) if len(text) == len("2022-07-28") else None
    except ValueError:
        return None


def _read(text: str) -> tuple[datetime, tzinfo | None] | None:
    """The local time and the zone in a text, whatever label comes first."""
    if found := _ISO.search(text):
        year, month, day, *clock = found.groups()
    elif found := _RFC822.search(text):
        day, name, year, *clock = found.groups()
        month = str(_MONTHS.get(name.lower(), 0))
        year = year if len(year) == 4 else f"20{year}"
    else:
        return None
    hour, minute, second, half, zone = clock
    if int(minute) > 59 or int(second or 0) > 60:
        return None
    at = datetime(int(year), int(month), int(day))  # noqa: DTZ001 - the zone comes later
    at += timedelta(hours=_hour(int(hour), half), minutes=int(minute), seconds=int(second or 0))
    return at, _zone(zone)


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day, 0 to 24; ``half`` is "am" or "pm" on a twelve-hour clock."""
    if hour > 24 or (half and hour > 12):
        raise ValueError(f"{hour} is no hour")
    return hour if not half else hour % 12 + (12 if half.lower() == "pm" else 0)


def _zone(text: str) -> tzinfo | None:
    offset = _OFFSET.match(text.strip())
    return zone_at(offset[1]) if offset else ABBREVIATIONS.get(text.strip().strip("()").upper())
