"""Opening an archive: a SQLite file or a PostgreSQL database, with the schema this code knows."""

from __future__ import annotations

import json
import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from crawler.archive.database import revisions
from crawler.errors import ArchiveError, NoArchiveError

DEFAULT_URL = "sqlite:///archive.db"
_WRITES = "crawler_writes"  # execution option: this connection will write
_LOOKS_UP = "crawler_looks_up"  # execution option: each query of this connection stands by itself
CACHE_KB = 32_000  # page cache per connection; SQLite's default of 2 MB cannot hold a large index
_READS_ONLY = "crawler_reads_only"  # execution option: this engine's file cannot be written
_AS_JSON = partial(json.dumps, ensure_ascii=False)  # so that SQL finds "어시장" in a list
STEPS = 1_000_000  # of SQLite's machine between two chances to act on a signal: some 20 ms
BUSY_SECONDS = 30  # how long a SQLite connection waits for another process's transaction


def parse_url(archive: str) -> URL:
    """Turn what a user typed, a SQLAlchemy URL or a file name, into an archive's URL.

    ``postgresql://`` is opened with psycopg 3. Raises ArchiveError for any other database.
    """
    if not archive.strip():
        raise ArchiveError(
            "the archive has no name: give a file name, sqlite:///FILE or postgresql://…"
        )
    try:
        url = make_url(archive) if "://" in archive else URL.create("sqlite", database=archive)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise ArchiveError(
            f"{archive!r} is no archive: give a file name, sqlite:///FILE or postgresql://…"
        ) from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ArchiveError(
            f"archives are kept in SQLite or PostgreSQL, not in {url.get_backend_name()!r}"
        )
    return url


def open_archive(archive: str, *, migrate: bool = True) -> Engine:
    """Open the archive, and migrate its schema to the newest one.

    With ``migrate=False`` a missing or outdated archive is an error instead, so that reading never
    changes anything. Raises ArchiveError, with advice on what to do, when the database cannot be
    opened, is not an archive, or has a newer schema than this code.
    """
    url = parse_url(archive)
    if url.get_backend_name() == "sqlite":
        _check_sqlite_file(url, must_exist=not migrate)
    engine = _engine(url)
    if migrate and not is_writable(engine):
        raise ArchiveError(_not_writable(engine))
    try:
        with engine.connect() as connection:
            current = revisions.current(connection)
        if current == revisions.known()[-1]:
            return engine
        _refuse_unknown(engine, current)
        if not migrate:
            raise ArchiveError(
                f"the archive {shown(url)} is not set up for this version of crawler: "
                "run `crawler migrate` first"
            )
        upgrade(engine)
    except DBAPIError as error:
        raise ArchiveError(_cannot_open(url, error)) from error
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same archive, for transactions that will write.

    On SQLite they take the write lock when they begin. A transaction that reads first and writes
    later may find that another process wrote in between; then it fails, however long it waits.
    """
    return engine.execution_options(**{_WRITES: True})


def is_writable(engine: Engine) -> bool:
    """Whether the archive can be written: False for a SQLite file that is read-only to us."""
    return not engine.get_execution_options().get(_READS_ONLY, False)


def for_reading(engine: Engine) -> Engine:
    """The same archive, for transactions that will not write."""
    return engine.execution_options(**{_WRITES: False})


def open_for_migration(archive: str) -> Engine:
    """Open an archive without looking at its schema."""
    return _engine(parse_url(archive))


def lookup_connection(engine: Engine) -> Connection:
    """A connection that may stay open: each query sees everything committed by then."""
    if engine.dialect.name == "sqlite":
        return engine.connect().execution_options(**{_LOOKS_UP: True})
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to a revision, after waiting for any other process that runs them."""
    from crawler.archive.database.migrating import migrate  # seldom needed, and slow to import

    with for_writing(engine).connect() as connection:
        migrate(connection, revision)


def _engine(url: URL) -> Engine:
    reading = _reading_address(url)
    try:
        own: dict[str, Any] = {}
        if reading is not None:
            own["creator"] = lambda: sqlite3.connect(reading, uri=True, check_same_thread=False)
            own["execution_options"] = {_READS_ONLY: True}
        engine = create_engine(url, json_serializer=_AS_JSON, **own)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise ArchiveError(
            "PostgreSQL needs the extra `postgres`: pip install 'crawler[postgres]'"
        ) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        if reading is None:
            event.listen(engine, "connect", _log_ahead)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "handle_error", _pass_on_interrupt)
    else:
        event.listen(engine, "connect", _prepare_postgres)
    return engine


