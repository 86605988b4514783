"""The dates of feeds and sitemaps: RFC 822 and ISO 8601 as they are really written."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_RFC822 = re.compile(
    r"(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*\.?[\s-]+(\d{4}|\d{2})"
    r"[\s,T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\.\d+)?\s*(.*)$"
)
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_OFFSET = re.compile(r"(?:GMT|UTC|UT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?\b", re.IGNORECASE)
# Names whose meaning is one and the same everywhere (RFC 822, section 5.1, and a few more);
# IST, CST or BST mean different things in different countries and are left to the source's zone.
_NAMED = {
    "Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "WET": 0, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "WIB": 7, "KST": 9, "JST": 9, "SAST": 2, "EST": -5, "EDT": -4, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AEST": 10, "AEDT": 11,
}  # fmt: skip


def parse_date(raw: str | None, time_zone: str | None = None) -> datetime | None:
    """An aware UTC instant, or None where the text has none or its zone cannot be known.

    A time without a zone is taken in ``time_zone`` (IANA), the source's; a bare date is no instant.
    "Thu,28 Jul 2022 4:35:5 GMT+9" is 2022-07-27T19:35:05Z.
    """
    text = " ".join((raw or "").split())
    if not text:
        return None
    try:
        local, zone = _iso(text) or _rfc822(text) or (None, None)
        if local is None:
            return None
        zone = zone or (ZoneInfo(time_zone) if time_zone else None)
        return local.replace(tzinfo=zone).astimezone(UTC) if zone else None
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> tuple[datetime, tzinfo | None] | None:
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", text):
        return None
    named = re.fullmatch(r"(\S+(?: [\d:.]+)?) ?([A-Z]{2,4}|[+-]\d.*)", text)
    if named:
        return datetime.fromisoformat(named[1]).replace(tzinfo=None), _zone(named[2])
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=None), at.tzinfo


def _rfc822(text: str) -> tuple[datetime, tzinfo | None] | None:
    found = _RFC822.search(text)
    if not found:
        return None
    day, month, year, hour, minute, second, zone = found.groups()
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    at = datetime(full_year, number, int(day), int(hour), int(minute), int(second or 0))  # noqa: DTZ001
    return at, _zone(zone)


def _zone(text: str) -> tzinfo | None:
    offset = _OFFSET.match(text.strip())
    if offset:
        sign = -1 if offset[1] == "-" else 1
        return timezone(sign * timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)))
    hours = _NAMED.get(text.strip().strip("()").upper())
    return None if hours is None else timezone(timedelta(hours=hours))
