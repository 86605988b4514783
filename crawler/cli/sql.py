"""``crawler sql``"""

from __future__ import annotations

import sys

import click

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import ask
from crawler.cli import Settings
from crawler.cli.output import format_option, write_rows
from crawler.cli.parameters import Query


@click.command("sql")
@click.argument("query", required=False, type=Query())
@format_option
@click.pass_obj
def command(settings: Settings, query: str | None, form: str | None) -> None:
    """Ask the archive in SQL; read-only.

    The views are articles, versions, changes, photos, pictures, credits, attributions, agencies,
    stories, copies, extractions, captures, optouts, runs, health, coverage and failures;
    docs/sql.md explains their columns. Without QUERY, it is read from standard input.

    \b
    crawler sql "select headline, published_at from articles order by 2 desc"
    crawler sql "select name, role, count(*) from credits group by 1, 2" --format csv
    """
    if query is None:
        if sys.stdin.isatty():
            raise click.UsageError('Give a query: crawler sql "select … from articles"')
        query = Query().convert(sys.stdin.read(), None, None)
    engine = open_archive(settings.archive, migrate=False)
    with ask(engine, query) as answer:
        write_rows(answer.columns, answer.rows, form)
