"""What a feed, a sitemap or a section page says of an article before it is visited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A link to an article. Times are as claimed, aware UTC; ``None`` where not known."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    modified_at: datetime | None = None


class DiscoveryError(Exception):
    """What was fetched is not what it should be: a feed that is HTML, empty, or unreadable.

    ``reason`` is a word or two to count by.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
