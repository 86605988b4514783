"""How far apart in time copies are looked for.

Copies of a story appear within days. So a text is compared with those of its own week, the week
before and the week after: the cost of a look-up depends on how much news a week brings, not on how
much the archive holds, and notices in set phrases do not meet those of last year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from crawler.copies.sketch import KEY_BITS

_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
_WEEK = timedelta(weeks=1)


def week_of(at: datetime) -> int:
    """The number of the week that an instant is in; weeks begin on Monday, 00:00 UTC."""
    return (at - _MONDAY) // _WEEK


def weeks_around(week: int) -> tuple[int, int, int]:
    """The weeks in which copies of a text of this week are looked for."""
    return week - 1, week, week + 1


def placed(keys: Iterable[int], week: int) -> list[int]:
    """Keys with the week before them: what is near in time lies near in an index."""
    return [week << KEY_BITS | key for key in keys]
