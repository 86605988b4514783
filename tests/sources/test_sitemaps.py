"""Sitemaps, their indexes, and news sitemaps."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime

import pytest

from crawler.sources.listed import DiscoveryError, Listed
from crawler.sources.packed import MAX_BYTES
from crawler.sources.sitemaps import parse_sitemap

URL = "https://herald.example/sitemap.xml"
SIX = datetime(2026, 6, 19, 6, tzinfo=UTC)
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url>
    <image:image><image:loc>https://herald.example/ferry.jpg</image:loc></image:image>
    <loc>
      https://herald.example/news/ferry?a=1&amp;b=2
    </loc>
    <lastmod>2026-06-19T07:00:00Z</lastmod>
    <news:news>
      <news:publication><news:name>Herald</news:name></news:publication>
      <news:publication_date>2026-06-19T15:00+09:00</news:publication_date>
      <news:title>Ferry returns</news:title>
    </news:news>
  </url>
</urlset>"""
FERRY = Listed(
    "https://herald.example/news/ferry?a=1&b=2",
    "Ferry returns",
    SIX,
    "2026-06-19T15:00+09:00",
    SIX.replace(hour=7),
)


def test_a_news_sitemap_says_when_and_what() -> None:
    sitemap = parse_sitemap(NEWS, URL)
    assert sitemap.entries == (FERRY,)
    assert sitemap.sitemaps == ()


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(NEWS),
        gzip.compress(NEWS[:300]) + gzip.compress(NEWS[300:]),
        gzip.compress(NEWS) + b"\0" * 512,
    ],
    ids=["one member", "two members", "padded"],
)
def test_a_gzip_file_is_unpacked_whole(packed: bytes) -> None:
    assert parse_sitemap(packed, URL + ".gz").entries == (FERRY,)


def test_an_index_lists_sitemaps_and_never_itself() -> None:
    sitemap = parse_sitemap(
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<sitemap><loc>/news-1.xml.gz</loc><lastmod>2026-06-19T06:00:00Z</lastmod></sitemap>"
        b"<sitemap><loc>/sitemap.xml</loc></sitemap><sitemap><loc> </loc></sitemap>"
        b"</sitemapindex>",
        URL,
    )
    assert sitemap.sitemaps == (Listed("https://herald.example/news-1.xml.gz", modified_at=SIX),)
    assert sitemap.entries == ()


def test_a_sitemap_may_be_plain_text() -> None:
    body = "\ufeffhttps://herald.example/1\r\nhttps://herald.example/2\n\nmailto:desk@example\n"
    assert [entry.url for entry in parse_sitemap(body.encode(), URL).entries] == [
        "https://herald.example/1",
        "https://herald.example/2",
    ]


def test_a_day_is_no_instant_but_tells_how_old_an_article_is_at_least() -> None:
    (entry,) = parse_sitemap(
        b"<urlset><url><loc>/1</loc><lastmod>2026-06-19</lastmod></url></urlset>", URL
    ).entries
    assert entry.modified_at is None
    assert entry.day == date(2026, 6, 19)
    # When the day ends in the zone twelve hours behind Greenwich.
    assert entry.latest() == datetime(2026, 6, 20, 12, tzinfo=UTC)


def test_of_two_claims_the_later_counts() -> None:
    assert FERRY.latest() == SIX.replace(hour=7)
    assert Listed("https://herald.example/1").latest() is None


@pytest.mark.parametrize(
    ("body", "reason", "says"),
    [
        (b"<urlset></urlset>", "empty", "lists nothing"),
        (b"<sitemapindex/>", "empty", "lists nothing"),
        (b"<rss><channel><item/></channel></rss>", "no sitemap", "<rss>"),
        (b"<!doctype html><title>Herald</title>", "html", "HTML page"),
        (b"<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset/>", "entities", "declares entities"),
        (gzip.compress(NEWS)[:-30], "unreadable", "ends too early"),
        (gzip.compress(NEWS) + b"rubbish", "unreadable", "damaged gzip"),
        (gzip.compress(b" " * (MAX_BYTES + 1)), "too large", "64 MiB"),
        (b"", "empty", "body is empty"),
    ],
    ids=["urlset", "index", "rss", "html", "entities", "cut", "damaged", "bomb", "nothing"],
)
def test_what_is_no_sitemap_is_said_to_be_none(body: bytes, reason: str, says: str) -> None:
    with pytest.raises(DiscoveryError, match=says) as caught:
        parse_sitemap(body, URL)
    assert caught.value.reason == reason
