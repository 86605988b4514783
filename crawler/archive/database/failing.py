"""Tell errors of the database itself (locked, full, gone, damaged) from errors of a query."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError

# prefixes of SQLite's error names and of PostgreSQL's codes
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002")
FAILING = (
    *("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_CANTOPEN"),
    *("08", "53", "57", "58"),
    *DAMAGED,
)
LIMITS = "54"  # PostgreSQL: the data is too large for it


def code_of(error: DBAPIError) -> str:
    """The database's name or code for the error; "" if it has none, as for a lost connection."""
    found = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    return str(found or "")


def is_failing(error: DBAPIError) -> bool:
    """Whether the database itself fails, whatever it is asked."""
    code = code_of(error)
    return code.startswith(FAILING) or (not code and isinstance(error, OperationalError))


def is_too_large(error: DBAPIError) -> bool:
    """Whether the data can never fit in the database; SQLite reports that as a DataError."""
    return code_of(error).startswith(LIMITS)


def stops_a_command(error: DBAPIError) -> bool:
    """Whether a command should report the error in one line, as a traceback would explain
    nothing."""
    return isinstance(error, OperationalError) or is_failing(error)


def is_damaged(error: DBAPIError) -> bool:
    """Whether the database's own files are damaged."""
    return code_of(error).startswith(DAMAGED)