def _reading_address(url: URL) -> str | None:
    """SQLite's URI for a file that we may only read; None if we may write it.

    Even a reader needs SQLite's log and shared memory beside the file when somebody writes. Where
    these files are missing and cannot be made, nobody writes, so the file is opened as immutable.
    """
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite" or not path.is_file():
        return None
    folder, log = os.access(path.parent, os.W_OK), Path(f"{path}-wal").exists()
    if os.access(path, os.W_OK) and (folder or log):
        return None
    return f"{path.resolve().as_uri()}?mode=ro{'' if folder or log else '&immutable=1'}"


def _not_writable(engine: Engine) -> str:
    name = shown(engine.url)
    return f"the archive {name} can only be read: the file, or its folder, is not yours to write"


def _log_ahead(connection: sqlite3.Connection, _: Any) -> None:
    """Use a write-ahead log, so that readers can go on beside a writer."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    """Enforce foreign keys, and wait instead of failing with "database is locked"."""
    connection.isolation_level = None  # we say BEGIN ourselves, so that DDL is transactional
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")  # first: WAL may need to wait
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KB}")
    connection.set_progress_handler(_let_python_act, STEPS)
    connection.create_function("lower", 1, _lower, deterministic=True)  # its own: only A to Z


def _let_python_act() -> int:
    """Called by SQLite amid a long query: whatever signal has come is handled before this runs, and
    an exception of its handler, such as KeyboardInterrupt, ends the query."""
    return 0


def _pass_on_interrupt(context: ExceptionContext) -> None:
    """Tell SQLite's "interrupted" as what it was: Ctrl-C."""
    error = context.original_exception
    if getattr(error, "sqlite_errorname", None) == "SQLITE_INTERRUPT":
        raise KeyboardInterrupt from error


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction. A writer locks at once: later, its view could be outdated."""
    options = connection.get_execution_options()
    if options.get(_LOOKS_UP, False):
        return
    writes = options.get(_WRITES, False)
    if writes and options.get(_READS_ONLY, False):
        raise ArchiveError(_not_writable(connection.engine))
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgres(connection: Any, _: Any) -> None:
    """Show times in UTC, whatever the server's time zone is."""
    connection.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def _check_sqlite_file(url: URL, *, must_exist: bool) -> None:
    """Raise ArchiveError unless the archive's file exists or, if it need not, could be made.

    The file itself is not opened: when a process closes a file that its SQLite has open as well, it
    loses all its locks on that file, and another process may then remove the log of what was
    written (sqlite.org/howtocorrupt.html, section 2.2).
    """
    if url.host:
        raise ArchiveError(
            f"sqlite://{url.host} names no file: a file needs three slashes, sqlite:///FILE, and "
            "four if its path begins with one"
        )
    if not url.database or url.database == ":memory:":
        raise ArchiveError("an archive in memory would be lost at once: name a file")
    path = Path(url.database)
    if path.is_dir():
        raise ArchiveError(f"{path} is a folder, and no archive: name a file with --archive")
    if not path.exists():
        if must_exist:
            raise NoArchiveError(
                f"there is no archive at {path}: `crawler demo` and `crawler crawl` make "
                "one, `crawler migrate` an empty one, --archive names another"
            )
        _check_folder(path)


def _check_folder(path: Path) -> None:
    """Raise ArchiveError unless an archive could be made at this path."""
    folder = path.parent
    if not folder.is_dir():
        raise ArchiveError(f"cannot make the archive {path}: there is no folder {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ArchiveError(
            f"cannot make the archive {path}: you may not write to the folder {folder.resolve()}. "
            "Work in another one, or name a file elsewhere with --archive"
        )


def _refuse_unknown(engine: Engine, current: str | None) -> None:
    name = shown(engine.url)
    if current is None:
        if inspect(engine).get_table_names():
            raise ArchiveError(
                f"{name} holds another program's tables: name another archive, nothing was changed"
            )
        return
    if current not in revisions.known():
        raise ArchiveError(
            f"the archive {name} has schema {current}, which is newer than this version of "
            "crawler knows: update crawler, nothing was changed"
        )


def _cannot_open(url: URL, error: DBAPIError) -> str:
    reason = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    if url.get_backend_name() == "sqlite":
        reason += "; --archive names another one"
    return f"cannot open the archive {shown(url)}: {reason}"


def shown(url: URL) -> str:
    """The archive's name for a message: a path, or a URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)
