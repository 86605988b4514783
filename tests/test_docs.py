"""The documents say what the database has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from crawler.archive.database.views import view_definitions

SQL_MD = (Path(__file__).parent.parent / "docs" / "sql.md").read_text(encoding="utf-8")


def documented() -> dict[str, list[str]]:
    """View -> its columns in docs/sql.md, in order."""
    sections = re.split(r"^## ", SQL_MD, flags=re.MULTILINE)[1:]
    tables = {s.split("\n", 1)[0].strip(): re.findall(r"^\| `(\w+)` \|", s, re.M) for s in sections}
    return {name: columns for name, columns in tables.items() if columns}


def test_every_view_and_column_is_documented(archive: Engine) -> None:
    with archive.connect() as connection:
        actual = {
            name: list(connection.execute(text(f"SELECT * FROM {name}")).keys())
            for name in view_definitions(archive.dialect.name)
        }
    assert documented() == actual


@pytest.mark.parametrize("query", re.findall(r"```sql\n(.*?);\n```", SQL_MD, re.S))
def test_the_queries_run(archive: Engine, query: str) -> None:
    with archive.connect() as connection:
        assert connection.execute(text(query)).all() == []
