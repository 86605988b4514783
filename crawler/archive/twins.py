"""Join articles that turn out to be one, when both their addresses and their texts say so.

A person can undo a wrong merge with ``identity.split``.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from crawler.archive.identity import merge
from crawler.archive.models import Observation
from crawler.archive.past.stored import stored_articles
from crawler.archive.versions.knowledge import KnownArticle
from crawler.archive.versions.likeness import say_the_same


def join_twins(connection: Connection, twins: Iterable[tuple[KnownArticle, KnownArticle]]) -> None:
    """Merge the second article of each pair into the first if their texts agree."""
    into: dict[int, int] = {}
    for keep, other in twins:
        first, second = _now(into, keep.id), _now(into, other.id)
        if first != second and _say_the_same(connection, first, second):
            merge(connection, first, second)
            into[second] = first


def _now(into: dict[int, int], article: int) -> int:
    """The article that this one is part of by now."""
    while article in into:
        article = into[article]
    return article


def _say_the_same(connection: Connection, article: int, other: int) -> bool:
    """Whether the two articles' present (or last) versions say the same."""
    versions = connection.scalars(
        select(Observation.version_id).where(
            Observation.article_id.in_([article, other]), Observation.observed_until.is_(None)
        )
    )
    return say_the_same(*stored_articles(connection, list(versions)).values())
