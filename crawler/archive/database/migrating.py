"""Run the migrations with Alembic."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from crawler.archive.database.revisions import MIGRATIONS


def alembic_config() -> Config:
    """Alembic's configuration, which needs no configuration file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to a revision."""
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
