"""``crawler status``"""

from __future__ import annotations

import click
from sqlalchemy import text

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import read_only
from crawler.archive.versions.outdated import outdated_versions
from crawler.cli import Settings
from crawler.cli.output import write_result
from crawler.extract import EXTRACTOR_VERSION

HOLDS = text(
    """SELECT s.name AS source,
              (SELECT count(*) FROM article a WHERE a.source_id = s.id) AS articles,
              (SELECT count(*) FROM version v JOIN article a ON a.id = v.article_id
               WHERE a.source_id = s.id) AS versions,
              (SELECT count(*) FROM capture c WHERE c.source_id = s.id) AS captures,
              (SELECT count(*) FROM failure f WHERE f.source_id = s.id
               AND f.resolved_at IS NULL) AS failures,
              (SELECT max(c.captured_at) FROM capture c WHERE c.source_id = s.id) AS last_capture
       FROM source s ORDER BY s.name"""
)
RUNS = text(
    """SELECT run_id, command, started_at, finished_at,
              coalesce(exit_reason, 'running or killed') AS ended
       FROM runs ORDER BY run_id DESC LIMIT 10"""
)


@click.command("status")
@click.pass_obj
def command(settings: Settings) -> None:
    """Show what the archive holds, by source, and its last ten runs."""
    engine = open_archive(settings.archive, migrate=False)
    with read_only(engine) as connection:
        for query in (HOLDS, RUNS):
            write_result(connection.execute(query))
            click.echo()
        if outdated_versions(connection, EXTRACTOR_VERSION, limit=1):
            click.echo("An older reader read some versions: see `crawler reextract`.", err=True)
