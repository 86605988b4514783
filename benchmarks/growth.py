"""``python -m benchmarks.growth [VERSIONS ...]``: does the archive slow down as it grows?

Writes made-up news into an archive through the real writer, and times the archive's operations at
each number of versions (by default 10,000 and 100,000). News comes at 400 versions a day, so that
from ten thousand on the weeks in which copies are looked for are full. Texts have some 350 words of
a Zipfian vocabulary and come from 20 sources. One version in five is an edit of an article of the
last days; one in ten copies another source's text, cut and with words of its own.

Everything is derived from the number of the version, so the generator needs no growing memory.
Times are processor times, so other processes do not count. Each operation is timed in a first round
("cold") and again on the same articles, which the system then has in its cache. Two things are
timed apart: searches that find one article, since a larger archive has more to find, and copy
queries for the last week's versions, where copies of new ones are looked for.

``--archive`` takes an empty archive on either database; the default is one in a temporary folder.
With a PostgreSQL server the times cover only our side.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.database.query import ask
from crawler.archive.entries import SourceFacts, Visit
from crawler.archive.past.asof import as_of
from crawler.archive.runs import start_run
from crawler.archive.search.find import SearchQuery, search
from crawler.archive.search.index import index_new
from crawler.archive.stories.copies import Texts, bodies_of, compare, facts_of
from crawler.archive.stories.gathering import gather_again
from crawler.archive.urls import url_key
from crawler.archive.versions.knowledge import recall
from crawler.archive.writer import ArchiveWriter
from crawler.items import Article, Attribution, Capture, Evidence, Page, PageKind, Paragraph, Photo

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
A_DAY = 400  # versions
SOURCES = 20
WORDS = 350
VOCABULARY = 60_000
_WEIGHTS = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
REPEATS = 200  # calls of each timed operation
LAST = 2000  # versions whose insertion is timed
LATEST = 7 * A_DAY  # versions


def word(rank: int) -> str:
    """A word by its rank; frequent words are short."""
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    found = ""
    while True:
        found += letters[rank % 26]
        rank //= 26
        if not rank:
            return found


_VOCABULARY = [word(rank) for rank in range(VOCABULARY)]


def paragraphs(number: int) -> list[str]:
    """The text that version ``number`` would have if it were new."""
    chosen = random.Random(number)
    words = chosen.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=WORDS)
    return [" ".join(words[at : at + 50]) for at in range(0, WORDS, 50)]


def version(number: int) -> tuple[str, int, list[str]]:
    """URL, source and paragraphs of a version: a new article, a copy, or an edit."""
    chosen = random.Random(-number - 1)
    kind = chosen.random()
    earlier = number - chosen.randrange(1, 2 * A_DAY)
    own = paragraphs(number)
    if kind < 0.2 and earlier >= 0 and random.Random(-earlier - 1).random() >= 0.3:
        url, source, body = version(earlier)
        return url, source, [*body[:3], own[0], *body[4:]]
    source = number % SOURCES
    url = f"http://paper{source}.example/news/{number}"
    if kind < 0.3 and earlier >= 0:
        body = paragraphs(earlier)
        return url, source, [own[0], *body[1 : chosen.randrange(4, 8)]]
    return url, source, own


def visit(number: int) -> Visit:
    """The visit that brings version ``number``."""
    url, source, body = version(number)
    at = BEGIN + timedelta(days=number / A_DAY)
    article = Article(
        url,
        " ".join(paragraphs(number)[0].split()[:9]),
        paragraphs=tuple(map(Paragraph, body)),
        authors=(f"Author {number % 700}",),
        published_at=at,
        photos=(Photo(f"{url}/1.jpg", " ".join(body[0].split()[:15])),),
        attributions=(Attribution("Reuters", Evidence.TAIL, "(Reuters)", "reuters"),)
        if number % 3 == 0
        else (),
    )
    record = f"<urn:uuid:{number:032d}>"
    digest = f"sha1:{number:032d}"
    capture = Capture(record, url, at, 200, digest, "news.warc.gz", number * 1000, 900)
    facts = SourceFacts(f"paper{source}", f"Paper {source}", "kr", "en", f"{url[:24]}/")
    return Visit(capture, facts, Page(PageKind.ARTICLE, "", article), (), "1")


def timed(name: str, work: Callable[[int], object], numbers: Sequence[int]) -> dict[str, float]:
    """Milliseconds of processor time of the median call, in a first round (cold) and a second one.
    They are this process's, so SQLite's are included."""
    return {f"{name}, cold": _median(work, numbers), name: _median(work, numbers)}


def _median(work: Callable[[int], object], numbers: Sequence[int]) -> float:
    times = []
    for number in numbers:
        begun = time.process_time()
        work(number)
        times.append(time.process_time() - begun)
    return 1000 * sorted(times)[len(times) // 2]


def fill(writer: ArchiveWriter, begin: int, end: int) -> float:
    """Write versions; return milliseconds for each of the last ones, without generating them."""
    spent = 0.0
    for start in range(begin, end, 50):
        visits = [visit(number) for number in range(start, min(start + 50, end))]
        begun = time.process_time()
        for entry in visits:
            writer.add(entry)
        writer.flush()
        if start >= end - LAST:
            spent += time.process_time() - begun
    return 1000 * spent / LAST


def measure(engine: Engine, count: int) -> dict[str, float]:
    """Milliseconds of each operation at this number of versions."""
    chosen = random.Random(count)
    some = [chosen.randrange(count) for _ in range(REPEATS)]
    begun = time.process_time()
    indexed = index_new(engine)
    indexing = 1000 * (time.process_time() - begun) / max(indexed, 1)
    with engine.connect() as reading:
        keys = {number: url_key(version(number)[0]) for number in some}
        rare = {n: " ".join(sorted(paragraphs(n)[0].split(), key=len)[-2:]) for n in some}

        def identity(number: int) -> object:
            return recall(reading, {keys[number]}, set(), set())

        def found(number: int) -> object:
            return search(reading, SearchQuery(rare[number]))

        def frequent(number: int) -> object:
            return search(reading, SearchQuery(_VOCABULARY[20 + number % 50]))

        figures = {"indexing, a version": indexing}
        figures |= timed("identity look-up", identity, some)
        figures |= timed("search, two rare words", found, some)
        hits = {n: len(search(reading, SearchQuery(rare[n]))) for n in some}
        alone = [n for n in some if hits[n] == 1]
        figures["search, two rare words, one hit"] = _median(found, alone)
        figures["hits of two rare words"] = sum(hits.values()) / len(hits)
        figures |= timed("search, one frequent word", frequent, some[:50])

        def copies(number: int) -> object:
            texts = Texts(reading, bodies_of(reading, [number + 1]))
            return compare(reading, facts_of(reading, [number + 1]), texts)

        figures |= timed("near-duplicate query", copies, some)
        latest = [random.Random(number).randrange(count - LATEST, count) for number in some]
        figures |= timed("near-duplicate query, latest", copies, latest)
    with for_writing(engine).connect() as writing:
        ids = _ids(writing, count, chosen)

        def gathered(id_: int) -> None:
            gather_again(writing, id_)
            writing.commit()  # 200 in one transaction would not fit in the cache

        figures |= timed("gathering an article anew", gathered, ids)

    def then(id_: int) -> object:
        at = BEGIN + timedelta(days=chosen.random() * count / A_DAY)
        query = f"SELECT headline FROM articles WHERE article_id = {id_}"
        with ask(engine, query, as_of(at)) as answer:
            return list(answer.rows)

    figures |= timed("as-of query of an article", then, ids[:50])
    return figures


def _ids(connection: Connection, count: int, chosen: random.Random) -> list[int]:
    last: int = connection.execute(text("SELECT max(id) FROM article")).scalar_one()
    assert last <= count
    return [chosen.randrange(1, last + 1) for _ in range(REPEATS)]


def size(engine: Engine) -> int:
    """Bytes on disk, with indexes, without SQLite's log."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(str(engine.url.database)).stat().st_size
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def run(archive: str, counts: list[int]) -> None:
    """Fill the archive and print a table, with a column for each number of versions."""
    engine = open_archive(archive)
    with engine.begin() as connection:
        run_id = start_run(connection, "benchmark", BEGIN)
    writer = ArchiveWriter(engine, run_id)
    table: list[dict[str, float]] = []
    done = 0
    for count in counts:
        inserting = fill(writer, done, count)
        before = size(engine)
        figures = {"insert, with its stories": inserting} | measure(engine, count)
        figures["bytes a version"] = before / count
        figures["bytes a version, search"] = (size(engine) - before) / (count - done)
        figures["memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.append(figures)
        done = count
        print(f"{count:,} versions: {figures}", flush=True)
    print(f"\n{'ms':32}" + "".join(f"{count:>12,}" for count in counts) + "      growth")
    for name in table[0]:
        row = [figures[name] for figures in table]
        cells = "".join(f"{value:12.3f}" for value in row)
        print(f"{name:32}{cells}{row[-1] / row[0]:11.2f}x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("versions", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--archive", help="an empty archive; default: a temporary SQLite file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(arguments.archive or f"{folder}/archive.db", sorted(arguments.versions))


if __name__ == "__main__":
    main()
