"""Which schema an archive has, and which one this code knows.

Every command asks, so this does without Alembic: importing it takes longer than most commands.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"


@cache
def known() -> tuple[str, ...]:
    """The revisions that this code knows, the newest last. The name of a migration's file begins
    with its revision's number."""
    return tuple(sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")))


def current(connection: Connection) -> str | None:
    """The revision of a database; None if no migration ever ran."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
