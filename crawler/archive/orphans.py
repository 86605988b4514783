"""Revisits archived before the response they refer to.

A revisit record says that a page stood as an earlier response had it. An import may bring that
response later.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from crawler.archive.failures import resolve_failures
from crawler.archive.models import Capture
from crawler.archive.versions.decide import Outcome
from crawler.archive.versions.store import rebuild_timeline
from crawler.items import CaptureKind


def adopt_orphans(connection: Connection, outcomes: Iterable[Outcome]) -> None:
    """Make looks of the revisit records that refer to what these visits brought: the same payload
    at the same address."""
    brought = {
        (o.visit.capture.url, o.visit.capture.payload_digest): o
        for o in outcomes
        if o.article and o.version and o.visit.capture.kind is CaptureKind.RESPONSE
    }
    if not brought:
        return
    orphans = connection.execute(
        select(Capture.id, Capture.url, Capture.payload_digest, Capture.captured_at)
        .where(Capture.payload_digest.in_({payload for _, payload in brought}))
        .where(Capture.kind == CaptureKind.REVISIT, Capture.article_id.is_(None))
        .where(Capture.page_kind.is_(None))
        .order_by(Capture.captured_at)
    ).all()
    adopted = {}
    for row in orphans:
        outcome = brought.get((row.url, row.payload_digest))
        if outcome is None or outcome.article is None or outcome.version is None:
            continue
        connection.execute(
            update(Capture)
            .where(Capture.id == row.id)
            .values(
                article_id=outcome.article.id,
                version_id=outcome.version.id,
                page_kind=outcome.page_kind,
                page_reason=outcome.page_reason,
            )
        )
        adopted[row.url] = (outcome.article.id, row.captured_at)
    for article_id in sorted({article_id for article_id, _ in adopted.values()}):
        rebuild_timeline(connection, article_id)
    resolve_failures(connection, {url: at for url, (_, at) in adopted.items()})
