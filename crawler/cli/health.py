"""``crawler health``"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy import Boolean, String, bindparam, text
from sqlalchemy.exc import DBAPIError

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.database.query import read_only
from crawler.cli import Settings
from crawler.cli.names import check_sources
from crawler.cli.output import format_option, write_rows
from crawler.errors import CrawlerError
from crawler.health.record import record_troubles
from crawler.health.rounds import watched_sources
from crawler.jobs.known import known_jobs
from crawler.sources.loader import load_catalogue

COULD_NOT_LOOK = 3  # exit code; a monitor must tell it from 1, which means trouble
QUERY = text(
    """SELECT source, trouble, subject, since, until, detail FROM health
       WHERE (:source IS NULL OR source = :source) AND (:over OR until IS NULL)
       ORDER BY source, since"""
).bindparams(bindparam("source", type_=String), bindparam("over", type_=Boolean))


@click.command("health")
@click.argument("source", required=False)
@click.option("--all", "over", is_flag=True, help="Also what is over.")
@format_option
@click.pass_context
def command(context: click.Context, source: str | None, over: bool, form: str | None) -> None:
    """Say what is wrong with the sources, or with SOURCE.

    Exits with 0 if nothing is, with 1 if anything is, and with 3 if it could not look: there is no
    such source, no archive, or no database that answers.

    It compares the runs of the last five weeks, and finds the hours without a crawl that a job
    should have made. docs/jobs.md explains each trouble.
    """
    try:
        columns, rows = _look(context.obj, source, over)
    except (CrawlerError, DBAPIError) as error:
        why = error.orig if isinstance(error, DBAPIError) else error
        click.echo(f"crawler: {str(why).strip()}", err=True)
        context.exit(COULD_NOT_LOOK)
    write_rows(columns, rows, form)
    until = columns.index("until")
    context.exit(any(row[until] is None for row in rows))


def _look(
    settings: Settings, source: str | None, over: bool
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Update the record of troubles; return its columns and rows.

    Each source gets its own transaction: while one lasts, SQLite lets no other process write.
    """
    catalogue = load_catalogue()
    now = datetime.now(UTC)
    engine = open_archive(settings.archive, migrate=False)
    writing = for_writing(engine)
    with writing.begin() as connection:
        jobs = known_jobs(connection)
        known = watched_sources(connection, catalogue, jobs, now)
        if source is not None:
            check_sources(connection, source)
    for name in [source] if source else known:
        with writing.begin() as connection:
            record_troubles(connection, [name], catalogue, jobs, now)
    with read_only(engine) as connection:
        result = connection.execute(QUERY, {"source": source, "over": over})
        return list(result.keys()), [tuple(row) for row in result]
