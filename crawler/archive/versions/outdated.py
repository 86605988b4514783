"""Find the versions that an older reader has read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, exists, select

from crawler.archive.models import Article, Capture, Extraction, Source, Version


def outdated_versions(
    connection: Connection,
    extractor: str,
    *,
    after: int = 0,
    sources: Collection[str] = (),
    since: datetime | None = None,
    limit: int = 200,
) -> list[int]:
    """Ids greater than ``after`` of versions that this version of the extractor has not read.
    Optionally only versions of these ``sources``, or seen at ``since`` or later."""
    done = exists().where(
        Extraction.version_id == Version.id, Extraction.extractor_version == extractor
    )
    query = select(Version.id).where(
        Version.id > after, Version.extractor_version != extractor, ~done
    )
    if sources:
        query = query.join(Article, Article.id == Version.article_id).join(
            Source, Source.id == Article.source_id
        )
        query = query.where(Source.name.in_(sources))
    if since is not None:
        seen = exists().where(Capture.version_id == Version.id, Capture.captured_at >= since)
        query = query.where(seen)
    return list(connection.scalars(query.order_by(Version.id).limit(limit)))
