"""Rows known by a name: sources, agencies, authors. Look them up and insert missing ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.orm import InstrumentedAttribute

from crawler.archive.database.inserts import upsert
from crawler.archive.entries import AgencyFacts, SourceFacts
from crawler.archive.models import Agency, Author, Source


def source_ids(connection: Connection, sources: Iterable[SourceFacts]) -> dict[str, int]:
    """Source name -> id; unknown sources are added."""
    rows = [
        {
            "name": source.name,
            "publisher": source.publisher,
            "country": source.country,
            "language": source.language,
            "home_url": source.home_url,
        }
        for source in {source.name: source for source in sources}.values()
    ]
    return _ids(connection, Source, Source.name, rows)


def author_ids(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Author name -> id; unknown authors are added."""
    return _ids(connection, Author, Author.name, [{"name": name} for name in dict.fromkeys(names)])


def agency_ids(connection: Connection, agencies: Mapping[str, str]) -> dict[str, int]:
    """Agency key -> id, from key -> name; unknown agencies are added."""
    rows = [{"key": key, "name": name} for key, name in agencies.items()]
    return _ids(connection, Agency, Agency.key, rows)


def sync_agencies(connection: Connection, agencies: Iterable[AgencyFacts]) -> None:
    """Update the archive's agencies to what ``extract/agencies.toml`` says now."""
    wanted = {agency.key: asdict(agency) for agency in agencies}
    stored = {row["key"]: dict(row) for row in connection.execute(_AGENCY_ROWS).mappings()}
    missing = [row for key, row in sorted(wanted.items()) if key not in stored]
    if missing:
        connection.execute(upsert(connection, Agency).on_conflict_do_nothing(), missing)
    for key, row in wanted.items():
        if key in stored and stored[key] != row:
            connection.execute(update(Agency).where(Agency.key == key).values(row))


_AGENCY_ROWS = select(Agency.key, Agency.name, Agency.kind, Agency.country, Agency.wikidata)


def _ids(
    connection: Connection,
    model: type[Source | Agency | Author],
    column: InstrumentedAttribute[str],
    rows: list[dict[str, Any]],
) -> dict[str, int]:
    if not rows:
        return {}
    names = [row[column.key] for row in rows]
    found = _pairs(connection.execute(select(column, model.id).where(column.in_(names))))
    missing = [row for row in rows if row[column.key] not in found]
    if missing:
        # Always in the same order, so that two writers of the same names cannot deadlock.
        missing.sort(key=lambda row: str(row[column.key]))
        connection.execute(upsert(connection, model).on_conflict_do_nothing(), missing)
        new = [row[column.key] for row in missing]
        found |= _pairs(connection.execute(select(column, model.id).where(column.in_(new))))
    return found


def _pairs(rows: Iterable[Row[str, int]]) -> dict[str, int]:
    return {row[0]: row[1] for row in rows}
