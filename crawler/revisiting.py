"""When each article of the archive should be visited again, judged by its looks so far.

Nothing is stored for this: captures and versions tell every look and what it found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from crawler.archive.models import Article, Capture, Edit, Failure, Source, Version
from crawler.items import NOT_ASKED
from crawler.revisit.rates import AGES, Habit, Rates, Revisit, Standing, standing
from crawler.revisit.schedule import Policy, gain, next_age, policy, spend

HOUR = timedelta(hours=1)
FOLLOWED = AGES[-1] * HOUR  # how long after publication an article may be due
MOST_DOUBLINGS = 10  # of the hour after which a failed visit is retried
MANY_LOOKS = 10_000  # at one source: looks at others would hardly change its rates
OTHERS = timedelta(days=3)  # articles of this many days teach a source with few looks
COSMETIC = "cosmetic"  # the class of an edit that changes no word


@dataclass(frozen=True, slots=True)
class Followed:
    """An article young enough to be visited again, and the looks at it."""

    article_id: int
    source: str
    section: str  # as the page names it; "" if it does not
    url: str  # as last fetched
    headline: str
    gone: bool
    born_at: datetime  # when published, else first seen
    last_at: datetime
    retry_at: datetime | None  # if the last visit failed: not before this
    looks: tuple[Revisit, ...]  # after the first


@dataclass(frozen=True, slots=True)
class Plan:
    """When an article is due, and why."""

    followed: Followed
    habit: Habit  # of its class
    rule: Policy  # of its class
    standing: Standing
    last_age: float  # hours
    now_age: float

    @property
    def waits(self) -> bool:
        """Whether it is too soon after a failed visit."""
        retry_at = self.followed.retry_at
        return retry_at is not None and (retry_at - self.followed.born_at) / HOUR > self.now_age

    @property
    def gain(self) -> float:
        """The chance of an edit since the last look; 0 if none could be seen, because it is gone or
        waits."""
        if self.followed.gone or self.waits:
            return 0.0
        return gain(self.habit, self.standing, self.last_age, self.now_age)

    @property
    def is_due(self) -> bool:
        """Whether it is worth a visit now."""
        age = self._next_age
        return not self.waits and age is not None and age <= self.now_age

    @property
    def _next_age(self) -> float | None:
        if self.followed.gone:
            return None
        return next_age(self.rule, self.standing, self.last_age)

    @property
    def due_at(self) -> datetime | None:
        """When it is due; None: never again."""
        age = self._next_age
        if age is None:
            return None
        at = self.followed.born_at + age * HOUR
        return max(at, self.followed.retry_at or at)


def known_sources(connection: Connection) -> set[str]:
    """The names of the sources that the archive has anything from."""
    return set(connection.scalars(select(Source.name)))


def plans(connection: Connection, now: datetime, source: str | None = None) -> list[Plan]:
    """A plan for every followed article, of one source or of all, using what all looks taught. A
    source with many looks of its own is learned from alone."""
    articles = list(followed(connection, now, source))
    rates = Rates()
    for article in articles:
        rates.learn(article.source, article.section, article.looks)
    if source is not None and sum(len(article.looks) for article in articles) < MANY_LOOKS:
        for article in followed(connection, now, since=now - OTHERS):
            if article.source != source:
                rates.learn(article.source, article.section, article.looks)
    names = {(article.source, article.section) for article in articles}
    habits = {name: rates.habit(*name) for name in names}
    rules = {habit: policy(habit) for habit in set(habits.values())}
    of_class = {name: (habit, rules[habit]) for name, habit in habits.items()}
    return [_plan(article, *of_class[article.source, article.section], now) for article in articles]


def _plan(article: Followed, habit: Habit, rule: Policy, now: datetime) -> Plan:
    last_age = (article.last_at - article.born_at) / HOUR
    now_age = max(last_age, (now - article.born_at) / HOUR)
    return Plan(article, habit, rule, standing(article.looks), last_age, now_age)


def due(everything: Iterable[Plan], limit: int | None = None) -> dict[str, list[Plan]]:
    """The due plans by source, at most ``limit`` of each, the greatest gain first."""
    of_source: dict[str, list[Plan]] = defaultdict(list)
    for plan in everything:
        if plan.is_due:
            of_source[plan.followed.source].append(plan)
    chosen: dict[str, list[Plan]] = {}
    for source, theirs in sorted(of_source.items()):
        budget = len(theirs) if limit is None else limit
        positions = spend([plan.gain for plan in theirs], budget)
        chosen[source] = [theirs[position] for position in positions]
    return chosen


def followed(
    connection: Connection,
    now: datetime,
    source: str | None = None,
    since: datetime | None = None,
) -> Iterator[Followed]:
    """The articles first seen after ``since``, by default within ``FOLLOWED``, with their looks in
    order of time."""
    young = _young(since or now - FOLLOWED, source)
    cosmetic = {
        (row.from_version_id, row.to_version_id)
        for row in connection.execute(
            select(Edit.from_version_id, Edit.to_version_id)
            .join(Version, Version.id == Edit.from_version_id)
            .where(Edit.classes == COSMETIC, Version.article_id.in_(young))
        )
    }
    later = retries(connection, source)
    rows = connection.execute(_looks(young))
    for _, looks in groupby(rows, key=lambda row: row.article_id):
        article = _followed(list(looks), cosmetic, later)
        if now - article.born_at < FOLLOWED:
            yield article


def retries(connection: Connection, source: str | None = None) -> dict[str, datetime]:
    """URL -> when a failed visit may be retried: after one hour, two, four, ... What we did not ask
    for ourselves may be visited at any time."""
    failures = select(Failure.url, Failure.last_failed_at, Failure.attempts)
    if source is not None:
        failures = failures.join(Source, Source.id == Failure.source_id).where(
            Source.name == source
        )
    return {
        row.url: row.last_failed_at + HOUR * 2 ** min(row.attempts - 1, MOST_DOUBLINGS)
        for row in connection.execute(
            failures.where(Failure.resolved_at.is_(None), Failure.reason.not_in(NOT_ASKED))
        )
    }


def _young(since: datetime, source: str | None) -> Select[int]:
    """The ids of the articles first seen after ``since``, of one source or of all."""
    young = select(Article.id).where(Article.first_seen_at > since)
    return young if source is None else young.join(Source).where(Source.name == source)


def _looks(articles: Select[int]) -> Select[*tuple[Any, ...]]:
    """Every capture of these articles. A gone article's has no version."""
    return (
        select(
            Capture.article_id,
            Capture.url,
            Capture.captured_at,
            Capture.version_id,
            Source.name.label("source"),
            Version.headline,
            Version.section,
            Version.published_at,
            Version.extractor_version,
        )
        .join(Article, Article.id == Capture.article_id)
        .join(Source, Source.id == Article.source_id)
        .outerjoin(Version, Version.id == Capture.version_id)
        .where(Capture.article_id.in_(articles))  # a join would make SQLite read all captures
        .order_by(Capture.article_id, Capture.captured_at, Capture.id)
    )


