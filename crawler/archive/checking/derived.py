"""Check whether the stories and the search index agree with the versions they are derived from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection, func, inspect, select, text

from crawler.archive.checking.findings import Finding
from crawler.archive.search.index import ID, OUT_OF_ORDER
from crawler.archive.stories.gathering import MISSING, gather_again, gather_batch
from crawler.counted import counted

# articles whose place in the stories does not follow from the pairs of copies
ASTRAY = text(
    """SELECT article_id FROM (
           SELECT article_id FROM copy_pair UNION SELECT other_id FROM copy_pair) paired
       WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.article_id = paired.article_id)
       UNION
       SELECT s.article_id FROM story s
       WHERE NOT EXISTS (SELECT 1 FROM copy_pair p
                         WHERE p.article_id = s.article_id OR p.other_id = s.article_id)
          OR NOT EXISTS (SELECT 1 FROM story l
                         WHERE l.article_id = s.leader_id AND l.leader_id = s.leader_id)
       ORDER BY 1"""
)


def check_derived(connection: Connection) -> Iterator[Finding]:
    """Check the data that is derived from the versions and can be derived anew."""
    yield from _check_sketches(connection)
    for article in connection.scalars(ASTRAY).all():
        yield Finding(
            f"article {article}",
            "its place in the stories does not follow from its copies",
            partial(gather_again, article_id=article),
            "it was put into its story anew",
        )
    yield from _check_search(connection)


def _check_sketches(connection: Connection) -> Iterator[Finding]:
    count = connection.scalar(select(func.count()).select_from(MISSING.subquery()))

    def sketch(connection: Connection) -> None:
        while gather_batch(connection):
            pass

    if count:
        what = f"{counted(count, 'version was', 'versions were')} not looked at for copies"
        yield Finding("stories", what, sketch, "they were looked at")


def _check_search(connection: Connection) -> Iterator[Finding]:
    if not inspect(connection).has_table("search_index"):
        return
    id_ = ID[connection.dialect.name]
    queries = {
        "versions that are no more": f"""
            SELECT count(*) FROM search_index i
            WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.id = i.{id_})""",  # noqa: S608
        "no trace of older versions": f"""
            SELECT count(*) FROM version v
            WHERE v.id <= (SELECT max({id_}) FROM search_index) - {OUT_OF_ORDER}
            AND NOT EXISTS (SELECT 1 FROM search_index i WHERE i.{id_} = v.id)""",  # noqa: S608
    }
    for what, query in queries.items():
        count = connection.scalar(text(query))
        if count:
            yield Finding(
                "search index",
                f"it holds {what}: {count}",
                lambda c: c.execute(text("DROP TABLE IF EXISTS search_index")),
                "it was dropped, and is made anew at the next search",
            )
