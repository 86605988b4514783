"""What a run did, for people (a table) and for the run record (counts)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from crawler.archive.models import CrawlRun
from crawler.archive.tally import WORDS, Tally
from crawler.archive.versions.decide import Result
from crawler.cli import Settings
from crawler.cli.output import write_rows
from crawler.counted import counted
from crawler.due_entries import NOT_DUE
from crawler.errors import ArchiveError
from crawler.health.sample import SEEN
from crawler.recovery import recover
from crawler.sources.loader import Catalogue

ONE = {"pages": "page", "damaged records": "damaged record"}  # singulars of plural names


def stats(tally: Tally, counts: Mapping[str, int]) -> dict[str, Any]:
    """Counts for the run record: in total and by source."""
    return {**counts, **tally.total, "sources": tally}


def print_summary(tally: Tally, counts: Mapping[str, int]) -> None:
    """Print one line per source, and one for all of them."""
    lines = [*sorted(tally.items()), ("all", tally.total)]
    words = [word for word in WORDS if tally.total[word]]
    if words:
        rows = [[name, *(count[word] for word in words)] for name, count in lines]
        write_rows(["source", *words], rows)
    elif not counts:
        click.echo("no pages")
    for word, number in counts.items():
        click.echo(counted(number, ONE.get(word, word), word))


def print_runs(engine: Engine, ids: Sequence[int]) -> tuple[list[str], bool]:
    """Print what these runs did.

    Returns the reasons why they ended, and whether all was in vain: nothing but failures, and no
    feed or page was read, not even one without news.
    """
    query = select(CrawlRun.exit_reason, CrawlRun.stats).where(CrawlRun.id.in_(ids))
    try:
        with engine.connect() as connection:
            runs = connection.execute(query).all()
    except DBAPIError as error:
        raise ArchiveError(f"what was done cannot be told: {error.orig}") from error
    tally = Tally()
    for run in runs:
        tally.include(run.stats.get("sources", {}))
    not_due = sum(run.stats.get(NOT_DUE, 0) for run in runs)
    print_summary(tally, {"not due": not_due} if not_due else {})
    is_vain = set(tally.total) == {Result.FAILED} and not not_due
    is_vain = is_vain and not any(_found_no_news(run.stats) for run in runs)
    return [run.exit_reason or "killed" for run in runs], is_vain


def _found_no_news(stats: Mapping[str, Any]) -> bool:
    """Whether a run read a feed that listed nothing to visit, and failed at no page."""
    seen = stats.get(SEEN, {})
    was_read = any("entries" in place for place in seen.get("places", {}).values())
    return was_read and not seen.get("failures")


def tell_recovered(settings: Settings, engine: Engine, catalogue: Catalogue) -> None:
    """Archive what killed runs had captured, and say so."""
    recovered = recover(engine, Path(settings.captures), catalogue)
    if recovered:
        told = counted(recovered, "capture")
        click.echo(f"archived now: {told} of a run that was killed", err=True)
