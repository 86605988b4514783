"""Writers that must take turns: what one looks up has to hold until it has written."""

from __future__ import annotations

from sqlalchemy import Connection, func, select


def wait_turn(connection: Connection, lock: int) -> None:
    """Wait until no other transaction holds this lock, and hold it until ours ends.

    Only PostgreSQL has several writers at a time; a writer of SQLite holds the whole archive.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(lock)))
