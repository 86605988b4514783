"""Errors of a database that are not for what it was asked: it is locked, full, gone or damaged."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError

# how the names of SQLite's errors, and PostgreSQL's codes, begin
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002")
FAILING = (
    *("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_CANTOPEN"),
    *("08", "53", "57", "58"),
    *DAMAGED,
)
LIMITS = "54"  # PostgreSQL's: what it was given is too large for it


def code_of(error: DBAPIError) -> str:
    """What the database calls the error; "" where it gives no name, as for a lost connection."""
    found = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    return str(found or "")


def is_failing(error: DBAPIError) -> bool:
    """Whether the database fails, whatever it is asked."""
    code = code_of(error)
    return code.startswith(FAILING) or (not code and isinstance(error, OperationalError))


def is_too_large(error: DBAPIError) -> bool:
    """Whether the database has no room, ever, for what it was given; SQLite calls that data."""
    return code_of(error).startswith(LIMITS)


def stops_a_command(error: DBAPIError) -> bool:
    """Whether it is told in a line, as a trace would explain nothing."""
    return isinstance(error, OperationalError) or is_failing(error)


def is_damaged(error: DBAPIError) -> bool:
    """Whether the database's own files are damaged."""
    return code_of(error).startswith(DAMAGED)
