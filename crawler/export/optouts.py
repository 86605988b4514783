"""Leave out of a dump what its publisher reserved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from crawler.optouts import signals_of

USES = ("ai", "archive", "tdm")  # uses of a dump; being listed by a search engine is none


def unreserved(
    records: Iterable[dict[str, Any]], uses: Collection[str], left_out: Callable[[], None]
) -> Iterator[dict[str, Any]]:
    """The records whose publisher reserves none of these uses; ``left_out`` is called for the
    others."""
    signals = signals_of(uses)
    for record in records:
        if any(optout["use"] in signals for optout in record["optouts"]):
            left_out()
        else:
            yield record
