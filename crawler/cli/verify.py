"""``crawler verify``"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

import click
from sqlalchemy import Engine

from crawler.archive.checking.checks import check_archive, totals
from crawler.archive.checking.findings import Finding
from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.database.query import read_only
from crawler.cli import Settings
from crawler.cli.output import write_rows
from crawler.verifying import check_captures


@click.command("verify")
@click.option("--repair", is_flag=True, help="Mend what can be mended without guessing.")
@click.pass_obj
def command(settings: Settings, repair: bool) -> None:
    """Check the archive against its captures and itself.

    Every record of the WARC files is read: is it where the archive says, with the bytes that were
    kept? Does the archive know all of them? Is what each version says what its digest was taken
    of? Do the times in which versions stood follow each other without gap or overlap, as the
    captures tell? Is every edit compared? Do stories and the search index follow from the versions?

    --repair builds timelines anew from the captures, compares versions that were not compared, and
    notes where a record lies that is elsewhere in its file. All else is for a person to decide, and
    first of all where the archive says of a capture what its record does not: then nothing is
    repaired, as it would be made from what is not so.
    The exit code is 1 if anything is left wrong.
    """
    engine = open_archive(settings.archive, migrate=False)
    captures = Path(settings.captures)
    with read_only(engine) as connection:
        write_rows(("table", "rows"), totals(connection).items())
        found = list(chain(check_captures(connection, captures), check_archive(connection)))
    left = len(found)
    if repair and any(finding.misleads for finding in found):
        repair = False
        click.echo("nothing is repaired, as captures are not what their records say", err=True)
    for finding in found:
        done = repair and finding.repair is not None
        if done:
            _repair(engine, finding)
            left -= 1
        click.echo(f"{finding.where}: {finding.what}{_outcome(finding, done=done)}")
    click.echo(f"{len(found)} found, {len(found) - left} repaired, {left} left", err=True)
    if left:
        sys.exit(1)


def _repair(engine: Engine, finding: Finding) -> None:
    if finding.repair is not None:
        with for_writing(engine).begin() as connection:
            finding.repair(connection)


def _outcome(finding: Finding, *, done: bool) -> str:
    if done:
        return f" (repaired: {finding.remedy})"
    return " (--repair can mend it)" if finding.repair else ""
