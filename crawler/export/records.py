"""One JSON record for each version of an article: the dump's schema, version 1.

``schema`` in each record is this version; it rises when a field changes its meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from crawler.archive.models import (
    Agency,
    Article,
    ArticleUrl,
    AuthorKind,
    Observation,
    Source,
    State,
    Version,
)
from crawler.archive.models.types import utc_text
from crawler.archive.past.stored import attributions_of, authors_of, paragraphs_of, photos_of
from crawler.archive.versions.optouts import optouts_of
from crawler.items import Credit, Photo

SCHEMA = 1
PAGE = 500  # versions read at a time

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dump:
    """What to dump: the current version of each article, or all versions."""

    source: str | None = None
    since: datetime | None = None  # first seen at this instant or later
    versions: bool = False


def records(connection: Connection, wanted: Dump) -> Iterator[Record]:
    """The selected records, in the order of archiving; memory does not grow with their number."""
    last = 0
    while True:
        rows = connection.execute(_page(wanted, last)).all()
        if not rows:
            return
        yield from _build(connection, rows)
        last = rows[-1].version_id


def _page(wanted: Dump, last: int) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = (
        select(
            Version.id.label("version_id"),
            Version.article_id,
            Version.number,
            Version.kind,
            Version.headline,
            Version.headline_raw,
            Version.alternative_headline,
            Version.standfirst,
            Version.byline,
            Version.dateline,
            Version.dateline_place,
            Version.published_at,
            Version.published_raw,
            Version.modified_at,
            Version.modified_raw,
            Version.language,
            Version.section,
            Version.topics,
            Version.content_sha256,
            Version.extractor_version,
            Article.canonical_url,
            Source.name.label("source"),
            Source.publisher,
            Source.country,
        )
        .join(Article, Article.id == Version.article_id)
        .join(Source, Source.id == Article.source_id)
        .where(Version.id > last)
        .order_by(Version.id)
        .limit(PAGE)
    )
    if not wanted.versions:
        query = query.join(
            Observation,
            (Observation.version_id == Version.id) & Observation.observed_until.is_(None),
        )
    if wanted.source is not None:
        query = query.where(Source.name == wanted.source)
    if wanted.since is not None:
        seen = select(Observation.version_id).where(Observation.observed_from >= wanted.since)
        query = query.where(Version.id.in_(seen))
    return query


def _build(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Record]:
    versions = [row.version_id for row in rows]
    urls = _urls(connection, {row.article_id for row in rows})
    seen = _observations(connection, versions)
    paragraphs = paragraphs_of(connection, versions)
    people = authors_of(connection, versions)
    photos = photos_of(connection, versions)
    names = dict(connection.execute(select(Agency.key, Agency.name)).all())
    wires = attributions_of(connection, versions)
    reserved = optouts_of(connection, {row.article_id for row in rows})
    for row in rows:
        id_ = row.version_id
        yield {
            "schema": SCHEMA,
            "article_id": row.article_id,
            "version": row.number,
            "source": row.source,
            "publisher": row.publisher,
            "country": row.country,
            "url": row.canonical_url,
            "urls": urls[row.article_id],
            "kind": row.kind,
            "headline": row.headline,
            "headline_raw": row.headline_raw,
            "alternative_headline": row.alternative_headline,
            "standfirst": row.standfirst,
            "paragraphs": [{"kind": p.kind.value, "text": p.text} for p in paragraphs[id_]],
            "byline": row.byline,
            "authors": [name for name, kind in people[id_] if kind == AuthorKind.PERSON],
            "organisations": [n for n, kind in people[id_] if kind == AuthorKind.ORGANISATION],
            "dateline": row.dateline,
            "dateline_place": row.dateline_place,
            "published_at": _claimed(row.published_at),
            "published_raw": row.published_raw,
            "modified_at": _claimed(row.modified_at),
            "modified_raw": row.modified_raw,
            "language": row.language,
            "section": row.section,
            "topics": row.topics,
            "photos": [_photo(photo, names) for photo in photos[id_]],
            "attributions": [
                {"name": w.name, "evidence": w.evidence.value, "printed": w.printed, "key": w.key}
                for w in wires[id_]
            ],
            "observed": seen[id_],
            "optouts": [
                {"use": o.use, "place": o.place, "printed": o.printed}
                for o in reserved.get(row.article_id, ())
            ],
            "content_sha256": row.content_sha256,
            "extractor_version": row.extractor_version,
        }


def _urls(connection: Connection, articles: set[int]) -> dict[int, list[str]]:
    query = select(ArticleUrl.article_id, ArticleUrl.url).where(ArticleUrl.article_id.in_(articles))
    found: dict[int, list[str]] = defaultdict(list)
    for article_id, url in connection.execute(query.order_by(ArticleUrl.id)):
        found[article_id].append(url)
    return found


def _observations(connection: Connection, versions: list[int]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = defaultdict(list)
    for row in connection.execute(
        select(Observation.__table__)
        .where(Observation.version_id.in_(versions), Observation.state == State.LIVE)
        .order_by(Observation.observed_from)
    ):
        found[row.version_id].append(
            {
                "from": _observed(row.observed_from),
                "last_seen": _observed(row.last_seen_at),
                "until": _observed(row.observed_until),
            }
        )
    return found


def _photo(photo: Photo, names: Mapping[str, str]) -> Record:
    credit = photo.credit
    return {
        "url": photo.url,
        "caption": photo.caption,
        "alt_text": photo.alt_text,
        "credit": _credit(credit, names) if credit else None,
        "width": photo.width,
        "height": photo.height,
    }


def _credit(credit: Credit, names: Mapping[str, str]) -> Record:
    """A credit in which agencies with a key have their proper names."""
    return {
        "line": credit.line,
        "photographers": list(credit.photographers),
        "agencies": [
            {
                "name": names.get(a.key, a.name) if a.key else a.name,
                "role": a.role.value,
                "key": a.key,
            }
            for a in credit.agencies
        ],
        "terms": [term.value for term in credit.terms],
        "rights_note": credit.rights_note,
    }


def _claimed(at: datetime | None) -> str | None:
    return utc_text(at, fraction=False) if at else None


def _observed(at: datetime | None) -> str | None:
    return utc_text(at, fraction=True) if at else None
