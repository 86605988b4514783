"""``crawler reextract``: the captures read again, as a user does it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.archive.database.engine import open_archive
from crawler.extract.document import Document
from crawler.extract.page import Context, read_page
from crawler.items import Page
from crawler.reader_pool import ReaderPool
from crawler.reextracting import ReExtraction
from crawler.sources.loader import load_catalogue
from tests.desk import Desk
from tests.spiders.origin import XML, feed, serving, story
from tests.test_import import CORPUS, HOME, exchange, warc

OLD_READER = (
    "UPDATE version SET extractor_version = '0'",
    "UPDATE version SET headline = 'Menu', content_sha256 = 'old' WHERE id = 2",
)

POOR_READER = (
    "UPDATE version SET extractor_version = '0', standfirst = NULL, content_sha256 = id",
    """DELETE FROM version_paragraph WHERE position = (
        SELECT max(position) FROM version_paragraph other
        WHERE other.version_id = version_paragraph.version_id) AND position > 0""",
    *(f"DELETE FROM {table}" for table in ("story", "copy_pair", "band", "sketch")),
    "DELETE FROM version_photo",
    "DELETE FROM credit",
    "DELETE FROM photo",
)


SAW_NO_LAST_PARAGRAPH = (
    "UPDATE version SET extractor_version = '0'",
    "UPDATE capture SET version_id = 1",
    "DELETE FROM observation WHERE observed_until IS NOT NULL",
    "UPDATE observation SET observed_from = (SELECT min(captured_at) FROM capture)",
    *(f"DELETE FROM {table}" for table in ("edit", "story", "copy_pair", "band", "sketch")),
    *(
        f"DELETE FROM {table} WHERE version_id = 2"
        for table in ("version_paragraph", "attribution")
    ),
    "DELETE FROM version_author WHERE version_id = 2",
    "DELETE FROM version WHERE id = 2",
)


@pytest.fixture
def outdated(desk: Desk) -> Desk:
    """A desk whose archive holds four pages, read by an older reader that got a headline wrong."""
    file, _ = warc(desk.folder)
    desk.describe(HOME, "")
    desk.run("crawler", "import", str(file))
    with sqlite3.connect(desk.folder / "archive.db") as connection:
        for statement in OLD_READER:
            connection.execute(statement)
    return desk


def test_what_was_misread_is_corrected_and_told(outdated: Desk) -> None:
    done = outdated.run("crawler", "reextract")
    header, row = (line.split("\t") for line in done.stdout.splitlines())
    assert header == ["changed", "versions", "example"]
    assert row[:2] == ["headline", "1"]
    assert done.stderr == "4 versions read again\n"
    assert outdated.ask("SELECT count(*) FROM versions WHERE headline = 'Menu'") == [(0,)]
    assert outdated.ask("SELECT count(*), max(version) FROM versions") == [(4, 1)]
    assert outdated.ask("SELECT count(*) FROM changes") == [(0,)]
    outdated.run("crawler", "verify")


def test_a_story_is_read_again_by_the_rules_of_its_own_source(desk: Desk) -> None:
    """Which a crawl knows by name, though the story is not on the site of the source's home."""
    box = (
        "<div class='x9'><p>The council of the bay voted on Thursday to rebuild the eastern mole, "
        "which the storm of last winter had broken in two places, the mayor said.</p></div>"
    )
    with serving() as site:
        site.put("/ferry", story("Ferry returns").replace("</article>", f"{box}</article>"))
        ferry, places = site.url("/ferry", "stories"), [site.url("/feed.xml", "stories")]
        site.put("/feed.xml", feed(ferry), XML)
        rules = 'rules = { exclude = ["div.x9"] }'
        desk.describe(site.url("/"), f"feeds = {places}\nlimits = {{ delay = 0.0 }}\n{rules}")
        desk.crawl("herald")
    with sqlite3.connect(desk.folder / "archive.db") as connection:
        connection.execute("UPDATE version SET extractor_version = '0'")
    done = desk.run("crawler", "reextract")
    assert done.stdout == "changed\tversions\texample\n"
    assert done.stderr == "1 version read again\n"
    told = "SELECT source, url FROM articles WHERE body NOT LIKE '%eastern mole%'"
    assert desk.ask(told) == [("herald", ferry)]


