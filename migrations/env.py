"""Runs the migrations; see https://alembic.sqlalchemy.org.

Views are not versioned: they are derived from the tables, so they are dropped before a migration
and made anew, from crawler/archive/database/views.py, when the newest schema is reached.

SQLite cannot alter a table, so Alembic's batch mode copies it and drops the old one; with foreign
keys on, that drop would delete the rows that refer to it. They are therefore off while migrations
run, and checked before the transaction ends.
"""

import os
from typing import Literal

from alembic import context
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from crawler.archive.database.engine import DEFAULT_URL, open_for_migration
from crawler.archive.database.views import create_views, drop_views
from crawler.archive.models import Base
from crawler.archive.models.types import Json, UtcDateTime

LOCK = 0x6D696772617465  # of PostgreSQL: "migrate"


def run(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        if not sqlite:  # there the transaction waits for others at its beginning
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        drop_views(connection)
        context.run_migrations()
        if context.get_context().get_current_revision() == newest():
            create_views(connection)
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migration breaks foreign keys: {broken[:5]}")
    if connection.in_transaction():
        connection.commit()
    if sqlite:
        foreign_keys(connection, "ON")


def render_item(kind: str, item: object, _: object) -> str | Literal[False]:
    """Our column types spelled out, so that a migration does not change when the code does."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return 'sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql")'
    if kind == "type" and item is Json:
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def foreign_keys(connection: Connection, state: str) -> None:
    """Not through SQLAlchemy, which would begin a transaction, where the pragma does nothing."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={state}")
    cursor.close()


def newest() -> str | None:
    return ScriptDirectory.from_config(context.config).get_current_head()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with open_for_migration(os.environ.get("CRAWLER_ARCHIVE_URL", DEFAULT_URL)).connect() as opened:
        run(opened)
