"""Addresses that are longer than an index of PostgreSQL holds, on both engines."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from string import ascii_letters

from sqlalchemy import Engine, text

from crawler.archive.checking.checks import check_archive
from crawler.archive.database.engine import open_archive
from crawler.archive.entries import Failed
from crawler.archive.failures import open_failures
from crawler.archive.identity import split
from crawler.archive.past.find import addresses_of, find_article
from crawler.archive.urls import url_key
from crawler.archive.writer import ArchiveWriter
from crawler.items import Stage
from crawler.reading import facts
from tests.archive.conftest import Query
from tests.archive.press import HERALD, MORNING, article, gone, visit, write
from tests.archive.test_migrations import downgrade

URL = "http://herald.example/news/ferry"
# of letters in no order: what repeats itself PostgreSQL packs until it fits
LONG = f"http://herald.example/ferry?s={''.join(Random(7).choices(ascii_letters, k=4000))}"
LONGER = f"{LONG}x"


def test_a_page_with_a_long_canonical_address_is_archived_under_it(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    write(writer, visit(URL, 0, article(URL, canonical_url=LONG)))
    write(writer, visit(LONG, 30, article(LONG, "Ferry back")), gone(LONG, 60))
    assert writer.tally["herald"] == {"new": 1, "changed": 1, "gone": 1}
    assert query("SELECT url, versions FROM articles") == [{"url": LONG, "versions": 2}]
    with archive.connect() as connection:
        assert find_article(connection, LONG) == 1
        assert set(addresses_of(connection, 1)) == {LONG, URL}
        assert list(check_archive(connection)) == []


def test_long_addresses_that_differ_at_their_ends_are_two(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    write(writer, visit(LONG), visit(LONGER, 10, article(LONGER, "Lighthouse closed")))
    assert query("SELECT url FROM articles ORDER BY article_id") == [{"url": LONG}, {"url": LONGER}]
    write(writer, visit(URL, 20, article(URL, canonical_url=LONG)))
    with archive.begin() as connection:
        assert split(connection, 1, [LONG], MORNING) == 3


def test_a_long_address_that_fails_is_counted_kept_whole_and_resolved(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    for minutes in (0, 10):
        at = MORNING + timedelta(minutes=minutes)
        write(writer, *(Failed(u, HERALD, Stage.READ, "timeout", at) for u in (LONG, LONGER)))
    assert query("SELECT url, attempts FROM failures ORDER BY url") == [
        {"url": LONG, "attempts": 2},
        {"url": LONGER, "attempts": 2},
    ]
    write(writer, visit(LONG, 30))
    with archive.connect() as connection:
        assert open_failures(connection) == [("herald", "read", LONGER)]


def test_a_page_that_the_database_has_no_room_for_costs_no_other(
    writer: ArchiveWriter, query: Query
) -> None:
    """SQLite has room for all of it; an author's name, too, stands in an index."""
    other = "http://herald.example/other"
    write(writer, visit(other, 0, article(other, "Other", authors=(LONG,))), visit(URL))
    assert {"url": URL} in query("SELECT url FROM articles")
    refused = query("SELECT url, stage, reason FROM failures")
    assert refused in ([], [{"url": other, "stage": "archive", "reason": "refused"}])
    assert len(query("SELECT url FROM articles")) + len(refused) == 2


def test_what_cannot_be_a_host_is_no_sources_name() -> None:
    """A name stands in an index."""
    assert facts(None, "http://herald.example/x").name == "herald.example"
    assert facts(None, f"http://{'a' * 4000}.example/x").name == "unknown"


def test_what_an_older_archive_has_of_long_addresses_is_found_after_its_migration(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    old = f"http://herald.example/ferry?s={'long' * 1000}"  # PostgreSQL packs it
    write(writer, visit(old), Failed(f"{old}er", HERALD, Stage.READ, "timeout", MORNING))
    downgrade(archive, "0014")
    with archive.begin() as connection:
        whole = {"key": old.removeprefix("http://")}
        connection.execute(text("UPDATE article_url SET url_key = :key"), whole)
    open_archive(archive.url.render_as_string(hide_password=False)).dispose()
    assert query("SELECT url_key FROM article_url") == [{"url_key": url_key(old)}]
    write(writer, visit(f"{old}er", 30, article(old, "Ferry back", canonical_url=old)))
    assert query("SELECT versions FROM articles") == [{"versions": 2}]
    assert query("SELECT url FROM failures WHERE resolved_at IS NULL") == []
