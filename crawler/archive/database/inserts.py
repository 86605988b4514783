"""Insert rows: many at once, with the ids they get, or where they may already exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.dialects import postgresql, sqlite

from crawler.archive.models import Base

Row = Mapping[str, Any]


def insert_all(connection: Connection, table: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows, if there are any; all must have the same columns."""
    if rows:
        connection.execute(insert(table), rows)


def insert_for_ids(connection: Connection, table: type[Base], rows: Sequence[Row]) -> list[int]:
    """Insert rows, if there are any; return their ids in the same order."""
    if not rows:
        return []
    id_ = table.__table__.c.id
    return list(
        connection.scalars(insert(table).returning(id_, sort_by_parameter_order=True), rows)
    )


def insert_for_id(connection: Connection, table: type[Base], row: Row) -> int:
    """Insert one row; return its id."""
    return insert_for_ids(connection, table, [row])[0]


def upsert(connection: Connection, table: type[Base]) -> Any:
    """An INSERT … ON CONFLICT, which can say what to do when the row already exists. Both databases
    have it, but SQLAlchemy has a separate one for each."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
