"""robots.txt and tdmrep.json, kept for all runs of a day."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, select

from crawler.archive.database.inserts import upsert
from crawler.archive.models import StoredSiteFile
from crawler.items import SiteFile


def recall_site_file(engine: Engine, url: str) -> SiteFile | None:
    """The file as last fetched; None if it never was."""
    with engine.connect() as connection:
        row = connection.execute(
            select(StoredSiteFile).where(StoredSiteFile.url == url)
        ).one_or_none()
    return None if row is None else SiteFile(row.url, row.fetched_at, row.status, row.text)


def keep_site_files(connection: Connection, files: Iterable[SiteFile]) -> None:
    """Store these files, replacing what was stored of them."""
    for file in files:
        row = {
            "fetched_at": file.fetched_at,
            "status": file.status,
            "text": file.text.replace("\0", ""),  # PostgreSQL cannot store NUL
        }
        insert = upsert(connection, StoredSiteFile).values(url=file.url, **row)
        connection.execute(insert.on_conflict_do_update(index_elements=["url"], set_=row))
