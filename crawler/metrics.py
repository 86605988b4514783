"""The archive's state as Prometheus reads it: https://prometheus.io/docs/instrumenting/exposition_formats/

Each scrape asks the archive anew, so that it also tells what other processes and machines did.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine, func, select

from crawler.archive.database.query import read_only
from crawler.archive.models import CrawlRun, Failure, Source, StoredTrouble, Task

_TROUBLES = (
    select(StoredTrouble.source, StoredTrouble.trouble, func.count())
    .where(StoredTrouble.until.is_(None))
    .group_by(StoredTrouble.source, StoredTrouble.trouble)
)
_TASKS = select(Task.job, Task.state, func.count()).group_by(Task.job, Task.state)
_FAILURES = (
    select(Source.name, func.count())
    .join(Failure, Failure.source_id == Source.id)
    .where(Failure.resolved_at.is_(None))
    .group_by(Source.name)
)
_LAST = (
    select(func.max(CrawlRun.id))
    .where(CrawlRun.finished_at.is_not(None), CrawlRun.source_id.is_not(None))
    .group_by(CrawlRun.source_id)
)
_RUNS = (
    select(Source.name, CrawlRun.finished_at, CrawlRun.stats)
    .join(Source, Source.id == CrawlRun.source_id)
    .where(CrawlRun.id.in_(_LAST))
)


class ArchiveFigures(Collector):
    """What a scrape collects."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Troubles, tasks, failures, and the last run of each source."""
        troubles = _gauge("crawler_troubles", "Troubles that last, see docs/jobs.md", "trouble")
        tasks = GaugeMetricFamily(
            "crawler_tasks", "Tasks of jobs by state", labels=("job", "state")
        )
        failures = _gauge("crawler_failures", "Pages that failed and are to be tried again")
        ended = _gauge("crawler_last_run_finished_timestamp_seconds", "End of the last run")
        pages = _gauge("crawler_last_run", "Counts of the last run", "count")
        with read_only(self._engine) as connection:
            for *labels, count in connection.execute(_TROUBLES):
                troubles.add_metric(labels, count)
            for *labels, count in connection.execute(_TASKS):
                tasks.add_metric(labels, count)
            for source, count in connection.execute(_FAILURES):
                failures.add_metric([source], count)
            for source, at, stats in connection.execute(_RUNS):
                ended.add_metric([source], at.timestamp())
                for name, count in _counts(source, stats).items():
                    pages.add_metric([source, name], count)
        yield from (troubles, tasks, failures, ended, pages)


def _gauge(name: str, told: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, told, labels=("source", *labels))


def _counts(source: str, stats: dict[str, Any]) -> dict[str, int]:
    """The plain numbers among a run's counts: what it fetched, and what became of it."""
    counts = stats | stats.get("sources", {}).get(source, {})
    return {name: count for name, count in counts.items() if isinstance(count, int)}
