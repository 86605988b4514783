"""Find the copies of new versions: sketches, bands and pairs in the archive."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, or_, select

from crawler.archive.database.inserts import insert_all
from crawler.archive.models import Article, CopyPair, Sketch, Version
from crawler.archive.past.stored import paragraphs_of
from crawler.archive.stories.bands import Placed, delete_bands, find_bands, insert_bands
from crawler.copies.overlap import Overlap, Shingled, overlap, prepare, words_only_in
from crawler.copies.sketch import MIN_KEYS, SCHEME, keys, signature
from crawler.copies.weeks import placed, week_of, weeks_around
from crawler.items import body_of

Meetings = dict[int, dict[int, int]]  # new version -> other article -> how many keys they share
Pair = tuple[int, int]  # ids of articles, the smaller one first
Fact = Row[int, int, int, datetime]  # a version's id, its article, its source, first seen

FEWEST = 12  # shingles; shorter texts are ignored: "More follows soon." is no story
# Per source, so that a thousand notices in set phrases cost no more than twenty would.
AT_MOST = 20  # versions that a new one is compared with

_FACTS = select(Version.id, Version.article_id, Article.source_id, Article.first_seen_at).join(
    Article, Article.id == Version.article_id
)
ARRIVALS = _FACTS.where(Version.id.in_(bindparam("ids", expanding=True)))
VERSIONS_OF = _FACTS.where(Version.article_id.in_(bindparam("ids", expanding=True))).order_by(
    Version.article_id, Version.number
)


def find_copies(connection: Connection, bodies: Mapping[int, str]) -> set[int]:
    """Sketch these versions (id -> body) and store their pairs of copies.

    Returns the ids of all articles in these pairs.
    """
    if not bodies:
        return set()
    texts = Texts(connection, bodies)
    arrivals = facts_of(connection, bodies)
    best = compare(connection, arrivals, texts)
    _store(connection, arrivals.values(), texts)
    _replace(connection, best, texts)
    return {article for pair in best for article in pair}


def facts_of(connection: Connection, versions: Collection[int]) -> dict[int, Fact]:
    """Version id -> the facts needed to look for its copies."""
    return {row.id: row for row in connection.execute(ARRIVALS, {"ids": list(versions)})}


def forget_copies(connection: Connection, article_id: int) -> set[int]:
    """Remove an article's sketches, keys and pairs; return the articles it was paired with."""
    sketches = connection.execute(
        select(Sketch.version_id, Sketch.week)
        .join(Version, Version.id == Sketch.version_id)
        .where(Version.article_id == article_id)
    ).all()
    versions = [row.version_id for row in sketches]
    if versions:
        texts = Texts(connection, bodies_of(connection, versions))
        found = {key for row in sketches for key in placed(texts.keys(row.version_id), row.week)}
        delete_bands(connection, article_id, found)
        connection.execute(delete(Sketch).where(Sketch.version_id.in_(versions)))
    mine = or_(CopyPair.article_id == article_id, CopyPair.other_id == article_id)
    pairs = connection.execute(select(CopyPair.article_id, CopyPair.other_id).where(mine)).all()
    if pairs:
        connection.execute(delete(CopyPair).where(mine))
    return {id_ for pair in pairs for id_ in pair} - {article_id}


def bodies_of(connection: Connection, versions: Collection[int]) -> dict[int, str]:
    """Version id -> its ``Article.body``."""
    paragraphs = paragraphs_of(connection, versions)
    return {version: body_of(paragraphs[version]) for version in versions}


class Texts:
    """Bodies prepared for comparison, each once; those not given are read from the archive."""

    def __init__(self, connection: Connection, bodies: Mapping[int, str]) -> None:
        self._connection = connection
        self._texts = {version: prepare(body) for version, body in bodies.items()}
        self._keys: dict[int, frozenset[int]] = {}

    def __getitem__(self, version: int) -> Shingled:
        return self._texts[version]

    def load(self, versions: Collection[int]) -> None:
        """Read those of these versions that are not known yet."""
        missing = set(versions) - self._texts.keys()
        for version, body in bodies_of(self._connection, missing).items():
            self._texts[version] = prepare(body)

    def keys(self, version: int) -> frozenset[int]:
        """The keys under which a text is found; none if it is too short to be a copy of
        anything."""
        if version not in self._keys:
            found = self._texts[version].shingles
            of_text = keys(signature(found)) if len(found) >= FEWEST else ()
            self._keys[version] = frozenset(of_text)
        return self._keys[version]


def _store(connection: Connection, arrivals: Collection[Fact], texts: Texts) -> None:
    """Insert the sketches of these versions, and those of their keys that their articles lack."""
    sketches: list[dict[str, Any]] = []
    bands: set[Placed] = set()
    for row in arrivals:
        week = week_of(row.first_seen_at)
        count = len(texts[row.id].shingles)
        sketches.append({"version_id": row.id, "scheme": SCHEME, "week": week, "shingles": count})
        bands.update((key, row.article_id) for key in placed(texts.keys(row.id), week))
    insert_all(connection, Sketch, sketches)
    insert_bands(connection, bands)


