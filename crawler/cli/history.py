"""``crawler history``"""

from __future__ import annotations

import click
from sqlalchemy import text

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import read_only
from crawler.archive.past.find import find_article
from crawler.cli import Settings
from crawler.cli.output import format_option, write_result
from crawler.cli.parameters import ArticleName

QUERY = text(
    """SELECT v.number AS version, o.state, o.observed_from, o.last_seen_at, o.observed_until,
              c.classes AS changed, c.silent, v.headline
       FROM observation o JOIN version v ON v.id = o.version_id
       LEFT JOIN (SELECT * FROM changes WHERE article_id = :article) c
         ON c.seen_at = o.observed_from AND c.to_version = v.number
       WHERE o.article_id = :article ORDER BY o.observed_from, o.id"""
)


@click.command("history")
@click.argument("article", type=ArticleName())
@format_option
@click.pass_obj
def command(settings: Settings, article: str, form: str | None) -> None:
    """Show what stood at an ARTICLE's address, and when.

    ARTICLE is its id, its URL (any that led to it), or words of a headline.
    """
    engine = open_archive(settings.archive, migrate=False)
    with read_only(engine) as connection:
        values = {"article": find_article(connection, article)}
        write_result(connection.execute(QUERY, values), form)
