"""Which of the pages that a source lists are worth a visit now.

A feed lists the same pages for days. A page is worth a visit if the archive does not have its
article, if the listing says that it changed since the last look, or if it is due for another look
(``revisiting``). A page whose last visit failed waits as long as the failure demands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Protocol, runtime_checkable

from sqlalchemy import Connection, Engine, func, select

from crawler.archive.models import ArticleUrl, Capture
from crawler.archive.urls import url_key, without_tracking
from crawler.revisiting import Plan, plans, retries
from crawler.sources.listed import Listed
from crawler.sources.source import Source

NOT_DUE = "not_due"  # in a run's stats: how many pages were left out
AT_ONCE = 200  # entries looked up in one query


@runtime_checkable
class SourceSpider(Protocol):
    """A spider that asks which of the entries it finds are wanted."""

    source: Source
    only_due: bool
    wanted: Callable[[Iterable[Listed]], Iterable[Listed]]


class DueEntries:
    """Chooses among a source's entries as they are listed; ``left_out`` counts the others."""

    def __init__(self, engine: Engine, source: Source, now: datetime) -> None:
        self.left_out = 0
        self._engine = engine
        self._source = source
        self._now = now
        self._plans: dict[int, Plan] | None = None
        self._retries: dict[str, datetime] = {}  # URL key -> when to try again

    def wanted(self, entries: Iterable[Listed]) -> Iterator[Listed]:
        """The entries that are worth a visit, in their order."""
        left = iter(entries)
        while some := list(islice(left, AT_ONCE)):
            with self._engine.connect() as connection:
                known = self._known(connection, some)
            for entry in some:
                if self._is_wanted(entry, *known.get(self._key(entry), (None, None))):
                    yield entry
                else:
                    self.left_out += 1

    def _key(self, entry: Listed) -> str:
        return url_key(without_tracking(entry.url, self._source.ignored_parameters))

    def _known(
        self, connection: Connection, entries: Iterable[Listed]
    ) -> dict[str, tuple[int, datetime]]:
        """URL key -> the article it leads to, and the time of the last look at it."""
        if self._plans is None:
            theirs = plans(connection, self._now, self._source.name)
            self._plans = {plan.followed.article_id: plan for plan in theirs}
            waits = retries(connection, self._source.name)
            self._retries = {url_key(url): at for url, at in waits.items()}
        last_look = (
            select(func.max(Capture.captured_at))
            .where(Capture.article_id == ArticleUrl.article_id)
            .scalar_subquery()
        )
        rows = connection.execute(
            select(ArticleUrl.url_key, ArticleUrl.article_id, last_look.label("last_at")).where(
                ArticleUrl.url_key.in_({self._key(entry) for entry in entries})
            )
        )
        return {row.url_key: (row.article_id, row.last_at) for row in rows}

    def _is_wanted(self, entry: Listed, article: int | None, last_at: datetime | None) -> bool:
        retry_at = self._retries.get(url_key(entry.url))
        if retry_at is not None and retry_at > self._now:
            return False
        if article is None or last_at is None:
            return True
        if entry.modified_at is not None and last_at < entry.modified_at <= self._now:
            return True
        plan = (self._plans or {}).get(article)
        return plan is not None and plan.is_due
