"""Inserting rows: many at once, with the ids they get, or where they may be there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.dialects import postgresql, sqlite

from crawler.archive.models import Base

Row = Mapping[str, Any]


def insert_all(connection: Connection, table: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows, if there are any; all of them have the same columns."""
    if rows:
        connection.execute(insert(table), rows)


def insert_for_ids(connection: Connection, table: type[Base], rows: Sequence[Row]) -> list[int]:
    """Insert rows, if there are any; their ids, in the same order."""
    if not rows:
        return []
    id_ = table.__table__.c.id
    return list(
        connection.scalars(insert(table).returning(id_, sort_by_parameter_order=True), rows)
    )


def insert_for_id(connection: Connection, table: type[Base], row: Row) -> int:
    """Insert one row; its id."""
    return insert_for_ids(connection, table, [row])[0]


def upsert(connection: Connection, table: type[Base]) -> Any:
    """INSERT … ON CONFLICT, which both databases have and SQLAlchemy gives for each by itself: an
    insert that can be told what to do where the row is there already."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
