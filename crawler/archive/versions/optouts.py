"""Opt-outs in the archive: distinct sets, and which set came with a capture."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict

import orjson
from sqlalchemy import Connection, func, select

from crawler.archive.database.inserts import insert_all, upsert
from crawler.archive.models import Capture, Optout, OptoutSet
from crawler.archive.versions.decide import Outcome
from crawler.items import Capture as CaptureItem
from crawler.items import CaptureKind, OptoutPlace, Use
from crawler.items import Optout as OptoutItem

Optouts = tuple[OptoutItem, ...]


def optout_sets(connection: Connection, outcomes: Sequence[Outcome]) -> list[int | None]:
    """For each outcome, in order, the id of the set of opt-outs seen with its capture, or None.

    A look that brought no page stands for an earlier page, whose meta elements still hold: for a
    revisit, the earlier capture of its payload; for HTTP 304, the last look.
    """
    unread = {o.article.id for o in outcomes if o.article and o.version and o.visit.page is None}
    told = {article: _meta(found) for article, found in optouts_of(connection, unread).items()}
    of_payload = _of_payloads(
        connection,
        [o.visit.capture for o in outcomes if o.visit.capture.kind is CaptureKind.REVISIT],
    )
    sets: list[Optouts] = []
    for outcome in outcomes:
        article, capture = outcome.article.id if outcome.article else 0, outcome.visit.capture
        payload = (capture.url, capture.payload_digest)
        if outcome.visit.page is not None:
            of_payload[payload] = outcome.visit.page.optouts
        if payload in of_payload:
            told[article] = of_payload[payload]
        own = told.get(article, ()) if outcome.version or outcome.visit.page else ()
        sets.append(tuple(sorted({*own, *capture.optouts})))
    ids = _ids(connection, {optouts for optouts in sets if optouts})
    return [ids.get(optouts) for optouts in sets]


def _meta(optouts: Optouts) -> Optouts:
    return tuple(o for o in optouts if o.place is OptoutPlace.META)


def _of_payloads(
    connection: Connection, revisits: Sequence[CaptureItem]
) -> dict[tuple[str, str], Optouts]:
    """(URL, payload) -> what the page's meta elements said, for payloads that are revisited."""
    if not revisits:
        return {}
    found: dict[tuple[str, str], list[OptoutItem]] = {}
    digests = {capture.payload_digest for capture in revisits}
    for url, digest, use, printed in connection.execute(
        select(Capture.url, Capture.payload_digest, Optout.use, Optout.printed)
        .outerjoin(
            Optout,
            (Optout.set_id == Capture.optout_set_id) & (Optout.place == OptoutPlace.META),
        )
        .where(Capture.payload_digest.in_(digests), Capture.kind == CaptureKind.RESPONSE)
        .order_by(Capture.captured_at, Optout.position)
    ):
        said = found.setdefault((url, digest), [])
        if use is not None:
            said.append(OptoutItem(Use(use), OptoutPlace.META, printed))
    return {payload: tuple(dict.fromkeys(said)) for payload, said in found.items()}


def optouts_of(connection: Connection, article_ids: Collection[int]) -> dict[int, Optouts]:
    """Article id -> what was reserved at the last look that found it; only articles with any."""
    last = (
        select(Capture.article_id, func.max(Capture.captured_at).label("at"))
        .where(Capture.article_id.in_(article_ids), Capture.version_id.is_not(None))
        .group_by(Capture.article_id)
        .subquery()
    )
    found: dict[int, list[OptoutItem]] = defaultdict(list)
    if not article_ids:
        return {}
    for article_id, use, place, printed in connection.execute(
        select(last.c.article_id, Optout.use, Optout.place, Optout.printed)
        .join(
            Capture,
            (Capture.article_id == last.c.article_id)
            & (Capture.captured_at == last.c.at)
            & Capture.version_id.is_not(None),
        )
        .join(Optout, Optout.set_id == Capture.optout_set_id)
        .order_by(last.c.article_id, Capture.id, Optout.position)
    ):
        found[article_id].append(OptoutItem(Use(use), OptoutPlace(place), printed))
    return {article_id: tuple(dict.fromkeys(optouts)) for article_id, optouts in found.items()}


def _ids(connection: Connection, sets: Collection[Optouts]) -> dict[Optouts, int]:
    """The ids of these sets; missing ones are added."""
    digests = {_digest(optouts): optouts for optouts in sets}
    query = select(OptoutSet.digest, OptoutSet.id).where(OptoutSet.digest.in_(digests))
    known = {row[0]: row[1] for row in connection.execute(query)} if digests else {}
    missing = [digest for digest in sorted(digests) if digest not in known]
    if missing:
        new = connection.scalars(
            upsert(connection, OptoutSet).on_conflict_do_nothing().returning(OptoutSet.digest),
            [{"digest": digest} for digest in missing],
        ).all()
        known = {row[0]: row[1] for row in connection.execute(query)}
        rows = [
            {"set_id": known[digest], "position": number, **asdict(optout)}
            for digest in new
            for number, optout in enumerate(digests[digest])
        ]
        insert_all(connection, Optout, rows)
    return {optouts: known[digest] for digest, optouts in digests.items()}


def _digest(optouts: Optouts) -> str:
    told = [[o.use, o.place, o.printed] for o in optouts]
    return hashlib.sha256(orjson.dumps(told)).hexdigest()
