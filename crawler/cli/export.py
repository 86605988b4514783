"""``crawler export``"""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import read_only
from crawler.cli import Settings
from crawler.cli.counting import counting
from crawler.cli.names import check_sources
from crawler.cli.parameters import Instant
from crawler.counted import counted
from crawler.export.optouts import USES, unreserved
from crawler.export.records import Dump, records
from crawler.export.writer import write_jsonl

PACKED = (".7z", ".br", ".bz2", ".lz4", ".rar", ".tar", ".tgz", ".xz", ".zip")


class Target(click.ParamType[str]):
    """A file's name. Refuses an empty one, and a suffix of a compression that we lack."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value.strip():
            self.fail("an empty name is no file: write articles.jsonl, or - for a pipe", param, ctx)
        suffix = Path(value).suffix.lower()
        if suffix in PACKED:
            self.fail(f"{value}: {suffix} cannot be written, only .jsonl, .jsonl.gz, .jsonl.zst")
        return str(value)


@click.command("export")
@click.argument("target", type=Target(), metavar="FILE|-")
@click.option("--source", metavar="NAME", help="Only this source's articles.")
@click.option("--since", type=Instant(), help="Only what is new, changed or gone since then.")
@click.option("--versions", is_flag=True, help="A line for each version, and not each article.")
@click.option(
    "--respect-optouts",
    "uses",
    type=click.Choice(USES),
    multiple=True,
    help="Leave out articles whose publisher opts out of this use; may be repeated.",
)
@click.pass_obj
def command(
    settings: Settings,
    target: str,
    source: str | None,
    since: datetime | None,
    versions: bool,
    uses: tuple[str, ...],
) -> None:
    """Dump the archive as JSON Lines into FILE (.jsonl, .jsonl.gz, .jsonl.zst), or - for a pipe.

    One line an article, with its current version.
    """
    wanted = Dump(source, since, versions)
    engine = open_archive(settings.archive, migrate=False)
    left_out: Counter[str] = Counter()
    with read_only(engine) as connection, counting("records: {task.completed}") as told:
        if source is not None:
            check_sources(connection, source)
        kept = unreserved(records(connection, wanted), uses, lambda: left_out.update(["reserved"]))
        number = itertools.count(1)
        count = write_jsonl(kept, target, lambda: told(next(number)))
    click.echo(f"{counted(count, 'record')} written to {target}", err=True)
    if uses:
        left = counted(left_out.total(), "record")
        click.echo(f"{left} left out: opted out of {' or '.join(uses)}", err=True)
