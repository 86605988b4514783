"""Finding the copies of new versions: sketches, bands and pairs in the archive."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, text

from crawler.archive.models import (
    Article,
    Band,
    CopyPair,
    Paragraph,
    Sketch,
    Version,
    VersionParagraph,
)
from crawler.copies.overlap import Overlap, Text, overlap, prepare, words_only_in
from crawler.copies.sketch import MIN_KEYS, SCHEME, keys, signature
from crawler.copies.weeks import week_of, weeks_around

Meetings = Counter[tuple[int, int]]  # ids of a new version and another -> keys they share

FEWEST = 12  # shingles of a text that is looked at: "More follows soon." is no story
# Of one source, so that a thousand notices in set phrases cost a new one no more than twenty do.
AT_MOST = 20  # versions that a new one is compared with

# Keys come by the thousand, so they go to the database as one array each.
INSERT_BANDS = {
    "sqlite": text(
        "INSERT INTO band (week, key, version_id) "
        "SELECT :week, value, :version FROM json_each(:keys)"
    ),
    "postgresql": text(
        "INSERT INTO band (week, key, version_id) "
        "SELECT :week, unnest(CAST(:keys AS bigint[])), :version"
    ),
}
MEETING = {
    "sqlite": text(
        "SELECT key, version_id FROM band WHERE week IN (:last, :this, :next) "
        "AND key IN (SELECT value FROM json_each(:keys))"
    ),
    "postgresql": text(
        "SELECT key, version_id FROM band WHERE week IN (:last, :this, :next) "
        "AND key = ANY(CAST(:keys AS bigint[]))"
    ),
}
ARRIVALS = (
    select(Version.id, Version.article_id, Article.source_id, Article.first_seen_at)
    .join(Article, Article.id == Version.article_id)
    .where(Version.id.in_(bindparam("ids", expanding=True)))
)


def find_copies(connection: Connection, bodies: Mapping[int, str]) -> set[int]:
    """Sketch these versions (id -> body), and note their pairs of copies.

    Returns the ids of their articles that are a copy of another one or have one.
    """
    if not bodies:
        return set()
    texts = {version: prepare(body) for version, body in bodies.items()}
    arrivals = connection.execute(ARRIVALS, {"ids": list(texts)}).all()
    meetings: Meetings = Counter()
    by_week: dict[int, list[int]] = defaultdict(list)
    for row in arrivals:
        by_week[week_of(row.first_seen_at)].append(row.id)
    for week, versions in by_week.items():
        sketched = {version: _keys(texts[version]) for version in versions}
        meetings += _meetings(connection, week, sketched)
        _store(connection, week, sketched, texts)
    return _store_pairs(connection, meetings, texts)


def forget_copies(connection: Connection, article_id: int) -> set[int]:
    """Remove an article's sketches and pairs; returns the articles that it was paired with."""
    versions = list(connection.scalars(select(Version.id).where(Version.article_id == article_id)))
    sketches = connection.execute(
        select(Sketch.version_id, Sketch.week).where(Sketch.version_id.in_(versions))
    ).all()
    for version, body in bodies_of(connection, versions).items():
        found = _keys(prepare(body))
        for week in {row.week for row in sketches if row.version_id == version}:
            connection.execute(
                delete(Band).where(
                    Band.week == week, Band.key.in_(found), Band.version_id == version
                )
            )
    connection.execute(delete(Sketch).where(Sketch.version_id.in_(versions)))
    mine = or_(CopyPair.article_id == article_id, CopyPair.other_id == article_id)
    pairs = connection.execute(select(CopyPair.article_id, CopyPair.other_id).where(mine)).all()
    connection.execute(delete(CopyPair).where(mine))
    return {id_ for pair in pairs for id_ in pair} - {article_id}


def bodies_of(connection: Connection, versions: Collection[int]) -> dict[int, str]:
    """Version id -> its paragraphs, as the versions of an ``Article`` join them."""
    paragraphs: dict[int, list[str]] = {version: [] for version in versions}
    for version, paragraph in connection.execute(
        select(VersionParagraph.version_id, Paragraph.text)
        .join(Paragraph, Paragraph.id == VersionParagraph.paragraph_id)
        .where(VersionParagraph.version_id.in_(versions))
        .order_by(VersionParagraph.version_id, VersionParagraph.position)
    ):
        paragraphs[version].append(paragraph)
    return {version: "\n\n".join(texts) for version, texts in paragraphs.items()}


