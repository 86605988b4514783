"""Join two articles, or split one, when a person says which addresses belong together.

The archive joins articles by itself where the evidence is good (``decide.py``); these two functions
are for the other cases. They never change what a capture showed, only which article it was a look
at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, or_, select, update

from crawler.archive.database.inserts import insert_all, insert_for_id
from crawler.archive.models import (
    Article,
    ArticleUrl,
    Capture,
    Observation,
    Paragraph,
    Photo,
    Story,
    UrlSetApart,
    Version,
)
from crawler.archive.past.stored import stored_articles
from crawler.archive.search.index import index_again
from crawler.archive.stories.copies import forget_copies
from crawler.archive.stories.gathering import gather_again
from crawler.archive.urls import url_key, without_tracking
from crawler.archive.versions.changes import forget_edits
from crawler.archive.versions.regroup import drop_orphans, forget_versions, insert_like, merge_equal
from crawler.archive.versions.store import derive_observations
from crawler.errors import ArchiveError
from crawler.items import Article as ArticleItem

CaptureRow = Row[int, str, datetime, int | None]  # id, URL, when, the version it found

FAR = 1_000_000  # above every version number; used while versions are renumbered


def merge(connection: Connection, keep: int, other: int) -> None:
    """Merge two articles of one publisher: ``other`` becomes part of ``keep``.

    No version and no look is lost. Versions with equal content become one, and all are renumbered
    in the order in which they were first seen. Raises ArchiveError when both are the same article,
    or belong to two publishers.
    """
    sources = set(
        connection.scalars(select(Article.source_id).where(Article.id.in_([keep, other])))
    )
    if keep == other:
        raise ArchiveError(f"article {keep} cannot be merged with itself")
    if len(sources) != 1:
        raise ArchiveError(
            f"articles {keep} and {other} are of two publishers: the copies of one text are a "
            "story (`crawler story`), not one article"
        )

    neighbours: set[int] = set()
    both = select(Version.id).where(Version.article_id.in_([keep, other]))
    before = stored_articles(connection, connection.scalars(both).all())

    def move() -> None:
        neighbours.update(forget_copies(connection, other) - {keep})
        _forget_timelines(connection, {keep, other})
        last = connection.scalar(select(func.max(Version.number)).where(Version.article_id == keep))
        connection.execute(
            update(Version)
            .where(Version.article_id == other)
            .values(article_id=keep, number=Version.number + (last or 0))
        )
        for model in (Paragraph, Photo, ArticleUrl, Capture):
            connection.execute(
                update(model).where(model.article_id == other).values(article_id=keep)
            )
        connection.execute(
            delete(Story).where(or_(Story.article_id == other, Story.leader_id == other))
        )
        connection.execute(delete(Article).where(Article.id == other))
        _unindex(connection, before, merge_equal(connection, keep))
        drop_orphans(connection, keep)
        derive_observations(connection, keep)
        _number(connection, keep)

    gather_again(connection, keep, move)
    for neighbour in sorted(neighbours):
        gather_again(connection, neighbour)


def split(connection: Connection, article: int, urls: Collection[str], at: datetime) -> int:
    """Make some of an article's addresses an article of their own; return its id.

    The looks at these addresses become its looks, and what they found its versions. From then on
    these addresses lead to it, whatever canonical URL their pages name. Raises ArchiveError when no
    look at these addresses found the article, or none at other addresses did.
    """
    keys = {url_key(url) for url in urls}
    mine = _looks_at(connection, article, urls)
    source = connection.scalar(select(Article.source_id).where(Article.id == article))
    first = min(mine, key=lambda row: (row.captured_at, row.id))
    url = without_tracking(first.url)
    row = {"source_id": source, "canonical_url": url, "first_seen_at": first.captured_at}
    new = insert_for_id(connection, Article, row)

    def move() -> None:
        _forget_timelines(connection, {article})
        copies = _copy_versions(connection, new, {r.version_id for r in mine if r.version_id})
        for row in mine:
            connection.execute(
                update(Capture)
                .where(Capture.id == row.id)
                .values(article_id=new, version_id=copies.get(row.version_id))
            )
        connection.execute(
            update(ArticleUrl)
            .where(ArticleUrl.article_id == article, ArticleUrl.url_key.in_(keys))
            .values(article_id=new)
        )
        _give_up_address(connection, article, keys)
        _set_apart(connection, keys, at)
        for part in (article, new):
            derive_observations(connection, part)
        _drop_unseen(connection, article)
        for part in (article, new):
            _number(connection, part)

    gather_again(connection, article, move)
    gather_again(connection, new)
    return new


def _give_up_address(connection: Connection, article: int, keys: Collection[str]) -> None:
    """Let the first of an article's other addresses be its canonical one, if that was among
    ``keys``, which lead elsewhere now."""
    canonical = connection.scalar(select(Article.canonical_url).where(Article.id == article))
    if canonical is None or url_key(canonical) not in keys:
        return
    others = select(ArticleUrl.url).where(ArticleUrl.article_id == article)
    first = connection.scalar(others.order_by(ArticleUrl.first_seen_at, ArticleUrl.id).limit(1))
    if first is not None:
        connection.execute(
            update(Article)
            .where(Article.id == article)
            .values(canonical_url=without_tracking(first))
        )


def _looks_at(connection: Connection, article: int, urls: Collection[str]) -> Sequence[CaptureRow]:
    """An article's looks at some of its addresses. Raises ArchiveError unless some of them found
    it, and some looks at other addresses did too."""
    captures = connection.execute(
        select(Capture.id, Capture.url, Capture.captured_at, Capture.version_id).where(
            Capture.article_id == article
        )
    ).all()
    keys = {url_key(url) for url in urls}
    mine = [row for row in captures if url_key(row.url) in keys]
    found = sum(row.version_id is not None for row in mine)
    if not found or found == sum(row.version_id is not None for row in captures):
        which = "every look" if found else "no look"
        raise ArchiveError(
            f"{which} that found article {article} went to {', '.join(map(repr, sorted(urls)))}: "
            "the view `captures` lists them by article_id and url"
        )
    return mine


def _drop_unseen(connection: Connection, article: int) -> None:
    """Remove an article's versions that none of its looks found."""
    seen = select(Capture.version_id).where(
        Capture.article_id == article, Capture.version_id.is_not(None)
    )
    unseen = connection.scalars(
        select(Version.id).where(Version.article_id == article, Version.id.not_in(seen))
    ).all()
    _unindex(connection, stored_articles(connection, unseen), unseen)
    forget_versions(connection, unseen)
    drop_orphans(connection, article)


