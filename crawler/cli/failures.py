"""``crawler failures``"""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import Engine, String, bindparam, text

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import read_only
from crawler.cli import Settings
from crawler.cli.names import check_sources
from crawler.cli.output import format_option, write_result
from crawler.items import Stage

QUERY = text(
    """SELECT source, stage, reason, attempts, last_failed_at, url, detail FROM failures
       WHERE resolved_at IS NULL AND (:source IS NULL OR source = :source)
       ORDER BY source, last_failed_at"""
).bindparams(bindparam("source", type_=String))


@click.command("failures")
@click.argument("source", required=False)
@format_option
@click.option("--retry", is_flag=True, help="Visit them again; a feed that failed: its source.")
@click.pass_obj
def command(settings: Settings, source: str | None, form: str | None, retry: bool) -> None:
    """List the URLs that failed and have not succeeded since, of all sources or of SOURCE."""
    engine = open_archive(settings.archive, migrate=False)
    with read_only(engine) as connection:
        if source is not None:
            check_sources(connection, source)
    if retry:
        _retry(settings, engine, source)
        return
    with read_only(engine) as connection:
        write_result(connection.execute(QUERY, {"source": source}), form)


def _retry(settings: Settings, engine: Engine, source: str | None) -> None:
    from crawler.archive.failures import open_failures
    from crawler.cli.crawl import run_crawls
    from crawler.sources.loader import load_catalogue
    from crawler.spiders.news import NewsSpider
    from crawler.spiders.urls import UrlsSpider

    pages: dict[str, list[str]] = {}
    places: set[str] = set()  # sources with a feed, sitemap or section that failed
    with engine.connect() as connection:
        for failure in open_failures(connection, source):
            if failure.stage == Stage.DISCOVER:
                places.add(failure.source)
            elif failure.stage != Stage.PHOTO and failure.url.startswith(("http://", "https://")):
                pages.setdefault(failure.source, []).append(failure.url)
    crawls: list[tuple[type, dict[str, Any]]] = [
        (UrlsSpider, {"urls": urls, "source": name, "retry": "1"}) for name, urls in pages.items()
    ]
    known = load_catalogue()
    crawls += [(NewsSpider, {"source": name}) for name in sorted(places) if known.find(name)]
    if not crawls:
        click.echo("Nothing has failed that could be tried again.")
        return
    run_crawls(settings, crawls)