def _keys(prepared: Text) -> list[int]:
    if len(prepared.shingles) < FEWEST:
        return []
    return sorted(set(keys(signature(prepared.shingles))))


def _store(
    connection: Connection,
    week: int,
    sketched: Mapping[int, Collection[int]],
    texts: Mapping[int, Text],
) -> None:
    """Insert the sketches of a week's versions, and their keys."""
    connection.execute(
        insert(Sketch),
        [
            {
                "version_id": version,
                "scheme": SCHEME,
                "week": week,
                "shingles": len(texts[version].shingles),
            }
            for version in sketched
        ],
    )
    rows = [
        {"week": week, "version": version, "keys": _array(connection, of_version)}
        for version, of_version in sketched.items()
    ]
    connection.execute(INSERT_BANDS[connection.dialect.name], rows)


def _array(connection: Connection, numbers: Iterable[int]) -> str:
    """Numbers as the text that the engine reads as an array."""
    listed = ",".join(map(str, numbers))
    return f"[{listed}]" if connection.dialect.name == "sqlite" else f"{{{listed}}}"


def _meetings(
    connection: Connection, week: int, sketched: Mapping[int, Collection[int]]
) -> Meetings:
    """The versions of nearby weeks that share keys with these, which are not stored yet."""
    with_key: dict[int, list[int]] = defaultdict(list)
    for version, of_version in sketched.items():
        for key in of_version:
            with_key[key].append(version)
    if not with_key:
        return Counter()
    last, this, following = weeks_around(week)
    weeks = {"last": last, "this": this, "next": following}
    found = connection.execute(
        MEETING[connection.dialect.name], weeks | {"keys": _array(connection, with_key)}
    )
    hits: Meetings = Counter()
    for together in with_key.values():
        if len(together) > 1:
            hits.update(combinations(together, 2))
    for key, other in found:
        hits.update((version, other) for version in with_key[key])
    return Counter({pair: count for pair, count in hits.items() if count >= MIN_KEYS})


def _worth_comparing(meetings: Meetings, facts: Mapping[int, Any]) -> list[tuple[int, int]]:
    """Of each source, the versions of other articles that share most keys with the new one."""
    taken: Counter[tuple[int, int]] = Counter()  # new version, source of the other
    worth = []
    for (version, other), _ in sorted(meetings.items(), key=lambda found: (-found[1], found[0])):
        if facts[version].article_id == facts[other].article_id:
            continue
        taken[version, facts[other].source_id] += 1
        if taken[version, facts[other].source_id] <= AT_MOST:
            worth.append((version, other))
    return worth


def _store_pairs(connection: Connection, meetings: Meetings, texts: dict[int, Text]) -> set[int]:
    """Compare what met and keep, for every two articles, their versions with most in common."""
    met = {version for pair in meetings for version in pair}
    facts = {row.id: row for row in connection.execute(ARRIVALS, {"ids": met})} if met else {}
    candidates = _worth_comparing(meetings, facts)
    stored = {other for _, other in candidates} - texts.keys()
    texts |= {v: prepare(body) for v, body in bodies_of(connection, stored).items()}
    articles = {version: row.article_id for version, row in facts.items()}
    best: dict[tuple[int, int], tuple[Overlap, int, int]] = {}
    for version, other in candidates:
        first, second = sorted((version, other), key=lambda v: articles[v])
        shared = overlap(texts[first], texts[second])
        pair = articles[first], articles[second]
        if shared.is_copy and (pair not in best or _more(shared, best[pair][0])):
            best[pair] = shared, first, second
    _replace(connection, best, texts)
    return {article for pair in best for article in pair}


def _more(one: Overlap, other: Overlap) -> bool:
    return (one.common, one.share) > (other.common, other.share)


def _replace(
    connection: Connection,
    best: Mapping[tuple[int, int], tuple[Overlap, int, int]],
    texts: Mapping[int, Text],
) -> None:
    """Write the pairs, unless stored versions of the same articles have more in common."""
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
    if rows:
        connection.execute(insert(CopyPair), rows)
