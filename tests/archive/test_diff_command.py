"""``crawler diff`` and ``crawler history``, as a user sees them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from crawler.archive.database.engine import open_archive
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from crawler.items import Paragraph
from tests.archive.press import HERALD, MORNING, article, visit, wire_photo, write
from tests.desk import Desk

URL = "http://herald.example/news/ferry"
FIRST = article(
    URL, paragraphs=(Paragraph("It carried 40 people & a dog."), Paragraph("It rained."))
)
SECOND = replace(
    FIRST,
    headline="Ferry is home",
    paragraphs=(Paragraph("It carried 45 people & a dog."), Paragraph("It rained.")),
)
THIRD = replace(SECOND, photos=(wire_photo(),))


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk whose archive has an article of three versions."""
    engine = open_archive(str(desk.folder / "archive.db"))
    with engine.begin() as connection:
        writer = ArchiveWriter(engine, start_run(connection, "test", MORNING, source=HERALD))
    for minute, read in enumerate([FIRST, SECOND, THIRD]):
        write(writer, visit(URL, minute, read))
    engine.dispose()
    return desk


def test_in_a_pipe_words_are_marked(filled: Desk) -> None:
    out = filled.run("crawler", "diff", "1", "1", "2").stdout
    assert out == (
        "version 1 → 2 of article 1\n"
        "headline; figures, silently (36.0% of the words)\n\n"
        "headline, changed\n"
        "Ferry [-returns to the old harbor-]{+is home+}\n\n"
        "paragraph 1, changed\n"
        "It carried [-40-]{+45+} people & a dog.\n"
    )


def test_without_versions_it_is_the_last_edit(filled: Desk) -> None:
    out = filled.run("crawler", "diff", URL).stdout
    assert "version 2 → 3" in out
    assert "{+The ferry passes the outer mole. (AP-Yonhap)+}" in out


def test_on_a_terminal_words_are_coloured(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = filled.run("crawler", "diff", "1", "1", "2").stdout
    assert "[-" not in out
    assert re.search(r"\x1b\[[\d;]*31m40\x1b.*\x1b\[32m45\x1b", out)


def test_as_json(filled: Desk) -> None:
    edit = json.loads(filled.run("crawler", "diff", "1", "1", "2", "--json").stdout)
    assert (edit["article_id"], edit["from_version"], edit["to_version"]) == (1, 1, 2)
    assert edit["classes"] == ["headline", "figures"]
    assert edit["silent"] is True
    (sentence,) = edit["sentences"]
    assert sentence["before"] == "It carried 40 people & a dog."
    assert ["added", "45"] in sentence["words"]


def test_as_html_everything_is_escaped_and_marked(filled: Desk) -> None:
    out = filled.run("crawler", "diff", "1", "1", "2", "--html").stdout
    assert (
        "<p class='changed' dir='auto'>It carried <del>40</del><ins>45</ins> people &amp; a dog."
        in out
    )
    assert "<p class='same' dir='auto'>It rained.</p>" in out


def test_what_cannot_be_compared_is_said(filled: Desk) -> None:
    assert "it has 1 to 3" in filled.run("crawler", "diff", "1", "1", "9", code=1).stderr
    assert "Give two versions" in filled.run("crawler", "diff", "1", "2", code=2).stderr


def test_the_history_tells_the_classes(filled: Desk) -> None:
    lines = filled.run("crawler", "history", "1", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[5] for line in lines] == [
        "changed",
        "",
        "headline; figures",
        "photo added",
    ]
