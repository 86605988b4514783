"""Opening an archive: what is made, what is refused, and what the user is told."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from crawler.archive.database.engine import open_archive, upgrade
from crawler.errors import ArchiveError


def test_the_first_opening_makes_the_archive(archive_url: str) -> None:
    engine = open_archive(archive_url)
    assert "articles" in inspect(engine).get_view_names()
    engine.dispose()
    again = open_archive(archive_url, migrate=False)
    with again.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM articles")).scalar_one() == 0
    again.dispose()


@pytest.mark.parametrize("name", ["mine.db", "what?.db", "100%41 #1.db", "신문.db"])
def test_a_file_name_is_an_archive(tmp_path: Path, name: str) -> None:
    open_archive(str(tmp_path / name)).dispose()
    assert (tmp_path / name).exists()


def test_reading_does_not_make_an_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no archive at"):
        open_archive(str(tmp_path / "none.db"), migrate=False)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("archive", "told"),
    [
        ("mysql://localhost/news", "SQLite or PostgreSQL, not in 'mysql'"),
        ("sqlite://", "in memory would be lost"),
        ("postgresql://localhost:port/news", "is no archive: give a file name"),
        ("sqlite://news.db", "three slashes, sqlite:///FILE"),
        ("", "the archive has no name: give a file name"),
        ("no/such/folder/archive.db", "there is no folder no/such/folder"),
        ("postgresql://127.0.0.1:1/news", "cannot open the archive postgresql://127.0.0.1:1/news"),
    ],
)
def test_what_cannot_be_an_archive_is_refused(archive: str, told: str) -> None:
    with pytest.raises(ArchiveError, match=told):
        open_archive(archive)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(ArchiveError) as error:
        open_archive("postgresql://me:secret@127.0.0.1:1/news")
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    file.write_text("Dear diary, today I did not crawl.")
    with pytest.raises(ArchiveError, match="file is not a database; --archive names another one"):
        open_archive(str(file))
    assert file.read_text().startswith("Dear diary")


def test_an_archive_that_is_opened_again_keeps_its_locks(tmp_path: Path) -> None:
    """Another process that closes the file then is not the last one, and leaves the log alone."""
    file = tmp_path / "archive.db"
    engine = open_archive(str(file))
    with engine.begin() as connection:
        connection.execute(text("UPDATE agency SET name = name"))
        again = open_archive(str(file))
        look = [sys.executable, "-m", "crawler", "sql", "SELECT count(*) FROM agencies"]
        subprocess.run(look, cwd=tmp_path, check=True)
        assert (tmp_path / "archive.db-wal").exists()
    again.dispose()
    engine.dispose()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "recipes.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(ArchiveError, match="another program's tables"):
        open_archive(str(file))


def test_a_newer_schema_than_the_code_is_refused(archive_url: str) -> None:
    engine = open_archive(archive_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for migrate in (True, False):
        with pytest.raises(ArchiveError, match="schema 9999, which is newer"):
            open_archive(archive_url, migrate=migrate)


def test_the_migrations_go_down_and_up_again(archive_url: str) -> None:
    from alembic import command

    from crawler.archive.database.migrating import alembic_config

    engine = open_archive(archive_url)
    config = alembic_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    assert inspect(engine).get_view_names() == []
    upgrade(engine)
    assert "articles" in inspect(engine).get_view_names()
    engine.dispose()
