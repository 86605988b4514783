"""Correct versions whose captures were read again by a better reader.

A version is one content state of the page. When a better reader describes that state more truly,
the version is corrected in place: it keeps its number and its times, and this counts as no edit by
the publisher. Two versions that the better reader cannot tell apart never were two: the captures of
the later one become looks at the earlier one. A version whose captures say different things to the
better reader never was one, and is split.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, bindparam, delete, select, update

from crawler.archive.database.inserts import insert_all
from crawler.archive.models import Extraction, Version
from crawler.archive.past.stored import stored_articles
from crawler.archive.search.index import index_again
from crawler.archive.stories.gathering import gather_again
from crawler.archive.versions.changes import JOINED_BY, forget_edits
from crawler.archive.versions.content import NewVersion, store_content
from crawler.archive.versions.digests import content_sha256
from crawler.archive.versions.knowledge import KnownVersion, known_articles
from crawler.archive.versions.regroup import PARTS, drop_orphans, merge_equal, part_version
from crawler.archive.versions.store import content_columns, rebuild_timeline
from crawler.items import Article as ArticleItem
from crawler.items import Page

FIELDS = (
    *("headline", "headline_raw", "alternative_headline", "standfirst", "paragraphs", "byline"),
    *("authors", "organisations", "dateline", "published_at", "published_raw", "modified_at"),
    *("modified_raw", "language", "section", "topics", "photos", "attributions"),
)
KIND = "kind"
MERGED = "merged"  # besides the fields: the version was merged into an earlier one
SPLIT = "split"  # some of its looks are now looks at other versions


@dataclass(frozen=True, slots=True)
class Reading:
    """What a version's captures say to the better reader.

    ``pages``: payload digest -> page, earliest first.
    """

    version_id: int
    pages: Mapping[str, Page]

    @property
    def page(self) -> Page:
        """What the version says: the earliest page with an article, else the earliest page."""
        pages = self.pages.values()
        return next((page for page in pages if page.article), next(iter(pages)))

    @property
    def is_split(self) -> bool:
        """Whether its captures show different articles."""
        articles = (page.article for page in self.pages.values())
        return len({content_sha256(article) for article in articles if article}) > 1


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reading changed: names of ``FIELDS``, ``KIND``, ``MERGED`` and ``SPLIT``. None if the
    reader found no article and nothing was changed. ``said_before``: field -> what the earlier
    reading said, in plain values."""

    version_id: int
    url: str
    changed: tuple[str, ...] | None
    said_before: Mapping[str, Any]


def correct(
    connection: Connection, readings: Sequence[Reading], extractor: str, at: datetime
) -> list[Correction]:
    """Correct versions by what their captures say to this extractor, in one transaction."""
    ids = [reading.version_id for reading in readings]
    rows = {
        row.id: row
        for row in connection.execute(select(Version.__table__).where(Version.id.in_(ids)))
    }
    before = stored_articles(connection, ids)
    readings = [_with_what_is_known(reading, before[reading.version_id]) for reading in readings]
    by_article: dict[int, list[Reading]] = defaultdict(list)
    found: dict[int, Correction] = {}
    for reading in readings:
        row = rows[reading.version_id]
        changed = _changed(row, before[row.id], reading)
        said = _said(row, before[row.id], changed or ())
        found[row.id] = Correction(row.id, before[row.id].url, changed, said)
        if changed:
            by_article[row.article_id].append(reading)
    _confirm(connection, [r for r in readings if found[r.version_id].changed == ()], extractor)
    for article_id, of_article in by_article.items():
        merged = _correct_article(connection, article_id, of_article, before, extractor)
        for id_ in merged & found.keys():
            found[id_] = replace(found[id_], changed=(*(found[id_].changed or ()), MERGED))
    corrections = list(found.values())
    _note(connection, corrections, extractor, at)
    return corrections


def _with_what_is_known(reading: Reading, before: ArticleItem) -> Reading:
    """Keep from the stored article the instants of times printed the same, and the language, if the
    reading lacks them. The source whose settings told them may no longer be in the catalogue."""
    pages = reading.pages.items()
    return replace(reading, pages={payload: _known(page, before) for payload, page in pages})


