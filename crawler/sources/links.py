"""Find links to articles on a section page, and decide which URLs look like an article's."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.sources.listed import DiscoveryError, Listed
from crawler.sources.source import Source
from crawler.web import host_of, web_address

# What the path of a news article has, but that of a section, tag or service page lacks.
_DATE = re.compile(r"/\d{4}[/-]?(0[1-9]|1[0-2])([/-]?([0-2]\d|3[01]))?(?=[/_-]|$)")
_NUMBER = re.compile(r"\d{5,}")
_NUMBER_ASKED = re.compile(r"(^|&)(?=\w*?(id|no|idx|num|seq))\w*=[a-z]*\d{5,}(&|$)", re.IGNORECASE)
_SLUG = re.compile(r"[^\W\d_](-[^\W_]+){3}")  # in the last part of a path
_OTHER = re.compile(
    r"/(tags?|topics?|author|authors|search|login|account|about|contact|privacy|terms|newsletters?"
    r"|podcasts?|video|videos|photos?)(/|$)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|css|js|xml|rss|ico)$", re.IGNORECASE)


def looks_like_article(source: Source, url: str) -> bool:
    """Whether a URL on a source's site is an article's, by the source's patterns or a general rule.

    The general rule: the path has a date or a long number, or ends in a slug of four words or more;
    or the query has a long number.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    home = host_of(source.home)
    host = host_of(url)
    if parts.scheme not in ("http", "https") or not (host == home or host.endswith("." + home)):
        return False
    if any(re.search(pattern, url) for pattern in source.exclude_urls):
        return False
    if source.article_urls:
        return any(re.search(pattern, url) for pattern in source.article_urls)
    path = parts.path
    if _FILE.search(path) or _OTHER.search(path):
        return False
    last = path.removesuffix("/").rpartition("/")[2]
    in_path = _DATE.search(path) or _NUMBER.search(path) or _SLUG.search(last)
    return bool(in_path or _NUMBER_ASKED.search(parts.query))


def article_links(source: Source, body: str, url: str) -> list[Listed]:
    """The articles that a section page links to, each once, in the page's order.

    Raises DiscoveryError if there are none.
    """
    found: dict[str, Listed] = {}
    tree = LexborHTMLParser(body)
    base = _base(tree, url)
    for anchor in tree.css("a[href]"):
        target = web_address(base, anchor.attributes.get("href") or "")
        if target and target not in found and looks_like_article(source, target):
            found[target] = Listed(target, title=" ".join(anchor.text().split()) or None)
    if not found:
        raise DiscoveryError("empty", "the page links to no article")
    return list(found.values())


def _base(tree: LexborHTMLParser, url: str) -> str:
    """The base of a page's relative links (HTML Standard, section 4.2.3)."""
    stated = tree.css_first("base[href]")
    return (stated and web_address(url, stated.attributes.get("href") or "")) or url
