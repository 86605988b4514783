"""``crawler article merge`` and ``crawler article split``"""

from __future__ import annotations

import shlex
from datetime import UTC, datetime

import click

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.identity import merge, split
from crawler.archive.past.find import addresses_of, find_article
from crawler.cli import Settings
from crawler.cli.parameters import ArticleName


@click.group("article")
def command() -> None:
    """Say which addresses are one article, where the archive could not know."""


@command.command("merge")
@click.argument("article", type=ArticleName())
@click.argument("other", type=ArticleName())
@click.pass_obj
def merge_command(settings: Settings, article: str, other: str) -> None:
    """Make one of ARTICLE and OTHER: an id, a URL, or words of a headline.

    Every address, look and version of OTHER becomes ARTICLE's. Both are of one publisher; the same
    text at two publishers is a story, not one article.
    """
    engine = for_writing(open_archive(settings.archive, migrate=False))
    with engine.begin() as connection:
        keep, gone = (find_article(connection, wanted) for wanted in (article, other))
        urls = addresses_of(connection, gone)
        merge(connection, keep, gone)
    click.echo(f"article {gone} is now part of article {keep}; to undo it:", err=True)
    click.echo(f"  crawler article split {keep} {shlex.join(urls)}", err=True)


@command.command("split")
@click.argument("article", type=ArticleName())
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.pass_obj
def split_command(settings: Settings, article: str, urls: tuple[str, ...]) -> None:
    """Make an article of its own of some of the URLs that lead to ARTICLE.

    The looks at these URLs and what they found become the new article's, and later looks too,
    whatever the pages name as their canonical URL.
    """
    engine = for_writing(open_archive(settings.archive, migrate=False))
    with engine.begin() as connection:
        found = find_article(connection, article)
        new = split(connection, found, urls, datetime.now(UTC))
    click.echo(f"{', '.join(urls)}: now article {new}", err=True)
