"""What a dump leaves out because its publisher reserved it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from crawler.optouts import signals_of

USES = ("ai", "archive", "tdm")  # of a dump; to be listed by a search engine is none


def unreserved(
    records: Iterable[dict[str, Any]], uses: Collection[str], left_out: Callable[[], None]
) -> Iterator[dict[str, Any]]:
    """The records of which no such use is reserved; ``left_out`` is called for each other."""
    signals = signals_of(uses)
    for record in records:
        if any(optout["use"] in signals for optout in record["optouts"]):
            left_out()
        else:
            yield record