def _followed(
    rows: list[Row[*tuple[Any, ...]]],
    cosmetic: set[tuple[int, int]],
    retries: dict[str, datetime],
) -> Followed:
    """An article from its captures: its last version gives its name, its first look its date."""
    first, last = rows[0], rows[-1]
    live = [row for row in rows if row.version_id is not None]
    named = live[-1]
    born_at = min(first.captured_at, named.published_at or first.captured_at)
    looks, shown = [], first
    for before, row in pairwise(rows):
        since, at = ((each.captured_at - born_at) / HOUR for each in (before, row))
        if at > since:
            looks.append(Revisit(since, at, _edited(shown, row, cosmetic)))
        shown = row if row.version_id is not None else shown
    return Followed(
        first.article_id,
        first.source,
        named.section or "",
        last.url,
        named.headline,
        last.version_id is None,
        born_at,
        last.captured_at,
        retries.get(last.url),
        tuple(looks),
    )


def _edited(
    before: Row[*tuple[Any, ...]], row: Row[*tuple[Any, ...]], cosmetic: set[tuple[int, int]]
) -> bool:
    """Whether a look found a real edit: no cosmetic one, and none that comes from a newer
    reader."""
    return (
        row.version_id is not None
        and row.version_id != before.version_id
        and row.extractor_version == before.extractor_version
        and (before.version_id, row.version_id) not in cosmetic
    )
