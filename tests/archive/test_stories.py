"""Stories: copies across outlets, on SQLite and PostgreSQL."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, text

from crawler.archive.database.query import read_only
from crawler.archive.entries import SourceFacts, Visit
from crawler.archive.models import Base
from crawler.archive.past.asof import as_of
from crawler.archive.runs import start_run
from crawler.archive.stories.gathering import gather_missing
from crawler.archive.writer import ArchiveWriter
from crawler.items import Attribution, Paragraph
from tests.archive.conftest import Query
from tests.archive.press import HERALD, MORNING, REUTERS_TAIL, article, visit, write

COURIER = SourceFacts("courier", "The Bay Courier", "kr", "en", "http://courier.example/")
GAZETTE = SourceFacts("gazette", "The Hill Gazette", "us", "en", "http://gazette.example/")


def prose(seed: int, words: int = 160) -> str:
    """A text of its own: no three words of it are found in a text of another seed."""
    chosen = random.Random(seed)
    return " ".join(f"w{chosen.randrange(40_000)}" for _ in range(words))


def page(
    source: SourceFacts,
    name: str,
    minutes: float,
    body: str,
    *attributions: Attribution,
) -> Visit:
    url = f"{source.home_url}{name}"
    read = article(
        url, name, paragraphs=(Paragraph(body),), attributions=attributions, published_at=None
    )
    return visit(url, minutes, read, source=source)


def stories(query: Query) -> set[frozenset[str]]:
    """The stories as sets of URLs."""
    members: dict[int, set[str]] = {}
    for row in query(
        "SELECT leader_id, canonical_url FROM story JOIN article ON article.id = article_id"
    ):
        members.setdefault(row["leader_id"], set()).add(row["canonical_url"])
    return {frozenset(urls) for urls in members.values() if len(urls) > 1}


def test_a_story_gathers_copies_and_tells_who_was_first(
    writer: ArchiveWriter, query: Query
) -> None:
    ferry = prose(1)
    write(writer, page(COURIER, "ferry", 60, "SEOUL, Friday " + ferry, REUTERS_TAIL))
    write(writer, page(HERALD, "ferry", 30, ferry), page(HERALD, "tower", 31, prose(2)))
    write(writer, page(GAZETTE, "ferry", 90, " ".join(ferry.split()[:80])))
    (story,) = query("SELECT * FROM stories")
    assert story["url"] == "http://herald.example/ferry"
    assert (story["articles"], story["sources"]) == (3, 3)
    assert story["agencies"] == "Reuters"
    copies = {row["copy_source"]: row for row in query("SELECT * FROM copies")}
    assert copies.keys() == {"courier", "gazette"}
    assert {row["url"] for row in copies.values()} == {"http://herald.example/ferry"}
    assert copies["courier"]["share"] == 1
    assert (copies["courier"]["words_cut"], copies["courier"]["words_added"]) == (0, 2)
    assert (copies["gazette"]["words_cut"], copies["gazette"]["words_added"]) == (80, 0)


def test_the_order_of_archiving_does_not_matter(archive: Engine, query: Query) -> None:
    """Copies, cuts, a text made of two stories, and a chain in which each copies the last."""
    a, b = prose(1), prose(2)
    chain = [f"{prose(n)} {prose(n + 1)}" for n in range(10, 14)]
    visits = [
        page(HERALD, "a", 10, a),
        page(COURIER, "a", 20, "DATELINE " + a),
        page(GAZETTE, "a", 30, " ".join(a.split()[:70])),
        page(HERALD, "b", 40, b),
        page(COURIER, "a-and-b", 50, f"{a} {' '.join(b.split()[:90])}"),
        page(GAZETTE, "b", 60, b + " w1 w2 w3"),
        *(page(HERALD, f"chain-{n}", 70 + n, body) for n, body in enumerate(chain)),
        page(HERALD, "alone", 80, prose(99)),
    ]
    expected = {
        frozenset(
            f"http://{name}"
            for name in (
                "herald.example/a",
                "courier.example/a",
                "gazette.example/a",
                "courier.example/a-and-b",
            )
        ),
        frozenset({"http://herald.example/b", "http://gazette.example/b"}),
        frozenset({"http://herald.example/chain-0", "http://herald.example/chain-1"}),
        frozenset({"http://herald.example/chain-2", "http://herald.example/chain-3"}),
    }
    for seed in range(6):
        with archive.begin() as connection:
            _empty(connection)
            run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
        writer = ArchiveWriter(archive, run)
        order = random.Random(seed).sample(visits, len(visits)) if seed else visits
        for start in range(0, len(order), 1 + seed):
            write(writer, *order[start : start + 1 + seed])
        assert stories(query) == expected


def _empty(connection: Connection) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        connection.execute(table.delete())


def test_an_older_look_found_later_makes_the_copy_the_first(
    writer: ArchiveWriter, query: Query
) -> None:
    body = prose(1)
    write(writer, page(HERALD, "ferry", 30, body))
    write(writer, page(COURIER, "ferry", 60, body))
    assert query("SELECT source FROM stories") == [{"source": "herald"}]
    write(writer, page(COURIER, "ferry", -60 * 24 * 2, body))
    assert query("SELECT source FROM stories") == [{"source": "courier"}]
    assert [row["copy_source"] for row in query("SELECT * FROM copies")] == ["herald"]
    write(writer, page(COURIER, "ferry", -60 * 24 * 40, body))  # too long before
    assert query("SELECT * FROM stories") == []


def test_a_later_version_can_make_a_copy(writer: ArchiveWriter, query: Query) -> None:
    write(writer, page(HERALD, "ferry", 0, prose(1)))
    write(writer, page(COURIER, "news", 5, prose(2)))
    assert query("SELECT * FROM stories") == []
    write(writer, page(COURIER, "news", 30, prose(1) + " " + prose(2)))
    assert len(query("SELECT * FROM stories")) == 1
    write(writer, page(COURIER, "news", 60, prose(1)))
    (pair,) = query("SELECT * FROM copies")
    assert (pair["words_cut"], pair["words_added"]) in {(0, 0), (0, 160)}


def test_briefs_in_set_phrases_are_no_story(writer: ArchiveWriter, query: Query) -> None:
    chosen = random.Random(1)
    notice = (
        "The board of {} declared a quarterly dividend of {:.2f} dollars a share, payable on {} "
        "April to holders of record of {} March, after a profit of {:.1f} million, and said that "
        "the annual meeting will be held in the head office of the company, as in every year."
    )
    briefs = []
    for n in range(60):
        days = chosen.randrange(1, 30), chosen.randrange(1, 31)
        body = notice.format(f"firm{n}", 2 * chosen.random(), *days, 90 * chosen.random())
        briefs.append(page(HERALD, f"dividend-{n}", n, body))
    write(writer, *briefs)
    assert max((len(story) for story in stories(query)), default=1) <= 3


def test_a_sentence_that_stands_on_many_pages_is_no_story(
    writer: ArchiveWriter, query: Query
) -> None:
    pages = [page(HERALD, f"{n}", n, "This story is being updated; more soon.") for n in range(9)]
    write(writer, *pages)
    assert query("SELECT * FROM stories") == []


def test_an_archive_without_stories_is_caught_up_with(
    archive: Engine, writer: ArchiveWriter, query: Query
) -> None:
    write(writer, page(HERALD, "ferry", 0, prose(1)), page(COURIER, "ferry", 5, prose(1)))
    with archive.begin() as connection:
        for table in ("story", "copy_pair", "band", "sketch"):
            connection.execute(text(f"DELETE FROM {table}"))
    assert gather_missing(archive) == 2
    assert gather_missing(archive) == 0
    assert len(query("SELECT * FROM stories")) == 1


@pytest.mark.parametrize("body", ["", "… – …"])
def test_a_text_without_words_is_archived(writer: ArchiveWriter, query: Query, body: str) -> None:
    write(writer, page(HERALD, "gallery", 0, body), page(COURIER, "gallery", 5, body))
    assert len(query("SELECT * FROM articles")) == 2
    assert query("SELECT * FROM stories") == []


def test_writers_beside_each_other_miss_no_copy(archive: Engine, query: Query) -> None:
    writers = {}
    for source in (HERALD, COURIER, GAZETTE):
        with archive.begin() as connection:
            run = start_run(connection, "test", MORNING, source=source, warc_prefix=source.name)
        writers[source] = ArchiveWriter(archive, run)

    def archive_pages(source: SourceFacts) -> None:
        for n in range(12):
            write(writers[source], page(source, f"{n}", n, prose(n)))

    with ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(archive_pages, writers))
    found = query("SELECT articles, sources FROM stories")
    assert found == [{"articles": 3, "sources": 3}] * 12


def test_a_story_as_of_an_instant_has_the_copies_seen_by_then(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write(writer, page(HERALD, "ferry", 0, prose(1)), page(COURIER, "ferry", 20, prose(1)))
    write(writer, page(GAZETTE, "ferry", 40, prose(1)))
    seen = {}
    for minutes in (10, 30, 50):
        at = MORNING + timedelta(minutes=minutes)
        with read_only(archive, as_of(at)) as connection:
            seen[minutes] = list(connection.execute(text("SELECT articles FROM stories")).scalars())
    assert seen == {10: [], 30: [2], 50: [3]}
