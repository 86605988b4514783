"""Search the archive's current versions for words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, text

from crawler.archive.models.types import CLAIMED
from crawler.archive.past.stored import stored_articles
from crawler.archive.search.index import ID, MATCHING, match, printed
from crawler.archive.search.terms import snippet, terms
from crawler.errors import ArchiveError


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
    statement = text(f"{query} ORDER BY i.{ID[dialect]} DESC LIMIT :limit")
    if wanted.since:
        statement = statement.bindparams(bindparam("since", type_=CLAIMED))
    rows = connection.execute(statement, values).all()
    articles = stored_articles(connection, {row.id for row in rows})
    return [
        Hit(
            row.article_id,
            row.source,
            articles[row.id].published_at,
            articles[row.id].headline,
            snippet(printed(articles[row.id]), looked_for),
            row.url,
        )
        for row in rows
    ]
