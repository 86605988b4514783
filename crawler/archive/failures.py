"""URLs that could not be fetched, read or archived: recorded, counted, resolved and listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, case, select, text, update

from crawler.archive.database.inserts import upsert
from crawler.archive.entries import Failed
from crawler.archive.models import Failure, Source
from crawler.archive.urls import digest_of

_OPEN = text("resolved_at IS NULL")


def note_failures(
    connection: Connection, run_id: int | None, failed: Iterable[tuple[Failed, int]]
) -> None:
    """Record failures, each with its source's id. A URL that has failed before at the same stage,
    and has not succeeded since, counts one more attempt and keeps the details of its latest
    failure."""
    for failure, source_id in failed:
        row = upsert(connection, Failure).values(
            run_id=run_id,
            source_id=source_id,
            url=failure.url,
            url_sha256=digest_of(failure.url),
            stage=failure.stage,
            reason=failure.reason,
            detail=failure.detail,
            status=failure.status,
            attempts=1,
            first_failed_at=failure.occurred_at,
            last_failed_at=failure.occurred_at,
        )
        is_last = row.excluded.last_failed_at >= Failure.last_failed_at
        is_first = row.excluded.first_failed_at < Failure.first_failed_at
        last = {
            name: case((is_last, row.excluded[name]), else_=getattr(Failure, name))
            for name in ("run_id", "reason", "detail", "status", "last_failed_at")
        }
        first = case((is_first, row.excluded.first_failed_at), else_=Failure.first_failed_at)
        connection.execute(
            row.on_conflict_do_update(
                index_elements=["url_sha256", "stage"],
                index_where=_OPEN,
                set_={**last, "attempts": Failure.attempts + 1, "first_failed_at": first},
            )
        )


def resolve_failures(connection: Connection, succeeded: Mapping[str, datetime]) -> None:
    """Resolve the open failures of these URLs: URL -> when it succeeded.

    A failure after that time stays open: importing an old capture mends nothing of today.
    """
    if not succeeded:
        return
    rows = connection.execute(
        select(Failure.id, Failure.url, Failure.last_failed_at).where(
            Failure.url_sha256.in_(map(digest_of, succeeded)), Failure.resolved_at.is_(None)
        )
    ).all()
    for row in rows:
        if row.last_failed_at <= succeeded[row.url]:
            is_it = Failure.id == row.id
            connection.execute(update(Failure).where(is_it).values(resolved_at=succeeded[row.url]))


class OpenFailure(NamedTuple):
    """A failure that can be tried again."""

    source: str
    stage: str
    url: str


def open_failures(connection: Connection, source: str | None = None) -> Sequence[OpenFailure]:
    """Every failure that can be tried again, oldest first."""
    query = (
        select(Source.name, Failure.stage, Failure.url)
        .join(Source, Source.id == Failure.source_id)
        .where(Failure.resolved_at.is_(None))
        .order_by(Failure.first_failed_at, Failure.id)
    )
    if source is not None:
        query = query.where(Source.name == source)
    return [OpenFailure(*row) for row in connection.execute(query)]