def test_there_is_nothing_to_do_the_second_time(outdated: Desk) -> None:
    outdated.run("crawler", "reextract", "--workers", "0")
    again = outdated.run("crawler", "reextract")
    assert again.stderr == "0 versions read again\n"


def test_an_edit_that_the_older_reader_could_not_see_is_seen(desk: Desk) -> None:
    """Its captures were two looks at one version; they show two."""
    first = exchange("news/0", story("Ferry returns"))
    edited = exchange("news/0", story("Ferry returns", "The harbor master has resigned since."))
    later = replace(edited, at=edited.at + timedelta(hours=1))
    file, _ = warc(desk.folder, [first, later, replace(first, at=first.at + timedelta(hours=2))])
    desk.run("crawler", "import", str(file))
    steps = "SELECT from_version, to_version, classes FROM changes ORDER BY seen_at"
    as_read = desk.ask(steps)
    assert as_read == [(1, 2, "body"), (2, 1, "body")]
    with sqlite3.connect(desk.folder / "archive.db") as connection:
        for statement in SAW_NO_LAST_PARAGRAPH:
            connection.execute(statement)
    assert desk.ask(steps) == []
    done = desk.run("crawler", "reextract")
    assert done.stdout.splitlines()[1].startswith("split\t1\t")
    assert desk.ask(steps) == as_read
    desk.run("crawler", "verify")


def test_it_goes_on_where_it_was_ended(outdated: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.reextracting.AT_ONCE", 2)
    engine = open_archive(outdated.archive)

    def work() -> ReExtraction:
        captures = outdated.folder / "captures"
        return ReExtraction(engine, captures, load_catalogue(), ReaderPool(0))

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    ended, rest = work(), work()
    ended.progress = interrupt
    with pytest.raises(KeyboardInterrupt):
        ended.run()
    rest.run()
    engine.dispose()
    assert (ended.done, rest.done) == (2, 2)
    assert ended.counts + rest.counts == {"headline": 1}


def test_a_version_whose_capture_is_lost_stays_as_it_was(outdated: Desk) -> None:
    (file,) = (outdated.folder / "captures").glob("*.warc.gz")
    file.unlink()
    done = outdated.run("crawler", "reextract", code=1)
    assert str(file.name) in done.stderr
    assert "4 versions could not be read again" in done.stderr
    assert outdated.ask("SELECT count(*) FROM versions WHERE headline = 'Menu'") == [(1,)]


@pytest.mark.skipif(not CORPUS, reason="the corpus of real pages is not here")
def test_a_changed_rule_makes_no_edits_of_real_pages(desk: Desk) -> None:
    """As if a reader without standfirsts, photos and last paragraphs had read them first."""
    desk.run("crawler", "import", str(CORPUS[-1]))
    told = "SELECT article_id, version, headline, body, content_sha256 FROM versions ORDER BY 1, 2"
    as_read, photos = desk.ask(told), desk.ask("SELECT count(*) FROM photos")
    with sqlite3.connect(desk.folder / "archive.db") as connection:
        for statement in POOR_READER:
            connection.execute(statement)
    desk.run("crawler", "migrate")  # its copies are those that it would have found
    assert desk.ask(told) != as_read
    desk.run("crawler", "reextract")
    assert desk.ask(told) == as_read
    assert desk.ask("SELECT count(*) FROM photos") == photos
    assert desk.ask("SELECT count(*) FROM changes") == [(0,)]
    desk.run("crawler", "verify")


def test_a_version_that_the_reader_fails_on_stays_as_it_was_and_is_tried_again(
    outdated: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: Document, context: Context) -> Page:
        if document.url.endswith("news/2"):
            raise ValueError("a defect of the reader")
        return read_page(document, context)

    monkeypatch.setattr("crawler.extract.page.read_page", fail)
    engine = open_archive(outdated.archive)
    captures = outdated.folder / "captures"
    work = ReExtraction(engine, captures, load_catalogue(), ReaderPool(0))
    work.run()
    engine.dispose()
    assert work.done == 3
    (why,) = work.unreadable
    assert why.endswith("reading it failed: ValueError")
    again = outdated.run("crawler", "reextract")
    assert again.stderr == "1 version read again\n"
