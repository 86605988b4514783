"""Sitemaps (sitemaps.org 0.9), sitemap indexes, and Google's news sitemaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.gunzip import GZIP, DamagedGzipError, gunzip
from crawler.sources.dates import parse_date, parse_day
from crawler.sources.listed import DiscoveryError, Listed
from crawler.sources.xml import child_text, local_name, parse_xml
from crawler.web import web_address

MAX_BYTES = 64 << 20  # uncompressed; the protocol allows 50 MB


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: other sitemaps (if it is an index) or articles."""

    sitemaps: tuple[Listed, ...] = ()
    entries: tuple[Listed, ...] = ()


def parse_sitemap(body: bytes, url: str, time_zone: str | None = None) -> Sitemap:
    """Read a sitemap in XML (gzipped or not) or plain text.

    Raises DiscoveryError when it is no sitemap or lists nothing.
    """
    if body.startswith(GZIP):
        body = _gunzip(body)
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


def _gunzip(body: bytes) -> bytes:
    """The content of a gzip file of one or more members."""
    try:
        found = gunzip(body, MAX_BYTES)
    except DamagedGzipError as error:
        raise DiscoveryError("unreadable", f"it is {error}") from error
    if len(found.content) > MAX_BYTES:
        raise DiscoveryError("too large", f"it unpacks to more than {MAX_BYTES >> 20} MiB")
    if not found.is_whole:
        raise DiscoveryError("unreadable", "it is gzip that ends too early")
    if body[found.end :].strip(b"\0"):  # some writers pad with zeros
        raise DiscoveryError("unreadable", "it is damaged gzip: something else follows it")
    return found.content
