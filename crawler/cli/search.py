"""``crawler search``"""

from __future__ import annotations

from datetime import datetime

import click
from sqlalchemy import Engine

from crawler.archive.database.engine import is_writable, open_archive
from crawler.archive.database.query import read_only
from crawler.archive.past.asof import as_of
from crawler.archive.search.find import SearchQuery, search
from crawler.archive.search.index import index_new, is_searched
from crawler.cli import Settings
from crawler.cli.counting import counting
from crawler.cli.names import agency_asked_for, check_sources
from crawler.cli.output import format_option, write_rows
from crawler.cli.parameters import Instant, Name
from crawler.errors import CrawlerError

COLUMNS = ("article_id", "source", "published_at", "headline", "snippet", "url")
MOST = 2**31 - 1  # hits; the greatest number both databases accept


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--source", metavar="NAME", help="Only articles of this source.")
@click.option("--since", type=Instant(), help="Only articles published since.")
@click.option(
    "--agency",
    type=Name(),
    metavar="NAME",
    help="Only where this agency supplied the story or a photo.",
)
@click.option("--as-of", "instant", type=Instant(), help="Search what stood at that instant.")
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, MOST), help="At most so many."
)
@format_option
@click.pass_obj
def command(
    settings: Settings,
    words: tuple[str, ...],
    source: str | None,
    since: datetime | None,
    agency: str | None,
    instant: datetime | None,
    limit: int,
    form: str | None,
) -> None:
    """Find the articles that have all these WORDS, the last archived first.

    Headlines, standfirst, body, captions and credits are searched, in any script. Words in
    quotation marks must stand in a row.

    \b
    crawler search north korea --agency reuters --since 2026-06-01
    crawler search '"old harbor" ferry'
    """
    engine = open_archive(settings.archive, migrate=False)
    with read_only(engine) as connection:
        if source is not None:
            check_sources(connection, source)
        if agency is not None:
            agency = agency_asked_for(connection, agency)
    if is_writable(engine):
        _index(engine)
    elif not is_searched(engine):
        raise CrawlerError(
            "nobody has searched this archive yet, and it can be read only: an index cannot be made"
        )
    wanted = SearchQuery(" ".join(words), source, since, agency, limit)
    with read_only(engine, as_of(instant)) if instant else read_only(engine) as connection:
        hits = search(connection, wanted)
    rows = ([getattr(hit, column) for column in COLUMNS] for hit in hits)
    write_rows(COLUMNS, rows, form)


def _index(engine: Engine) -> None:
    """Index new versions, and say so: the first time it may take minutes."""
    with counting("versions new to the index: {task.completed}", transient=True) as told:
        new = index_new(engine, told)
    if new:
        click.echo(f"versions new to the index: {new}", err=True)