def _meetings(connection: Connection, arrivals: Mapping[int, Fact], texts: Texts) -> Meetings:
    """The articles of nearby weeks that share enough keys with these versions. The versions
    themselves are not stored yet."""
    looked_for: dict[int, set[int]] = {}
    beside: set[Placed] = set()  # the keys that these versions will store
    for id_, row in arrivals.items():
        week = week_of(row.first_seen_at)
        mine = texts.keys(id_)
        beside.update((key, row.article_id) for key in placed(mine, week))
        looked_for[id_] = {key for near in weeks_around(week) for key in placed(mine, near)}
    every = set[int]().union(*looked_for.values())
    articles: dict[int, list[int]] = defaultdict(list)  # key -> those that have it
    for key, article in beside | find_bands(connection, every) if every else ():
        articles[key].append(article)
    met: Meetings = {}
    for id_, wanted in looked_for.items():
        shared = Counter(chain.from_iterable(articles[key] for key in wanted & articles.keys()))
        del shared[arrivals[id_].article_id]
        met[id_] = {article: count for article, count in shared.items() if count >= MIN_KEYS}
    return met


def compare(
    connection: Connection, arrivals: Mapping[int, Fact], texts: Texts
) -> dict[Pair, tuple[Overlap, int, int]]:
    """Pairs of articles of which one copies the other -> their versions with most in common.

    An article is found by the keys of all its versions together, but it is a copy only if one of
    its versions shares enough keys by itself. So it does not matter which article came first.
    """
    met = _meetings(connection, arrivals, texts)
    others = {article for shared in met.values() for article in shared}
    if not others:
        return {}
    facts: dict[int, list[Fact]] = defaultdict(list)
    for row in connection.execute(VERSIONS_OF, {"ids": others}):
        facts[row.article_id].append(row)
    candidates = _worth_comparing(met, arrivals, facts)
    texts.load({version for versions in candidates for version in versions})
    best: dict[Pair, tuple[Overlap, int, int]] = {}
    for (first, second), pair in candidates.items():
        shared = overlap(texts[first], texts[second])
        if not shared.is_copy or len(texts.keys(first) & texts.keys(second)) < MIN_KEYS:
            continue
        if pair not in best or _more(shared, best[pair][0]):
            best[pair] = shared, first, second
    return best


def _worth_comparing(
    met: Meetings, arrivals: Mapping[int, Fact], facts: Mapping[int, Sequence[Fact]]
) -> dict[tuple[int, int], Pair]:
    """For each new version, the versions worth comparing: two versions -> their articles."""
    worth: dict[tuple[int, int], Pair] = {}
    for version, shared in met.items():
        mine = arrivals[version].article_id, version
        for other in _nearest(shared, facts):
            (low, first), (high, second) = sorted([mine, (other.article_id, other.id)])
            worth[first, second] = low, high
    return worth


def _nearest(shared: Mapping[int, int], facts: Mapping[int, Sequence[Fact]]) -> Iterator[Fact]:
    """The versions of the articles that share most keys, per source at most ``AT_MOST``. If an
    article has too many, its first and last ones."""
    taken: Counter[int] = Counter()  # by source
    for article, _ in sorted(shared.items(), key=lambda found: (-found[1], found[0])):
        others = facts.get(article, ())
        if len(others) > AT_MOST:
            others = [*others[: AT_MOST // 2], *others[-AT_MOST // 2 :]]
        for other in others:
            taken[other.source_id] += 1
            if taken[other.source_id] <= AT_MOST:
                yield other


def _more(one: Overlap, other: Overlap) -> bool:
    return (one.common, one.share) > (other.common, other.share)


def _replace(
    connection: Connection,
    best: Mapping[Pair, tuple[Overlap, int, int]],
    texts: Texts,
) -> None:
    """Store the pairs, unless stored versions of the same articles have more in common."""
    if not best:
        return
    stored = {
        (row.article_id, row.other_id): (row.common, row.share)
        for row in connection.execute(
            select(CopyPair.article_id, CopyPair.other_id, CopyPair.common, CopyPair.share).where(
                CopyPair.article_id.in_({article for article, _ in best})
            )
        )
    }
    rows: list[dict[str, Any]] = []
    for pair, (shared, first, second) in best.items():
        if stored.get(pair, (0, 0.0)) >= (shared.common, shared.share):
            continue
        if pair in stored:
            connection.execute(
                delete(CopyPair).where(CopyPair.article_id == pair[0], CopyPair.other_id == pair[1])
            )
        only, other_only = words_only_in(texts[first], texts[second])
        rows.append(
            {
                "article_id": pair[0],
                "other_id": pair[1],
                "version_id": first,
                "other_version_id": second,
                "common": shared.common,
                "share": shared.share,
                "words_only": only,
                "other_words_only": other_only,
            }
        )
    insert_all(connection, CopyPair, rows)
