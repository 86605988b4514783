"""``crawler metrics``"""

from __future__ import annotations

import time
from importlib.util import find_spec

import click

from crawler.archive.database.engine import open_archive
from crawler.cli import Settings
from crawler.cli.working import StopSignals
from crawler.errors import CrawlerError

TICK = 0.2  # seconds


@click.command("metrics")
@click.option(
    "--port",
    default=9464,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="To listen at; 0 takes any free one.",
)
@click.option("--address", default="127.0.0.1", show_default=True, help="To listen at.")
@click.pass_obj
def command(settings: Settings, port: int, address: str) -> None:
    """Serve the archive's state to Prometheus, until Ctrl-C or SIGTERM.

    Troubles, tasks, failures, and the last run of each source; asked anew at each scrape, whichever
    machine did the work.
    """
    if find_spec("prometheus_client") is None:
        raise CrawlerError("it needs the extra `metrics`: pip install 'crawler[metrics]'")
    from prometheus_client import CollectorRegistry, start_http_server

    from crawler.metrics import ArchiveFigures

    registry = CollectorRegistry(auto_describe=False)
    registry.register(ArchiveFigures(open_archive(settings.archive, migrate=False)))
    try:
        server, thread = start_http_server(port, address, registry)
    except OSError as error:
        raise CrawlerError(f"cannot listen at {address}:{port}: {error.strerror}") from error
    click.echo(f"http://{address}:{server.server_port}/metrics", err=True)
    with StopSignals() as signals:
        while not signals.take_one():
            time.sleep(TICK)
    server.shutdown()
    thread.join()
    if signals.interrupted:
        raise KeyboardInterrupt
    click.echo("ended by SIGTERM", err=True)
