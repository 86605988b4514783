"""Keep the record of a source's troubles up to date in the archive.

Everything that the last weeks show is computed anew each time, so that what comes late (a recovered
run, a crawl on another machine) can change what was recorded before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from crawler.archive.database.turns import lock_until_commit
from crawler.archive.models import StoredTrouble
from crawler.health.checks import troubles_of_looks
from crawler.health.coverage import troubles_of_coverage
from crawler.health.looks import looks_at
from crawler.health.trouble import Check, Trouble
from crawler.health.yields import troubles_of_volume, troubles_of_yield
from crawler.jobs.known import KnownJob
from crawler.sources.loader import Catalogue

WINDOW = timedelta(days=35)  # five of each weekday
LOCK = 0x74726F75626C65  # PostgreSQL's lock: "trouble"


@dataclass(frozen=True, slots=True)
class _Known:
    trouble: Trouble
    told_at: datetime | None = None


def find_troubles(
    connection: Connection, source: str, zone: str, jobs: Iterable[KnownJob], now: datetime
) -> list[Trouble]:
    """The troubles that the last weeks show. Days are counted in ``zone``; ``jobs`` visit the
    source."""
    since = now - WINDOW
    looks = looks_at(connection, source, since)
    found = troubles_of_coverage(connection, source, jobs, since, now)
    found += troubles_of_looks(source, looks)
    found += troubles_of_yield(source, looks)
    found += troubles_of_volume(source, looks, found, zone, now)
    return found


def record_troubles(
    connection: Connection,
    sources: Iterable[str],
    catalogue: Catalogue,
    jobs: Mapping[str, KnownJob],
    now: datetime,
) -> None:
    """Bring what the archive says of these sources up to date.

    On PostgreSQL only one process at a time does this, until it commits: two that each found a
    trouble would both insert it.
    """
    lock_until_commit(connection, LOCK)
    visits = {name: known.job.selection.of(catalogue) for name, known in jobs.items()}
    for name in sources:
        source = catalogue.find(name)
        zone = (source.time_zone if source else None) or "UTC"
        theirs = [jobs[job] for job, visited in visits.items() if name in visited]
        found = find_troubles(connection, name, zone, theirs, now)
        _replace(connection, name, _merged(_known(connection, name), found, now))


def troubles_to_tell(connection: Connection) -> list[Trouble]:
    """Troubles that are not over and for which no alarm was given."""
    query = select(StoredTrouble).where(
        StoredTrouble.until.is_(None), StoredTrouble.told_at.is_(None)
    )
    rows = connection.execute(query.order_by(StoredTrouble.source, StoredTrouble.since))
    return [_trouble(row) for row in rows]


def note_told(connection: Connection, troubles: Iterable[Trouble], at: datetime) -> None:
    """Note that the alarm was given; waits while another process replaces the rows."""
    lock_until_commit(connection, LOCK)
    for each in troubles:
        connection.execute(
            update(StoredTrouble)
            .where(
                StoredTrouble.source == each.source,
                StoredTrouble.trouble == each.check,
                StoredTrouble.subject == each.subject,
                StoredTrouble.since == each.since,
            )
            .values(told_at=at)
        )


def _known(connection: Connection, source: str) -> list[_Known]:
    """The archive's troubles, each once: an older crawler may have stored one twice."""
    query = select(StoredTrouble).where(StoredTrouble.source == source).order_by(StoredTrouble.id)
    known: dict[tuple[str, str, datetime], _Known] = {}
    for row in connection.execute(query):
        key = row.trouble, row.subject, row.since
        before = known.get(key)
        known[key] = _Known(_trouble(row), row.told_at or (before.told_at if before else None))
    return list(known.values())


def _merged(known: Sequence[_Known], found: Iterable[Trouble], now: datetime) -> list[_Known]:
    """Merge what was found with what was known. Troubles from before the window keep their
    beginning.

    A trouble that began before the window and was not found again is kept, as over. One that the
    window should show but does not was an error, and is dropped.
    """
    merged = []
    kept = list(known)
    for trouble in found:
        same = [each for each in kept if _is_same(each.trouble, trouble)]
        kept = [each for each in kept if each not in same]
        earlier = [each.trouble.since for each in same if each.trouble.since < now - WINDOW]
        since = min([trouble.since, *earlier])
        told = max((each.told_at for each in same if each.told_at), default=None)
        merged.append(_Known(replace(trouble, since=since), told))
    for each in kept:
        if each.trouble.since < now - WINDOW:
            until = each.trouble.until or now
            merged.append(_Known(replace(each.trouble, until=until), each.told_at))
    return merged


def _is_same(one: Trouble, other: Trouble) -> bool:
    """Whether both are of one kind and overlap."""
    return (
        (one.check, one.subject) == (other.check, other.subject)
        and (one.until is None or one.until > other.since)
        and (other.until is None or other.until > one.since)
    )


def _replace(connection: Connection, source: str, merged: Iterable[_Known]) -> None:
    connection.execute(delete(StoredTrouble).where(StoredTrouble.source == source))
    rows = [
        {**asdict(each.trouble), "told_at": each.told_at}
        for each in sorted(merged, key=lambda one: one.trouble.since)
    ]
    for row in rows:
        row["trouble"] = row.pop("check")
    if rows:
        connection.execute(insert(StoredTrouble), rows)


def _trouble(row: Row[Any]) -> Trouble:
    return Trouble(row.source, Check(row.trouble), row.subject, row.since, row.until, row.detail)
