"""``crawler import``"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Engine

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.names import sync_agencies
from crawler.archive.runs import finish_run, start_run
from crawler.archive.writer import ArchiveWriter
from crawler.capture.writer import WarcWriter
from crawler.cli import Settings
from crawler.cli.parameters import Domain, Instant, Language
from crawler.cli.summary import print_summary, stats, tell_recovered
from crawler.cli.workers import workers_option
from crawler.counted import counted
from crawler.errors import CrawlerError
from crawler.importing.filter import Filter
from crawler.importing.importer import Importer, UnreadableError
from crawler.jobs.files import FILES, enqueue_files
from crawler.jobs.process import own_task
from crawler.reader_pool import ReaderPool
from crawler.reading import known_agencies
from crawler.sources.loader import Catalogue, load_catalogue


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--source", "sources", multiple=True, help="Only of this source; repeatable.")
@click.option(
    "--domain", "domains", multiple=True, type=Domain(), help="Only of this domain; repeatable."
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=Language(),
    help="Only articles in it; repeatable: ko.",
)
@click.option("--since", type=Instant(), help="Only what was captured then or later.")
@click.option("--until", type=Instant(), help="Only what was captured before.")
@workers_option
@click.option(
    "--queue", is_flag=True, help="Leave the files to `crawler schedule` and `crawler worker`."
)
@click.pass_obj
def command(
    settings: Settings,
    files: tuple[Path, ...],
    sources: tuple[str, ...],
    domains: tuple[str, ...],
    languages: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    workers: int,
    queue: bool,
) -> None:
    """Archive the pages of WARC FILES (.warc, .warc.gz).

    Each page goes the same way as a crawled one. An import that was interrupted, or killed, goes on
    where it was when it is run again, and what was damaged is tried again: a better copy of the
    file may have it. A record that is in the archive already is left alone. A file or a record that
    cannot be read is told, and the others are archived all the same.
    """
    if queue:
        if sources or domains or languages or since or until:
            raise click.UsageError("--queue takes whole files: it goes with no filter")
        _queue(settings, files)
        return
    catalogue = load_catalogue()
    wanted = Filter(
        frozenset(catalogue[name].name for name in sources),
        frozenset(domains),
        frozenset(languages),
        since,
        until,
    )
    engine = open_archive(settings.archive)
    tell_recovered(settings, engine, catalogue)
    with _run(engine, Path(settings.captures), catalogue, wanted, workers) as importer:
        unreadable = _import_all(importer, files)
    for damage in importer.damaged:
        click.echo(f"{damage.file}, offset {damage.offset}: {damage.reason}", err=True)
    if unreadable:
        raise CrawlerError("; ".join(unreadable))


def _queue(settings: Settings, files: tuple[Path, ...]) -> None:
    """Queue a task for each file."""
    engine = open_archive(settings.archive)
    with for_writing(engine).begin() as connection:
        new = enqueue_files(connection, files, datetime.now(UTC))
    waiting = counted(new, "file waits", "files wait")
    click.echo(f"{waiting} for a worker; `crawler jobs show {FILES}` shows all", err=True)


@contextmanager
def _run(
    engine: Engine, captures: Path, catalogue: Catalogue, wanted: Filter, workers: int
) -> Iterator[Importer]:
    """An import with its run record, which is finished and summed up however the import ends."""
    started = datetime.now(UTC)
    warc = WarcWriter.of_run(captures, "import", started)
    warc.begin()
    with for_writing(engine).begin() as connection:
        sync_agencies(connection, known_agencies())
        run_id = start_run(
            connection, "import", started, warc_prefix=warc.prefix, task_id=own_task()
        )
    writer = ArchiveWriter(engine, run_id, durable=warc.flush)
    readers = ReaderPool(workers)
    importer = Importer(catalogue, warc, writer, readers, wanted)
    reason = "failed"
    try:
        yield importer
        reason = "finished"
    except KeyboardInterrupt:
        reason = "interrupted"
        importer.writer.flush()
        raise
    finally:
        importer.readers.close()
        importer.writer.close()
        warc.close()
        counts = stats(importer.writer.tally, importer.counts)
        ended = None if importer.writer.is_behind else datetime.now(UTC)
        with for_writing(engine).begin() as connection:
            finish_run(connection, run_id, ended, reason, counts)
        print_summary(importer.writer.tally, importer.counts)


def _import_all(importer: Importer, files: tuple[Path, ...]) -> list[str]:
    """Import the files; return what is wrong with the files that could not be read at all."""
    unreadable = []
    console = Console(stderr=True)
    name = TextColumn("{task.description}", markup=False)
    bar = Progress(name, BarColumn(), TimeRemainingColumn(), console=console)
    with bar if sys.stderr.isatty() else nullcontext():
        for file in files:
            task = bar.add_task(str(file), total=file.stat().st_size)
            try:
                importer.run(file, lambda offset, task=task: bar.update(task, completed=offset))  # type: ignore[misc]
            except UnreadableError as error:
                unreadable.append(str(error))
            bar.update(task, completed=file.stat().st_size)
    return unreadable
