"""Opt-outs in the archive: distinct sets, and which one came with a capture."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence

import orjson
from sqlalchemy import Connection, func, insert, select

from crawler.archive.decide import Outcome
from crawler.archive.models import Capture, Optout, OptoutSet
from crawler.archive.upsert import upsert
from crawler.items import Optout as OptoutItem
from crawler.items import OptoutPlace, Use

Optouts = tuple[OptoutItem, ...]


def optout_sets(connection: Connection, outcomes: Sequence[Outcome]) -> list[int | None]:
    """For each outcome, in order, the id of the set of opt-outs seen with its capture, if any.

    A look that brought no page again (a revisit, HTTP 304) stands for the page as it was: its meta
    elements still say what they said.
    """
    unread = {o.article.id for o in outcomes if o.article and o.version and o.visit.page is None}
    told = {
        article: tuple(o for o in optouts if o.place is OptoutPlace.META)
        for article, optouts in optouts_of(connection, unread).items()
    }
    sets: list[Optouts] = []
    for outcome in outcomes:
        article, page = outcome.article.id if outcome.article else 0, outcome.visit.page
        if page is not None:
            told[article] = page.optouts
        own = told.get(article, ()) if outcome.version else page.optouts if page else ()
        sets.append(tuple(sorted({*own, *outcome.visit.capture.optouts})))
    ids = _ids(connection, {optouts for optouts in sets if optouts})
    return [ids.get(optouts) for optouts in sets]


def optouts_of(connection: Connection, article_ids: Collection[int]) -> dict[int, Optouts]:
    """Article id -> what was reserved at the last look that found it; only those with any."""
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
    """The ids of these sets; what the archive does not have is added."""
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
            {"set_id": known[digest], "position": number, **_row(optout)}
            for digest in new
            for number, optout in enumerate(digests[digest])
        ]
        if rows:
            connection.execute(insert(Optout), rows)
    return {optouts: known[digest] for digest, optouts in digests.items()}


def _row(optout: OptoutItem) -> dict[str, str]:
    return {"use": optout.use, "place": optout.place, "printed": optout.printed}


def _digest(optouts: Optouts) -> str:
    told = [[o.use, o.place, o.printed] for o in optouts]
    return hashlib.sha256(orjson.dumps(told)).hexdigest()
