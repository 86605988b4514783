"""The times that a page gives machines: in JSON-LD, metadata, microdata, RDFa and its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from crawler.extract import jsonld
from crawler.extract.document import Document, attr, text_of
from crawler.extract.times.dates import read_stamp
from crawler.extract.times.stamp import Stamp

PUBLISHED, MODIFIED = "datePublished", "dateModified"  # as schema.org calls them
# names of metadata, the surest first
_METAS = {
    PUBLISHED: (
        *("article:published_time", "og:article:published_time", "datepublished"),
        *("og:published_time", "article.published", "published_at", "pubdate", "publishdate"),
        *("publish-date", "publish_date", "date", "dc.date.issued", "dc.date", "dcterms.date"),
        *("dcterms.created", "dcterms.issued", "dc.date.created", "sailthru.date"),
        *("parsely-pub-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime"),
        *("article_date_original", "last-published", "originalpublicationdate"),
        *("bt:pubdate", "shareaholic:article_published_time"),
    ),
    MODIFIED: (
        *("article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time"),
        *("last-modified", "dcterms.modified", "dc.date.modified", "article:modified", "lastmod"),
    ),
}
# the same in RDFa, in the vocabularies of schema.org and Dublin Core
_RDFA = {
    PUBLISHED: '[property~="datePublished"], [property~="schema:datePublished"], '
    '[property~="dc:created"]',
    MODIFIED: '[property~="dateModified"], [property~="schema:dateModified"], '
    '[property~="dc:modified"]',
}
_FOR_MACHINES = ("datetime", "content", "title")  # attributes
_OF_THE_PAGE = (
    (frozenset({"WebPage", "ImageGallery", "MediaGallery"}), PUBLISHED),
    (frozenset({"VideoObject"}), "uploadDate"),
)
_PARTS_OF_TITLE = re.compile(r"\s[|·•–—-]\s")
_MOST = 50  # times of one kind to read; 800 pages have up to 40 in all
_LONGEST_DAY = 30  # characters of a part of a title that is only a date


def claims(document: Document, name: str) -> Iterator[tuple[str, str]]:
    """The page's claims for ``name`` (``datePublished``, ``dateModified``): rule and time."""
    yield from claims_in_head(document, name)
    for rule, selector in (("microdata", f'[itemprop="{name}"]'), ("rdfa", _RDFA[name])):
        for node in document.tree.css(selector)[:_MOST]:
            machines = filter(None, (attr(node, n) for n in _FOR_MACHINES))
            yield rule, next(machines, text_of(node))


def claims_in_head(document: Document, name: str) -> Iterator[tuple[str, str]]:
    """The claims in JSON-LD and metadata, which the document has already collected."""
    told = jsonld.string(document.news.get(name))
    if told:
        yield "json_ld", told
    for meta in _METAS[name]:
        for content in document.meta.get(meta, ())[:_MOST]:
            yield f"meta {meta}", content


def weak_claims(document: Document) -> Iterator[tuple[str, str]]:
    """Claims that count only without a printed time: when the page was created, perhaps only when
    it was sent; and the date after headline and site in the title:
    "Headline | Site | 28.04.2023"."""
    for created in document.meta.get("datecreated", ()):
        yield "meta datecreated", created
    parts = _PARTS_OF_TITLE.split(document.title)
    for part in parts[1:]:
        if len(part) <= _LONGEST_DAY and part[-4:].isdigit():
            yield "title", part


def claim_of_the_page(
    document: Document, printed: Stamp | None, now: datetime | None
) -> tuple[Stamp, str] | None:
    """What JSON-LD says of the page, its gallery or video instead of the article.

    Beside a printed day, only a time on that day counts. If that day is the one of a change, the
    publication before it counts as well.
    """
    for kinds, name in _OF_THE_PAGE:
        for item in document.json_ld:
            if not jsonld.types(item) & kinds:
                continue
            stamp = read_stamp(jsonld.string(item.get(name)), now=now)
            if stamp is None:
                continue
            if printed is None or printed.wall.date() == stamp.wall.date():
                return stamp, "json_ld of the page"
            change = read_stamp(jsonld.string(item.get(MODIFIED)), now=now)
            if change and stamp.wall.date() < printed.wall.date() == change.wall.date():
                return stamp, "json_ld of the page"
    return None
