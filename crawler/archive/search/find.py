"""Search the archive's current versions for words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, TextClause, bindparam, text

from crawler.archive.models.types import CLAIMED
from crawler.archive.past.stored import stored_articles
from crawler.archive.search.index import ID, MATCHING, match, printed
from crawler.archive.search.terms import Term, index_words, snippet, terms
from crawler.errors import ArchiveError
from crawler.items import Article


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search: its words, and other conditions on the articles."""

    words: str
    source: str | None = None
    since: datetime | None = None  # claimed publication, or the first look if none is claimed
    agency: str | None = None  # key or name of an agency credited for the story or a photo
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found."""

    article_id: int
    source: str
    published_at: datetime | None
    headline: str
    snippet: str
    url: str


AGENCIES = """
    (EXISTS (SELECT 1 FROM attribution at LEFT JOIN agency ag ON ag.id = at.agency_id
             WHERE at.version_id = v.id
             AND (ag.key = :agency OR lower(coalesce(ag.name, at.name)) = :agency))
     OR EXISTS (SELECT 1 FROM version_photo vp JOIN credit c ON c.photo_id = vp.photo_id
                LEFT JOIN agency ag ON ag.id = c.agency_id
                WHERE vp.version_id = v.id
                AND (ag.key = :agency OR lower(coalesce(ag.name, c.name)) = :agency)))"""


def search(connection: Connection, wanted: SearchQuery) -> list[Hit]:
    """The articles whose current version has all the words, the last archived first.

    On a connection prepared with ``asof.as_of``, this searches the versions that stood at that
    instant. Raises ArchiveError when ``words`` holds nothing to look for.
    """
    looked_for = terms(wanted.words)
    if not looked_for:
        raise ArchiveError(f"there is no word in {wanted.words!r} to look for")
    dialect = connection.dialect.name
    query = f"""SELECT v.id, a.id AS article_id, s.name AS source, a.canonical_url AS url
                FROM {MATCHING[dialect]}
                JOIN observation o ON o.version_id = v.id AND o.observed_until IS NULL
                JOIN article a ON a.id = v.article_id
                JOIN source s ON s.id = a.source_id
                WHERE true"""  # noqa: S608
    values: dict[str, object] = {"match": match(looked_for, dialect), "limit": wanted.limit}
    if wanted.source:
        query += " AND s.name = :source"
        values["source"] = wanted.source
    if wanted.agency:
        query += f" AND {AGENCIES}"
        values["agency"] = wanted.agency.lower()
    if wanted.since:
        query += " AND coalesce(v.published_at, a.first_seen_at) >= :since"
        values["since"] = wanted.since
    in_a_row = [term for term in looked_for if len(term.words) > 1 and dialect != "sqlite"]
    most = "" if in_a_row else " LIMIT :limit"
    statement = text(f"{query} ORDER BY i.{ID[dialect]} DESC{most}")
    if wanted.since:
        statement = statement.bindparams(bindparam("since", type_=CLAIMED))
    hits = (
        _hit(row, article, looked_for)
        for row, article in _found(connection, statement, values, wanted.limit)
        if _has(article, in_a_row)
    )
    return list(islice(hits, wanted.limit))


def _found(
    connection: Connection, statement: TextClause, values: Mapping[str, object], at_once: int
) -> Iterator[tuple[Row[Any], Article]]:
    """The matching rows with their articles, which are read as they are asked for."""
    streaming = statement.execution_options(stream_results=True)
    for rows in connection.execute(streaming, values).partitions(at_once):
        articles = stored_articles(connection, {row.id for row in rows})
        yield from ((row, articles[row.id]) for row in rows)


def _has(article: Article, terms: Sequence[Term]) -> bool:
    """Whether an article has all terms, each with its words in a row."""
    words = index_words(printed(article)) if terms else ""
    return all(term.stands_in(words) for term in terms)


def _hit(row: Row[Any], article: Article, looked_for: list[Term]) -> Hit:
    shown = snippet(printed(article), looked_for)
    return Hit(row.article_id, row.source, article.published_at, article.headline, shown, row.url)
