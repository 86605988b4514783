"""Check whether the archive agrees with itself.

Each check reads and yields findings. A finding that can be repaired without guessing carries its
repair, which derives rows from other rows and deletes only what it derives anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, func, select, text

from crawler.archive.checking.derived import check_derived
from crawler.archive.checking.findings import Finding
from crawler.archive.models import Article, Capture, Edit, Observation, Version
from crawler.archive.models.types import utc_text
from crawler.archive.past.stored import stored_articles
from crawler.archive.versions.changes import store_edits
from crawler.archive.versions.digests import content_sha256
from crawler.archive.versions.store import rebuild_timeline
from crawler.archive.versions.timeline import Look, Stretch, timeline
from crawler.counted import counted

BATCH = 500  # articles or versions read at once
Check = Callable[[Connection, list[int]], Iterator[Finding]]


def check_archive(connection: Connection) -> Iterator[Finding]:
    """Everything that can be checked without the captures' files."""
    yield from _check_database(connection)
    yield from _check_faults(connection)
    for ids in _batches(connection, Article):
        yield from _each("article", _check_timelines, connection, ids)
    yield from check_edits(connection)
    yield from check_derived(connection)
    for ids in _batches(connection, Version):
        yield from _each("version", _check_contents, connection, ids)


def _each(what: str, check: Check, connection: Connection, ids: list[int]) -> Iterator[Finding]:
    """What a check finds in these rows. One that holds what no column of its kind can hold, or
    refers to what is not there, is a finding, and the others are checked without it."""
    try:
        found = list(check(connection, ids))
    except (KeyError, ValueError) as error:
        if len(ids) == 1:
            yield Finding(f"{what} {ids[0]}", f"it cannot be read: {error!r}")
        else:
            for id_ in ids:
                yield from _each(what, check, connection, [id_])
    else:
        yield from found


def _batches(connection: Connection, model: type[Article | Version]) -> Iterator[list[int]]:
    last = 0
    while ids := list(
        connection.scalars(select(model.id).where(model.id > last).order_by(model.id).limit(BATCH))
    ):
        yield ids
        last = ids[-1]


def _check_database(connection: Connection) -> Iterator[Finding]:
    """What SQLite's own checks find; PostgreSQL enforces its constraints at all times."""
    if connection.dialect.name != "sqlite":
        return
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding("database", message)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(f"{table} {row}", f"refers to a row of {parent} that is not there")


# what is wrong -> a query for where; a sound archive returns no rows
FAULTS = {
    "an article without a version": """
        SELECT 'article ' || a.id FROM article a
        WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.article_id = a.id)""",
    "an article without a URL": """
        SELECT 'article ' || a.id FROM article a
        WHERE NOT EXISTS (SELECT 1 FROM article_url u WHERE u.article_id = a.id)""",
    "an article whose canonical URL leads to another": """
        SELECT 'article ' || a.id FROM article a
        JOIN article_url u ON u.url = a.canonical_url AND u.article_id <> a.id
        WHERE NOT EXISTS (
            SELECT 1 FROM article_url own
            WHERE own.article_id = a.id AND own.url = a.canonical_url)""",
    "its versions are not numbered 1, 2, …": """
        SELECT 'article ' || article_id FROM version GROUP BY article_id
        HAVING min(number) <> 1 OR (max(number) <> count(*) AND NOT EXISTS (
            SELECT 1 FROM extraction e JOIN version other ON other.id = e.version_id
            WHERE other.article_id = version.article_id))""",  # a correction may merge versions
    "a version that no look has found": """
        SELECT 'version ' || v.id FROM version v
        WHERE NOT EXISTS (SELECT 1 FROM observation o WHERE o.version_id = v.id)""",
    "a capture of one article with a version of another": """
        SELECT 'capture ' || c.id FROM capture c JOIN version v ON v.id = c.version_id
        WHERE c.article_id IS NULL OR c.article_id <> v.article_id""",
    "a capture of an article's page without the article": """
        SELECT 'capture ' || c.id FROM capture c WHERE c.article_id IS NULL
        AND c.page_kind IN ('article', 'live', 'gallery', 'video', 'stub')""",
    "an observation of one article with a version of another": """
        SELECT 'observation ' || o.id FROM observation o JOIN version v ON v.id = o.version_id
        WHERE o.article_id <> v.article_id""",
    "a paragraph that no version has": """
        SELECT 'paragraph ' || p.id FROM paragraph p
        WHERE NOT EXISTS (SELECT 1 FROM version_paragraph vp WHERE vp.paragraph_id = p.id)""",
    "a photo that no version has": """
        SELECT 'photo ' || p.id FROM photo p
        WHERE NOT EXISTS (SELECT 1 FROM version_photo vp WHERE vp.photo_id = p.id)""",
    "a revisit of a payload that no response brought": """
        SELECT 'capture ' || c.id FROM capture c
        WHERE c.kind = 'revisit' AND c.status <> 304 AND NOT EXISTS (
            SELECT 1 FROM capture r
            WHERE r.payload_digest = c.payload_digest AND r.kind = 'response')""",
}


