"""Which schema an archive has, and which this code knows: looked up by every command, so without
Alembic, whose import takes longer than most commands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"


@cache
def known() -> tuple[str, ...]:
    """The revisions that this code knows, the newest last: a file of a migration is named by its
    revision's number."""
    return tuple(sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")))


def current(connection: Connection) -> str | None:
    """The revision of a database; None where no migration ever ran."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
