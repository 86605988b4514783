"""WARC files as tasks: any free worker imports the next one, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text

from crawler.archive.database.inserts import upsert
from crawler.archive.models import Task, TaskState
from crawler.archive.models.types import cut_to_milliseconds
from crawler.errors import JobError

FILES = "import"  # the kind of these tasks, and the name used for their job


def enqueue_files(connection: Connection, files: Iterable[Path], now: datetime) -> int:
    """Queue a task for each file, under its absolute path, unless the file is waiting already.

    Returns how many tasks are new. A file that was imported before is imported again, which changes
    nothing that the archive has. Raises JobError for a file whose name no database accepts.
    """
    at = cut_to_milliseconds(now)
    new = 0
    for file in files:
        source = str(file.resolve())
        if any(map(_is_half, source)):
            raise JobError(f"the name {source!r} is not in UTF-8, as the archive's texts are")
        row = upsert(connection, Task).values(
            job=FILES,
            source=source,
            kind=FILES,
            max_age=None,
            first_slot_at=at,
            slot_at=at,
            state=TaskState.QUEUED,
            attempts=0,
            not_before=at,
        )
        waiting = row.on_conflict_do_nothing(
            index_elements=["job", "source"], index_where=text("state = 'queued'")
        )
        new += len(connection.scalars(waiting.returning(Task.id)).all())
    return new


def _is_half(sign: str) -> bool:
    """Whether a character is half of a surrogate pair, which stands for a byte that is not
    UTF-8."""
    return "\ud800" <= sign <= "\udfff"
