"""Feeds: RSS 0.9x, 1.0 (RDF) and 2.0, Atom, JSON Feed."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from crawler.sources.dates import parse_date
from crawler.sources.listed import DiscoveryError, Listed
from crawler.sources.packed import unzipped
from crawler.sources.xml import child_text, local_name, parse_xml, text_of
from crawler.web import web_address

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"  # RSS 1.0 names an item by it
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_MODIFIED = ("updated", "modified")
NO_JSON_FEED = "it looks like JSON, but is no JSON Feed"


def parse_feed(body: bytes, url: str, time_zone: str | None = None) -> list[Listed]:
    """The entries of a feed, in its order; ``url`` is the feed's own.

    Raises DiscoveryError when it is no feed or has no entries: an empty feed is a sign of trouble,
    not a success.
    """
    body = unzipped(body)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        entries = _json_feed(body, url, time_zone)
    else:
        root = parse_xml(body)
        items = [e for e in root.iter() if local_name(e) in ("item", "entry")]
        if not items and local_name(root) not in ("rss", "rdf", "feed", "channel"):
            raise DiscoveryError("no feed", f"it is XML, but <{local_name(root)}> is no feed")
        entries = [entry for item in items if (entry := _entry(item, url, time_zone))]
    if not entries:
        raise DiscoveryError("empty", "the feed has no entries")
    return entries


def _entry(item: etree._Element, base: str, time_zone: str | None) -> Listed | None:
    link = _link(item)
    # an Atom feed may have its own base (RFC 4287, section 2)
    url = web_address(web_address(base, item.base or "") or base, link) if link else None
    if url is None:
        return None
    raw = child_text(item, *_PUBLISHED)
    return Listed(
        url=url,
        title=child_text(item, "title"),
        published_at=parse_date(raw, time_zone),
        published_raw=raw,
        modified_at=parse_date(child_text(item, *_MODIFIED), time_zone),
    )


def _link(item: etree._Element) -> str | None:
    """The address of an entry: Atom's alternate link, RSS's link, or a name that is an address."""
    for child in item:
        if local_name(child) == "link" and child.get("href"):
            if child.get("rel", "alternate").lower() == "alternate":
                return child.get("href")
        elif local_name(child) == "link" and (text := text_of(child)):
            return text
    for named in (child_text(item, "guid", "id"), item.get(_ABOUT)):
        if named and named.startswith(("http://", "https://")):
            return named
    return None


def _json_feed(body: bytes, base: str, time_zone: str | None) -> list[Listed]:
    try:
        items = json.loads(body)["items"]
    except (ValueError, KeyError, RecursionError) as error:
        raise DiscoveryError("no feed", NO_JSON_FEED) from error
    if not isinstance(items, list):
        raise DiscoveryError("no feed", NO_JSON_FEED)
    return [entry for item in items if (entry := _json_entry(item, base, time_zone))]


def _json_entry(item: Any, base: str, time_zone: str | None) -> Listed | None:
    """Turn an item into an entry if it has an address. A value that is no text counts as
    missing."""
    told = item.items() if isinstance(item, dict) else ()
    texts: dict[str, str] = {key: value for key, value in told if isinstance(value, str)}
    url = web_address(base, link) if (link := texts.get("url") or texts.get("id")) else None
    if url is None:
        return None
    return Listed(
        url=url,
        title=texts.get("title"),
        published_at=parse_date(texts.get("date_published"), time_zone),
        published_raw=texts.get("date_published"),
        modified_at=parse_date(texts.get("date_modified"), time_zone),
    )
