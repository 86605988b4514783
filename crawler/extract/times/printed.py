"""Read a date among labels and words, as printed in any language, and its time of day."""

from __future__ import annotations

import re
from datetime import date, datetime

from crawler.extract.languages.vocabulary import alternatives, bounded, pattern
from crawler.extract.times.months import ENGLISH_MONTHS, MONTHS
from crawler.extract.times.stamp import Stamp, wall_clock
from crawler.extract.times.zones import CENTRAL, zone_in

_FIGURE = re.compile(r"\d")

_YEAR = r"(?P<y>\d{4})"
_MONTH = r"(?P<m>\d{1,2})"
_DAY = r"(?P<d>\d{1,2})"
# patterns that ignore case match these as "s" and "i", but lower() leaves them as they are
_OTHER_LETTERS = str.maketrans({"\u017f": "s", "\u0131": "i"})
_NAME = rf"(?P<n>{alternatives(map(re.escape, MONTHS))})(?!\w)"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.)"
_OF = rf"(?:{pattern('time.of')} ?)"  # "4 de marzo de 2025"
_YEAR_SIGN = pattern("time.year")  # "2025. gada 4. marts"
# After a name: an abbreviation's full stop, a second name as in "يناير/كانون الثاني", or the
# Persian word for month.
_REST_OF_NAME = r"(?:\.|\s?/\s?\w+(?: \w+)?|[ \u200c]?ماه)"
_NO_FIGURE_BEFORE, _NO_FIGURE_BEHIND = r"(?<![\d.,/:])", r"(?![\d./:])"
_SHORT_YEAR = r"(?P<y>[0-3]\d)"
_THAI_YEAR = r"(?P<y>[0-3]\d|(?<=[\u0e00-\u0e7f]\. )[67]\d|(?<=[\u0e00-\u0e7f][ .])[67]\d)"
_DATES = tuple(
    re.compile(date, re.IGNORECASE)
    for date in (
        rf"{_YEAR}\s?[-./年년]\s?{_MONTH}\s?[-./月월]\s?{_DAY}(?!\d)",
        # "4 March 2025", "4. März 2025"
        rf"(?<!\d){_DAY}{_ORDINAL}?,?[ \-/]?{_OF}?{_NAME}{_REST_OF_NAME}?(?: ?،|,)?[ \-/]?{_OF}?"
        rf"{_YEAR}",
        # "March 4, 2025", "Mar - 04 - 2025"
        rf"(?<!\w){_NAME}\.? ?{_DAY}(?:st|nd|rd|th|\.)?,? {_YEAR}",
        rf"(?<!\w){_NAME} ?- ?{_DAY} ?- ?{_YEAR}",
        # "2025. gada 4. marts", "2025 m. kovo 4", "2025. márc. 4."
        rf"{_YEAR}[.-]? ?{_YEAR_SIGN} {_DAY}(?:\. |-| ){_NAME}",
        rf"{_YEAR}(?: ?{_YEAR_SIGN} |[. ,-]+){_NAME}\.?[ -]{_DAY}(?!\d)",
        # all in digits, also with a year of two
        rf"(?<!\d){_DAY}\. ?{_MONTH}\. ?{_YEAR}",
        rf"(?<!\d){_DAY}[-/]{_MONTH}[-/]{_YEAR}",
        rf"(?<!\d){_DAY} tháng ?{_MONTH},?(?: năm)? {_YEAR}",
        rf"{_YEAR}\s{_MONTH}\s?/\s?{_DAY}(?!\d)",
        rf"{_NO_FIGURE_BEFORE}{_DAY}\.(?P<m>0?[1-9]|1[0-2])\.{_SHORT_YEAR}{_NO_FIGURE_BEHIND}",
        rf"{_NO_FIGURE_BEFORE}{_DAY}/{_MONTH}/{_SHORT_YEAR}{_NO_FIGURE_BEHIND}",
        # "12 Jan 23 | 5:27", "12 พ.ย. 69 05:27", but not "12 Jan 23:05" nor "12 Jan 23 people"
        rf"{_NO_FIGURE_BEFORE}{_DAY}[ -]{_NAME}(?:[ -]|\. ?){_THAI_YEAR}"
        r"(?=\s?[|,·–—]|\s\d\d?[:.]\d\d|$)",
    )
)
_MORNING, _AFTERNOON = pattern("time.morning"), pattern("time.afternoon")  # before an hour
_AM, _PM = bounded("time.am"), bounded("time.pm")  # after it
_HALF_BEFORE = rf"(?:(?P<morning>{_MORNING})|(?P<afternoon>{_AFTERNOON}))"
_HALF_BEHIND = rf"(?:(?P<am>{_AM})|(?P<pm>{_PM}))\.?"
_HOUR = r"(?<!\d)(?P<h>\d{1,2})"
_MINUTES = r"(?P<i>\d{2}|\d(?=\s?[분分]))\s?[분分]?(?::(?P<s>\d{1,2}))?"
_TIME = re.compile(
    rf"{_HALF_BEFORE}?\s?{_HOUR}\s?[:.h시時时点](?:\s?{_MINUTES})?(?!\d)\s?(?:{_HALF_BEHIND})?",
    re.IGNORECASE,
)
_TIME_OF_HOURS = re.compile(rf"{_HOUR}\s?{_HALF_BEHIND}", re.IGNORECASE)  # "4 pm"
_AMERICAN = re.compile(r"\b[ap]\.?m\b\.?\s*\(?(?:[ECMP][SD]?T)\b", re.IGNORECASE)


