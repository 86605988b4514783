"""Compare versions that stood one after the other, and store the result."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Select, delete, or_, select, tuple_

from crawler.archive.database.inserts import insert_all
from crawler.archive.models import Edit
from crawler.archive.past.stored import stored_articles
from crawler.archive.versions.timeline import Stretch, V
from crawler.edits.compare import Edit as Compared
from crawler.edits.compare import compare

AT_ONCE = 200  # pairs
JOINED_BY = "; "  # between the classes of an edit, or the fields of a correction

VersionPair = tuple[int, int]  # ids: the version before, the version after


def steps(stretches: Sequence[Stretch[V]]) -> list[tuple[V, V]]:
    """The versions before and after each edit in a timeline.

    A time when the article was gone is no edit: what stood before it is compared with what came
    after.
    """
    versions = [stretch.version for stretch in stretches]
    return [(before, after) for before, after in pairwise(versions) if before != after]


def store_edits(connection: Connection, pairs: Iterable[VersionPair]) -> None:
    """Compare those of these pairs that were not compared yet, and store what changed."""
    wanted = sorted(set(pairs))
    for start in range(0, len(wanted), AT_ONCE):
        _store(connection, wanted[start : start + AT_ONCE])


def forget_edits(connection: Connection, versions: Collection[int] | Select[int]) -> None:
    """Delete the edits from or to these versions."""
    either = or_(Edit.from_version_id.in_(versions), Edit.to_version_id.in_(versions))
    connection.execute(delete(Edit).where(either))


def _store(connection: Connection, wanted: Sequence[VersionPair]) -> None:
    key = tuple_(Edit.from_version_id, Edit.to_version_id)
    stored = {
        (row.from_version_id, row.to_version_id)
        for row in connection.execute(
            select(Edit.from_version_id, Edit.to_version_id).where(key.in_(wanted))
        )
    }
    missing = [pair for pair in wanted if pair not in stored]
    if missing:
        articles = stored_articles(connection, {version for pair in missing for version in pair})
        rows = [
            {"from_version_id": before, "to_version_id": after}
            | _edit_row(compare(articles[before], articles[after]))
            for before, after in missing
        ]
        insert_all(connection, Edit, rows)


def _edit_row(edit: Compared) -> dict[str, Any]:
    return {
        "classes": JOINED_BY.join(edit.classes),
        "silent": edit.silent,
        "notice": "\n".join(edit.notices) or None,
        "share": round(edit.share, 4),
    }
