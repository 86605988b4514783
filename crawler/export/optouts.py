"""What a dump leaves out because its publisher reserved it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

# use that is respected -> signals that reserve it. Training a model is mining: who reserves text
# and data mining (Directive (EU) 2019/790, Article 4) reserves it too.
RESERVED_BY = {"ai": {"ai", "tdm"}, "tdm": {"tdm"}, "archive": {"archive"}}


def unreserved(
    records: Iterable[dict[str, Any]], uses: Collection[str], left_out: Callable[[], None]
) -> Iterator[dict[str, Any]]:
    """The records of which no such use is reserved; ``left_out`` is called for each other."""
    signals = {signal for use in uses for signal in RESERVED_BY[use]}
    for record in records:
        if any(optout["use"] in signals for optout in record["optouts"]):
            left_out()
        else:
            yield record
