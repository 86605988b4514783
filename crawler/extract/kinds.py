"""What kind of page it is, and why.

An article needs a headline and text. What says otherwise is looked for in this order: the words
of error pages and of bot checks on a page with little text, the types that the page itself
declares, and the share of its text that is links.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler.extract import jsonld
from crawler.extract.blocks import Block, size_of
from crawler.extract.document import Document, text_of
from crawler.extract.headline import Headline
from crawler.items import PageKind, Paragraph

_LEAST_TEXT = 250  # characters of body from which a page is an article without further evidence
_LITTLE_TEXT = 700  # below it a page may be a bot check, an error, a video or a stub
_LEAST_LINKS = 40  # blocks on a page that may be a section

_ERROR = re.compile(
    r"\b(?:404|410|500|502|503)\b.{0,40}\b(?:error|not found|fehler|gone)|(?:page|seite|página|"
    r"article|story)\s.{0,30}(?:not found|nicht gefunden|no encontrada|introuvable|doesn.t exist|"
    r"no longer available)|^(?:error|not found|oops)\b|페이지를 찾을 수 없|ページが見つかりません",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"just a moment|access denied|are you (?:a )?(?:human|robot)|verify you are|captcha|"
    r"unusual traffic|attention required|enable javascript and cookies|checking your browser|"
    r"before you continue|cookie[- ]?(?:consent|settings|einstellungen|hinweis)|your privacy|"
    r"privacy (?:gate|settings)|datenschutz-?einstellungen|(?:ihre|deine) einwilligung|"
    r"(?:weiter|kostenlos) mit werbung|votre consentement|su consentimiento|il tuo consenso|"
    r"pardon our interruption|request blocked|forbidden",
    re.IGNORECASE,
)
_SECTION_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemPage", "ProfilePage"})
_GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery"})

Verdict = tuple[PageKind, str]


def kind_of(
    document: Document,
    headline: Headline | None,
    paragraphs: Sequence[Paragraph],
    blocks: Sequence[Block],
) -> Verdict:
    """The kind and the reason for it, in words."""
    size = sum(size_of(p.text) for p in paragraphs)
    page_types = frozenset(t for o in document.json_ld[:50] for t in jsonld.types(o))
    found = _no_news(document, headline, size, blocks) if size < _LITTLE_TEXT else None
    found = found or _declared(document, page_types, size)
    if found:
        return found if headline else (PageKind.OTHER, "no headline")
    if headline is None:
        return PageKind.OTHER, "no headline"
    if not document.news and _is_section(document, page_types, blocks, size):
        return PageKind.SECTION, "mostly links to other pages, and no date of its own"
    is_declared = document.news or document.first_meta("og:type") == "article"
    if size >= _LEAST_TEXT or (size and is_declared):
        return PageKind.ARTICLE, f"a headline and a text of the length of {size} letters"
    return PageKind.OTHER, "a headline, but no story under it"


def _no_news(
    document: Document, headline: Headline | None, size: int, blocks: Sequence[Block]
) -> Verdict | None:
    """Error pages and bot checks say so in their title, and say little else."""
    if document.news and size >= _LEAST_TEXT:
        return None
    title = text_of(document.tree.css_first("title"))[:200]
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


def _declared(document: Document, page_types: frozenset[str], size: int) -> Verdict | None:
    """What the metadata says the page is."""
    types = jsonld.types(document.news)
    if "LiveBlogPosting" in types or ("LiveBlogPosting" in page_types and size):
        return PageKind.LIVE, "declared as LiveBlogPosting"
    if size >= _LITTLE_TEXT:
        return None
    free = document.news.get("isAccessibleForFree")
    if size and str(free).lower() in ("false", "http://schema.org/false"):
        return PageKind.STUB, f"not free to read, and only {size} characters of text"
    if page_types & _GALLERY_TYPES:
        return PageKind.GALLERY, "declared as a gallery, with little text"
    is_video = (document.first_meta("og:type") or "").startswith("video")
    if is_video or ("VideoObject" in page_types and size < _LEAST_TEXT and not document.news):
        return PageKind.VIDEO, "declared as a video, with little text"
    return None


def _is_section(
    document: Document, page_types: frozenset[str], blocks: Sequence[Block], size: int
) -> bool:
    if document.first_meta("article:published_time", "datepublished"):
        return False
    try:
        is_root = urlsplit(document.url).path in ("", "/")
    except ValueError:
        is_root = False
    total = sum(len(b.text) for b in blocks) or 1
    linked = sum(b.link_chars for b in blocks)
    is_linked = len(blocks) >= _LEAST_LINKS and linked > total * 0.5
    is_declared = is_root or bool(page_types & _SECTION_TYPES)
    return (is_declared and size < total * 0.5) or (is_linked and size < total * 0.2)
