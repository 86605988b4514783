"""Writers that must take turns, because what one looks up must still hold when it writes."""

from __future__ import annotations

from sqlalchemy import Connection, func, select


def lock_until_commit(connection: Connection, lock: int) -> None:
    """Wait until no other transaction holds this lock, then hold it until our transaction ends.

    Only PostgreSQL has several writers at a time; a writer to SQLite locks the whole archive.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(lock)))
