"""``crawler health``"""

from __future__ import annotations

from datetime import UTC, datetime

import click
from sqlalchemy import Boolean, String, bindparam, text

from crawler.archive.engine import for_writing, open_archive
from crawler.archive.query import read_only
from crawler.cli import Settings
from crawler.cli.output import format_option, pick_format, write_rows
from crawler.health.record import record_troubles
from crawler.health.rounds import watched_sources
from crawler.jobs.known import known_jobs
from crawler.sources.loader import load_catalogue

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
    """Say what is wrong with the sources, or with SOURCE; exit with 1 if anything is.

    It compares the runs of the last five weeks, and finds the hours without a crawl that a job
    should have made. docs/jobs.md explains each trouble.
    """
    settings: Settings = context.obj
    catalogue = load_catalogue()
    now = datetime.now(UTC)
    engine = open_archive(settings.archive, migrate=False)
    with for_writing(engine).begin() as connection:
        jobs = known_jobs(connection)
        known = watched_sources(connection, catalogue, jobs, now)
        if source is not None and source not in known:
            catalogue[source]  # an unknown name is told
        record_troubles(connection, [source] if source else known, catalogue, jobs, now)
    with read_only(engine) as connection:
        result = connection.execute(QUERY, {"source": source, "over": over})
        rows = [tuple(row) for row in result]
    write_rows(list(result.keys()), rows, pick_format(form))
    until = list(result.keys()).index("until")
    context.exit(any(row[until] is None for row in rows))
