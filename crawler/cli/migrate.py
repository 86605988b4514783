"""``crawler migrate``"""

from __future__ import annotations

import click

from crawler.archive.engine import open_archive
from crawler.cli import Settings


@click.command("migrate")
@click.pass_obj
def command(settings: Settings) -> None:
    """Make the archive, or bring its schema to this version of crawler."""
    engine = open_archive(settings.archive)
    click.echo(f"{engine.url.render_as_string(hide_password=True)} is ready.")
