"""What kind of page it is, and why.

An article needs a headline and text. Evidence against one is looked for in this order: the words of
error pages and bot checks on a page with little text, the types that the page declares, its
structure (``kinds_shape``), and the share of its text that is links.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from crawler.extract import jsonld
from crawler.extract.body.blocks import Block, size_of
from crawler.extract.document import Document
from crawler.extract.headline import Headline
from crawler.extract.kinds_shape import (
    is_list_of_headlines,
    is_list_of_teasers,
    is_live,
    is_signed_off,
    meets_paywall,
)
from crawler.extract.languages.vocabulary import pattern
from crawler.items import PageKind, Paragraph

_LEAST_TEXT = 250  # characters of body from which a page is an article without further evidence
_LITTLE_TEXT = 700  # below it a page may be a bot check, an error, a video or a stub
_LEAST_CAPTIONS = 8  # photos with captions that are the story where there is little text
_LEAST_LINKS = 40  # blocks on a page that may be a section

_BREAKS_OFF = (":", ",", "…", "...")  # ends of a text that goes on for those who pay
_ROOT = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?", re.IGNORECASE)
_OF_VIDEOS = re.compile(r"\w/videos?/", re.IGNORECASE)  # in a path
_ERROR = re.compile(pattern("page.error"), re.IGNORECASE)
_BLOCK = re.compile(pattern("page.block"), re.IGNORECASE)
_LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
_SECTION_TYPES = _LIST_TYPES | {"ItemPage"}
_LISTS = frozenset({"website", "profile", None})  # og:type of pages that are not of one story
_GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery"})

Verdict = tuple[PageKind, str]


class Shape(NamedTuple):
    """How the page is made."""

    blocks: Sequence[Block]  # that may be a story's
    row: Sequence[Block]  # all, with those of nothing but links
    story: Sequence[Block]
    captions: int  # photos of the story that have one


def kind_of(
    document: Document,
    headline: Headline | None,
    paragraphs: Sequence[Paragraph],
    page: Shape,
) -> Verdict:
    """The kind and the reason for it, in words."""
    size = sum(size_of(p.text) for p in paragraphs)
    blocks = page.blocks
    page_types = frozenset(t for o in document.json_ld[:50] for t in jsonld.types(o))
    found = _no_news(document, headline, size, blocks) if size < _LITTLE_TEXT else None
    is_cut = _is_cut(document, paragraphs, page, size)
    found = found or _declared(document, page_types, size, is_cut) or _shown(document, page, size)
    if found:
        return found if headline else (PageKind.OTHER, "no headline")
    is_told = headline is not None or _is_root(document.url)  # a front page needs no headline
    if is_told and not (document.news and size) and _is_section(document, page_types, page, size):
        return PageKind.SECTION, "mostly links to other pages, and no date of its own"
    if headline is None:
        return PageKind.OTHER, "no headline"
    if size >= _LEAST_TEXT or (size and _is_declared(document)):
        return PageKind.ARTICLE, f"a headline and a text of the length of {size} letters"
    return PageKind.OTHER, "a headline, but no story under it"


def _is_declared(document: Document) -> bool:
    """Whether the page calls itself an article, or tells when it was published as one."""
    is_article = document.first_meta("og:type") == "article"
    return bool(document.news) or is_article or bool(document.first_meta("article:published_time"))


def _no_news(
    document: Document, headline: Headline | None, size: int, blocks: Sequence[Block]
) -> Verdict | None:
    """An error page or a bot check, which says so in its title and says little else."""
    if document.news and size >= _LEAST_TEXT:
        return None
    title = document.title[:200]
    for text in (title, headline.text[:200] if headline else ""):
        if found := _ERROR.search(text):
            return PageKind.ERROR, f"the page calls itself “{found[0]}”"
        if found := _BLOCK.search(text):
            return PageKind.BLOCK, f"the page calls itself “{found[0]}”"
    if sum(len(b.text) for b in blocks) < _LITTLE_TEXT and not document.news:
        for block in blocks:
            if found := _BLOCK.search(block.text[:300]):
                return PageKind.BLOCK, f"little text, and in it “{found[0]}”"
    return None


def _is_cut(document: Document, paragraphs: Sequence[Paragraph], page: Shape, size: int) -> bool:
    """Whether a page that is not free to read has only the beginning of its story: little text,
    unless it is a brief that its makers sign, or more that breaks off."""
    if not size or size >= 2 * _LITTLE_TEXT or _is_free(document):
        return False
    if size < _LITTLE_TEXT:
        return not is_signed_off(page.row, page.story)
    return paragraphs[-1].text.endswith(_BREAKS_OFF)


def _is_free(document: Document) -> bool:
    """Whether nothing declares that the story, or a part of it, must be paid for."""
    parts = document.news.get("hasPart")
    told = (document.news, *(parts if isinstance(parts, list) else [parts]))
    free = [part.get("isAccessibleForFree") for part in told if isinstance(part, dict)]
    return not any(
        isinstance(f, str | bool) and str(f).lower() in ("false", "http://schema.org/false")
        for f in free
    )


def _declared(
    document: Document, page_types: frozenset[str], size: int, is_cut: bool
) -> Verdict | None:
    """What the metadata says the page is."""
    types = jsonld.types(document.news)
    if "LiveBlogPosting" in types or ("LiveBlogPosting" in page_types and size):
        return PageKind.LIVE, "declared as LiveBlogPosting"
    if is_cut:
        return PageKind.STUB, f"not free to read, and only {size} characters of text"
    if size >= _LITTLE_TEXT:
        return None
    if page_types & _GALLERY_TYPES:
        return PageKind.GALLERY, "declared as a gallery, with little text"
    is_video = (document.first_meta("og:type") or "").startswith("video")
    is_bare = size < _LEAST_TEXT and not document.news
    if is_video or ("VideoObject" in page_types and (is_bare or _OF_VIDEOS.search(document.url))):
        return PageKind.VIDEO, "declared as a video, with little text"
    return None


def _shown(document: Document, page: Shape, size: int) -> Verdict | None:
    """What the page's structure says it is."""
    if is_live(document, page.row, page.story):
        return PageKind.LIVE, "named live, and its posts have each a time"
    if size < _LEAST_TEXT and page.captions >= _LEAST_CAPTIONS and _is_declared(document):
        return PageKind.GALLERY, f"{page.captions} photos with captions, and little text"
    if not size or size >= _LITTLE_TEXT:
        return None
    if document.first_meta("article:content_tier") == "locked":
        return PageKind.STUB, f"declared as locked, and only {size} characters of text"
    if meets_paywall(page.row, page.story):
        return PageKind.STUB, f"only {size} characters of text right above a paywall"
    return None


def _is_section(document: Document, page_types: frozenset[str], page: Shape, size: int) -> bool:
    og_type = document.first_meta("og:type")
    is_root = _is_root(document.url)
    if og_type != "article" and is_root:
        return True
    if document.first_meta("article:published_time", "datepublished"):
        return False
    if og_type != "article" and page_types & _LIST_TYPES:
        return True
    if og_type in _LISTS and (
        is_list_of_teasers(page.row, page.story) or (not size and is_list_of_headlines(page.row))
    ):
        return True
    total = sum(len(b.text) for b in page.blocks) or 1
    linked = sum(b.link_chars for b in page.blocks)
    is_linked = len(page.blocks) >= _LEAST_LINKS and linked > total * 0.5
    is_declared = is_root or bool(page_types & _SECTION_TYPES)
    return (is_declared and size < total * 0.5) or (is_linked and size < total * 0.2)


def _is_root(url: str) -> bool:
    """Whether a URL is a site's root, or its root in one language. With a query it may be a
    story's."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return _ROOT.fullmatch(parts.path) is not None and not parts.query