def _known(page: Page, before: ArticleItem) -> Page:
    after = page.article
    if after is None:
        return page
    if after.published_at is None and after.published_raw == before.published_raw:
        after = replace(after, published_at=before.published_at)
    if after.modified_at is None and after.modified_raw == before.modified_raw:
        after = replace(after, modified_at=before.modified_at)
    return replace(page, article=replace(after, language=after.language or before.language))


def _changed(row: Row[Any], before: ArticleItem, reading: Reading) -> tuple[str, ...] | None:
    after = reading.page.article
    if after is None:
        return None
    fields = [name for name in FIELDS if _comparable(before, name) != _comparable(after, name)]
    kind = [KIND] if row.kind != reading.page.kind else []
    return (*fields, *kind, *([SPLIT] if reading.is_split else []))


def _said(row: Row[Any], article: ArticleItem, names: Collection[str]) -> dict[str, Any]:
    """These of a version's fields, as JSON values."""
    values = {name: getattr(article, name) for name in FIELDS if name in names}
    if KIND in names:
        values[KIND] = row.kind
    plain: dict[str, Any] = orjson.loads(orjson.dumps(values, option=orjson.OPT_UTC_Z))
    return plain


def _comparable(article: ArticleItem, name: str) -> Any:
    """A field as the archive stores it: claimed times in whole seconds, a dateline as line and
    place."""
    value = getattr(article, name)
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if name == "dateline" and value is not None:
        return value.line, value.place
    return value


def _confirm(connection: Connection, readings: Sequence[Reading], extractor: str) -> None:
    """Note that these versions still say the same. How it is digested may have changed, so the
    digest is stored anew."""
    rows = [
        {"row_id": reading.version_id, "digest": content_sha256(reading.page.article)}
        for reading in readings
        if reading.page.article is not None
    ]
    if rows:
        table = Version.__table__
        connection.execute(
            update(table)  # type: ignore[arg-type]
            .where(table.c.id == bindparam("row_id"))
            .values(content_sha256=bindparam("digest"), extractor_version=extractor),
            rows,
        )


def _correct_article(
    connection: Connection,
    article_id: int,
    readings: Sequence[Reading],
    before: Mapping[int, ArticleItem],
    extractor: str,
) -> set[int]:
    """Correct versions of one article and everything derived from them; return those merged
    away."""
    merged: set[int] = set()

    def change() -> None:
        for reading in readings:
            _replace(connection, article_id, reading, extractor)
            if reading.is_split:
                part_version(connection, reading.version_id, reading.pages)
        merged.update(merge_equal(connection, article_id))
        drop_orphans(connection, article_id)

    ids = [reading.version_id for reading in readings]
    forget_edits(connection, ids)
    gather_again(connection, article_id, change)
    left = [id_ for id_ in ids if id_ not in merged]
    after = stored_articles(connection, left)
    index_again(connection, {id_: before[id_] for id_ in ids}, after)
    rebuild_timeline(connection, article_id)
    return merged


def _replace(connection: Connection, article_id: int, reading: Reading, extractor: str) -> None:
    """Make a version say what the reading says."""
    content = reading.page.article
    if content is None:
        return
    for part in PARTS:
        connection.execute(delete(part).where(part.version_id == reading.version_id))
    connection.execute(
        update(Version)
        .where(Version.id == reading.version_id)
        .values(
            content_sha256=content_sha256(content),
            extractor_version=extractor,
            kind=reading.page.kind,
            **content_columns(content),
        )
    )
    article = known_articles(connection, {article_id})[article_id]
    version = KnownVersion(0, content_sha256(content), reading.page.kind, reading.version_id)
    store_content(connection, [NewVersion(article, version, content)])


def _note(
    connection: Connection, corrections: Sequence[Correction], extractor: str, at: datetime
) -> None:
    rows = [
        {
            "version_id": c.version_id,
            "extractor_version": extractor,
            "extracted_at": at,
            "changed": None if c.changed is None else JOINED_BY.join(c.changed),
            "said_before": c.said_before,
        }
        for c in corrections
        if c.changed is None or MERGED not in c.changed
    ]
    insert_all(connection, Extraction, rows)
