"""The one writer: everything that the archive remembers goes through it, in batches.

A batch is one transaction: some 50 entries, or what came within a second. Before it commits, the
captures it speaks of are made durable (``durable``), so that the database never knows of a capture
that the disk does not hold. A batch that cannot be written is written again entry by entry, so
that one bad page costs no other; the bad one becomes a failure. Else it would stop not only this
crawl, but every later one that recovers what this one left.

Batches are written by one thread, so that nobody who adds entries waits for the disk or the
database server; all writers of a process share it, and so never wait for each other's locks.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from functools import cache
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from crawler.archive.batch import write_batch
from crawler.archive.database.engine import for_writing
from crawler.archive.database.failing import code_of, is_too_large
from crawler.archive.entries import Entry, Failed, Passing, Visit
from crawler.archive.known_captures import KnownCaptures
from crawler.archive.tally import Tally
from crawler.errors import ArchiveError
from crawler.items import Capture, Stage

BATCH = 50  # entries
PATIENCE = 1.0  # seconds until an entry is written, however few there are
MOST_WAITING = 3  # batches that wait to be written; then those who add must wait

DEADLOCK = "40P01"  # SQLSTATE
TRIES = 5  # of a transaction
PAUSES = (0.0, 0.05, 0.2)  # seconds between them, of an entry that is written alone


class ArchiveWriter:
    """Buffers entries and has them written in batches.

    ``durable`` is called by the writing thread.
    """

    def __init__(
        self, engine: Engine, run_id: int, *, durable: Callable[[], None] = lambda: None
    ) -> None:
        self.engine = for_writing(engine)
        self.run_id = run_id
        self.durable = durable
        self._captures = KnownCaptures(engine)
        self._oldest = 0.0
        self._buffer: list[Entry] = []
        self._batches: deque[list[Entry]] = deque()  # handed to the thread and not yet written
        self._jobs: deque[Future[None]] = deque()
        self._lock = Lock()  # of the tally
        self._tally = Tally()

    @property
    def tally(self) -> Tally:
        """What became of the visits so far."""
        with self._lock:
            return deepcopy(self._tally)

    @property
    def crowded(self) -> Future[None] | None:
        """What to wait for before anything is added, where the thread is behind."""
        oldest = self._jobs[-MOST_WAITING] if len(self._jobs) >= MOST_WAITING else None
        return None if oldest is None or oldest.done() else oldest

    @property
    def is_behind(self) -> bool:
        """Whether something was added that is not written."""
        return bool(self._buffer or self._batches)

    def add(self, entry: Entry) -> None:
        """Take an entry; hand the batch over when it is full or old.

        Waits where the writer is ``crowded``. Raises what ``flush`` raises, of earlier batches.
        """
        if (oldest := self.crowded) is not None:
            oldest.exception()  # waits; what it raised is raised below
        if not self._buffer:
            self._oldest = time.monotonic()
        self._buffer.append(entry)
        if isinstance(entry, Visit | Passing):
            self._captures.note(entry)
        if len(self._buffer) >= BATCH:
            self._hand_over()
        self.flush_if_old()

    def flush_if_old(self) -> None:
        """Hand the batch over if its first entry has waited long enough."""
        if self._buffer and time.monotonic() - self._oldest >= PATIENCE:
            self._hand_over()
        while self._jobs and self._jobs[0].done():
            self._jobs.popleft().result()

    def flush(self) -> None:
        """Write all that was added, and wait until it is written.

        Raises ArchiveError when the database cannot be written (a full disk, a lost server): the
        entries are kept for the next call, and their captures are on disk in any case.
        """
        self._hand_over()
        error = None
        while self._jobs:  # the last has tried all that the others left
            error = self._jobs.popleft().exception()
        if error is not None:
            raise error

    def close(self) -> None:
        """Give back the connections that are kept open. What was not flushed is not written."""
        self._captures.close()

    def is_archived(self, record_id: str) -> bool:
        """Whether this WARC record is in the archive, or about to be."""
        return self._captures.has_record(record_id)

    def find_payload(self, url: str, payload_digest: str, is_to_be_read: bool) -> Capture | None:
        """The earliest response of this URL with this payload, if there is one to revisit."""
        return self._captures.find_payload(url, payload_digest, is_to_be_read)

    def find_standing(self, url: str) -> Capture | None:
        """The response that an article's URL gave last, where nothing else was seen since."""
        return self._captures.find_standing(url)

    def _hand_over(self) -> None:
        if self._buffer:
            self._batches.append(self._buffer)
            self._buffer = []
        if self._batches:
            self._jobs.append(_thread().submit(self._drain))

    def _drain(self) -> None:
        """Write what was handed over. In the thread; what fails stays for the next call."""
        while self._batches:
            self.durable()
            self._write_batch(self._batches[0])
            written = self._batches.popleft()
            self._captures.forget(e.capture for e in written if isinstance(e, Visit | Passing))

    def _write_batch(self, batch: Sequence[Entry]) -> None:
        try:
            try:
                self._write(batch)
            except Exception as error:
                if _is_outage(error):
                    raise
                for entry in batch:
                    self._write_alone(entry)
        except DBAPIError as error:
            raise ArchiveError(
                f"the archive cannot be written: {error.orig}. The captures are kept; "
                "mend the cause and run the command again"
            ) from error

    def _write_alone(self, entry: Entry) -> None:
        refusal: Exception = RuntimeError("it was not tried")
        for pause in PAUSES:
            try:
                self._write([entry])
            except IntegrityError as error:  # another writer was quicker with the same article
                refusal = error
                time.sleep(pause)
            except Exception as error:
                if _is_outage(error):
                    raise
                refusal = error
                break
            else:
                return
        told = _refused(entry, refusal)
        if told == entry:
            raise refusal
        self._write([told])

    def _write(self, entries: Sequence[Entry]) -> None:
        tally = self._in_a_transaction(entries)
        with self._lock:
            self._tally.include(tally)

    def _in_a_transaction(self, entries: Sequence[Entry]) -> Tally:
        """Anew where PostgreSQL ended it, because another writer and we waited for each other."""
        for _ in range(TRIES - 1):
            try:
                with self.engine.begin() as connection:
                    return write_batch(connection, self.run_id, entries)
            except OperationalError as error:
                if code_of(error) != DEADLOCK:
                    raise
        with self.engine.begin() as connection:
            return write_batch(connection, self.run_id, entries)


