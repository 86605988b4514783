"""``crawler import``"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from crawler import __version__
from crawler.archive.engine import open_archive
from crawler.archive.runs import finish_run, start_run
from crawler.archive.writer import ArchiveWriter
from crawler.capture.writer import WarcWriter
from crawler.cli import Settings
from crawler.cli.summary import print_summary, stats, tell_recovered
from crawler.importing import Import
from crawler.sources.loader import load_catalogue


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.pass_obj
def command(settings: Settings, files: tuple[Path, ...]) -> None:
    """Archive the pages of WARC FILES (.warc, .warc.gz).

    Each page goes the same way as a crawled one. A page that is in the archive already, by its
    record's id, is left alone, so an import that was interrupted can simply be run again.
    """
    engine = open_archive(settings.archive)
    tell_recovered(settings, engine)
    started = datetime.now(UTC)
    prefix = f"import-{started:%Y%m%d%H%M%S}{started.microsecond // 1000:03d}"
    warc = WarcWriter(Path(settings.captures), prefix, software=f"crawler/{__version__}")
    warc.begin()
    with engine.begin() as connection:
        run_id = start_run(connection, "import", started, warc_prefix=prefix)
    writer = ArchiveWriter(engine, run_id, durable=warc.flush)
    job = Import(load_catalogue(), warc, writer)
    reason = "failed"
    try:
        _import_all(job, files)
        reason = "finished"
    except KeyboardInterrupt:
        reason = "interrupted"
        writer.flush()
        raise
    finally:
        warc.close()
        with engine.begin() as connection:
            finish_run(
                connection, run_id, datetime.now(UTC), reason, stats(writer.tally, job.counts)
            )
    print_summary(writer.tally, job.counts)
    for damage in job.damaged:
        click.echo(f"{damage.file}, offset {damage.offset}: {damage.reason}", err=True)


def _import_all(job: Import, files: tuple[Path, ...]) -> None:
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=console
    )
    with bar if sys.stderr.isatty() else nullcontext():
        for file in files:
            task = bar.add_task(str(file), total=file.stat().st_size)
            job.run(file, lambda offset, task=task: bar.update(task, completed=offset))  # type: ignore[misc]
            bar.update(task, completed=file.stat().st_size)
