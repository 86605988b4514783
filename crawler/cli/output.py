"""Print rows for people and programs: a table on a terminal, plain lines in a pipe."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

import click
import orjson
from rich.console import Console as RichConsole
from rich.console import ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text
from sqlalchemy import CursorResult

from crawler.archive.models.types import utc_text
from crawler.counted import counted

MOST_ROWS = 1000  # in a table on a terminal; a pipe gets all rows
NARROW = 24  # characters, the width of a time; columns this narrow are not folded
FORMATS = ("table", "csv", "jsonl", "tsv")
# C0 and C1 except tab and newline: pages may hold them, and a terminal takes them for commands
CONTROLS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {ord("\t"), ord("\n")})


format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: table, or tsv in a pipe."
)


class Console(RichConsole):
    """Rich's console, except that a reader like `head` may go away without an exit code, and that
    nothing shown can give the terminal commands."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterator[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else text.translate(CONTROLS), style, control)


def write_rows(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str | None = None
) -> None:
    """Write rows to standard output in one of ``FORMATS``. The default is a table on a terminal,
    and tab-separated lines in a pipe."""
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    if form == "jsonl":
        _check_names(columns)
        for row in rows:
            record = dict(zip(columns, (_json(value) for value in row), strict=True))
            line = orjson.dumps(record, default=_json, option=orjson.OPT_APPEND_NEWLINE)
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([_plain(value) for value in row] for row in rows)
    elif form == "tsv":
        click.echo("\t".join(columns))
        for row in rows:
            click.echo("\t".join(_one_line(value) for value in row))
    else:
        _table(columns, iter(rows))


def write_result(result: CursorResult[*tuple[Any, ...]], form: str | None = None) -> None:
    """Write the result of a query: see ``write_rows``."""
    write_rows(list(result.keys()), (tuple(row) for row in result), form)


def _table(columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    texts = [[_plain(value) for value in row] for row in islice(rows, MOST_ROWS)]
    widths = [
        max([len(column), *(len(row[number]) for row in texts)])
        for number, column in enumerate(columns)
    ]
    console = Console()
    if sum(min(width, NARROW) + 3 for width in widths) > console.width:
        console.print(_blocks(columns, texts))
    else:
        console.print(_grid(columns, texts, widths))
    if next(rows, None) is not None:
        click.echo(f"The first {len(texts)} rows; --format csv or jsonl gives all.", err=True)
    else:
        click.echo(counted(len(texts), "row"), err=True)


def _grid(columns: Sequence[str], texts: Sequence[Sequence[str]], widths: Sequence[int]) -> Table:
    table = Table(header_style="bold", show_lines=False)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(Text(column), overflow="fold", no_wrap=width <= NARROW)
    for row in texts:
        table.add_row(*map(Text, row))  # as Text: in a string, Rich would read "[video]" as markup
    return table


def _blocks(columns: Sequence[str], texts: Sequence[Sequence[str]]) -> Table:
    """A block of lines per row, for terminals too narrow for columns side by side."""
    table = Table(show_header=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for row in texts:
        for column, text in zip(columns, row, strict=True):
            table.add_row(Text(column), Text(text))
        table.add_section()
    return table


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return utc_text(value, fraction=bool(value.microsecond))
    if isinstance(value, bytes):
        return value.hex()
    is_json = isinstance(value, list | dict)
    text = orjson.dumps(value, default=_json).decode() if is_json else str(value)
    return text.translate(CONTROLS)


def _one_line(value: Any) -> str:
    return _plain(value).replace("\t", " ").replace("\n", "\\n")


def _json(value: Any) -> Any:
    """A value that JSON has a type for. PostgreSQL's decimals become numbers, as on SQLite; values
    without a JSON type, such as intervals, become text."""
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    is_json = value is None or isinstance(value, bool | int | float | str | list | dict)
    return value if is_json else _plain(value)


def _check_names(columns: Sequence[str]) -> None:
    """Raise UsageError if two columns share a name: a JSON object would lose one of them."""
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise click.UsageError(f"two columns are named {twice!r}: name them apart with AS")
