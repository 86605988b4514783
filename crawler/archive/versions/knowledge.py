"""What the archive already knows about a batch of visits: read in a few queries, then in memory.

The decisions (decide.py) read and extend this knowledge, so that two visits of one batch know of
each other. The inserts (store.py) write down what is new in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from crawler.archive.models import Article as ArticleRow
from crawler.archive.models import (
    ArticleUrl,
    Capture,
    Observation,
    State,
    UrlRelation,
    UrlSetApart,
    Version,
)
from crawler.archive.past.stored import stored_articles
from crawler.archive.versions.timeline import Look, Stretch, extend
from crawler.items import Article, PageKind

NOT_MODIFIED = 304


@dataclass(slots=True, eq=False)
class KnownVersion:
    """A version, compared by identity. ``id`` is 0 until it is in the database."""

    number: int
    content_sha256: str
    kind: str  # of the page that brought it
    id: int = 0


@dataclass(slots=True, eq=False)
class KnownArticle:
    """An article with its versions and its present. ``id`` is 0 until it is in the database."""

    source_id: int
    canonical_url: str
    first_seen_at: datetime
    id: int = 0
    versions: dict[str, KnownVersion] = field(default_factory=dict)  # by content digest
    present: Stretch[KnownVersion] | None = None
    present_id: int = 0  # id of the observation row that ``present`` was read from
    closed: list[Stretch[KnownVersion]] = field(default_factory=list)  # ended by this batch
    content: Article | None = None  # of its newest version, if loaded
    looked: bool = False  # the present has changed
    disordered: bool = False  # a look is older than the present

    def look(self, at: datetime, version: KnownVersion | None) -> bool:
        """Note that the article showed this version, or was gone (None). Returns whether that
        differs from what it showed before."""
        before = self.present
        if before is not None and at < before.last_seen_at:
            self.disordered = True
            return False
        self.looked = True
        begun = extend(before, Look(at, version))
        if begun is None:
            return False
        self.present = begun
        if before is not None:
            self.closed.append(before)
        return before is not None


@dataclass(frozen=True, slots=True)
class Seen:
    """What an earlier capture of a payload was."""

    url: str
    source_id: int
    page_kind: str
    page_reason: str | None
    article: KnownArticle | None
    version: KnownVersion | None


@dataclass(frozen=True, slots=True)
class NewUrl:
    """An address that led nowhere until now, and the article it leads to."""

    article: KnownArticle
    url: str
    relation: UrlRelation
    first_seen_at: datetime


def _nothing(version: int) -> Article:
    raise LookupError(f"version {version} is not in this batch")


@dataclass(slots=True)
class Knowledge:
    """Everything that the decisions of one batch look things up in."""

    by_url: dict[str, KnownArticle] = field(default_factory=dict)  # URL key -> article
    apart: set[str] = field(default_factory=set)  # URL keys that a person set apart
    by_content: dict[tuple[int, str], KnownArticle] = field(default_factory=dict)
    by_payload: dict[str, list[Seen]] = field(default_factory=dict)  # digest -> what it was
    new_articles: list[KnownArticle] = field(default_factory=list)
    new_urls: dict[str, NewUrl] = field(default_factory=dict)  # by URL key
    twins: list[tuple[KnownArticle, KnownArticle]] = field(default_factory=list)
    lost: list[tuple[KnownArticle, str]] = field(default_factory=list)  # its URL leads elsewhere
    read_version: Callable[[int], Article] = _nothing  # by id, from the database

    def newest(self, article: KnownArticle) -> Article | None:
        """What the article said last; None if it was never seen."""
        if article.content is None and article.present is not None:
            article.content = self.read_version(article.present.version.id)
        return article.content


def recall(
    connection: Connection,
    url_keys: Collection[str],
    contents: Collection[str],
    payloads: Collection[str],
) -> Knowledge:
    """What is known of these URL keys, content digests and (for revisits) payload digests.

    Captures with a 304 are left out: they say nothing of a payload.
    """
    url_rows = connection.execute(
        select(ArticleUrl.url_key, ArticleUrl.article_id).where(ArticleUrl.url_key.in_(url_keys))
    ).all()
    content_rows = connection.execute(
        select(Version.content_sha256, Version.article_id).where(
            Version.content_sha256.in_(contents)
        )
    ).all()
    payload_rows = connection.execute(
        select(
            Capture.payload_digest,
            Capture.url,
            Capture.source_id,
            Capture.page_kind,
            Capture.page_reason,
            Capture.article_id,
            Version.content_sha256,
        )
        .outerjoin(Version, Version.id == Capture.version_id)
        .where(Capture.payload_digest.in_(payloads), Capture.page_kind.is_not(None))
        .where(Capture.status != NOT_MODIFIED)
        .order_by(Capture.captured_at)
    ).all()
    wanted = {
        *(row.article_id for row in url_rows),
        *(row.article_id for row in content_rows),
        *(row.article_id for row in payload_rows if row.article_id is not None),
    }
    articles = known_articles(connection, wanted)
    known = Knowledge(read_version=lambda id_: stored_articles(connection, [id_])[id_])
    for key, article_id in url_rows:
        known.by_url[key] = articles[article_id]
    known.apart.update(
        connection.scalars(select(UrlSetApart.url_key).where(UrlSetApart.url_key.in_(url_keys)))
    )
    for content, article_id in content_rows:
        article = articles[article_id]
        known.by_content[article.source_id, content] = article
    for payload, url, source_id, kind, reason, maybe_article_id, content in payload_rows:
        found = articles.get(maybe_article_id or 0)
        version = found.versions.get(content or "") if found else None
        seen = Seen(url, source_id, kind or PageKind.OTHER, reason, found, version)
        known.by_payload.setdefault(payload, []).append(seen)
    return known


def known_articles(connection: Connection, ids: Collection[int]) -> dict[int, KnownArticle]:
    """Articles with their versions and open observations, by id."""
    if not ids:
        return {}
    found = {
        id_: KnownArticle(source_id, canonical_url, first_seen_at, id_)
        for id_, source_id, canonical_url, first_seen_at in connection.execute(
            select(
                ArticleRow.id,
                ArticleRow.source_id,
                ArticleRow.canonical_url,
                ArticleRow.first_seen_at,
            )
            .where(ArticleRow.id.in_(ids))
            # Locked, so that what is decided still holds when it is written. SQLite has one writer.
            .order_by(ArticleRow.id)
            .with_for_update()
        )
    }
    versions: dict[int, KnownVersion] = {}
    for row in connection.execute(
        select(
            Version.id, Version.article_id, Version.number, Version.content_sha256, Version.kind
        ).where(Version.article_id.in_(ids))
    ):
        version = KnownVersion(row.number, row.content_sha256, row.kind, row.id)
        versions[row.id] = found[row.article_id].versions[row.content_sha256] = version
    for row in connection.execute(
        select(Observation.__table__).where(
            Observation.article_id.in_(ids), Observation.observed_until.is_(None)
        )
    ):
        article = found[row.article_id]
        article.present_id = row.id
        article.present = Stretch(
            versions[row.version_id], State(row.state), row.observed_from, row.last_seen_at
        )
    return found
