"""What the writer is given: one entry for each thing to be archived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.items import Capture, Page, Stage


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the archive keeps of a source. ``name`` is its identity."""

    name: str
    publisher: str
    country: str | None = None
    language: str | None = None
    home_url: str | None = None
    ignored_parameters: tuple[str, ...] = ()  # of a URL's query, that do not change the page


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What the archive keeps of an agency. ``key`` is its identity."""

    key: str
    name: str
    kind: str | None = None
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was visited as an article.

    ``page`` is None when there is nothing to read: the status is not 200, or the capture is a
    revisit, which is whatever the earlier capture of the same payload was.
    """

    capture: Capture
    source: SourceFacts
    page: Page | None = None
    requested_urls: tuple[str, ...] = ()  # the URLs that redirected here
    extractor_version: str = ""
    content_sha256: str = ""  # of the article, if its reader has already computed it


@dataclass(frozen=True, slots=True)
class PlainCapture:
    """A capture that was not visited as an article: a feed, a sitemap, robots.txt, a redirect."""

    capture: Capture
    source: SourceFacts


@dataclass(frozen=True, slots=True)
class Failed:
    """A URL that could not be fetched, read or archived."""

    url: str
    source: SourceFacts
    stage: Stage
    reason: str
    occurred_at: datetime
    detail: str | None = None
    status: int | None = None


Entry = Visit | PlainCapture | Failed
