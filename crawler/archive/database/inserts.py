"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy gives for each by itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from crawler.archive.models import Base


def upsert(connection: Connection, table: type[Base]) -> Any:
    """An insert that can be told what to do where the row is there already."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
