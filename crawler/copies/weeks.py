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
    """Keys with the week in them: what is looked for together lies together in an index.

    The fortnight comes first, then the key, and last which of its two weeks it is. So what is near
    in time lies near, and a key of three weeks on two pages rather than three. (On one page, had
    the months come first; but then new keys would be strewn over as many more pages.)
    """
    fortnight, which = divmod(week, 2)
    return [(fortnight << KEY_BITS | key) << 1 | which for key in keys]
