"""Find the zone of a time that the page gives without one, or with a wrong one.

A program may write its town's local time as UTC. So if the page gives the same clock time twice,
once without a zone or as UTC and once with another zone, that other zone is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from itertools import chain

from crawler.extract.document import Document
from crawler.extract.times.claims import MODIFIED, PUBLISHED, claims_in_head
from crawler.extract.times.dates import read_stamp
from crawler.extract.times.printed import time_of
from crawler.extract.times.stamp import Stamp, instant
from crawler.extract.times.visible import LONGEST
from crawler.extract.times.zones import CENTRAL, zone_in

_SHARED_NAME = re.compile(r"\bIST\b")  # of India, Israel and Ireland
_SHARED_NAMES = frozenset({timedelta(hours=5.5), timedelta(hours=2), timedelta(hours=1)})
_A_MINUTE = timedelta(minutes=1)
_QUARTER = timedelta(minutes=15)  # all zones' offsets are multiples of it
_WIDEST_ZONE = timedelta(hours=14, minutes=15)
_OF_UTC = ("Z", "+00:00", "+0000")
_SAME_SEASON = timedelta(days=2)  # two times this close have the same offset


def in_their_zones(
    published: Stamp, modified: Stamp | None, document: Document, lines: Iterable[str]
) -> tuple[Stamp, Stamp | None]:
    """Publication and change in the zones that metadata and the printed ``lines`` show. Where one
    program wrote both times, the zone of one shows that of the other."""
    published = _named_like(published, modified)
    if all(stamp is None or _offset(stamp) for stamp in (published, modified)):
        return published, modified
    told = chain.from_iterable(claims_in_head(document, name) for name in (PUBLISHED, MODIFIED))
    raws = (raw for raw in dict.fromkeys(raw for _, raw in told) if not raw.endswith(_OF_UTC))
    others = [stamp for raw in raws if (stamp := read_stamp(raw)) and _offset(stamp)]
    others += _printed(published, modified, lines)
    zoned = _in_its_zone(published, others)
    changed = modified and _in_its_zone(modified, others)
    if changed is None or modified is None:
        return zoned, changed
    return (
        _of_one_program(zoned, changed) if modified.zone is None else zoned,
        _of_one_program(changed, zoned) if published.zone is None else changed,
    )


def _in_its_zone(told: Stamp, others: Iterable[Stamp]) -> Stamp:
    """A time given without a zone or in UTC, moved to the zone of another time on the page. That
    one must show the same clock. A time without a zone may also be the other's instant in UTC."""
    if not told.has_time or _offset(told):
        return told
    for other in others:
        moment = instant(other, None) if other.has_time else None
        if moment is None:
            continue
        if _offset(other) and abs(told.wall - other.wall) < _A_MINUTE:
            return replace(told, zone=other.zone)
        if told.zone is None and abs(told.wall.replace(tzinfo=UTC) - moment) < _A_MINUTE:
            return replace(told, zone=UTC)
    return told


def _printed(published: Stamp, modified: Stamp | None, lines: Iterable[str]) -> Iterator[Stamp]:
    """The times that the lines print, some without a day: "1:18 PM ET"."""
    for line in lines:
        if ":" not in line or len(line) >= LONGEST or not _names_zone(line):
            continue
        wall = time_of(published.wall.date(), line)
        of_the_day = Stamp(line, wall, zone_in(line, None), has_time=True) if wall else None
        if stamp := read_stamp(line) or of_the_day:
            yield _named_like(_named_like(stamp, modified), published)


def _names_zone(line: str) -> bool:
    return zone_in(line, CENTRAL) is not None or _SHARED_NAME.search(line) is not None


def _of_one_program(told: Stamp, other: Stamp) -> Stamp:
    """A time without a zone, in the zone found for ``other``, if both are written alike."""
    is_near = abs(told.wall - other.wall) < _SAME_SEASON
    is_alike = told.zone is None and len(told.raw) == len(other.raw)
    return replace(told, zone=other.zone) if is_alike and is_near else told


def zoned_by(printed: Stamp, told: Stamp) -> Stamp:
    """A printed time in the zone that makes it the instant of ``told``, a time from metadata."""
    moment = instant(told, None)
    if moment is None:
        return printed
    offset = printed.wall - moment.astimezone(UTC).replace(second=0, microsecond=0, tzinfo=None)
    is_zones = abs(offset) < _WIDEST_ZONE and not offset % _QUARTER
    return replace(printed, zone=timezone(offset)) if is_zones else printed


def _named_like(told: Stamp, other: Stamp | None) -> Stamp:
    """A time whose zone's name several countries use, in the zone of the page's other time."""
    offset = other.zone.utcoffset(other.wall) if other and other.zone else None
    name = _SHARED_NAME.search(told.raw) if offset in _SHARED_NAMES else None
    return replace(told, zone=other.zone) if other and name else told


def _offset(stamp: Stamp) -> timedelta | None:
    return stamp.zone.utcoffset(stamp.wall) if stamp.zone else None
