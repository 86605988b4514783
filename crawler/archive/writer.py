"""The one writer: everything that the archive remembers goes through it, in batches.

A batch is one transaction: some 50 entries, or what came within a second. Before it commits, the
captures it speaks of are made durable (``durable``), so that the database never knows of a capture
that the disk does not hold. A batch that the database refuses is written again entry by entry, so
that one bad page costs no other; the bad one becomes a failure.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from crawler.archive.captures import capture_item
from crawler.archive.decide import Outcome, Result, addresses, decide
from crawler.archive.digests import content_sha256
from crawler.archive.engine import WRITES
from crawler.archive.entries import Entry, Failed, Passing, Visit
from crawler.archive.failures import note_failures, resolve_failures
from crawler.archive.knowledge import recall
from crawler.archive.models import Capture
from crawler.archive.names import source_ids
from crawler.archive.store import store
from crawler.errors import ArchiveError
from crawler.items import Capture as CaptureItem
from crawler.items import CaptureKind

BATCH = 50  # entries
PATIENCE = 1.0  # seconds until an entry is written, however few there are

# What the database says of data that it does not take. UnicodeError: half a surrogate pair.
REFUSALS = (IntegrityError, DataError, UnicodeError)

KNOWN = "already archived"  # a tally beside those of ``Result``


class ArchiveWriter:
    """Buffers entries and writes them in batches.

    ``tally`` counts what became of the visits (the words of ``Result``), per source name.
    """

    def __init__(
        self, engine: Engine, run_id: int, *, durable: Callable[[], None] = lambda: None
    ) -> None:
        self.engine = engine.execution_options(**{WRITES: True})
        self.run_id = run_id
        self.durable = durable
        self.tally: dict[str, Counter[str]] = {}
        self._buffer: list[Entry] = []
        self._payloads: dict[tuple[str, str], CaptureItem] = {}
        self._oldest = 0.0

    def add(self, entry: Entry) -> None:
        """Take an entry; write the batch when it is full or old. Raises what ``flush`` raises."""
        if not self._buffer:
            self._oldest = time.monotonic()
        self._buffer.append(entry)
        if isinstance(entry, Visit | Passing) and entry.capture.kind is CaptureKind.RESPONSE:
            self._payloads[entry.capture.url, entry.capture.payload_digest] = entry.capture
        if len(self._buffer) >= BATCH:
            self.flush()
        else:
            self.flush_if_old()

    def flush_if_old(self) -> None:
        """Write the batch if its first entry has waited long enough."""
        if self._buffer and time.monotonic() - self._oldest >= PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Write all that is buffered.

        Raises ArchiveError when the database cannot be written (a full disk, a lost server): the
        entries stay in the buffer, and their captures are on disk in any case.
        """
        if not self._buffer:
            return
        self.durable()
        try:
            try:
                self._write(self._buffer)
            except REFUSALS:
                for entry in self._buffer:
                    self._write_alone(entry)
        except DBAPIError as error:
            raise ArchiveError(
                f"the archive cannot be written: {error.orig}. The captures are kept; "
                "mend the cause and run the command again"
            ) from error
        self._buffer = []
        self._payloads = {}

    def is_archived(self, record_id: str) -> bool:
        """Whether this WARC record is in the archive, or about to be."""
        if any(
            isinstance(entry, Visit | Passing) and entry.capture.record_id == record_id
            for entry in self._buffer
        ):
            return True
        with self._reading() as connection:
            query = select(Capture.id).where(Capture.record_id == record_id)
            return connection.execute(query).first() is not None

    def find_payload(self, url: str, payload_digest: str) -> CaptureItem | None:
        """The earliest response of this URL with this payload, if there is one to revisit."""
        buffered = self._payloads.get((url, payload_digest))
        if buffered is not None:
            return buffered
        with self._reading() as connection:
            row = connection.execute(
                select(Capture)
                .where(
                    Capture.payload_digest == payload_digest,
                    Capture.url == url,
                    Capture.kind == CaptureKind.RESPONSE,
                )
                .order_by(Capture.captured_at)
                .limit(1)
            ).one_or_none()
        return None if row is None else capture_item(row)

    def _reading(self) -> Connection:
        return self.engine.connect().execution_options(**{WRITES: False})

    def _write_alone(self, entry: Entry) -> None:
        try:
            self._write([entry])
        except REFUSALS as error:
            if isinstance(entry, Failed):
                raise
            why = str(error.orig) if isinstance(error, DBAPIError) else str(error)
            self._write([_refused(entry, why)])

    def _write(self, entries: Sequence[Entry]) -> None:
        with self.engine.begin() as connection:
            counts = write_batch(connection, self.run_id, entries)
        for source, count in counts.items():
            self.tally.setdefault(source, Counter()).update(count)


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
        {content_sha256(v.page.article) for v in visits if v.page and v.page.article},
        {v.capture.payload_digest for v in visits if v.capture.kind is CaptureKind.REVISIT},
    )
    outcomes = [decide(known, visit, sources[visit.source.name]) for visit in visits]
    store(connection, run_id, known, outcomes, passing, sources)
    for entry in failed:
        counts.setdefault(entry.source.name, Counter())[Result.FAILED] += 1
    failed += [failure for outcome in outcomes if (failure := _failure(outcome))]
    note_failures(connection, run_id, ((f, sources[f.source.name]) for f in failed))
    _resolve(connection, outcomes)
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
    """The failure that a visit without an article is, to be seen and tried again."""
    if outcome.result not in (Result.FAILED, Result.NO_ARTICLE):
        return None
    visit = outcome.visit
    fetched = visit.capture.status < 400
    return Failed(
        url=visit.capture.url,
        source=visit.source,
        stage="read" if fetched else "fetch",
        reason=(outcome.page_kind or "unreadable") if fetched else f"HTTP {visit.capture.status}",
        occurred_at=visit.capture.captured_at,
        detail=outcome.page_reason,
        status=visit.capture.status,
    )


def _resolve(connection: Connection, outcomes: Iterable[Outcome]) -> None:
    succeeded = [o.visit for o in outcomes if o.article is not None]
    if not succeeded:
        return
    latest: datetime = max(visit.capture.captured_at for visit in succeeded)
    urls = {url for v in succeeded for url in (v.capture.url, *v.requested_urls)}
    resolve_failures(connection, urls, latest)


def _refused(entry: Visit | Passing, why: str) -> Failed:
    return Failed(
        url=entry.capture.url,
        source=entry.source,
        stage="archive",
        reason="refused",
        occurred_at=entry.capture.captured_at,
        detail=f"the database refused it: {why}",
        status=entry.capture.status,
    )
