"""Change which version a look shows: merge versions, split them, or delete them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from crawler.archive.database.inserts import insert_for_id
from crawler.archive.models import (
    Attribution,
    Capture,
    Credit,
    Extraction,
    Paragraph,
    Photo,
    Version,
    VersionAuthor,
    VersionParagraph,
    VersionPhoto,
)
from crawler.archive.versions.changes import forget_edits
from crawler.archive.versions.content import NewVersion, store_content
from crawler.archive.versions.digests import content_sha256
from crawler.archive.versions.knowledge import KnownVersion, known_articles
from crawler.archive.versions.store import content_columns, derive_observations
from crawler.items import Article, Page

PARTS = (VersionParagraph, VersionPhoto, VersionAuthor, Attribution)


def part_version(connection: Connection, version_id: int, pages: Mapping[str, Page]) -> None:
    """Give those looks at a version that show something else to versions of their own.

    ``pages`` is what its captures say: payload digest -> page. A look of which nothing is known (a
    304, a lost capture) shows what the look before it showed. The new versions may equal others of
    the article, and the timeline is not updated: see ``merge_equal`` and ``derive_observations``.
    """
    version = connection.execute(select(Version.__table__).where(Version.id == version_id)).one()
    articles = {payload: page for payload, page in pages.items() if page.article}
    last = select(func.max(Version.number)).where(Version.article_id == version.article_id)
    ids = {version.content_sha256: version_id}
    shown = version_id
    for capture_id, payload in connection.execute(
        select(Capture.id, Capture.payload_digest)
        .where(Capture.version_id == version_id)
        .order_by(Capture.captured_at, Capture.id)
    ).all():
        page = articles.get(payload)
        if page is not None and page.article is not None:
            digest = content_sha256(page.article)
            if digest not in ids:
                number = connection.scalars(last).one() + 1
                other = {"number": number, "content_sha256": digest, "kind": page.kind}
                ids[digest] = insert_like(connection, version._mapping, page.article, **other)
            shown = ids[digest]
        connection.execute(update(Capture).where(Capture.id == capture_id).values(version_id=shown))


def insert_like(
    connection: Connection, row: Mapping[Any, Any], content: Article, **other: Any
) -> int:
    """Insert a copy of a stored version with other content and these ``other`` columns; return its
    id."""
    values = {**row, **content_columns(content), **other}
    del values["id"]
    id_ = insert_for_id(connection, Version, values)
    article = known_articles(connection, {values["article_id"]})[values["article_id"]]
    version = KnownVersion(values["number"], values["content_sha256"], values["kind"], id_)
    store_content(connection, [NewVersion(article, version, content)])
    return id_


def merge_equal(connection: Connection, article_id: int) -> set[int]:
    """Merge versions with equal content into the earliest; return those that are gone. The
    article's versions must have no sketches: see ``gather_again``."""
    keepers: dict[str, int] = {}
    gone: dict[int, int] = {}
    for id_, digest in connection.execute(
        select(Version.id, Version.content_sha256)
        .where(Version.article_id == article_id)
        .order_by(Version.number)
    ):
        if keepers.setdefault(digest, id_) != id_:
            gone[id_] = keepers[digest]
    for id_, keeper in gone.items():
        connection.execute(
            update(Capture).where(Capture.version_id == id_).values(version_id=keeper)
        )
    if gone:
        derive_observations(connection, article_id)  # so that no observation refers to them
        forget_versions(connection, list(gone))
    return set(gone)


def forget_versions(connection: Connection, ids: Collection[int]) -> None:
    """Delete versions that no look refers to, with all their parts."""
    forget_edits(connection, ids)
    for part in (*PARTS, Extraction):
        connection.execute(delete(part).where(part.version_id.in_(ids)))
    connection.execute(delete(Version).where(Version.id.in_(ids)))


def drop_orphans(connection: Connection, article_id: int) -> None:
    """Delete the article's paragraphs and photos that no version has any more."""
    mine = select(Version.id).where(Version.article_id == article_id)
    shown = select(VersionParagraph.paragraph_id).where(VersionParagraph.version_id.in_(mine))
    connection.execute(
        delete(Paragraph).where(Paragraph.article_id == article_id, Paragraph.id.not_in(shown))
    )
    pictured = select(VersionPhoto.photo_id).where(VersionPhoto.version_id.in_(mine))
    orphans = list(
        connection.scalars(
            select(Photo.id).where(Photo.article_id == article_id, Photo.id.not_in(pictured))
        )
    )
    connection.execute(delete(Credit).where(Credit.photo_id.in_(orphans)))
    connection.execute(delete(Photo).where(Photo.id.in_(orphans)))
