"""The full-text index over the versions: SQLite's FTS5, or a tsvector column on PostgreSQL.

It is derived data, like the views. No migration knows it, the first search creates it, and it may
be dropped at any time. Crawling pays nothing for it: new versions are indexed by the scheduler, or
by the next search.

The words come from ``terms``; the engines only store them. On SQLite the index has no copy of the
text (a contentless table); PostgreSQL needs no extension.

SQLite stores what each transaction indexed as a separate part. Every search has to look into each
part, and parts that were merged equally often are merged together. During indexing little is
merged; after it, an index that is mostly new is merged in pairs. An index that grew by little waits
for four parts: in pairs, its small parts would soon be merged with the largest, which would be
rewritten for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, Engine, inspect, text

from crawler.archive.database.engine import for_writing
from crawler.archive.database.turns import lock_until_commit
from crawler.archive.past.stored import stored_articles
from crawler.archive.search.terms import Term, index_words
from crawler.items import Article

AT_ONCE = 200  # versions per transaction
PAGES = 200  # of SQLite's index, merged per transaction: some 20 ms
LONGEST = 400_000  # characters of words; PostgreSQL takes a megabyte, positions included
# Parallel writers on PostgreSQL may commit a smaller id after a greater one was indexed.
OUT_OF_ORDER = 10_000  # ids
LOCK = 0x736561726368  # PostgreSQL's lock: "search"

CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5(words, content='', "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")",
        "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 8)",
    ),
    "postgresql": (
        "CREATE TABLE search_index (version_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX ix_search_index_words ON search_index USING gin (words)",
    ),
}
ID = {"sqlite": "rowid", "postgresql": "version_id"}
INSERT = {
    "sqlite": "INSERT INTO search_index (rowid, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO search_index (version_id, words) "
    "VALUES (:id, to_tsvector('simple', :words))",
}
# A contentless table must be told which words to forget.
FORGET = {
    "sqlite": "INSERT INTO search_index (search_index, rowid, words) "
    "VALUES ('delete', :id, :words)",
    "postgresql": "DELETE FROM search_index WHERE version_id = :id",
}
PAIRS, FOURS = 2, 4  # how many parts are merged together
TOGETHER = "INSERT INTO search_index (search_index, rank) VALUES ('usermerge', :parts)"
MERGE = f"INSERT INTO search_index (search_index, rank) VALUES ('merge', {PAGES})"  # noqa: S608
# The index comes first, and SQLite walks it backwards, so the latest matches are found quickly.
MATCHING = {
    "sqlite": "search_index i CROSS JOIN version v ON v.id = i.rowid "
    "AND i.search_index MATCH :match",
    "postgresql": "search_index i JOIN version v ON v.id = i.version_id "
    "AND i.words @@ to_tsquery('simple', :match)",
}


def index_new(engine: Engine, progress: Callable[[int], None] = lambda _: None) -> int:
    """Index the versions that are not indexed yet; return how many there were.

    ``progress`` is told how many are done. May be stopped and restarted at any time.
    """
    done = 0
    while True:
        count = index_batch(engine)
        done += count
        progress(done)
        if count < AT_ONCE:
            break
    for _ in range(0, done, AT_ONCE):  # so that merging takes no longer than indexing did
        if not merge(engine, done):
            break
    return done


def index_batch(engine: Engine) -> int:
    """Index the next versions, at most ``AT_ONCE``; return how many there were."""
    with for_writing(engine).begin() as connection:
        versions = _missing(connection)
        if versions:
            articles = stored_articles(connection, versions)
            rows = [{"id": id_, "words": _words(articles[id_])} for id_ in versions]
            connection.execute(text(INSERT[connection.dialect.name]), rows)
    return len(versions)


def merge(engine: Engine, new: int) -> bool:
    """Merge some parts of SQLite's index after ``new`` versions were indexed, so that a search has
    fewer parts to look into.

    Returns whether there was anything to merge. PostgreSQL's index has no parts.
    """
    if engine.dialect.name != "sqlite":
        return False
    with for_writing(engine).begin() as connection:
        last = connection.exec_driver_sql("SELECT max(rowid) FROM search_index").scalar_one()
        together = PAIRS if 2 * new >= last else FOURS
        connection.execute(text(TOGETHER), {"parts": together})
        before = _changes(connection)
        connection.exec_driver_sql(MERGE)
        return _changes(connection) - before > 1  # the statement itself counts for one


def is_searched(engine: Engine) -> bool:
    """Whether somebody has searched this archive, so that it has an index."""
    return inspect(engine).has_table("search_index")


def index_again(
    connection: Connection, before: Mapping[int, Article], after: Mapping[int, Article]
) -> None:
    """Update the index for versions that said ``before``: index what they say ``after``, or forget
    them if they are not in it. Does nothing for versions not indexed yet, or if nobody ever
    searched."""
    dialect = connection.dialect.name
    if not inspect(connection).has_table("search_index"):
        return
    indexed = text(f"SELECT 1 FROM search_index WHERE {ID[dialect]} = :id")  # noqa: S608
    for id_, article in before.items():
        if connection.execute(indexed, {"id": id_}).first() is None:
            continue
        connection.execute(text(FORGET[dialect]), {"id": id_, "words": _words(article)})
        if id_ in after:
            connection.execute(text(INSERT[dialect]), {"id": id_, "words": _words(after[id_])})


def _changes(connection: Connection) -> int:
    """How many rows this connection has written so far."""
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())


def _words(article: Article) -> str:
    return index_words(printed(article))[:LONGEST]


def printed(article: Article) -> str:
    """The text of an article that is searched: headlines, standfirst, body, captions, credits."""
    parts: list[str | None] = [article.headline, article.alternative_headline, article.standfirst]
    parts.append(article.body)
    for photo in article.photos:
        parts += [photo.caption, photo.credit.line if photo.credit else None]
    return "\n".join(part for part in parts if part)


def match(terms: Sequence[Term], dialect: str) -> str:
    """The query in the engine's own language; all terms must match. PostgreSQL knows the places of
    a word's first 256 occurrences, and none behind the 16,383rd word: there the words of a term
    need not stand in a row."""
    if dialect == "sqlite":
        return " AND ".join(f'"{" ".join(t.words)}"{"*" if t.prefix else ""}' for t in terms)
    return " & ".join(
        f"'{word}'{':*' if term.prefix else ''}" for term in terms for word in term.words
    )


def _missing(connection: Connection) -> list[int]:
    """The next versions to index. Creates the index if there is none."""
    dialect = connection.dialect.name
    lock_until_commit(connection, LOCK)
    if not inspect(connection).has_table("search_index"):
        for statement in CREATE[dialect]:
            connection.exec_driver_sql(statement)
    id_ = ID[dialect]
    last = connection.scalar(text(f"SELECT max({id_}) FROM search_index")) or 0  # noqa: S608
    query = f"""SELECT v.id FROM version v
                WHERE v.id > :last - {OUT_OF_ORDER}
                AND NOT EXISTS (SELECT 1 FROM search_index i WHERE i.{id_} = v.id)
                ORDER BY v.id LIMIT {AT_ONCE}"""  # noqa: S608
    return list(connection.scalars(text(query), {"last": last}))
