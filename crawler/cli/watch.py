"""Show what a scheduler or worker does, on standard output: a line for each event, and on a
terminal, below the lines, what is running."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Self

import click
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from crawler.archive.models.types import utc_text
from crawler.jobs.worker import Running


class Watch:
    """Prints events, and a live view on a terminal; leaving the context removes the live view."""

    def __init__(self) -> None:
        self._live: Live | None = None
        if sys.stdout.isatty():
            self._live = Live(console=Console(), auto_refresh=False, transient=True)

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

    def say(self, line: str) -> None:
        """Report an event, with the time."""
        told = f"{utc_text(datetime.now(UTC), fraction=False)} {line}"
        if self._live is None:
            click.echo(told)
        else:
            self._live.console.print(Text(told))

    def show(self, running: Iterable[Running], below: str) -> None:
        """Show what is running, and a line below it."""
        if self._live is None:
            return
        table = Table("job", "source", "for", "says", header_style="bold")
        for each in running:
            seconds = round((datetime.now(UTC) - each.since).total_seconds())
            said = each.crawl.tail().rpartition("\n")[2]
            row = (each.task.job, each.task.source, f"{seconds} s", said)
            table.add_row(*map(Text, row))
        self._live.update(Group(table, Text(below)) if table.rows else Text(below), refresh=True)
