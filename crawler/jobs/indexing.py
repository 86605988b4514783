"""The scheduler keeps the search index up to date, once somebody has searched."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine

from crawler.archive.search.index import AT_ONCE, index_batch, is_searched, merge

EVERY = timedelta(minutes=5)


class Indexing:
    """One batch a step, so that nothing else has to wait long."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._next: datetime | None = None

    def step(self, now: datetime) -> None:
        """Index what is new, if a look for it is due or there was more than one batch takes; and
        then merge a little of the index."""
        if self._next is not None and now < self._next:
            return
        count = index_batch(self._engine) if is_searched(self._engine) else 0
        if count == AT_ONCE:
            return
        if count:
            merge(self._engine, count)
        self._next = now + EVERY
