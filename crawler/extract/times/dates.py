"""Times as news pages print them: ISO 8601, labels and month names of many languages, offsets.

What is read is a :class:`Stamp`: the printed string, the wall-clock time in it, and its offset
where the string tells one. A wall-clock time becomes an instant only with evidence of its zone
(:func:`instant`): its own offset, or the source's time zone. Without that the instant is unknown
and the printed string is all there is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.extract.times.calendars import in_our_calendar, without_eras
from crawler.extract.times.months import ENGLISH_MONTHS, MONTHS, RELATIVE_UNITS

_LONGEST = 120  # characters of a printed time that are looked at
_EARLIEST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as printed. ``wall`` is naive; ``zone`` is ``None`` where none is printed."""

    raw: str
    wall: datetime
    zone: tzinfo | None
    has_time: bool


def read_stamp(raw: str | None, *, now: datetime | None = None) -> Stamp | None:
    """Read a printed time; ``now`` (aware) is what "2 hours ago" counts from."""
    if not raw:
        return None
    text = " ".join(raw.split())[:_LONGEST]
    if not text.isascii() and (plain := _in_western_figures(text)) != text:
        stamp = _read(plain, now)
        return replace(stamp, raw=text) if stamp else None
    return _read(text, now)


def _read(text: str, now: datetime | None) -> Stamp | None:
    found = _iso(text) or _epoch(text) or _rfc2822(text) or _printed(text) or _relative(text, now)
    return found or _of_a_system(text)


def instant(stamp: Stamp | None, zone: tzinfo | None) -> datetime | None:
    """The aware UTC time of a stamp; ``zone`` is the evidence where it prints none.

    A date without a time of day is midnight in its zone.
    """
    if stamp is None or (stamp.zone or zone) is None:
        return None
    try:
        return stamp.wall.replace(tzinfo=stamp.zone or zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


@lru_cache(maxsize=256)
def zone_named(name: str | None) -> tzinfo | None:
    """The IANA time zone of this name, or ``None``."""
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, LookupError):
        return None


# ---- one form each -------------------------------------------------------------------------

_FIGURES = {
    ord(zero) + value: str(value) for zero in "٠۰०০๐０" for value in range(10)
}  # of Arabic, Persian, Devanagari, Bengali, Thai, and in full width


def _in_western_figures(text: str) -> str:
    """Other scripts' figures as ours, and years of an era as those of the calendar."""
    return without_eras(text.translate(_FIGURES))


_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\s*(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?$",
    re.IGNORECASE,
)


_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$", re.IGNORECASE
)


def _iso(text: str) -> Stamp | None:
    found = _ISO.match(text) or _COMPACT.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    wall = _wall(year, month, day, hour, minute, second)
    return Stamp(text, wall, _offset(offset), hour is not None) if wall else None


def _epoch(text: str) -> Stamp | None:
    if not (text.isascii() and text.isdigit() and len(text) in (10, 13)):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return Stamp(text, datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), UTC, True)


def _rfc2822(text: str) -> Stamp | None:
    if "," not in text[:10] or ":" not in text:
        return None
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return Stamp(text, when.replace(tzinfo=None), when.tzinfo, True) if when.tzinfo else None


_OF_A_SYSTEM = re.compile(r"([A-Z][a-z]{2} \d{1,2}) (\d\d:\d\d:\d\d) ([A-Z]{2,5}) (\d{4})$")


def _of_a_system(text: str) -> Stamp | None:
    """As Unix and Java print a time: "Tue Mar 04 18:20:00 CET 2025"."""
    found = _OF_A_SYSTEM.search(text)
    stamp = _printed(f"{found[1]}, {found[4]} {found[2]} {found[3]}") if found else None
    return replace(stamp, raw=text) if stamp else None


_FIGURE = re.compile(r"\d")


