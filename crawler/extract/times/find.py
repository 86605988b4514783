"""When the article was published and changed, according to the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.extract.document import Document
from crawler.extract.times.claims import (
    MODIFIED,
    PUBLISHED,
    claim_of_the_page,
    claims,
    weak_claims,
)
from crawler.extract.times.dates import read_stamp
from crawler.extract.times.last_resort import claims_of_last_resort
from crawler.extract.times.printed import time_of
from crawler.extract.times.stamp import Stamp, instant
from crawler.extract.times.visible import published_below, says_updated, visible
from crawler.extract.times.zones import zone_in, zone_named
from crawler.extract.times.zoning import in_their_zones, zoned_by

_A_DAY = timedelta(days=1, hours=14)  # from a day's beginning to its end in any other zone


@dataclass(frozen=True, slots=True)
class Times:
    published_at: datetime | None = None
    published_raw: str | None = None
    published_rule: str = ""
    modified_at: datetime | None = None
    modified_raw: str | None = None


def find_times(
    document: Document,
    above: Sequence[str] = (),
    around: Sequence[str] = (),
    further: Iterable[str] = (),
    *,
    lede: str = "",
    captured_at: datetime | None = None,
    time_zone: str | None = None,
) -> Times:
    """Find publication and modification, each from the first readable evidence.

    Evidence comes from metadata, else from the printed lines ``above`` the story, else from those
    ``around`` headline and story, else from elsewhere on the page. The last resorts are the one
    line ``further`` below that says it is of publication, the dateline in the ``lede``, and the
    page's address. If metadata gives only the day, a printed line may give the time of that day.

    A time printed without a zone is read in the source's ``time_zone``; without one its instant
    stays unknown. ``captured_at`` is needed only for "2 hours ago" and "today at 10:20", and to
    reject times well after the capture: of a claimed one only the text is kept.
    """
    zone = zone_named(time_zone)
    captured_at = captured_at.astimezone(zone) if captured_at and zone else captured_at
    published, rule = _first(claims(document, PUBLISHED), captured_at)
    modified = _change(document, published, captured_at)
    if published is None:
        published, rule, modified = _printed(document, above, around, captured_at, modified)
    elif not published.has_time and not published.zone:
        published, rule = _with_printed_time(published, rule, document, above, captured_at)
    if published is None:
        for claimed in _further_claims(document, further, lede):
            published, rule = _first(claimed, captured_at)
            if published is not None:
                break
    if published:
        published, modified = in_their_zones(published, modified, document, above)
    return Times(
        instant(published, zone),
        published.raw if published else _ahead(document),
        rule,
        instant(modified, zone),
        modified.raw if modified else None,
    )


def _ahead(document: Document) -> str | None:
    """The text of a claimed publication that was not believed, as it was yet to come."""
    return next((raw for _, raw in claims(document, PUBLISHED) if read_stamp(raw)), None)


def _further_claims(
    document: Document, further: Iterable[str], lede: str
) -> Iterator[Iterable[tuple[str, str]]]:
    """Where else the publication may be told, the best first; each is asked only if none before
    it can be read."""
    yield weak_claims(document)
    yield _as_claims(published_below(further))
    yield claims_of_last_resort(lede, document.canonical_url or document.url)


def _with_printed_time(
    day: Stamp, rule: str, document: Document, above: Sequence[str], now: datetime | None
) -> tuple[Stamp, str]:
    """The day that metadata gives, with the time of that day where the page prints it; the rule."""
    printed, _ = visible(document, above, (), now, elsewhere=False)
    timed, visibly = _first(_as_claims([day.raw, *printed]), now)
    return (timed, visibly) if timed and timed.has_time else (day, rule)


def _printed(
    document: Document,
    above: Sequence[str],
    around: Sequence[str],
    now: datetime | None,
    modified: Stamp | None,
) -> tuple[Stamp | None, str, Stamp | None]:
    """The publication that the page prints, its rule, and the change: ``modified`` where metadata
    tells it. A printed day or a time without a zone is completed by a claim of the page."""
    printed, changed = visible(document, above, around, now)
    unnamed = [raw for raw in changed if not says_updated(raw)]
    published, rule = _first(_as_claims(printed + unnamed), now)
    changed = changed if printed or not unnamed else []
    modified = modified or _first(_as_claims(changed), now)[0]
    modified = modified or _later_that_day(published, changed)
    of_page = claim_of_the_page(document, published, now)
    if of_page and (published is None or not published.has_time):
        published, rule = of_page
    elif of_page and published and published.zone is None:
        published = zoned_by(published, of_page[0])
    return published, rule, modified


def _first(claimed: Iterable[tuple[str, str]], now: datetime | None) -> tuple[Stamp | None, str]:
    """The first readable claim. If it has only a day, the first claim with a time of that day."""
    day: Stamp | None = None
    day_rule = ""
    for rule, raw in claimed:
        stamp = read_stamp(raw, now=now)
        if stamp and stamp.has_time and (day is None or _is_of(day, stamp)):
            return stamp, rule
        if stamp and day is None:
            day, day_rule = stamp, rule
    return day, day_rule


def _change(document: Document, published: Stamp | None, now: datetime | None) -> Stamp | None:
    """The first claimed change that is not before the publication: one may seem to be, if it is
    given in a town's local clock. If all are before it, as when a publication was planned ahead,
    the first."""
    change, _ = _first(claims(document, MODIFIED), now)
    begin, end = instant(published, None), instant(change, None)
    if begin is None or end is None or end >= begin:
        return change
    others = filter(None, (read_stamp(raw, now=now) for _, raw in claims(document, MODIFIED)))
    later = (other for other in others if (moment := instant(other, None)) and moment >= begin)
    return next(later, change)


def _later_that_day(published: Stamp | None, changed: Sequence[str]) -> Stamp | None:
    """A change printed only as a time of day: "March 4, 10:20, updated at 11:30"."""
    if published is None or not changed:
        return None
    wall = time_of(published.wall.date(), changed[0])
    if wall is None or wall < published.wall:
        return None
    return Stamp(changed[0], wall, zone_in(changed[0], None) or published.zone, has_time=True)


def _is_of(day: Stamp, stamp: Stamp) -> bool:
    """Whether a time is on a day. A time with a zone may be on that day in another zone."""
    if stamp.zone is not None:
        return abs(stamp.wall - day.wall) <= _A_DAY
    return stamp.wall.date() == day.wall.date()


def _as_claims(printed: list[str]) -> Iterator[tuple[str, str]]:
    return (("visible", raw) for raw in printed)
