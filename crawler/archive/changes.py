"""Comparing versions that stood one after the other, and keeping the result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from sqlalchemy import Connection, insert, select, tuple_

from crawler.archive.models import Edit
from crawler.archive.stored import stored_articles
from crawler.archive.timeline import Stretch, V
from crawler.edits.compare import compare

JOINED_BY = "; "  # between the classes of an edit

VersionPair = tuple[int, int]  # ids: what stood before, what stood after


def steps(stretches: Sequence[Stretch[V]]) -> list[tuple[V, V]]:
    """The versions before and after each edit in a timeline.

    A time in which the article was gone is not an edit; what stood before it is compared with what
    came after.
    """
    versions = [stretch.version for stretch in stretches]
    return [(before, after) for before, after in pairwise(versions) if before != after]


def store_edits(connection: Connection, pairs: Iterable[VersionPair]) -> int:
    """Compare these pairs of versions and keep what changed; returns how many were new."""
    wanted = set(pairs)
    if not wanted:
        return 0
    key = tuple_(Edit.from_version_id, Edit.to_version_id)
    stored = connection.execute(
        select(Edit.from_version_id, Edit.to_version_id).where(key.in_(wanted))
    )
    missing = sorted(wanted - {(row.from_version_id, row.to_version_id) for row in stored})
    if not missing:
        return 0
    articles = stored_articles(connection, {version for pair in missing for version in pair})
    rows = []
    for before, after in missing:
        edit = compare(articles[before], articles[after])
        rows.append(
            {
                "from_version_id": before,
                "to_version_id": after,
                "classes": JOINED_BY.join(edit.classes),
                "silent": edit.silent,
                "notice": "\n".join(edit.notices) or None,
                "share": round(edit.share, 4),
            }
        )
    connection.execute(insert(Edit), rows)
    return len(rows)