def read_printed(text: str) -> Stamp | None:
    """Read a date among labels and words: "Posted : 2022-07-28 16:35", "28. Juli 2022,
    16.35 Uhr"."""
    if _FIGURE.search(text) is None:
        return None
    found = next((found for date in _DATES if (found := date.search(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    name = (parts.get("n") or "").lower()
    number = MONTHS.get(name) or MONTHS.get(name.translate(_OTHER_LETTERS))
    month = parts.get("m") or str(number or "")
    if not month:
        return None
    day = parts["d"]
    is_american = "/" in found[0] and _AMERICAN.search(text) and int(day) <= 12
    if int(month) > 12 >= int(day) or is_american:  # month first
        month, day = day, month
    before, rest = text[: found.start()], text[found.end() :]
    behind = _TIME.search(rest) or _TIME_OF_HOURS.search(rest)
    clock = behind or _TIME.search(before)
    hour, minute, second = _clock(clock)
    wall = wall_clock(_year(parts["y"], name), month, day, hour, minute, second)
    if wall is None:
        return None
    zone = None
    if clock:
        after = _up_to_the_next_date(rest[clock.end() :]) if behind else before[clock.end() :]
        is_english = name in ENGLISH_MONTHS and (clock["am"] or clock["pm"])
        zone = zone_in(after, CENTRAL if is_english else None)
    return Stamp(text, wall, zone, hour is not None)


def time_of(day: date, text: str) -> datetime | None:
    """The first time of day in a text, as a wall-clock time on ``day``, or ``None``."""
    hour, minute, second = _clock(_TIME.search(text) or _TIME_OF_HOURS.search(text))
    if hour is None:
        return None
    return wall_clock(str(day.year), str(day.month), str(day.day), hour, minute, second)


def _year(printed: str, month: str) -> str:
    """The full year: "25" is 2025, but after a Thai month name 2525 of Thailand's calendar."""
    century = "25" if "\u0e00" <= month[:1] <= "\u0e7f" else "20"
    return printed if len(printed) == 4 else century + printed


def _up_to_the_next_date(text: str) -> str:
    starts = [found.start() for date in _DATES if (found := date.search(text))]
    return text[: min(starts, default=len(text))]


def _clock(found: re.Match[str] | None) -> tuple[str | None, str | None, str | None]:
    """Hour, minute and second of a time of day, each ``None`` if missing."""
    if found is None:
        return None, None, None
    parts = found.groupdict()
    hour = int(parts["h"])
    if parts.get("afternoon") or parts["pm"]:
        hour += 12 if hour < 12 else 0
    elif hour == 12 and (parts.get("morning") or parts["am"]):
        hour = 0
    return str(hour), parts.get("i"), parts.get("s")
