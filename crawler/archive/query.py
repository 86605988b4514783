"""SQL for users: read-only, on either engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, ResourceClosedError

from crawler.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of a query's result and its rows, which are fetched as they are read."""

    columns: Sequence[str]
    rows: Iterator[Sequence[Any]]


@contextmanager
def read_only(engine: Engine) -> Iterator[Connection]:
    """A connection whose statements cannot change anything: the database itself refuses."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA query_only = ON")
        else:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        try:
            yield connection
        finally:
            connection.rollback()
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA query_only = OFF")


@contextmanager
def ask(engine: Engine, sql: str) -> Iterator[Answer]:
    """The answer to a SQL query. Raises ArchiveError with the database's own words."""
    with read_only(engine) as connection:
        try:
            result = connection.execution_options(stream_results=True).execute(
                text(sql.replace(":", "\\:"))
            )
            columns = list(result.keys())
        except DBAPIError as error:
            raise ArchiveError(_refusal(error)) from error
        except ResourceClosedError as error:
            raise ArchiveError("this statement returns no rows: ask with SELECT") from error
        yield Answer(columns, (tuple(row) for row in result))


def _refusal(error: DBAPIError) -> str:
    reason = str(error.orig).strip()
    if "readonly" in reason or "read-only" in reason:
        return "this is for reading: the archive is only changed by crawls, imports and migrations"
    return f"the database does not understand the query: {reason}"
