"""Read times counted back from the capture: "2 hours ago", "yesterday at 18:20"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from crawler.extract.languages.vocabulary import bounded, pattern
from crawler.extract.times.printed import time_of
from crawler.extract.times.stamp import Stamp
from crawler.extract.times.zones import zone_in

_LONGEST = 60  # characters of such a line
_ONE = bounded("time.one")
# the next text on a page may follow without a space, but with a capital
_SMALL = "".join(filter(str.islower, map(chr, range(0x530))))  # Latin, Greek, Cyrillic
_END = rf"(?!(?-i:[{_SMALL}]))"
_MINUTES, _HOURS, _DAYS = pattern("time.minutes"), pattern("time.hours"), pattern("time.days")
_SPAN = re.compile(
    rf"(?:(?P<count>\d{{1,3}})|{_ONE})\s*"
    rf"(?:(?P<minutes>{_MINUTES})|(?P<hours>{_HOURS})|(?P<days>{_DAYS})){_END}",
    re.IGNORECASE,
)
_AGO = re.compile(bounded("time.ago"), re.IGNORECASE)
# only at the beginning of a line, or after a label: stories say "today" as well
_DAY = re.compile(
    rf"\W*(?:{bounded('time.published', 'time.updated')}\W*)?"
    rf"(?:(?P<today>{bounded('time.today')})|{bounded('time.yesterday')})",
    re.IGNORECASE,
)
_A_DAY = 86_400
_SECONDS = {"minutes": 60, "hours": 3600, "days": _A_DAY}


def read_ago(text: str, now: datetime | None) -> Stamp | None:
    """Read "2 hours ago", counted from ``now``, the time of the capture, to the unit printed."""
    found = _SPAN.search(text) if now and len(text) < _LONGEST and _AGO.search(text) else None
    if not found or now is None or not found.lastgroup:
        return None
    seconds = _SECONDS[found.lastgroup] * int(found["count"] or 1)
    wall = (now - timedelta(seconds=seconds)).astimezone(UTC).replace(tzinfo=None)
    return Stamp(text, wall, UTC, has_time=seconds < _A_DAY)


def read_named_day(text: str, now: datetime | None) -> Stamp | None:
    """Read "today at 10:20" or "yesterday at 18:20"; the day is that of ``now`` in its zone."""
    named = _DAY.match(text) if now and len(text) < _LONGEST else None
    if named is None or now is None:
        return None
    rest = text[named.end() :]
    wall = time_of(now.date() - timedelta(days=0 if named["today"] else 1), rest)
    return Stamp(text, wall, zone_in(rest, None), has_time=True) if wall else None