def _alternatives(names: Iterable[str]) -> str:
    """A pattern of names, the longest first; those of one first letter in one group, since all
    alternatives of a pattern are tried at each place."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        groups[name[0]].append(re.escape(name[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


_MONTH = _alternatives(MONTHS)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})\s?[-./年년]\s?(?P<m>\d{1,2})\s?[-./月월]\s?(?P<d>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?,?[ \-/]?(?:de |of |di |ב-?)?"
        rf"(?P<n>{_MONTH})(?!\w)(?:\.|\s?/\s?\w+(?: \w+)?|[ \u200c]?ماه)?(?: ?،|,)?[ \-/]?"
        r"(?:de |del |of |พ\.ศ\. ?)?"
        r"(?P<y>\d{4})",
        rf"(?<!\w)(?P<n>{_MONTH})(?!\w)\.? ?(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?,? (?P<y>\d{{4}})",
        rf"(?<!\w)(?P<n>{_MONTH})(?!\w) ?- ?(?P<d>\d{{1,2}}) ?- ?(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}})[.-]? ?(?:gada|жыл(?:ғы)?|yil) (?P<d>\d{{1,2}})(?:\. |-| )"
        rf"(?P<n>{_MONTH})(?!\w)",
        rf"(?P<y>\d{{4}})(?: m\. |[. ,-]+)(?P<n>{_MONTH})(?!\w)\.?[ -](?P<d>\d{{1,2}})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})",
        r"(?<!\d)(?P<d>\d{1,2})[-/](?P<m>\d{1,2})[-/](?P<y>\d{4})",
        r"(?<!\d)(?P<d>\d{1,2}) tháng ?(?P<m>\d{1,2}),?(?: năm)? (?P<y>\d{4})",
        r"(?P<y>\d{4})\s(?P<m>\d{1,2})\s?/\s?(?P<d>\d{1,2})(?!\d)",
        r"(?<![\d.,/:])(?P<d>\d{1,2})\.(?P<m>0?[1-9]|1[0-2])\.(?P<y>[0-3]\d)(?![\d./:])",
        r"(?<![\d.,/:])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>[0-3]\d)(?![\d./:])",
        # "12 Jan 23 | 5:27", "12 พ.ย. 69 05:27", but not "12 Jan 23:05" nor "12 Jan 23 people"
        rf"(?<![\d.,/:])(?P<d>\d{{1,2}})[ -](?P<n>{_MONTH})(?!\w)(?:[ -]|\. ?)"
        r"(?P<y>[0-3]\d|(?<=[\u0e00-\u0e7f]\. )[67]\d|(?<=[\u0e00-\u0e7f][ .])[67]\d)"
        r"(?=\s?[|,·–—]|\s\d\d?[:.]\d\d|$)",
    )
)
_TIME = re.compile(
    r"(?P<pm1>오전|오후|上午|下午|午前|午後|सुबह|दोपहर|शाम)?\s?(?<!\d)(?P<h>\d{1,2})\s?[:.h시時时点]"
    r"(?:\s?(?P<i>\d{2}|\d(?=\s?[분分]))\s?[분分]?"
    r"(?::(?P<s>\d{1,2}))?)?(?!\d)\s?"
    r"(?P<pm2>[ap](?:\. ?)?m\b\.?|(?:[مص]|مساء|صباح)(?!\w)|পিএম|এএম)?",
    re.IGNORECASE,
)
_AFTER_NOON = frozenset(("오후", "下午", "午後", "م", "مساء", "दोपहर", "शाम", "পিএম"))
_TIME_12H = re.compile(r"(?<!\d)(?P<h>\d{1,2})\s?(?P<pm2>[ap]\.?m\b)", re.IGNORECASE)
_ZONE = re.compile(r"(?:\b(?:GMT|UTC)\s?|\s)?(?<!\d)([+-]\d{1,2}(?::?\d{2})?)\b|\b([A-Z]{2,5}|Z)\b")
_IANA = re.compile(r"[\s(\[]*([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2})\b")  # "Europe/Madrid"
# Abbreviations that mean one offset in the press, whatever the season. Those that mean several
# things in several countries (IST, BST of Bangladesh) are left out; CST is America's beside an
# English month and a time in halves of the day.
_ABBREVIATIONS = {
    "UTC": 0.0,
    "GMT": 0.0,
    "Z": 0.0,
    "WET": 0.0,
    "WEST": 1.0,
    "CET": 1.0,
    "MEZ": 1.0,
    "CEST": 2.0,
    "MESZ": 2.0,
    "EET": 2.0,
    "EEST": 3.0,
    "MSK": 3.0,
    "PKT": 5.0,
    "WIB": 7.0,
    "HKT": 8.0,
    "SGT": 8.0,
    "AWST": 8.0,
    "KST": 9.0,
    "JST": 9.0,
    "AEST": 10.0,
    "AEDT": 11.0,
    "NZST": 12.0,
    "NZDT": 13.0,
    "SAST": 2.0,
    "WAT": 1.0,
    "EAT": 3.0,
    "EST": -5.0,
    "EDT": -4.0,
    "CDT": -5.0,
    "MST": -7.0,
    "MDT": -6.0,
    "PST": -8.0,
    "PDT": -7.0,
    "BRT": -3.0,
    "ART": -3.0,
}
_CIVIL = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver"}
_CIVIL["PT"] = "America/Los_Angeles"
_CENTRAL = timezone(timedelta(hours=-6))
_AMERICAN = re.compile(r"\b[ap]\.?m\b\.?\s*\(?(?:[ECMP][SD]?T)\b", re.IGNORECASE)


def _printed(text: str) -> Stamp | None:
    """A date among labels and words: "Posted : 2022-07-28 16:35", "28. Juli 2022, 16.35 Uhr"."""
    if _FIGURE.search(text) is None:
        return None
    for pattern in _DATES:
        found = pattern.search(text)
        if found:
            break
    else:
        return None
    parts = found.groupdict()
    month = parts.get("m") or str(MONTHS[parts["n"].lower()])
    day = parts["d"]
    is_american = "/" in found[0] and _AMERICAN.search(text) and int(day) <= 12
    if int(month) > 12 >= int(day) or is_american:  # month first
        month, day = day, month
    rest = text[found.end() :]
    behind = _TIME.search(rest) or _TIME_12H.search(rest)
    clock = behind or _TIME.search(text[: found.start()])
    hour, minute, second = _clock(clock)
    wall = _wall(_year(parts["y"], parts.get("n") or ""), month, day, hour, minute, second)
    if wall is None:
        return None
    zone = None
    if clock:
        is_english = (parts.get("n") or "").lower() in ENGLISH_MONTHS
        after = (
            _up_to_the_next_date(rest[clock.end() :])
            if behind
            else text[clock.end() : found.start()]
        )
        zone = _zone_in(after, _CENTRAL if is_english and clock["pm2"] else None)
    return Stamp(text, wall, zone, hour is not None)


def _year(printed: str, month: str) -> str:
    """ "25" is 2025, and behind a Thai month a year of Thailand's calendar."""
    century = "25" if "\u0e00" <= month[:1] <= "\u0e7f" else "20"
    return printed if len(printed) == 4 else century + printed


