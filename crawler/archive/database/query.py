"""SQL for users: read-only, on either database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, text
from sqlalchemy.exc import DBAPIError, ResourceClosedError

from crawler.archive.database.failing import code_of, is_failing
from crawler.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of a query's result, and its rows, which are fetched as they are read."""

    columns: Sequence[str]
    rows: Iterator[Sequence[Any]]


FOR_READING = (
    "this is for reading: ask with SELECT. The archive is only changed by crawls, imports and "
    "migrations"
)
# words that a query may begin with; the last three show how the database works
READING = ("select", "with", "values", "table", "explain", "pragma", "show")
_BEGINS = re.compile(r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/|\()*(\w+|\S)", re.DOTALL)

WRITES = ("SQLITE_READONLY", "25006")  # SQLite's and PostgreSQL's names for an attempt to write
# The driver declares a cursor so that rows are fetched as they are read. Its words are not the
# user's, and are cut from error messages.
_OURS = re.compile(
    r'(?P<number>LINE 1: )(?P<ours>DECLARE "[^"]*" .*?CURSOR .*?FOR )(?P<query>.*)\n(?P<mark> *\^)'
)

_WRITES_TOO = "must not contain data-modifying statements"  # PostgreSQL's refusal in a cursor
NO_CURSOR = ("explain", "show")  # PostgreSQL has no cursors for these; their answers are short

Prepare = Callable[[Connection], None]


def _as_it_is(_: Connection) -> None:
    """Prepare nothing: the connection sees the present."""


@contextmanager
def read_only(engine: Engine, prepare: Prepare = _as_it_is) -> Iterator[Connection]:
    """A connection whose statements cannot change anything: the database itself refuses.

    All its statements see the archive as it was at the first one, whatever is archived meanwhile.
    ``prepare`` runs before that: ``asof.as_of(instant)`` makes the connection see the past.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # SQLite's transactions always are
            connection.execution_options(isolation_level="REPEATABLE READ")
        prepare(connection)
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


def first_word(sql: str) -> str:
    """The first word or sign of a statement, after comments and brackets; "" if there is none."""
    begins = _BEGINS.match(sql)
    return begins[1] if begins else ""


@contextmanager
def ask(engine: Engine, sql: str, prepare: Prepare = _as_it_is) -> Iterator[Answer]:
    """The answer to a SQL query. Raises ArchiveError with the database's own words, or DBAPIError
    where the database itself fails."""
    begins = first_word(sql).lower()
    if begins not in READING:
        raise ArchiveError(FOR_READING)
    streams = begins not in NO_CURSOR
    with read_only(engine, prepare) as connection:
        if not streams:
            _allow_one_statement(connection)
        try:
            result = connection.execution_options(stream_results=streams).execute(
                text(sql.replace(":", "\\:"))
            )
            columns = list(result.keys())
        except DBAPIError as error:
            raise _refusal(error) from error
        except ResourceClosedError as error:
            raise ArchiveError("this statement returns no rows: ask with SELECT") from error
        yield Answer(columns, _rows(result))


def _allow_one_statement(connection: Connection) -> None:
    """Make PostgreSQL prepare each statement, as its cursors do. Otherwise it accepts several at
    once, and one of them could end the read-only transaction. SQLite always takes one at a time."""
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        driver.prepare_threshold = 0


def _rows(result: CursorResult[Any]) -> Iterator[Sequence[Any]]:
    """The rows; the query may still fail at any of them."""
    try:
        for row in result:
            yield tuple(row)
    except DBAPIError as error:
        raise _refusal(error) from error


def _refusal(error: DBAPIError) -> ArchiveError | DBAPIError:
    if code_of(error) in WRITES or _WRITES_TOO in str(error.orig):
        return ArchiveError(FOR_READING)
    if is_failing(error):
        return error
    reason = _OURS.sub(_without_ours, str(error.orig).strip())
    return ArchiveError(f"the database does not understand the query: {reason}")


def _without_ours(line: re.Match[str]) -> str:
    """The line that PostgreSQL points into, as the user wrote it, with the mark below it."""
    mark = line["mark"][: -len(line["ours"]) - 1] + "^"
    return f"{line['number']}{line['query']}\n{mark}"
