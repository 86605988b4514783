"""A summary of what a feed, sitemap or section listed at one look, to compare with other looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from crawler.sources.listed import Listed

FEW = 5  # entries: with fewer, one date says nothing
HALF_HOUR = 30  # minutes: a date without a time is midnight somewhere, and so on a half hour


@dataclass(frozen=True, slots=True)
class Listing:
    """A summary of a place's entries."""

    url: str  # of the place, as requested
    entries: int
    one_date: bool  # all entries claim one instant: the listing's, not their own
    digest: str  # of the set of the entries' URLs


class Lister:
    """Counts the entries of a place as they pass."""

    def __init__(self) -> None:
        self._entries = 0
        self._sum = 0
        self._dates: set[datetime] = set()
        self._dated = 0

    def count(self, entries: Iterable[Listed]) -> Iterator[Listed]:
        """Pass the entries on, counting them."""
        for entry in entries:
            self._entries += 1
            self._sum += int.from_bytes(blake2b(entry.url.encode(), digest_size=8).digest())
            if entry.published_at is not None:
                self._dated += 1
                if len(self._dates) < 2:
                    self._dates.add(entry.published_at)
            yield entry

    def listing(self, url: str) -> Listing:
        """The summary of what has passed. The digest is a sum, so the entries' order does not
        matter."""
        digest = f"{self._sum % 2**64:016x}"
        return Listing(url, self._entries, self._has_one_date(), digest)

    def _has_one_date(self) -> bool:
        if self._dated < FEW or len(self._dates) > 1:
            return False
        (date,) = self._dates
        return bool(date.minute % HALF_HOUR or date.second)
