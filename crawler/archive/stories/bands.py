"""Read and write the keys of articles in the table ``band``, thousands at once.

They go to the database as one array, or by the driver's own loop. Inserts are sorted like the
table, so that it is written page by page, however many texts there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from sqlalchemy import Connection, text

Placed = tuple[int, int]  # (a key with its week (``crawler.copies.weeks``), an article's id)

INSERT = {
    "sqlite": "INSERT INTO band (key, article_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
    "postgresql": "INSERT INTO band (key, article_id) "
    "SELECT unnest(%s::bigint[]), unnest(%s::bigint[]) ON CONFLICT DO NOTHING",
}
_THESE = {
    "sqlite": "key IN (SELECT value FROM json_each(:keys))",
    "postgresql": "key = ANY(CAST(:keys AS bigint[]))",
}
FIND = {
    dialect: text(f"SELECT key, article_id FROM band WHERE {these}")  # noqa: S608
    for dialect, these in _THESE.items()
}
DELETE = {
    dialect: text(f"DELETE FROM band WHERE article_id = :article AND {these}")  # noqa: S608
    for dialect, these in _THESE.items()
}


def insert_bands(connection: Connection, bands: Set[Placed]) -> None:
    """Add keys of articles; those already there stay."""
    if not bands:
        return
    statement = INSERT[connection.dialect.name]
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(statement, sorted(bands))
    else:
        columns = tuple(map(list, zip(*sorted(bands), strict=True)))
        connection.exec_driver_sql(statement, columns)


def find_bands(connection: Connection, keys: Iterable[int]) -> set[Placed]:
    """Find the articles that have these keys, each paired with its key."""
    found = connection.execute(FIND[connection.dialect.name], {"keys": _array(connection, keys)})
    return set(found.all())


def delete_bands(connection: Connection, article_id: int, keys: Iterable[int]) -> None:
    """Remove these keys from an article."""
    these = {"article": article_id, "keys": _array(connection, keys)}
    connection.execute(DELETE[connection.dialect.name], these)


def _array(connection: Connection, numbers: Iterable[int]) -> str:
    """Numbers as text that the engine reads as an array."""
    listed = ",".join(map(str, numbers))
    return f"[{listed}]" if connection.dialect.name == "sqlite" else f"{{{listed}}}"
