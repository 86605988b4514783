"""The looks at a source: its run records with their samples, first to last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from crawler.archive.models import CrawlRun, Source
from crawler.archive.versions.decide import GONE, Result
from crawler.health.sample import REFUSED, SEEN
from crawler.items import PageKind

_WITHDRAWN = tuple(f"HTTP {status}" for status in GONE)


@dataclass(frozen=True, slots=True)
class SourceLook:
    """What a run saw of its source, as written by ``sample.Sample``."""

    at: datetime
    places: Mapping[str, Mapping[str, Any]]
    pages: Mapping[str, int]  # by kind, or unchanged
    failures: Mapping[str, int]  # of pages, by reason
    fields: Mapping[str, tuple[int, int]]  # field -> (pages that have it, pages that could have it)
    new: int = 0  # articles
    gone: int = 0  # articles that the archive had: withdrawn, which is no failure of the site

    @property
    def blocked(self) -> int:
        """Pages that are a block or consent page."""
        return self.pages.get(PageKind.BLOCK, 0)

    @property
    def errors(self) -> int:
        """Pages that failed by the site's fault."""
        failed = sum(n for reason, n in self.failures.items() if reason not in REFUSED)
        withdrawn = min(self.gone, sum(self.failures.get(reason, 0) for reason in _WITHDRAWN))
        return failed - withdrawn + self.pages.get(PageKind.ERROR, 0)

    @property
    def asked(self) -> int:
        """All pages that were requested."""
        return sum(self.pages.values()) + sum(self.failures.values())


def looks_at(connection: Connection, source: str, since: datetime) -> list[SourceLook]:
    """The looks at a source that began at ``since`` or later and have ended."""
    rows = connection.execute(
        select(CrawlRun.started_at, CrawlRun.stats)
        .join(Source, Source.id == CrawlRun.source_id)
        .where(Source.name == source, CrawlRun.started_at >= since)
        .order_by(CrawlRun.started_at, CrawlRun.id)
    )
    return [
        SourceLook(
            row.started_at,
            **row.stats[SEEN],
            new=_count(row.stats, source, Result.NEW),
            gone=_count(row.stats, source, Result.GONE),
        )
        for row in rows
        if SEEN in row.stats
    ]


def _count(stats: Mapping[str, Any], source: str, result: Result) -> int:
    count: int = stats.get("sources", {}).get(source, {}).get(result, 0)
    return count
