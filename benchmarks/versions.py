"""``python -m benchmarks.versions [ARTICLES]``: what an article with many versions costs to store.

Writes made-up articles of some 350 words through the real writer, first with one version each, then
with thirty: each version changes one paragraph, and every fifth the headline. Prints the bytes of
the SQLite file in both cases.
"""

from __future__ import annotations

import random
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from benchmarks.growth import VOCABULARY, word
from crawler.archive.database.engine import open_archive
from crawler.archive.entries import SourceFacts, Visit
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from crawler.items import Article, Capture, Page, PageKind, Paragraph

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
VERSIONS = 30
PARAGRAPHS = 14
SOURCE = SourceFacts("herald", "The Herald")


def prose(seed: int, words: int) -> str:
    """Made-up words, always the same for a seed."""
    chosen = random.Random(seed)
    return " ".join(word(chosen.randrange(VOCABULARY)) for _ in range(words))


def article(number: int) -> Article:
    """A made-up story."""
    texts = tuple(Paragraph(prose(number * 100 + n, 25)) for n in range(PARAGRAPHS))
    return Article(f"http://herald.example/{number}", prose(number, 8), paragraphs=texts)


def edited(story: Article, version: int) -> Article:
    """The story with one paragraph replaced, and sometimes the headline too."""
    paragraphs = list(story.paragraphs)
    paragraphs[version % PARAGRAPHS] = Paragraph(prose(version * 7919, 25))
    headline = prose(version, 8) if version % 5 == 0 else story.headline
    return replace(story, headline=headline, paragraphs=tuple(paragraphs))


def bytes_of(folder: Path, articles: int, versions: int) -> int:
    """The size of an archive with so many articles of so many versions."""
    file = folder / f"{versions}.db"
    engine = open_archive(str(file))
    with engine.begin() as connection:
        run = start_run(connection, "benchmark", BEGIN)
    writer = ArchiveWriter(engine, run)
    for number in range(articles):
        story = article(number)
        for version in range(versions):
            name = f"{number}-{version}"
            capture = Capture(
                record_id=f"<urn:uuid:{name}>",
                url=story.url,
                captured_at=BEGIN + timedelta(hours=version, seconds=number),
                status=200,
                payload_digest=f"sha1:{name}",
                file="herald.warc.gz",
                offset=0,
                length=1,
            )
            read = Page(PageKind.ARTICLE, "", edited(story, version) if version else story)
            writer.add(Visit(capture, SOURCE, read))
    writer.flush()
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return file.stat().st_size


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        empty, one, many = (
            bytes_of(Path(folder), count, versions)
            for count, versions in ((0, 0), (articles, 1), (articles, VERSIONS))
        )
    first, all_ = (one - empty) / articles, (many - empty) / articles
    print(f"an article with 1 version: {first:,.0f} bytes, with its capture")
    print(f"with {VERSIONS} versions: {all_:,.0f} bytes, {all_ / first:.1f} times as much")
    print(f"a further version: {(all_ - first) / (VERSIONS - 1):,.0f} bytes")


if __name__ == "__main__":
    main()