def _unindex(
    connection: Connection, before: Mapping[int, ArticleItem], versions: Collection[int]
) -> None:
    """Take deleted versions out of the search index: SQLite will reuse their ids."""
    index_again(connection, {id_: before[id_] for id_ in versions}, {})


def _forget_timelines(connection: Connection, articles: Collection[int]) -> None:
    forget_edits(connection, select(Version.id).where(Version.article_id.in_(articles)))
    connection.execute(delete(Observation).where(Observation.article_id.in_(articles)))


def _copy_versions(connection: Connection, article: int, ids: Collection[int]) -> dict[int, int]:
    """Copy versions to another article: id -> id of the copy."""
    contents = stored_articles(connection, ids)
    rows = connection.execute(
        select(Version.__table__).where(Version.id.in_(ids)).order_by(Version.number)
    ).all()
    return {
        row.id: insert_like(connection, row._mapping, contents[row.id], article_id=article)
        for row in rows
    }


def _set_apart(connection: Connection, keys: Collection[str], at: datetime) -> None:
    known = set(
        connection.scalars(select(UrlSetApart.url_key).where(UrlSetApart.url_key.in_(keys)))
    )
    rows = [{"url_key": key, "set_apart_at": at} for key in sorted(set(keys) - known)]
    insert_all(connection, UrlSetApart, rows)


def _number(connection: Connection, article: int) -> None:
    """Number an article's versions 1, 2, … in the order in which they were first seen."""
    first = (
        select(Observation.version_id, func.min(Observation.observed_from).label("at"))
        .where(Observation.article_id == article)
        .group_by(Observation.version_id)
        .subquery()
    )
    ids = connection.scalars(
        select(Version.id)
        .join(first, first.c.version_id == Version.id)
        .order_by(first.c.at, Version.id)
    ).all()
    far = update(Version).where(Version.article_id == article)
    connection.execute(far.values(number=Version.number + FAR))
    for number, id_ in enumerate(ids, start=1):
        connection.execute(update(Version).where(Version.id == id_).values(number=number))
