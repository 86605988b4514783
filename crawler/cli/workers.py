"""The option ``--workers`` of the commands that read pages."""

from __future__ import annotations

import click

from crawler.reader_pool import default_workers

workers_option = click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=default_workers,
    metavar="N",
    help="Processes that read pages; 0 reads in this one. Default: the cores.",
)
