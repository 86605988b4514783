"""How far apart in time copies are looked for.

Copies of a story appear within days. So a text is compared with those of its own week, the week
before and the week after. The cost of a look-up then depends on how much news a week brings, not on
how much the archive holds, and notices in set phrases do not meet those of last year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from crawler.copies.sketch import KEY_BITS

_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
_WEEK = timedelta(weeks=1)


def week_of(at: datetime) -> int:
    """The number of the week of an instant; weeks begin on Monday, 00:00 UTC."""
    return (at - _MONDAY) // _WEEK


def weeks_around(week: int) -> tuple[int, int, int]:
    """The weeks in which copies of a text of this week are looked for."""
    return week - 1, week, week + 1


def placed(keys: Iterable[int], week: int) -> list[int]:
    """Put the week into keys, so that what is looked for together is close together in an index.

    The fortnight comes first, then the key, then which of its two weeks it is. So texts of nearby
    weeks are close, and a key of three weeks is on two pages rather than three. (With months first
    it would be on one page, but new keys would be spread over that many more pages.)
    """
    fortnight, which = divmod(week, 2)
    return [(fortnight << KEY_BITS | key) << 1 | which for key in keys]
