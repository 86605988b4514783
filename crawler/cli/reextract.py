"""``crawler reextract``"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.database.query import read_only
from crawler.archive.runs import finish_run, start_run
from crawler.cli import Settings
from crawler.cli.counting import counting
from crawler.cli.names import check_sources
from crawler.cli.output import write_rows
from crawler.cli.parameters import Instant
from crawler.cli.workers import workers_option
from crawler.counted import counted
from crawler.errors import CrawlerError
from crawler.jobs.process import own_task
from crawler.reader_pool import ReaderPool
from crawler.reextracting import ReExtraction
from crawler.sources.loader import load_catalogue


@click.command("reextract")
@click.option("--source", "names", multiple=True, metavar="NAME", help="Only this source; repeat.")
@click.option("--since", type=Instant(), help="Only versions that were seen since then.")
@workers_option
@click.pass_obj
def command(
    settings: Settings, names: tuple[str, ...], since: datetime | None, workers: int
) -> None:
    """Read the archive's captures again, where an older reader read them.

    What a better reader says corrects the version: its number and its times stay, and no edit by
    the publisher is made of it. Versions that turn out to be equal become one. May be ended at any
    time, and goes on where it was. Standard output tells which fields changed in how many versions.
    """
    engine = open_archive(settings.archive, migrate=False)
    with read_only(engine) as connection:
        check_sources(connection, *names)
    readers = ReaderPool(workers)
    work = ReExtraction(
        engine, Path(settings.captures), load_catalogue(), readers, frozenset(names), since
    )
    with _run(work), counting("versions read again: {task.completed}") as work.progress:
        work.run()
    rows = [(name, count, work.examples[name]) for name, count in work.counts.most_common()]
    write_rows(["changed", "versions", "example"], rows)
    click.echo(f"{counted(work.done, 'version')} read again", err=True)
    for why in work.unreadable:
        click.echo(why, err=True)
    if work.unreadable:
        several = "versions could not be read again, and stay as they are"
        one = "version could not be read again, and stays as it is"
        told = counted(len(work.unreadable), one, several)
        raise CrawlerError(f"{told}: `crawler verify` tells whether the captures are whole")


@contextmanager
def _run(work: ReExtraction) -> Iterator[None]:
    """Keep the run record, which is finished however the work ends."""
    with for_writing(work.engine).begin() as connection:
        run_id = start_run(connection, "reextract", datetime.now(UTC), task_id=own_task())
    reason = "failed"
    try:
        yield
        reason = "finished"
    except KeyboardInterrupt:
        reason = "interrupted"
        raise
    finally:
        work.readers.close()
        counts = {"versions": work.done, "unreadable": len(work.unreadable), **work.counts}
        with for_writing(work.engine).begin() as connection:
            finish_run(connection, run_id, datetime.now(UTC), reason, counts)