def _check_faults(connection: Connection) -> Iterator[Finding]:
    for what, query in FAULTS.items():
        for (where,) in connection.execute(text(query)):
            yield Finding(where, what)


def _check_timelines(connection: Connection, article_ids: list[int]) -> Iterator[Finding]:
    """Observations must follow each other without gap or overlap and agree with the captures."""
    stored = _grouped(
        connection.execute(
            select(Observation.__table__)
            .where(Observation.article_id.in_(article_ids))
            .order_by(Observation.article_id, Observation.observed_from, Observation.id)
        )
    )
    looks = _grouped(
        connection.execute(
            select(Capture.article_id, Capture.captured_at, Capture.version_id)
            .where(Capture.article_id.in_(article_ids))
            .order_by(Capture.article_id, Capture.captured_at, Capture.id)
        )
    )
    versions = _grouped(
        connection.execute(
            select(Version.article_id, Version.id)
            .where(Version.article_id.in_(article_ids))
            .order_by(Version.article_id)
        )
    )
    first_seen = {
        row.id: row.first_seen_at
        for row in connection.execute(
            select(Article.id, Article.first_seen_at).where(Article.id.in_(article_ids))
        )
    }
    for id_ in article_ids:
        seen = looks.get(id_, [])
        what = _timeline_fault(stored.get(id_, []), seen, first_seen[id_])
        if what:
            known = {row.version_id for row in seen}
            whole = bool(seen) and all(row.id in known for row in versions.get(id_, []))
            repair = partial(rebuild_timeline, article_id=id_) if whole else None
            yield Finding(f"article {id_}", what, repair, "its timeline is built from its captures")


def _grouped(rows: Any) -> dict[int, list[Row[Any]]]:
    """Group rows by article id; they must be sorted by it."""
    return {id_: list(group) for id_, group in groupby(rows, attrgetter("article_id"))}


def _timeline_fault(
    stored: list[Row[Any]], looks: list[Row[Any]], first_seen_at: datetime
) -> str | None:
    """What is wrong with an article's observations; None if nothing is."""
    if not stored:
        return "an article that was never seen"
    if stored[-1].observed_until is not None:
        return "none of its observations is open"
    for before, after in pairwise(stored):
        if before.observed_until is None or before.observed_until > after.observed_from:
            return f"two of its observations overlap at {_shown(after.observed_from)}"
        if before.observed_until < after.observed_from:
            return f"there is a gap between its observations at {_shown(before.observed_until)}"
    told = [_row(s) for s in timeline(Look(row.captured_at, row.version_id) for row in looks)]
    if [_row(row) for row in stored] != told:
        return "its observations are not what its captures tell"
    if first_seen_at != stored[0].observed_from:  # an earlier 404 is no look at it
        return "it was not first seen when the first capture that found it was made"
    return None


_shown = partial(utc_text, fraction=True)


def _row(stretch: Row[Any] | Stretch[Any]) -> tuple[Any, ...]:
    version = stretch.version if isinstance(stretch, Stretch) else stretch.version_id
    times = (stretch.observed_from, stretch.last_seen_at, stretch.observed_until)
    return version, str(stretch.state), *times


def check_edits(connection: Connection) -> Iterator[Finding]:
    """Find edits whose two versions were never compared."""
    missing = connection.execute(
        text(
            """SELECT DISTINCT f.id AS before, t.id AS after FROM changes c
               JOIN version f ON f.article_id = c.article_id AND f.number = c.from_version
               JOIN version t ON t.article_id = c.article_id AND t.number = c.to_version
               WHERE c.classes IS NULL"""
        )
    ).all()
    if missing:
        pairs = [(row.before, row.after) for row in missing]
        repair = partial(store_edits, pairs=pairs)
        remedy = "the versions are compared now"
        what = f"{counted(len(missing), 'edit was', 'edits were')} not compared"
        yield Finding("changes", what, repair, remedy)


def _check_contents(connection: Connection, version_ids: list[int]) -> Iterator[Finding]:
    """Each version's content must still have the digest taken when it was written."""
    digests = connection.execute(
        select(Version.id, Version.content_sha256).where(Version.id.in_(version_ids))
    ).all()
    articles = stored_articles(connection, version_ids)
    for id_, expected in digests:
        if content_sha256(articles[id_]) != expected:
            yield Finding(f"version {id_}", "its content is not what its digest was taken of")


def totals(connection: Connection) -> dict[str, int]:
    """How many rows there are to check, by table."""
    return {
        model.__tablename__: connection.scalar(select(func.count()).select_from(model)) or 0
        for model in (Article, Version, Observation, Edit, Capture)
    }
