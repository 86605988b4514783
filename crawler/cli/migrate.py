"""``crawler migrate``"""

from __future__ import annotations

import click

from crawler.archive.checking.checks import check_edits
from crawler.archive.database.engine import for_writing, open_archive, shown
from crawler.archive.stories.gathering import gather_missing
from crawler.cli import Settings
from crawler.counted import counted


@click.command("migrate")
@click.pass_obj
def command(settings: Settings) -> None:
    """Make the archive, or bring its schema to this version of crawler.

    What an older crawler did not derive of its versions (edits, copies) is derived now.
    """
    engine = open_archive(settings.archive)
    copies = gather_missing(engine)
    if copies:
        click.echo(f"{counted(copies, 'version was', 'versions were')} looked at for copies.")
    with for_writing(engine).begin() as connection:
        for finding in check_edits(connection):
            if finding.repair is not None:
                finding.repair(connection)
                click.echo(f"{finding.what}: {finding.remedy}.")
    click.echo(f"{shown(engine.url)} is ready.")
