"""Let the scheduler keep the search index up to date, once somebody has searched."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine

from crawler.archive.search.index import AT_ONCE, index_batch, is_searched, merge

EVERY = timedelta(minutes=5)


class Indexing:
    """Indexes one batch per step, so that nothing else waits long."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._next: datetime | None = None

    def step(self, now: datetime) -> None:
        """Index new versions, if it is time to look for them or the last batch was full. When all
        are indexed, merge a little of the index."""
        if self._next is not None and now < self._next:
            return
        count = index_batch(self._engine) if is_searched(self._engine) else 0
        if count == AT_ONCE:
            return
        if count:
            merge(self._engine, count)
        self._next = now + EVERY
