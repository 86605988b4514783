"""``crawler worker``"""

from __future__ import annotations

import click

from crawler.archive.database.engine import open_archive
from crawler.cli import Settings
from crawler.cli.watch import Watch
from crawler.cli.working import concurrency_option, make_worker, waiting, work


@click.command("worker")
@concurrency_option
@click.pass_obj
def command(settings: Settings, concurrency: int) -> None:
    """Take tasks that a scheduler has planned, until Ctrl-C or SIGTERM.

    Any number of workers on any number of machines share one queue; the archive is then on
    PostgreSQL: docs/deploy.md. Each needs the same crawler.toml.

    \b
    crawler --archive postgresql://crawler@db/news worker --concurrency 4
    """
    engine = open_archive(settings.archive, migrate=False)
    watch = Watch()
    worker = make_worker(settings, engine, concurrency, watch)
    watch.say(f"worker {worker.queue.owner}; {waiting(worker)}")
    work(worker, watch, lambda: waiting(worker), lambda: False)