@cache
def _thread() -> ThreadPoolExecutor:
    """The thread that writes, for all writers of this process."""
    return ThreadPoolExecutor(1, "archive")


def _is_outage(error: Exception) -> bool:
    """Whether the database is in the way of all entries: locked, full, gone. What it says of data
    that it does not take, or our own code of a page that nobody has foreseen, is of one of them."""
    if not isinstance(error, DBAPIError) or isinstance(error, IntegrityError | DataError):
        return False
    return not is_too_large(error)


def _refused(entry: Entry, refusal: Exception) -> Failed:
    """The failure that an entry becomes which the database, or our own code, does not take."""
    if isinstance(entry, Failed):
        detail = entry.detail if entry.detail is None else _storable(entry.detail)
        return replace(entry, url=_storable(entry.url), detail=detail)
    if isinstance(refusal, DBAPIError):
        reason, why = "refused", str(refusal.orig)
    else:
        reason, why = "defect", repr(refusal)
    return Failed(
        url=_storable(entry.capture.url),
        source=entry.source,
        stage=Stage.ARCHIVE,
        reason=reason,
        occurred_at=entry.capture.captured_at,
        detail=_storable(f"it cannot be archived: {why}"),
        status=entry.capture.status,
    )


def _storable(text: str) -> str:
    """A text without what no database takes: NUL, and halves of surrogate pairs."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
