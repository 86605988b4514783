"""The writer has a thread of its own: whoever adds entries does not wait for the database."""

from __future__ import annotations

from concurrent.futures import wait

import pytest
from sqlalchemy import Engine, create_engine

from crawler.archive.writer import BATCH, MOST_WAITING, ArchiveWriter
from crawler.errors import ArchiveError
from tests.archive.conftest import Query
from tests.archive.press import article, visit
from tests.conftest import on_sqlite


def url(number: int) -> str:
    return f"http://herald.example/news/{number}"


@on_sqlite
def test_entries_are_taken_while_another_process_writes(
    writer: ArchiveWriter, archive: Engine, query: Query
) -> None:
    other = create_engine(archive.url).raw_connection()
    other.execute("BEGIN IMMEDIATE")
    kept = [visit(url(n), n, article(url(n))) for n in range(BATCH * MOST_WAITING)]
    for one in kept:
        writer.add(one)
    crowd = writer.backlog
    assert crowd is not None
    assert not crowd.done()
    # What is about to be written is known already.
    first = kept[0].capture
    assert writer.is_archived(first.record_id)
    assert writer.find_payload(first.url, first.payload_digest, True) == first
    other.rollback()
    wait([crowd])
    writer.flush()
    assert writer.backlog is None
    assert writer.find_payload(first.url, first.payload_digest, True) == first
    assert len(query("SELECT 1 FROM captures")) == len(kept)


def test_what_could_not_be_written_is_kept_for_the_next_time(
    writer: ArchiveWriter, query: Query
) -> None:
    disk = [ArchiveError("full"), ArchiveError("still full")]

    def durable() -> None:
        if disk:
            raise disk.pop()

    writer.durable = durable
    page = visit(url(1), 1, article(url(1)))
    writer.add(page)
    for _ in range(2):
        with pytest.raises(ArchiveError, match="full"):
            writer.flush()
        assert writer.is_archived(page.capture.record_id)
        assert query("SELECT * FROM captures") == []
    writer.flush()
    assert len(query("SELECT * FROM captures")) == 1
