"""What a run did, for people (a table) and for the run record (counts)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from crawler.archive.models import CrawlRun
from crawler.cli import Settings
from crawler.cli.output import pick_format, write_rows
from crawler.counted import counted
from crawler.errors import ArchiveError
from crawler.listed import NOT_DUE
from crawler.recovery import recover
from crawler.sources.loader import load_catalogue

Tally = Mapping[str, Counter[str]]
ORDER = ("new", "changed", "same", "gone", "no article", "failed", "already archived")
ONE = {"pages": "page", "damaged records": "damaged record"}  # of what is counted in the plural


def stats(tally: Tally, counts: Mapping[str, int]) -> dict[str, Any]:
    """Counts for the run record: of all, and by source."""
    total: Counter[str] = Counter()
    for count in tally.values():
        total.update(count)
    return {**counts, **total, "sources": {name: dict(count) for name, count in tally.items()}}


def print_summary(tally: Tally, counts: Mapping[str, int]) -> None:
    """One line a source, and one for all of them."""
    words = [word for word in ORDER if any(count[word] for count in tally.values())]
    total: Counter[str] = Counter()
    rows = []
    for name, count in sorted(tally.items()):
        rows.append([name, *(count[word] for word in words)])
        total.update(count)
    rows.append(["all", *(total[word] for word in words)])
    if words:
        write_rows(["source", *words], rows, pick_format(None))
    elif not counts:
        click.echo("no pages")
    for word, number in counts.items():
        click.echo(counted(number, ONE.get(word, word), word))


def print_runs(engine: Engine, ids: Sequence[int]) -> tuple[list[str], Counter[str]]:
    """Print what these runs did.

    Returns the reasons for which they ended, and the counts of all together, those pages included
    that were not visited because they are not due.
    """
    query = select(CrawlRun.exit_reason, CrawlRun.stats).where(CrawlRun.id.in_(ids))
    try:
        with engine.connect() as connection:
            runs = connection.execute(query).all()
    except DBAPIError as error:
        raise ArchiveError(f"what was done cannot be told: {error.orig}") from error
    tally: dict[str, Counter[str]] = {}
    for run in runs:
        for name, count in run.stats.get("sources", {}).items():
            tally.setdefault(name, Counter()).update(count)
    not_due = sum(run.stats.get(NOT_DUE, 0) for run in runs)
    print_summary(tally, {"not due": not_due} if not_due else {})
    total = Counter({NOT_DUE: not_due})
    for count in tally.values():
        total.update(count)
    return [run.exit_reason or "killed" for run in runs], total


def tell_recovered(settings: Settings, engine: Engine) -> None:
    """Archive what runs that were killed had captured, and say so."""
    recovered = recover(engine, Path(settings.captures), load_catalogue())
    if recovered:
        told = counted(recovered, "capture")
        click.echo(f"archived now: {told} of a run that was killed", err=True)
