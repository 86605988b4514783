"""``crawler search``, run as a user would."""

from __future__ import annotations

import json

from crawler.archive.database.engine import open_archive
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from tests.archive.press import HERALD, MORNING, article, visit, write
from tests.desk import Desk


def test_search(desk: Desk) -> None:
    engine = open_archive(desk.archive)
    with engine.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
    url = "http://herald.example/ferry"
    write(ArchiveWriter(engine, run), visit(url, 0, article(url)))
    engine.dispose()
    done = desk.run("crawler", "search", "wooden", "ferry", "--format", "jsonl")
    (hit,) = [json.loads(row) for row in done.stdout.splitlines()]
    assert hit["url"] == url
    assert hit["snippet"].startswith("[Ferry] returns to the old harbor")
    assert "new to the index: 1" in done.stderr
    again = desk.run("crawler", "search", "ferry", "--as-of", "2020-01-01", "--format", "jsonl")
    assert again.stdout == ""
    assert again.stderr == ""
    assert "no word" in desk.run("crawler", "search", "--", "…", code=1).stderr
