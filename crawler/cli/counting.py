"""A live count of what is done, for work whose total is unknown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn


@contextmanager
def counting(words: str, *, transient: bool = False) -> Iterator[Callable[[int], None]]:
    """Show ``words``, which contain ``{task.completed}``, on standard error while the work goes on,
    if that is a terminal. Yields a function to call with how many are done. ``transient`` removes
    the line at the end."""
    with Progress(
        SpinnerColumn(),
        TextColumn(words),
        console=Console(stderr=True),
        transient=transient,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda done: bar.update(task, completed=done)
