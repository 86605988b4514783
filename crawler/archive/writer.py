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
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import cache
from threading import Lock

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from crawler.archive.database.engine import for_writing
from crawler.archive.entries import Entry, Failed, Passing, Visit
from crawler.archive.failures import note_failures, resolve_failures
from crawler.archive.known_captures import KnownCaptures
from crawler.archive.models import Capture
from crawler.archive.names import source_ids
from crawler.archive.orphans import adopt_orphans
from crawler.archive.twins import join_twins
from crawler.archive.urls import url_key
from crawler.archive.versions.decide import Outcome, Result, addresses, decide
from crawler.archive.versions.digests import content_sha256
from crawler.archive.versions.knowledge import Knowledge, recall
from crawler.archive.versions.store import store
from crawler.errors import ArchiveError
from crawler.items import Capture as CaptureItem
from crawler.items import CaptureKind, Stage

BATCH = 50  # entries
PATIENCE = 1.0  # seconds until an entry is written, however few there are
MOST_WAITING = 3  # batches that wait to be written; then those who add must wait

DEADLOCK = "40P01"  # SQLSTATE
TRIES = 5  # of a transaction
PAUSES = (0.0, 0.05, 0.2)  # seconds between them, of an entry that is written alone

KNOWN = "already archived"  # a tally beside those of ``Result``


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
        self._tally: dict[str, Counter[str]] = {}

    @property
    def tally(self) -> dict[str, Counter[str]]:
        """What became of the visits so far (the words of ``Result``), per source name."""
        with self._lock:
            return {source: Counter(count) for source, count in self._tally.items()}

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
            self._captures.note(entry.capture)
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

    def find_payload(self, url: str, payload_digest: str) -> CaptureItem | None:
        """The earliest response of this URL with this payload, if there is one to revisit."""
        return self._captures.find_payload(url, payload_digest)

    def find_standing(self, url: str) -> CaptureItem | None:
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
        counts = self._in_a_transaction(entries)
        with self._lock:
            for source, count in counts.items():
                self._tally.setdefault(source, Counter()).update(count)

    def _in_a_transaction(self, entries: Sequence[Entry]) -> dict[str, Counter[str]]:
        """Anew where PostgreSQL ended it, because another writer and we waited for each other."""
        for _ in range(TRIES - 1):
            try:
                with self.engine.begin() as connection:
                    return write_batch(connection, self.run_id, entries)
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) != DEADLOCK:
                    raise
        with self.engine.begin() as connection:
            return write_batch(connection, self.run_id, entries)


@cache
def _thread() -> ThreadPoolExecutor:
    """The thread that writes, for all writers of this process."""
    return ThreadPoolExecutor(1, "archive")


def write_batch(
    connection: Connection, run_id: int, entries: Sequence[Entry]
) -> dict[str, Counter[str]]:
    """Decide on every entry and store it, in the connection's transaction.

    Returns per source name how many visits came to which result. An entry whose WARC record is
    archived already is only counted.
    """
    sources = source_ids(connection, (entry.source for entry in entries))
    fresh, counts = _fresh(connection, entries)
    visits = [entry for entry in fresh if isinstance(entry, Visit)]
    passing = [entry for entry in fresh if isinstance(entry, Passing)]
    failed = [entry for entry in fresh if isinstance(entry, Failed)]
    known = recall(
        connection,
        {key for visit in visits for key in addresses(visit).keys},
        {
            v.content_sha256 or content_sha256(v.page.article)
            for v in visits
            if v.page and v.page.article
        },
        {v.capture.payload_digest for v in visits if v.capture.kind is CaptureKind.REVISIT},
    )
    outcomes = [decide(known, visit, sources[visit.source.name]) for visit in visits]
    store(connection, run_id, known, outcomes, passing, sources)
    join_twins(connection, known.twins)
    for entry in failed:
        counts.setdefault(entry.source.name, Counter())[Result.FAILED] += 1
    failed += [failure for outcome in outcomes if (failure := _failure(outcome))]
    note_failures(connection, run_id, ((f, sources[f.source.name]) for f in failed))
    _resolve(connection, known, outcomes)
    adopt_orphans(connection, outcomes)
    for outcome in outcomes:
        counts.setdefault(outcome.visit.source.name, Counter())[outcome.result] += 1
    return counts


def _fresh(
    connection: Connection, entries: Iterable[Entry]
) -> tuple[list[Entry], dict[str, Counter[str]]]:
    """The entries whose captures are new to the archive, and counts of the others."""
    entries = list(entries)
    ids = [e.capture.record_id for e in entries if isinstance(e, Visit | Passing)]
    seen = set(
        connection.scalars(select(Capture.record_id).where(Capture.record_id.in_(ids)))
        if ids
        else ()
    )
    fresh: list[Entry] = []
    counts: dict[str, Counter[str]] = {}
    for entry in entries:
        if isinstance(entry, Failed):
            fresh.append(entry)
        elif entry.capture.record_id in seen:
            counts.setdefault(entry.source.name, Counter())[KNOWN] += 1
        else:
            seen.add(entry.capture.record_id)
            fresh.append(entry)
    return fresh, counts


def _failure(outcome: Outcome) -> Failed | None:
    """The failure that a visit without an article is, to be seen and tried again: at the address
    that was asked for, wherever it led."""
    if outcome.result not in (Result.FAILED, Result.NO_ARTICLE):
        return None
    visit = outcome.visit
    fetched = visit.capture.status < 400
    return Failed(
        url=(*visit.requested_urls, visit.capture.url)[0],
        source=visit.source,
        stage=Stage.READ if fetched else Stage.FETCH,
        reason=(outcome.page_kind or "unreadable") if fetched else f"HTTP {visit.capture.status}",
        occurred_at=visit.capture.captured_at,
        detail=outcome.page_reason,
        status=visit.capture.status,
    )


def _resolve(connection: Connection, known: Knowledge, outcomes: Iterable[Outcome]) -> None:
    """What succeeded, now or, where an old failure is imported, before, has not failed since."""
    latest: dict[str, datetime] = {}
    for outcome in outcomes:
        visit, at = outcome.visit, outcome.visit.capture.captured_at
        for url in (visit.capture.url, *visit.requested_urls):
            if outcome.article is not None:
                latest[url] = max(at, latest.get(url, at))
            elif (article := known.by_url.get(url_key(url))) is not None:
                later = _last_look(connection, article.id, url)
                if later is not None:
                    latest[url] = max(later, latest.get(url, later))
    resolve_failures(connection, latest)


def _last_look(connection: Connection, article_id: int, url: str) -> datetime | None:
    """When an article was last found at one of its addresses."""
    found: datetime | None = connection.scalar(
        select(Capture.captured_at)
        .where(Capture.article_id == article_id, Capture.url == url)
        .where(Capture.version_id.is_not(None))
        .order_by(Capture.captured_at.desc())
        .limit(1)
    )
    return found


def _is_outage(error: Exception) -> bool:
    """Whether the database is in the way of all entries: locked, full, gone. What it says of data
    that it does not take, or our own code of a page that nobody has foreseen, is of one of them."""
    return isinstance(error, DBAPIError) and not isinstance(error, IntegrityError | DataError)


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
