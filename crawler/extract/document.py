"""A page, decoded and parsed once: what every reader of a field starts from.

How to use it::

    document = Document.parse(body, url, charset=None)
    document.body                    # the <body> element (LexborNode); walk it or use .css()
    document.meta["og:image"]        # tuple of contents of <meta name|property|itemprop=...>
    document.first_meta("author", "article:author")   # first non-empty content, or None
    document.json_ld                 # all JSON-LD objects of the page, outermost first
    document.news                    # the JSON-LD object that describes this article, or {}
    document.title                   # the text of <title>
    document.site_name               # what the site calls itself
    document.absolute("/a.jpg")      # URL against <base href> or the page's URL, or None
    text_of(node)                    # the node's text with single spaces
    element_after(node)              # its next sibling that is an element, or None
    attr(node, "src")                # an attribute, stripped; "" where it is absent or empty

``node.mem_id`` identifies a node for as long as the document lives. Readers share the tree and
never change it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import jsonld
from crawler.extract.decoding import to_utf8
from crawler.extract.jsonld import JsonObject
from crawler.extract.limits import thinned
from crawler.extract.texts import spaced

_LONGEST_ADDRESS = 8000  # characters: servers take no longer ones
LONGEST_SITE_NAME = 200  # characters; a longer text is no name
MAX_BYTES = 20_000_000  # of a page that are read; the rest is cut off

ARTICLE_TYPES = frozenset(
    {
        *("NewsArticle", "Article", "Report", "BlogPosting", "LiveBlogPosting"),
        *("ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle"),
        *("BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle"),
        *("AdvertiserContentArticle", "SatiricalArticle", "ScholarlyArticle", "TechArticle"),
        *("SocialMediaPosting", "DiscussionForumPosting"),
    }
)
# an absolute address that needs no parsing
_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#][!-~]*)?")


class Document:
    """One parsed page. Build it with :meth:`parse`."""

    def __init__(self, url: str, text: bytes, encoding: str) -> None:
        """``text`` is in UTF-8, the parser's own encoding; ``encoding`` is what it was in."""
        self.url = url
        self.encoding = encoding
        self.tree = LexborHTMLParser(thinned(text))

    @classmethod
    def parse(cls, body: bytes, url: str, *, charset: str | None = None) -> Document:
        """Decode and parse ``body``; ``charset`` is the one of the HTTP header."""
        text, encoding = to_utf8(body[:MAX_BYTES], charset)
        return cls(url, text, encoding)

    @cached_property
    def body(self) -> LexborNode | None:
        return self.tree.body

    @cached_property
    def meta(self) -> dict[str, tuple[str, ...]]:
        """Contents of ``<meta>`` by lower-cased name, property or itemprop, in page order."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for node in self.tree.css("meta[content]"):
            attributes = node.attributes
            content = (attributes.get("content") or "").strip()
            if not content:
                continue
            for key in ("property", "name", "itemprop"):
                name = attributes.get(key)
                if name:
                    found[name.lower()].append(content)
        return {name: tuple(contents) for name, contents in found.items()}

    def first_meta(self, *names: str) -> str | None:
        """The first content under the first of these names that the page has."""
        for name in names:
            contents = self.meta.get(name)
            if contents:
                return contents[0]
        return None

    @cached_property
    def json_ld(self) -> tuple[JsonObject, ...]:
        """All JSON-LD objects of the page."""
        found: list[JsonObject] = []
        for node in self.tree.css('script[type*="ld+json" i]'):
            found.extend(jsonld.objects(jsonld.parse(node.text())))
        return tuple(found)

    @cached_property
    def news(self) -> JsonObject:
        """The JSON-LD object that describes the article of this page; empty where none does.

        Of several candidates the one that names this page's URL wins, then the one that tells
        most, then the first.
        """
        candidates = [o for o in self.json_ld if jsonld.types(o) & ARTICLE_TYPES]
        candidates = [o for o in candidates if o.get("headline") or o.get("datePublished")]
        if not candidates:
            return {}
        if len(candidates) > 1:  # an entry of a live blog is not the page's article
            inside: set[int] = set()
            for item in candidates:
                if id(item) not in inside:  # else its contents are known already
                    inside.update(map(id, jsonld.objects(list(item.values()))))
            candidates = [c for c in candidates if id(c) not in inside] or candidates
        return max(candidates, key=lambda o: (self._is_here(o), len(o) > 3, _weight(o)))

    def _is_here(self, item: JsonObject) -> bool:
        page = item.get("mainEntityOfPage")
        named = [item.get("url"), item.get("@id"), page]
        if isinstance(page, dict):
            named += [page.get("@id"), page.get("url")]
        here = {_bare(self.url), _bare(self.canonical_url or "")} - {""}
        return any(_bare(_join(self.url, n) or "") in here for n in named if isinstance(n, str))

    @cached_property
    def title(self) -> str:
        """What ``<title>`` says; "" where there is none."""
        return text_of(self.tree.css_first("title"))

    @cached_property
    def site_name(self) -> str:
        """What the site calls itself; "" where it says nothing, or more than a name."""
        name = self.first_meta("og:site_name") or ""
        return name if len(name) <= LONGEST_SITE_NAME else ""

    @cached_property
    def canonical_url(self) -> str | None:
        """``<link rel=canonical>``, else ``og:url``, absolute."""
        link = self.tree.css_first('link[rel="canonical" i]')
        return (
            self.absolute(attr(link, "href")) if link else self.absolute(self.first_meta("og:url"))
        )

    @cached_property
    def base(self) -> str:
        base = self.tree.css_first("base[href]")
        return _join(self.url, attr(base, "href")) or self.url if base else self.url

    def absolute(self, url: str | None) -> str | None:
        """``url`` made absolute; ``None`` for what is not an http(s) address."""
        return _join(self.base, url.strip()) if url and url.strip() else None


def text_of(node: LexborNode | None) -> str:
    """The text of a node and all in it, with single spaces; "" for no node."""
    return spaced(node.text()) if node is not None else ""


def attr(node: LexborNode, name: str) -> str:
    """An attribute's value, stripped; "" where it is absent or empty."""
    return (node.attrs.get(name) or "").strip()


def upwards(node: LexborNode | None, most: int) -> Iterator[LexborNode]:
    """A node and the elements around it, innermost first: at most ``most`` of them, and none from
    ``<body>`` outwards."""
    for _ in range(most):
        if node is None or node.tag in ("body", "html"):
            return
        yield node
        node = node.parent


def element_after(node: LexborNode) -> LexborNode | None:
    """A node's next sibling that is an element, past any text or comment between."""
    after = node.next
    while after is not None and (after.tag or "-").startswith(("-", "!")):
        after = after.next
    return after


def _join(base: str, url: str) -> str | None:
    if len(url) > _LONGEST_ADDRESS:
        return None
    if _PLAIN.fullmatch(url):
        return url  # as most are
    try:
        joined = urljoin(base, url)
        parts = urlsplit(joined)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    is_address = is_web and joined.isprintable() and " " not in parts.netloc
    return joined.replace(" ", "%20") if is_address else None  # as browsers ask for it


def host_of(url: str) -> str:
    """The host of a URL; "" where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def path_of(url: str) -> str:
    """The path of a URL; "" where there is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _bare(url: str) -> str:
    """A URL without scheme, ``www``, query, fragment and closing slash, to compare by."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")


def _weight(item: JsonObject) -> int:
    told = ("headline", "datePublished", "author", "articleBody", "image")
    return sum(bool(item.get(name)) for name in told)
