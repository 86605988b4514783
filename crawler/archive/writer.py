"""The one writer: everything archived goes through it, in batches.

A batch is one transaction: some 50 entries, or what came within a second. Before it commits, the
captures it refers to are made durable (``durable``), so that the database never knows of a capture
that is not on disk. A batch that cannot be written is written again entry by entry, so that a bad
page costs no other; it alone becomes a failure. Otherwise it would stop not only this crawl, but
every later one that recovers what this one left.

One thread writes the batches, so that nobody who adds entries waits for the disk or the database
server. All writers of a process share it, and so never wait for each other's locks.
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
from crawler.archive.entries import Entry, Failed, PlainCapture, Visit
from crawler.archive.known_captures import KnownCaptures
from crawler.archive.tally import Tally
from crawler.errors import ArchiveError
from crawler.items import Capture, Stage

BATCH = 50  # entries
PATIENCE = 1.0  # seconds after which an entry is written, however few there are
MOST_WAITING = 3  # batches waiting to be written; with more, ``add`` waits

DEADLOCK = "40P01"  # SQLSTATE
TRIES = 5  # of a transaction
PAUSES = (0.0, 0.05, 0.2)  # seconds to wait after each try of a single entry


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
        self._batches: deque[list[Entry]] = deque()  # handed to the thread, not written yet
        self._jobs: deque[Future[None]] = deque()
        self._lock = Lock()  # of the tally
        self._tally = Tally()

    @property
    def tally(self) -> Tally:
        """What became of the visits so far."""
        with self._lock:
            return deepcopy(self._tally)

    @property
    def backlog(self) -> Future[None] | None:
        """What to wait for before adding anything, if the thread is behind; else None."""
        oldest = self._jobs[-MOST_WAITING] if len(self._jobs) >= MOST_WAITING else None
        return None if oldest is None or oldest.done() else oldest

    @property
    def is_behind(self) -> bool:
        """Whether anything added is not written yet."""
        return bool(self._buffer or self._batches)

    def add(self, entry: Entry) -> None:
        """Add an entry; hand the batch over when it is full or old.

        Waits while the writer is ``backlog``. Raises what ``flush`` raises, for earlier batches.
        """
        if (oldest := self.backlog) is not None:
            oldest.exception()  # waits; what it raised is raised below
        if not self._buffer:
            self._oldest = time.monotonic()
        self._buffer.append(entry)
        if isinstance(entry, Visit | PlainCapture):
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
        """Write everything added so far, and wait until it is written.

        Raises ArchiveError when the database cannot be written (a full disk, a lost server). The
        entries are then kept for the next call, and their captures are on disk in any case.
        """
        self._hand_over()
        error = None
        while self._jobs:  # the last job retries what earlier ones left
            error = self._jobs.popleft().exception()
        if error is not None:
            raise error

    def close(self) -> None:
        """Give back the open connections. Entries not flushed are not written."""
        self._captures.close()

    def is_archived(self, record_id: str) -> bool:
        """Whether this WARC record is in the archive, or about to be."""
        return self._captures.has_record(record_id)

    def find_payload(self, url: str, payload_digest: str, is_to_be_read: bool) -> Capture | None:
        """The earliest response of this URL with this payload, if there is one to revisit."""
        return self._captures.find_payload(url, payload_digest, is_to_be_read)

    def find_current_response(self, url: str) -> Capture | None:
        """The last response of an article's URL, if nothing else was seen since."""
        return self._captures.find_current_response(url)

    def _hand_over(self) -> None:
        if self._buffer:
            self._batches.append(self._buffer)
            self._buffer = []
        if self._batches:
            self._jobs.append(_thread().submit(self._drain))

    def _drain(self) -> None:
        """Write what was handed over (in the thread); what fails stays for the next call."""
        while self._batches:
            self.durable()
            self._write_batch(self._batches[0])
            written = self._batches.popleft()
            self._captures.forget(e.capture for e in written if isinstance(e, Visit | PlainCapture))

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
        """Write in one transaction, again if PostgreSQL aborted it because of a deadlock."""
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
    """The writing thread, shared by all writers of this process."""
    return ThreadPoolExecutor(1, "archive")


def _is_outage(error: Exception) -> bool:
    """Whether the database fails for all entries: locked, full, gone. If it rejects data, or our
    own code fails on an unforeseen page, only one entry is to blame."""
    if not isinstance(error, DBAPIError) or isinstance(error, IntegrityError | DataError):
        return False
    return not is_too_large(error)


def _refused(entry: Entry, refusal: Exception) -> Failed:
    """The failure that replaces an entry which the database or our own code rejects."""
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
    """A text with the characters escaped that no database takes: NUL and lone surrogates."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
