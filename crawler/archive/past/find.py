"""Find one article from what a user types: its id, its URL, or words of its headline."""

from __future__ import annotations

from sqlalchemy import Connection, select

from crawler.archive.models import ArticleUrl, Version
from crawler.archive.urls import url_key
from crawler.errors import ArchiveError

DIGITS = 18  # most digits of an id: more would be no 64-bit number
SHOWN = 5  # ids in the message about an ambiguous headline


def find_article(connection: Connection, wanted: str) -> int:
    """The article's id. Raises ArchiveError when no article matches, or more than one does."""
    if "://" in wanted:
        query = select(ArticleUrl.article_id).where(ArticleUrl.url_key == url_key(wanted))
    else:
        named = (
            Version.article_id == int(wanted)
            if wanted.isdecimal() and len(wanted) <= DIGITS
            else Version.headline.icontains(wanted, autoescape=True)
        )
        query = select(Version.article_id).where(named).order_by(Version.article_id)
    found = list(connection.scalars(query.distinct().limit(SHOWN + 1)))
    if not found:
        raise ArchiveError(
            f"no article in the archive is {wanted!r}: give an id, a URL or words of a headline"
        )
    if len(found) > 1:
        ids = ", ".join(map(str, found[:SHOWN]))
        raise ArchiveError(f"several articles have {wanted!r} in a headline: give an id, {ids}")
    return found[0]


def addresses_of(connection: Connection, article: int) -> list[str]:
    """Every URL that leads to the article, as first seen, the first one first."""
    query = select(ArticleUrl.url).where(ArticleUrl.article_id == article).order_by(ArticleUrl.id)
    return list(connection.scalars(query))
