"""The models and the migrations say the same, down to what Alembic's own check does not compare."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from crawler.archive.database.views import create_views, view_definitions
from crawler.archive.models import Base


@pytest.fixture
def from_models(request: pytest.FixtureRequest, archive: Engine) -> Iterator[Engine]:
    """A second database, made from the models and not by the migrations."""
    if archive.dialect.name == "sqlite":
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        yield engine
        return
    engine = create_engine(
        archive.url, connect_args={"options": "-csearch_path=from_models"}, poolclass=None
    )
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA from_models"))
        Base.metadata.create_all(connection)
    yield engine
    engine.dispose()


def schema(engine: Engine) -> dict[str, object]:
    """Every table with its columns, keys, CHECKs and indexes, in comparable form."""
    inspector, is_named = inspect(engine), engine.dialect.name != "sqlite"
    tables = sorted(set(inspector.get_table_names()) - {"alembic_version"})
    return {
        table: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], _default(c["default"]))
                for c in inspector.get_columns(table)
            ],
            "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                # SQLAlchemy reads no name where a column was added to a table of SQLite
                ((is_named and f["name"]) or "", f["constrained_columns"], f["referred_table"])
                for f in inspector.get_foreign_keys(table)
            ),
            "checks": sorted(
                (c["name"] or "", c["sqltext"]) for c in inspector.get_check_constraints(table)
            ),
            "unique": sorted(
                (u["name"] or "", u["column_names"])
                for u in inspector.get_unique_constraints(table)
            ),
            "indexes": sorted(
                (i["name"] or "", i["column_names"], bool(i["unique"]))
                for i in inspector.get_indexes(table)
            ),
        }
        for table in tables
    }


def _default(default: str | None) -> str | None:
    """A server default, without the schema that its sequence lives in."""
    return default and re.sub(r"'(\w+\.)?(\w+)'", r"'\2'", default)


def test_the_migrations_make_what_the_models_say(archive: Engine, from_models: Engine) -> None:
    assert schema(archive) == schema(from_models)


def test_alembic_finds_nothing_to_do(archive: Engine) -> None:
    with archive.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_the_views_are_those_of_the_code(archive: Engine) -> None:
    inspector = inspect(archive)
    names = list(view_definitions(archive.dialect.name))
    assert sorted(inspector.get_view_names()) == sorted(names)
    before = {name: inspector.get_view_definition(name) for name in names}
    with archive.begin() as connection:
        for name in reversed(names):
            connection.execute(text(f"DROP VIEW {name}"))
        create_views(connection)
    again = inspect(archive)
    assert {name: again.get_view_definition(name) for name in names} == before


def test_foreign_keys_are_held(archive: Engine) -> None:
    orphan = text("INSERT INTO photo (article_id, credit_terms) VALUES (4711, '[]')")
    with archive.connect() as connection, pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        connection.execute(orphan)
