"""Names of sources and agencies as users type them.

A misspelt name must be an error: it must not look like an empty archive.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from crawler.archive.models import Source
from crawler.errors import CrawlerError, SourceError, there_is_no
from crawler.extract.agencies import agencies, find_agency
from crawler.sources.loader import load_catalogue

PRINTED = text(
    """SELECT 1 FROM attribution WHERE agency_id IS NULL AND lower(name) = :name
       UNION ALL SELECT 1 FROM credit WHERE agency_id IS NULL AND lower(name) = :name LIMIT 1"""
)


def check_sources(connection: Connection, *names: str) -> None:
    """Raise SourceError for a name that neither the archive nor the catalogue has.

    The archive is asked first: it still knows a source that was removed from a file.
    """
    stored = set(connection.scalars(select(Source.name)))
    unknown = [name for name in names if name not in stored]
    known = stored | set(load_catalogue()) if unknown else stored
    for name in unknown:
        if name not in known:
            raise SourceError(
                f"{there_is_no('source', name, known)} `crawler status` lists what the archive "
                "has, `crawler sources` what could be crawled"
            )


def agency_asked_for(connection: Connection, name: str) -> str:
    """What to look for in the archive: an agency's key, or a name as printed.

    An agency is known by its key, its name, and any of its spellings. Any other name must be
    printed in a credit or attribution, or CrawlerError is raised.
    """
    asked = name.lower()  # as the archive compares names
    by_name = {known.lower(): a.key for a in agencies().values() for known in (a.name, a.key)}
    if asked in by_name:
        return by_name[asked]
    if connection.execute(PRINTED, {"name": asked}).first() is not None:
        return name
    if (agency := find_agency(name)) is not None:
        return agency.key
    raise CrawlerError(f"{there_is_no('agency', asked, by_name)} `crawler agencies` lists all")
