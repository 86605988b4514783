"""Stories: the copies of one text across articles, updated with every batch.

Which story an article belongs to depends on the articles, their texts and when each was first seen,
not on the order in which the archive learned of them (``crawler.copies.gather``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import chain

from sqlalchemy import Connection, Engine, delete, or_, select

from crawler.archive.database.engine import for_writing
from crawler.archive.database.inserts import insert_all
from crawler.archive.database.turns import lock_until_commit
from crawler.archive.models import Article, CopyPair, Sketch, Story, Version
from crawler.archive.stories.copies import bodies_of, find_copies, forget_copies
from crawler.copies.gather import Rank, follow

LOCK = 0x73746F7279  # PostgreSQL's lock: "story"
AT_ONCE = 200  # versions per transaction when an older archive is read for copies
MISSING = (  # the versions that were never looked at for copies
    select(Version.id)
    .outerjoin(Sketch, Sketch.version_id == Version.id)
    .where(Sketch.version_id.is_(None))
    .order_by(Version.id)
)


def gather(connection: Connection, bodies: Mapping[int, str]) -> None:
    """Put the articles of these new versions (id -> body) into their stories.

    On PostgreSQL only one writer at a time does this, until it commits: two writers that each had a
    copy would not see the other's.
    """
    if bodies:
        lock_until_commit(connection, LOCK)
    _refollow(connection, find_copies(connection, bodies))


def gather_again(
    connection: Connection, article_id: int, change: Callable[[], None] = lambda: None
) -> None:
    """Put an article into its story anew, because it was first seen earlier than was known, or
    because ``change`` alters what its versions say. ``change`` runs while they have no sketches,
    and must make none."""
    neighbours = forget_copies(connection, article_id)
    change()
    versions = list(connection.scalars(select(Version.id).where(Version.article_id == article_id)))
    found = find_copies(connection, bodies_of(connection, versions))
    near = select(Article.id).where(Article.id.in_({article_id} | neighbours | found))
    _refollow(connection, set(connection.scalars(near)))  # it may be merged by now


def gather_missing(engine: Engine) -> int:
    """Put every version archived before there were stories into its story.

    Returns how many there were. May be stopped and restarted at any time.
    """
    done = 0
    while True:
        with for_writing(engine).begin() as connection:
            count = gather_batch(connection)
        done += count
        if count < AT_ONCE:
            return done


def gather_batch(connection: Connection) -> int:
    """Put the next ``MISSING`` versions, at most ``AT_ONCE``, into their stories; return how
    many."""
    versions = list(connection.scalars(MISSING.limit(AT_ONCE)))
    gather(connection, bodies_of(connection, versions))
    return len(versions)


class _Neighbourhood:
    """What ``follow`` asks of the archive; each article is read once, and most at the beginning."""

    def __init__(self, connection: Connection, articles: Collection[int]) -> None:
        self.connection = connection
        self.leaders: dict[int, int] = {}
        self._copies: dict[int, dict[int, float]] = {}
        self._ranks: dict[int, Rank] = {}
        self._read(articles)

    def rank(self, article: int) -> Rank:
        """Articles rank by when they were first seen; at the same instant, the URL decides."""
        return self._ranks[article]

    def copies(self, article: int) -> Mapping[int, float]:
        if article not in self._copies:
            self._read([article])
        return self._copies[article]

    def _read(self, articles: Collection[int]) -> None:
        found: dict[int, dict[int, float]] = {article: {} for article in articles}
        one, other = CopyPair.article_id, CopyPair.other_id
        pairs = select(one, other, CopyPair.common).where(or_(one.in_(found), other.in_(found)))
        for first, second, common in self.connection.execute(pairs):
            for mine, its in ((first, second), (second, first)):
                if mine in found:
                    found[mine][its] = float(common)
        self._copies |= found
        self._load({*found, *chain.from_iterable(found.values())} - self._ranks.keys())

    def _load(self, articles: Collection[int]) -> None:
        """Load the articles' ranks, and the leaders of those that already have copies."""
        if not articles:
            return
        rows = self.connection.execute(
            select(Article.id, Article.first_seen_at, Article.canonical_url, Story.leader_id)
            .outerjoin(Story, Story.article_id == Article.id)
            .where(Article.id.in_(articles))
        )
        for id_, first_seen_at, url, leader in rows:
            self._ranks[id_] = (first_seen_at, url, id_)
            if leader is not None:
                self.leaders[id_] = leader


def _refollow(connection: Connection, articles: Collection[int]) -> None:
    if not articles:
        return
    near = _Neighbourhood(connection, articles)
    moved = follow(articles, near.rank, near.copies, near.leaders)
    touched = moved | set(articles)
    written = sorted(article for article in touched if near.copies(article))
    connection.execute(delete(Story).where(Story.article_id.in_(touched)))
    insert_all(
        connection, Story, [{"article_id": a, "leader_id": near.leaders[a]} for a in written]
    )
