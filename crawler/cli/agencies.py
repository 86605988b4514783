"""``crawler agencies``"""

from __future__ import annotations

from collections import Counter

import click
from sqlalchemy import text

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import read_only
from crawler.cli import Settings
from crawler.cli.output import format_option, write_rows
from crawler.errors import CrawlerError, NoArchiveError
from crawler.extract.agencies import Agency, agencies

COLUMNS = ("agency", "name", "kind", "country", "by", "via", "otherwise", "stories", "spellings")
CREDITED = text(
    "SELECT agency, role, count(*) FROM credits WHERE agency IS NOT NULL GROUP BY agency, role"
)
ATTRIBUTED = text(
    "SELECT agency, count(DISTINCT article_id) FROM attributions WHERE agency IS NOT NULL"
    " GROUP BY agency"
)


@click.command("agencies")
@click.argument("word", required=False)
@click.option("--used", is_flag=True, help="Only those that the archive has something from.")
@format_option
@click.pass_obj
def command(settings: Settings, word: str | None, used: bool, form: str | None) -> None:
    """List the agencies that credits are read as, and what the archive has from whom.

    WORD is looked for in key, name, kind, country and spellings. "by" and "via" count photos that
    an agency made or distributed, "stories" the articles that came from it.
    """
    try:
        photos, stories = _counts(settings)
    except NoArchiveError:
        if used:
            raise
        photos, stories = Counter(), Counter()
    rows = [
        (
            agency.key,
            agency.name,
            agency.kind,
            agency.country.lower(),
            photos[agency.key, "by"],
            photos[agency.key, "via"],
            sum(n for (key, role), n in photos.items() if key == agency.key)
            - photos[agency.key, "by"]
            - photos[agency.key, "via"],
            stories[agency.key],
            "; ".join(agency.spellings),
        )
        for agency in agencies().values()
        if _matches(agency, word)
    ]
    if used:
        rows = [row for row in rows if any(row[4:8])]
    if not rows and word is not None:
        where = " that the archive has something from" if used else ""
        raise CrawlerError(
            f"there is no agency with {word!r} in it{where}: `crawler agencies` lists all"
        )
    write_rows(COLUMNS, rows, form)


def _counts(settings: Settings) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Photos by agency and role, and stories by agency."""
    photos: Counter[tuple[str, str]] = Counter()
    stories: Counter[str] = Counter()
    engine = open_archive(settings.archive, migrate=False)
    with read_only(engine) as connection:
        for key, role, count in connection.execute(CREDITED):
            photos[key, role] = count
        for key, count in connection.execute(ATTRIBUTED):
            stories[key] = count
    return photos, stories


def _matches(agency: Agency, word: str | None) -> bool:
    texts = (agency.key, agency.name, agency.kind, agency.country, *agency.spellings)
    return word is None or any(word.lower() in text.lower() for text in texts)
