"""Write a batch of entries to the archive in one transaction: look up, decide, store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from crawler.archive.entries import Entry, Failed, PlainCapture, Visit
from crawler.archive.failures import note_failures, resolve_failures
from crawler.archive.models import Capture
from crawler.archive.names import source_ids
from crawler.archive.orphans import adopt_orphans
from crawler.archive.tally import KNOWN, Tally
from crawler.archive.twins import join_twins
from crawler.archive.urls import url_key
from crawler.archive.versions.decide import Outcome, Result, addresses, decide
from crawler.archive.versions.digests import content_sha256
from crawler.archive.versions.knowledge import Knowledge, recall
from crawler.archive.versions.store import store
from crawler.items import CaptureKind, Stage


def write_batch(connection: Connection, run_id: int, entries: Sequence[Entry]) -> Tally:
    """Decide on every entry and store it, in the connection's transaction; return the tally.

    An entry whose WARC record is already archived is only counted.
    """
    sources = source_ids(connection, (entry.source for entry in entries))
    tally = Tally()
    fresh = _fresh(connection, entries, tally)
    visits = [entry for entry in fresh if isinstance(entry, Visit)]
    passing = [entry for entry in fresh if isinstance(entry, PlainCapture)]
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
        tally.count(entry.source.name, Result.FAILED)
    failed += [failure for outcome in outcomes if (failure := _failure(outcome))]
    note_failures(connection, run_id, ((f, sources[f.source.name]) for f in failed))
    _resolve(connection, known, outcomes)
    adopt_orphans(connection, outcomes)
    for outcome in outcomes:
        tally.count(outcome.visit.source.name, outcome.result)
    return tally


def _fresh(connection: Connection, entries: Sequence[Entry], tally: Tally) -> list[Entry]:
    """The entries whose captures are new to the archive; the others are only counted."""
    ids = [e.capture.record_id for e in entries if isinstance(e, Visit | PlainCapture)]
    seen = set(
        connection.scalars(select(Capture.record_id).where(Capture.record_id.in_(ids)))
        if ids
        else ()
    )
    fresh: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Failed):
            fresh.append(entry)
        elif entry.capture.record_id in seen:
            tally.count(entry.source.name, KNOWN)
        else:
            seen.add(entry.capture.record_id)
            fresh.append(entry)
    return fresh


def _failure(outcome: Outcome) -> Failed | None:
    """The failure to record for a visit that gave no article, so that people see it and it is tried
    again. Its URL is the one that was asked for, wherever that led."""
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
    """Resolve the open failures of every URL that has succeeded since. An imported failure may be
    older than a look that is already archived, so the last look at its article counts as well."""
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
    """When the article was last found at this URL."""
    found: datetime | None = connection.scalar(
        select(Capture.captured_at)
        .where(Capture.article_id == article_id, Capture.url == url)
        .where(Capture.version_id.is_not(None))
        .order_by(Capture.captured_at.desc())
        .limit(1)
    )
    return found
