"""``crawler story``"""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import Connection, TextClause, text

from crawler.archive.database.engine import is_writable, open_archive
from crawler.archive.database.query import read_only
from crawler.archive.past.find import find_article
from crawler.archive.stories.gathering import gather_missing
from crawler.cli import Settings
from crawler.cli.output import format_option, write_rows
from crawler.cli.parameters import ArticleName
from crawler.errors import CrawlerError

SHOWN = 50  # stories in the list
STORIES = text(
    """SELECT story_id, articles, sources, agencies, source, first_seen_at, headline
       FROM stories ORDER BY first_seen_at DESC, story_id DESC LIMIT :shown"""
)
MEMBERS = text(
    """SELECT m.article_id, s.name AS source, a.first_seen_at,
              CASE WHEN m.article_id = m.leader_id THEN 1 ELSE c.share END AS share,
              c.words_cut, c.words_added, a.canonical_url AS url
       FROM story m
       JOIN article a ON a.id = m.article_id
       JOIN source s ON s.id = a.source_id
       LEFT JOIN copies c ON c.story_id = m.leader_id AND c.article_id = m.leader_id
                         AND c.copy_article_id = m.article_id
       WHERE m.leader_id = :story
       ORDER BY a.first_seen_at, a.canonical_url"""
)
LEADER = text("SELECT leader_id FROM story WHERE article_id = :article")


@click.command("story")
@click.argument("article", type=ArticleName(), required=False)
@format_option
@click.pass_obj
def command(settings: Settings, article: str | None, form: str | None) -> None:
    """List the last fifty stories that several articles carry, or show one.

    ARTICLE is a story's id, or any of its articles: an id, a URL, or words of a headline. Of each
    copy are shown the share of the shorter body that it has in common with the article that was
    seen first, how many of that article's words it cut, and how many it added.
    """
    engine = open_archive(settings.archive, migrate=False)
    caught_up = gather_missing(engine) if is_writable(engine) else 0
    if caught_up:
        click.echo(f"versions newly read for copies: {caught_up}", err=True)
    with read_only(engine) as connection:
        query, values = _query(connection, article)
        result = connection.execute(query, values)
        rows = (tuple(map(_rounded, row)) for row in result)
        write_rows(list(result.keys()), rows, form)


def _rounded(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


def _query(connection: Connection, article: str | None) -> tuple[TextClause, dict[str, int]]:
    if article is None:
        return STORIES, {"shown": SHOWN}
    found = find_article(connection, article)
    leader = connection.scalar(LEADER, {"article": found})
    if leader is None:
        raise CrawlerError(f"no copy of article {found} is in the archive: it has no story")
    return MEMBERS, {"story": leader}
