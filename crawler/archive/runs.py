"""Run records: one for every crawl and import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update

from crawler.archive.database.inserts import insert_for_id
from crawler.archive.entries import SourceFacts
from crawler.archive.models import Capture, CrawlRun, Source, Task
from crawler.archive.names import source_ids


def start_run(
    connection: Connection,
    command: str,
    at: datetime,
    *,
    source: SourceFacts | None = None,
    warc_prefix: str | None = None,
    task_id: int | None = None,
) -> int:
    """Record that a run begins, and link it to a job's task if one asked for it; return its id."""
    source_id = source_ids(connection, [source])[source.name] if source else None
    row = {"source_id": source_id, "command": command, "started_at": at}
    run_id = insert_for_id(connection, CrawlRun, {**row, "warc_prefix": warc_prefix, "stats": {}})
    if task_id is not None:
        connection.execute(update(Task).where(Task.id == task_id).values(run_id=run_id))
    return run_id


def finish_run(
    connection: Connection, run_id: int, at: datetime | None, reason: str, stats: Mapping[str, Any]
) -> None:
    """Record how a run ended: the reason ("finished", "shutdown", ...) and its counts.

    If ``at`` is None the run stays open, and the next command archives what is in its files. Stats
    noted during the run are kept unless the final ones replace them.
    """
    noted = connection.scalar(select(CrawlRun.stats).where(CrawlRun.id == run_id)) or {}
    connection.execute(
        update(CrawlRun)
        .where(CrawlRun.id == run_id)
        .values(finished_at=at, exit_reason=reason, stats={**noted, **stats})
    )


def note_stats(connection: Connection, run_id: int, stats: Mapping[str, Any]) -> None:
    """Record stats of a run that is still going on."""
    connection.execute(update(CrawlRun).where(CrawlRun.id == run_id).values(stats=dict(stats)))


def requests_since(connection: Connection, source: str, since: datetime) -> int:
    """How many requests a source's runs made, for runs that went on at ``since`` or later: all of
    theirs, as it is not noted when they made each."""
    stats = connection.scalars(
        select(CrawlRun.stats)
        .join(Source, Source.id == CrawlRun.source_id)
        .where(Source.name == source)
        .where(or_(CrawlRun.finished_at.is_(None), CrawlRun.finished_at >= since))
    )
    return sum(each.get("requests", 0) for each in stats)


def captures_of_run(connection: Connection, run_id: int) -> int:
    """How many captures of a run are in the archive."""
    query = select(func.count()).select_from(Capture).where(Capture.run_id == run_id)
    return connection.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class UnfinishedRun:
    """A run that neither ended nor was recovered: it is still running, or was killed."""

    id: int
    warc_prefix: str  # how its WARC files' names begin
    source: SourceFacts | None  # None if it was a run over URLs or files
    is_import: bool = False

    @property
    def source_name(self) -> str:
        """The name of its source; empty for a run over URLs or files."""
        return self.source.name if self.source else ""


def unfinished_runs(connection: Connection) -> list[UnfinishedRun]:
    """The unfinished runs that have WARC files."""
    rows = connection.execute(
        select(CrawlRun.id, CrawlRun.warc_prefix, CrawlRun.command, Source.__table__)
        .outerjoin(Source, Source.id == CrawlRun.source_id)
        .where(CrawlRun.finished_at.is_(None), CrawlRun.warc_prefix.is_not(None))
        .order_by(CrawlRun.id)
    ).all()
    return [
        UnfinishedRun(row[0], row[1] or "", _facts(row), row.command == "import") for row in rows
    ]


def _facts(row: Row[Any]) -> SourceFacts | None:
    if row.name is None:
        return None
    return SourceFacts(row.name, row.publisher, row.country, row.language, row.home_url)
