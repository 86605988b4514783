"""Convert dates of other calendars to ours: the eras of Japan and Taiwan, the Buddhist years of
Thailand, the solar years of Iran and Afghanistan."""

from __future__ import annotations

import re
from datetime import date, timedelta

_BUDDHIST = 543  # years by which Thailand's calendar is ahead
_FIRST_BUDDHIST_YEAR = 2400  # a year from here on belongs to that calendar
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}  # the year before the first
_OF_AN_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年")
# Years of Iran's calendar, which begin in spring. Islamic lunar years have higher numbers in the
# web's time.
_SOLAR = range(1370, 1420)
_FIRST_SPRING = date(1991, 3, 21)
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})  # in a cycle of 33 years, valid until 1472
_LONG_MONTHS = 6  # months of 31 days; the others have 30


def without_eras(text: str) -> str:
    """Replace years of an era by those of our calendar: "令和8年" becomes "2026年"."""
    if "年" not in text:
        return text
    return _OF_AN_ERA.sub(lambda m: f"{_ERAS[m[1]] + int(m[2].replace('元', '1'))}年", text)


def in_our_calendar(year: int, month: int, day: int) -> tuple[int, int, int]:
    """A date in our calendar; the year shows whether it must be converted."""
    if year >= _FIRST_BUDDHIST_YEAR:
        return year - _BUDDHIST, month, day
    if year not in _SOLAR or not (1 <= month <= 12 and 1 <= day <= 31):
        return year, month, day
    days = sum(365 + (y % 33 in _LEAP) for y in range(_SOLAR.start, year))
    days += 30 * (month - 1) + min(month - 1, _LONG_MONTHS) + day - 1
    found = _FIRST_SPRING + timedelta(days)
    return found.year, found.month, found.day
