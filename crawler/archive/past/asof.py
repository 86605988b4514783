"""The archive as it was known at an instant.

On a connection prepared with ``as_of``, every table and view shows what the looks until then had
found. Temporary views of the same names cover the tables that depend on time, and the public views
are made anew on top of them with their usual definitions. SQLite and PostgreSQL both look for
temporary names first. The end of the transaction removes all of it.

What counts is when the archive looked, not when it stored what it saw: a WARC file imported today
tells what stood at the time of its captures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Table, text

from crawler.archive.database.views import view_definitions
from crawler.archive.models import (
    Article,
    ArticleUrl,
    Base,
    Capture,
    CrawlRun,
    Extraction,
    Failure,
    Observation,
    PictureUrl,
    StoredTrouble,
    Version,
)
from crawler.archive.models.types import cut_to_milliseconds, utc_text


@dataclass(frozen=True, slots=True)
class Past:
    """How a table's rows look from an instant.

    ``known`` is the condition for a row to be known then. ``columns`` gives SQL for each column
    that had another value then. In the SQL, ``@t`` is the instant and ``@s.`` the schema of the
    real tables.
    """

    known: str
    columns: Mapping[str, str] = field(default_factory=dict)


def _until(column: str) -> str:
    """A time that is null until it has come."""
    return f"CASE WHEN {column} <= @t THEN {column} END"


PAST: dict[type[Base], Past] = {
    Article: Past("first_seen_at <= @t"),
    ArticleUrl: Past("first_seen_at <= @t"),
    Capture: Past("captured_at <= @t"),
    Observation: Past(
        "observed_from <= @t",
        {
            "observed_until": _until("observed_until"),
            # Every look at an article is a capture of it.
            "last_seen_at": """CASE WHEN last_seen_at <= @t THEN last_seen_at ELSE
                (SELECT max(c.captured_at) FROM @s.capture c
                 WHERE c.article_id = present.article_id AND c.captured_at <= @t) END""",
        },
    ),
    Version: Past(
        """EXISTS (SELECT 1 FROM @s.observation o
                   WHERE o.version_id = present.id AND o.observed_from <= @t)"""
    ),
    CrawlRun: Past(
        "started_at <= @t",
        {
            "finished_at": _until("finished_at"),
            "exit_reason": "CASE WHEN finished_at <= @t THEN exit_reason END",
            "stats": "CASE WHEN finished_at > @t THEN NULL ELSE stats END",
        },
    ),
    Extraction: Past("extracted_at <= @t"),
    PictureUrl: Past("fetched_at <= @t"),
    StoredTrouble: Past("since <= @t", {"until": _until("until"), "told_at": _until("told_at")}),
    Failure: Past(
        "first_failed_at <= @t",
        {
            "last_failed_at": _until("last_failed_at"),
            # How often it had failed by then is not recorded.
            "attempts": "CASE WHEN last_failed_at <= @t THEN attempts END",
            "resolved_at": _until("resolved_at"),
        },
    ),
}


def as_of(instant: datetime) -> Callable[[Connection], None]:
    """A function that prepares a connection (``query.read_only``, ``query.ask``) to see that
    instant."""

    def prepare(connection: Connection) -> None:
        dialect = connection.dialect.name
        schema = (
            "main" if dialect == "sqlite" else connection.scalar(text("SELECT current_schema()"))
        )
        moment = f"'{utc_text(cut_to_milliseconds(instant), fraction=True)}'"
        if dialect == "postgresql":
            moment = f"TIMESTAMPTZ {moment}"
        for model, past in PAST.items():
            select = _select(Base.metadata.tables[model.__tablename__], past)
            select = select.replace("@t", moment).replace("@s.", f'"{schema}".')
            _create(connection, model.__tablename__, select)
        for name, select in view_definitions(dialect).items():
            _create(connection, name, select)

    return prepare


def _select(table: Table, past: Past) -> str:
    columns = ", ".join(
        f"{past.columns.get(column.name, column.name)} AS {column.name}" for column in table.columns
    )
    return f"SELECT {columns} FROM @s.{table.name} present WHERE {past.known}"  # noqa: S608


def _create(connection: Connection, name: str, select: str) -> None:
    connection.execute(text(f"CREATE TEMPORARY VIEW {name} AS {select}".replace(":", "\\:")))