def _up_to_the_next_date(text: str) -> str:
    starts = [found.start() for pattern in _DATES if (found := pattern.search(text))]
    return text[: min(starts, default=len(text))]


def _clock(found: re.Match[str] | None) -> tuple[str | None, str | None, str | None]:
    if found is None:
        return None, None, None
    parts = found.groupdict()
    hour = int(parts["h"])
    half = (parts.get("pm1") or parts.get("pm2") or "").lower()
    if half[:1] == "p" or half in _AFTER_NOON:
        hour += 12 if hour < 12 else 0
    elif half and hour == 12:
        hour = 0
    return str(hour), parts.get("i"), parts.get("s")


def _zone_in(text: str, central: tzinfo | None) -> tzinfo | None:
    """The zone named first; ``central`` is what CST means here, if that is known."""
    if "/" in text and (named := _IANA.match(text)):
        return zone_named(named[1])
    for found in _ZONE.finditer(text):
        if found[1]:
            return _offset(found[1])
        if found[2] in _ABBREVIATIONS:
            rest = _ZONE.match(text, found.end())
            if found[2] in ("GMT", "UTC") and rest and rest[1]:
                return _offset(rest[1])
            return timezone(timedelta(hours=_ABBREVIATIONS[found[2]]))
        if found[2] == "CST" and central:
            return central
        if found[2] in _CIVIL:
            return zone_named(_CIVIL[found[2]])
    return None


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _wall(
    year: str, month: str, day: str, hour: str | None, minute: str | None, second: str | None
) -> datetime | None:
    y, m, d = in_our_calendar(int(year), int(month), int(day))
    if y < _EARLIEST_YEAR:
        return None
    try:
        return datetime(  # noqa: DTZ001 - a wall-clock time: its zone is a question of evidence
            y, m, d, int(hour or 0), int(minute or 0), int(second or 0)
        )
    except ValueError:
        return None


_AGO = re.compile(
    r"(?:vor|hace|il y a|há|fa|for|för)?\s*(\d{1,3}|an?|einer?|einem|una?|une)\s*"
    rf"({'|'.join(sorted(RELATIVE_UNITS, key=len, reverse=True))})",
    re.IGNORECASE,
)
_AGO_MARK = re.compile(r"\b(?:ago|vor|hace|il y a|há|fa|siden|sedan|geleden|temu)\b|전$|前$", re.I)


def _relative(text: str, now: datetime | None) -> Stamp | None:
    """ "2 hours ago", counted from the capture, to the unit printed."""
    found = _AGO.search(text) if now and len(text) < 60 and _AGO_MARK.search(text) else None
    if not found or now is None:
        return None
    number = int(found[1]) if found[1].isdigit() else 1
    seconds = RELATIVE_UNITS[found[2].lower()] * number
    wall = (now - timedelta(seconds=seconds)).astimezone(UTC).replace(tzinfo=None)
    return Stamp(text, wall, UTC, seconds < 86_400)
