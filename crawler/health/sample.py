"""What a run saw of a source, counted. It is kept in the run record, under ``seen`` in its
stats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from crawler.archive.entries import Failed, Visit
from crawler.items import ARTICLE_KINDS, NOT_ASKED, Article, PageKind, Stage
from crawler.sources.listing import Listing

SEEN = "seen"  # the key in a run's stats
UNCHANGED = "unchanged"  # besides the kinds of pages: not read, as its bytes were known
SHORT = 300  # characters: a body with less hardly is one
# reasons that are not the site's fault
REFUSED = ("robots.txt", "opted out", *NOT_ASKED)


class Sample:
    """Counts while a run goes on. ``places`` are the source's own feeds, sitemaps and sections."""

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._own = frozenset(places)
        self._places: dict[str, dict[str, Any]] = {}
        self._pages: Counter[str] = Counter()
        self._failures: Counter[str] = Counter()
        self._had: Counter[str] = Counter()  # field -> pages that have it
        self._asked: Counter[str] = Counter()  # field -> pages that could have it

    def listed(self, listing: Listing) -> None:
        """Note that a place was read."""
        if listing.url in self._own:
            self._places[listing.url] = {
                "entries": listing.entries,
                "one_date": listing.one_date,
                "digest": listing.digest,
            }

    def add(self, entry: Visit | Failed) -> None:
        """Note that a page was visited, or that something failed."""
        if isinstance(entry, Visit):
            self._visited(entry)
        elif entry.stage is not Stage.DISCOVER:
            self._failures[entry.reason] += 1
        elif entry.url in self._own:
            self._places[entry.url] = {"failed": entry.reason}

    def stats(self) -> dict[str, Any]:
        """The sample as JSON; for each field, how many pages had it, and how many could have."""
        return {
            "places": self._places,
            "pages": dict(self._pages),
            "failures": dict(self._failures),
            "fields": {field: [self._had[field], asked] for field, asked in self._asked.items()},
        }

    def _visited(self, visit: Visit) -> None:
        if visit.capture.status >= 400:
            self._failures[f"HTTP {visit.capture.status}"] += 1
        elif visit.page is not None:
            kind = visit.page.kind
            self._pages[kind] += 1
            if kind not in (PageKind.BLOCK, PageKind.ERROR):
                self._note("article", has=kind in ARTICLE_KINDS)
            if visit.page.article is not None and kind in (PageKind.ARTICLE, PageKind.STUB):
                self._read(visit.page.article)
        else:
            self._pages[UNCHANGED] += 1

    def _read(self, article: Article) -> None:
        self._note("body", has=sum(len(p.text) for p in article.paragraphs) >= SHORT)
        self._note("date", has=article.published_at is not None or bool(article.published_raw))
        self._note("authors", has=bool(article.byline or article.authors))
        self._note("photos", has=bool(article.photos))
        if article.photos:
            self._note("captions", has=any(photo.caption for photo in article.photos))
            self._note("credits", has=any(photo.credit for photo in article.photos))

    def _note(self, field: str, *, has: bool) -> None:
        self._had[field] += has
        self._asked[field] += 1
