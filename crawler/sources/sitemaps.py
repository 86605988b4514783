"""Sitemaps (sitemaps.org 0.9), sitemap indexes, and Google's news sitemaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.sources.dates import parse_date, parse_day
from crawler.sources.listed import DiscoveryError, Listed
from crawler.sources.packed import unzipped
from crawler.sources.xml import child_text, local_name, parse_xml
from crawler.web import web_address


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: other sitemaps (if it is an index) or articles."""

    sitemaps: tuple[Listed, ...] = ()
    entries: tuple[Listed, ...] = ()


def parse_sitemap(body: bytes, url: str, time_zone: str | None = None) -> Sitemap:
    """Read a sitemap in XML (gzipped or not) or plain text.

    Raises DiscoveryError when it is no sitemap or lists nothing.
    """
    body = unzipped(body)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"http://", b"https://")):
        return Sitemap(entries=tuple(_lines(body.decode("utf-8-sig", "replace"), url)))
    root = parse_xml(body)
    kind = local_name(root)
    if kind not in ("urlset", "sitemapindex"):
        raise DiscoveryError("no sitemap", f"it is XML, but <{kind}> is no sitemap")
    found = tuple(entry for child in root if (entry := _entry(child, url, time_zone)))
    if not found:
        raise DiscoveryError("empty", "the sitemap lists nothing")
    return Sitemap(sitemaps=found) if kind == "sitemapindex" else Sitemap(entries=found)


def _entry(child: etree._Element, base: str, time_zone: str | None) -> Listed | None:
    if local_name(child) not in ("url", "sitemap"):
        return None
    url = web_address(base, child_text(child, "loc") or "")
    if url is None or url == base:
        return None
    news = next((c for c in child if local_name(c) == "news"), None)
    raw = child_text(news, "publication_date") if news is not None else None
    changed = child_text(child, "lastmod")
    days = [day for day in (parse_day(raw), parse_day(changed)) if day is not None]
    return Listed(
        url=url,
        title=child_text(news, "title") if news is not None else None,
        published_at=parse_date(raw, time_zone),
        published_raw=raw,
        modified_at=parse_date(changed, time_zone),
        day=max(days, default=None),
    )


def _lines(text: str, base: str) -> Iterator[Listed]:
    for line in text.splitlines():
        url = web_address(base, line) if line.strip() else None
        if url is not None:
            yield Listed(url)
