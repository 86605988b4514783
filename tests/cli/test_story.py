"""``crawler story``, run as a user would."""

from __future__ import annotations

import json

from crawler.archive.database.engine import open_archive
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from tests.archive.press import HERALD, MORNING, article, visit, write
from tests.archive.test_stories import COURIER, page, prose
from tests.desk import Desk


def test_a_story_and_its_copies(desk: Desk) -> None:
    engine = open_archive(desk.archive)
    with engine.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
    ferry = prose(1)
    write(
        ArchiveWriter(engine, run),
        page(HERALD, "ferry", 0, ferry),
        page(COURIER, "ferry", 5, "SEOUL, Friday " + ferry),
        visit("http://herald.example/tower", 9, article("http://herald.example/tower", "Tower")),
    )
    engine.dispose()
    listed = [json.loads(row) for row in _story(desk)]
    assert [(row["articles"], row["source"]) for row in listed] == [(2, "herald")]
    copies = [json.loads(row) for row in _story(desk, "http://courier.example/ferry")]
    assert [(row["source"], row["share"]) for row in copies] == [("herald", 1), ("courier", 1)]
    assert (copies[1]["words_cut"], copies[1]["words_added"]) == (0, 2)
    told = desk.run("crawler", "story", "Tower", code=1).stderr
    assert "it has no story" in told


def _story(desk: Desk, *arguments: str) -> list[str]:
    return desk.run("crawler", "story", *arguments, "--format", "jsonl").stdout.splitlines()
