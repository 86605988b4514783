"""Which records of a WARC file an import takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from crawler.archive.entries import Visit
from crawler.sources.source import Source


@dataclass(frozen=True, slots=True)
class Filter:
    """The conditions of an import. An empty one leaves nothing out."""

    sources: frozenset[str] = frozenset()  # names in the catalogue
    domains: frozenset[str] = frozenset()  # including all hosts below them
    languages: frozenset[str] = frozenset()  # of the articles, as read
    since: datetime | None = None  # captured then or later
    until: datetime | None = None  # captured before

    def takes(self, url: str, captured_at: datetime, source: Source | None) -> bool:
        """Whether a record is looked into. Its language is not known yet."""
        return (
            (not self.sources or (source is not None and source.name in self.sources))
            and (not self.domains or self._is_in_domains(url))
            and (self.since is None or captured_at >= self.since)
            and (self.until is None or captured_at < self.until)
        )

    def takes_language(self, visit: Visit) -> bool:
        """Whether a page is in a wanted language; a page without an article is in none."""
        article = visit.page.article if visit.page else None
        return not self.languages or (article is not None and article.language in self.languages)

    def _is_in_domains(self, url: str) -> bool:
        labels = (urlsplit(url).hostname or "").split(".")
        return any(".".join(labels[at:]) in self.domains for at in range(len(labels)))
