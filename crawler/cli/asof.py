"""``crawler asof``"""

from __future__ import annotations

from datetime import datetime

import click

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import ask
from crawler.archive.past.asof import as_of
from crawler.cli import Settings
from crawler.cli.output import format_option, write_rows
from crawler.cli.parameters import Instant, Query


@click.command("asof")
@click.argument("instant", type=Instant())
@click.argument("query", type=Query())
@format_option
@click.pass_obj
def command(settings: Settings, instant: datetime, query: str, form: str | None) -> None:
    """Ask in SQL what the archive knew at an INSTANT; read-only.

    The views are those of `crawler sql`, with what the looks until then had found. INSTANT is
    ISO 8601; without a zone it is UTC.

    \b
    crawler asof 2026-06-19T14:30Z "select headline, last_seen_at from articles"
    """
    engine = open_archive(settings.archive, migrate=False)
    with ask(engine, query, as_of(instant)) as answer:
        write_rows(answer.columns, answer.rows, form)
