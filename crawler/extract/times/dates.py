"""Read times as news pages give them: ISO 8601 and other machine formats, labels and month names of
many languages, and times counted back from now."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.extract.times.ago import read_ago, read_named_day
from crawler.extract.times.calendars import without_eras
from crawler.extract.times.printed import read_printed
from crawler.extract.times.stamp import YEARS, Stamp, wall_clock
from crawler.zones import zone_at

_LONGEST = 120  # characters of a printed time to look at
_AHEAD = timedelta(days=1, hours=14)  # up to the end of the next day in any zone
_FIGURES = {
    ord(zero) + value: str(value) for zero in "٠۰०০๐０" for value in range(10)
}  # Arabic, Persian, Devanagari, Bengali, Thai, full width
# the zone may come twice: "ZZ", "+00:00Z"
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\s*(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?Z?)?$",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$", re.IGNORECASE
)
_OF_A_SYSTEM = re.compile(r"([A-Z][a-z]{2} \d{1,2}) (\d\d:\d\d:\d\d) ([A-Z]{2,5}) (\d{4})$")


def read_stamp(raw: str | None, *, now: datetime | None = None) -> Stamp | None:
    """Read a printed time. "2 hours ago" counts from ``now`` (aware); reject what is well after
    it."""
    if not raw:
        return None
    text = " ".join(raw.split())[:_LONGEST]
    if not text.isascii() and (plain := _in_western_figures(text)) != text:
        stamp = _read(plain, now)
        stamp = replace(stamp, raw=text) if stamp else None
    else:
        stamp = _read(text, now)
    return stamp if stamp and _may_be(stamp.wall, now) else None


def _may_be(wall: datetime, now: datetime | None) -> bool:
    if wall.year not in YEARS:
        return False
    return now is None or wall <= now.astimezone(UTC).replace(tzinfo=None) + _AHEAD


def _read(text: str, now: datetime | None) -> Stamp | None:
    stamp = _iso(text) or _epoch(text) or read_printed(text)
    return stamp or read_ago(text, now) or read_named_day(text, now) or _of_a_system(text)


def _in_western_figures(text: str) -> str:
    """The text with other scripts' digits as ours, and years of an era as those of our calendar."""
    return without_eras(text.translate(_FIGURES))


def _iso(text: str) -> Stamp | None:
    found = _ISO.match(text) or _COMPACT.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    wall = wall_clock(year, month, day, hour, minute, second)
    return Stamp(text, wall, zone_at(offset), hour is not None) if wall else None


def _epoch(text: str) -> Stamp | None:
    if not (text.isascii() and text.isdigit() and len(text) in (10, 13)):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return Stamp(text, datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), UTC, True)


def _of_a_system(text: str) -> Stamp | None:
    """A time as Unix and Java print it: "Tue Mar 04 18:20:00 CET 2025"."""
    found = _OF_A_SYSTEM.search(text)
    stamp = read_printed(f"{found[1]}, {found[4]} {found[2]} {found[3]}") if found else None
    return replace(stamp, raw=text) if stamp else None
