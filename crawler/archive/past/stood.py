"""One article as it stood at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from crawler.archive.database.query import read_only
from crawler.archive.models import Article as ArticleRow
from crawler.archive.models import Observation, State, Version
from crawler.archive.models.types import utc_text
from crawler.archive.past.asof import as_of
from crawler.archive.past.find import find_article
from crawler.archive.past.stored import stored_articles
from crawler.errors import ArchiveError
from crawler.items import Article


@dataclass(frozen=True, slots=True)
class Stood:
    """What the last look before an instant had found."""

    article_id: int
    version: int
    state: State  # if gone, ``article`` is what stood last
    observed_from: datetime  # when this state began
    last_seen_at: datetime
    article: Article


def stood_at(engine: Engine, wanted: str, instant: datetime) -> Stood:
    """The article as it was known at the instant; ``find_article`` explains ``wanted``.

    Raises ArchiveError when there is no such article, or it was first seen later.
    """
    with read_only(engine) as connection:
        id_ = find_article(connection, wanted)
        first = connection.scalars(
            select(ArticleRow.first_seen_at).where(ArticleRow.id == id_)
        ).one()
    if instant < first:
        raise ArchiveError(f"article {id_} was first seen at {utc_text(first, fraction=True)}")
    with read_only(engine, as_of(instant)) as connection:
        row = connection.execute(
            select(Observation.__table__, Version.number)
            .join(Version, Version.id == Observation.version_id)
            .where(Observation.article_id == id_, Observation.observed_until.is_(None))
        ).one()
        article = stored_articles(connection, [row.version_id])[row.version_id]
    return Stood(id_, row.number, State(row.state), row.observed_from, row.last_seen_at, article)
