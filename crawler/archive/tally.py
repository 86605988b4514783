"""Counts of the results of visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from crawler.archive.versions.decide import Result

KNOWN = "already archived"  # besides the words of ``Result``: the capture was in the archive
WORDS = (*Result, KNOWN)


class Tally(dict[str, Counter[str]]):
    """Source name -> how many of its visits had each result, one of ``WORDS``."""

    def count(self, source: str, word: str) -> None:
        """Count one visit."""
        self.setdefault(source, Counter())[word] += 1

    def include(self, other: Mapping[str, Mapping[str, int]]) -> None:
        """Add counts made elsewhere."""
        for source, counts in other.items():
            self.setdefault(source, Counter()).update(counts)

    @property
    def total(self) -> Counter[str]:
        """The counts of all sources together."""
        return sum(self.values(), Counter())
