"""What a feed, sitemap or section page says of an article before it is visited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Listed:
    """A link to an article. Times are as claimed, aware UTC; ``None`` if not known."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    modified_at: datetime | None = None
    day: date | None = None  # of publication or change, if no time is stated

    def latest(self) -> datetime | None:
        """The latest instant at which the article can have been published or changed, as claimed.

        A day ends twelve hours later in the westernmost time zone than in Greenwich.
        """
        times = [at for at in (self.published_at, self.modified_at) if at is not None]
        if self.day is not None:
            times.append(datetime.combine(self.day, time(12), UTC) + timedelta(days=1))
        return max(times, default=None)


class DiscoveryError(Exception):
    """What was fetched is not what it should be: a feed that is HTML, empty, or unreadable.

    ``reason`` is a word or two to count by.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
