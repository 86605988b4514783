"""Feeds as publishers really write them."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.sources.feeds import parse_feed
from crawler.sources.listed import DiscoveryError, Listed

URL = "https://herald.example/rss/feed.xml"
SIX = datetime(2026, 6, 19, 6, tzinfo=UTC)
REAL_FEED = Path(__file__).parents[3] / "shared" / "data" / "feeds" / "korea-times-2022-07-28.rss"


def one(body: str | bytes, time_zone: str | None = None) -> Listed:
    raw = body.encode() if isinstance(body, str) else body
    (entry,) = parse_feed(raw, URL, time_zone)
    return entry


def refusal(body: bytes) -> DiscoveryError:
    with pytest.raises(DiscoveryError) as caught:
        parse_feed(body, URL)
    return caught.value


def test_rss() -> None:
    body = """<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>
        <link>https://herald.example/</link>
        <item><title><![CDATA[ Ferry & tug return ]]></title>
          <link>
            https://herald.example/news/ferry?a=1&amp;b=2#top </link>
          <pubDate>Fri, 19 Jun 2026 15:00:00 +0900</pubDate></item>
        <item><title>Tug</title><guid>https://herald.example/news/tug</guid></item>
        </channel></rss>"""
    ferry, tug = parse_feed(body.encode(), URL)
    assert ferry == Listed(
        "https://herald.example/news/ferry?a=1&b=2",
        "Ferry & tug return",
        SIX,
        "Fri, 19 Jun 2026 15:00:00 +0900",
    )
    assert tug == Listed("https://herald.example/news/tug", "Tug")


def test_rss_1_has_its_items_beside_the_channel() -> None:
    entry = one(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
             xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="x"><title>Herald</title><link>https://herald.example/</link></channel>
        <item rdf:about="1"><title>Ferry</title><link>https://herald.example/1</link>
        <dc:date>2026-06-19T06:00:00Z</dc:date></item></rdf:RDF>"""
    )
    assert (entry.url, entry.published_at) == ("https://herald.example/1", SIX)


def test_atom_takes_the_alternate_link_and_both_times() -> None:
    entry = one(
        """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/rss/feed.xml"/><entry>
        <title type="html">Ferry</title><id>tag:herald.example,2026:1</id>
        <link rel="enclosure" href="/ferry.jpg"/><link href="../news/ferry"/>
        <published>2026-06-19T06:00:00Z</published><updated>2026-06-19T07:00:00Z</updated>
        </entry></feed>"""
    )
    assert entry.url == "https://herald.example/news/ferry"
    assert entry.published_at == SIX
    assert entry.modified_at == SIX.replace(hour=7)


def test_atom_links_are_relative_to_the_base_that_the_feed_states() -> None:
    entry = one(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://herald.example/en/">'
        '<entry><link href="ferry"/></entry></feed>'
    )
    assert entry.url == "https://herald.example/en/ferry"


def test_json_feed() -> None:
    entry = one(
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/ferry",'
        ' "title": "Ferry", "date_published": "2026-06-19T15:00:00+09:00"}]}'
    )
    assert (entry.url, entry.published_at) == ("https://herald.example/ferry", SIX)


@pytest.mark.parametrize(
    "odd",
    [
        '{"url": "/tug", "date_published": 1750000000, "title": ["Tug"]}',
        '{"url": 17}',
        '{"id": 17}',
        '{"title": "Tug"}',
        '"/tug"',
        "null",
    ],
)
def test_an_odd_item_of_a_json_feed_does_not_hide_the_others(odd: str) -> None:
    entries = parse_feed(f'{{"items": [{odd}, {{"url": "/ferry"}}]}}'.encode(), URL)
    assert entries[-1] == Listed("https://herald.example/ferry")
    assert entries[:-1] in ([], [Listed("https://herald.example/tug")])


def test_a_time_without_a_zone_is_the_sources() -> None:
    body = (
        "<rss><channel><item><link>/1</link><pubDate>2026-06-19 15:00:00</pubDate></item>"
        "</channel></rss>"
    )
    assert one(body, "Asia/Seoul").published_at == SIX
    assert one(body).published_at is None
    assert one(body).published_raw == "2026-06-19 15:00:00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "euc-kr"])
def test_the_encoding_is_the_one_that_the_document_declares(encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><rss><channel>'
        "<item><title>연락선</title><link>/1</link></item></channel></rss>"
    )
    assert one(text.encode(encoding)).title == "연락선"


def test_entities_of_html_are_understood_though_xml_has_them_not() -> None:
    body = (
        "<rss><channel><item><title>A&nbsp;ferry &mdash; and a tug &amp; crew</title>"
        "<link>/1?a=1&amp;b=2</link></item></channel></rss>"
    )
    assert one(body).title == "A\xa0ferry — and a tug & crew"
    assert one(body).url == "https://herald.example/1?a=1&b=2"


def test_a_link_that_leads_nowhere_does_not_hide_the_others() -> None:
    links = ("http://[::1", "http://herald.example:port/", "mailto:desk@herald.example", "/2")
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    assert one(f"<rss><channel>{items}</channel></rss>").url == "https://herald.example/2"


@pytest.mark.parametrize(
    ("body", "reason", "says"),
    [
        (b"<!DOCTYPE html><html><body><p>Hello</p></body></html>", "html", "HTML page"),
        (b"<!-- cache --><html><body><p>Hello</p></body></html>", "html", "HTML page"),
        (b"<rss><channel><title>Herald</title></channel></rss>", "empty", "no entries"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "empty", "no entries"),
        (b'{"error": "quota"}', "no feed", "JSON"),
        (b"[" * 100_000, "unreadable", "no XML"),
        (b'{"a":' * 100_000, "no feed", "JSON"),
        (b"<urlset><url><loc>/1</loc></url></urlset>", "no feed", "<urlset>"),
        (b"", "empty", "body is empty"),
        (b"  \r\n", "empty", "body is empty"),
        (b"Service unavailable", "unreadable", "no XML"),
        (bytes(range(8)) * 50, "unreadable", "no XML"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes, reason: str, says: str) -> None:
    error = refusal(body)
    assert error.reason == reason
    assert says in str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_a_document_declares_are_never_expanded(encoding: str) -> None:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY l0 "tick">{layers}'
        '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>&l11;&file;</title><link>/1</link></item></channel></rss>"
    )
    error = refusal(bomb.encode(encoding))
    assert error.reason == "entities"
    assert "declares entities" in str(error)


@pytest.mark.skipif(not REAL_FEED.exists(), reason="the folder of real feeds is not here")
def test_a_real_feed_of_195_items() -> None:
    entries = parse_feed(
        REAL_FEED.read_bytes(), "https://feed.koreatimes.co.kr/k/allnews.xml", "Asia/Seoul"
    )
    assert len(entries) == len({entry.url for entry in entries}) == 195
    assert entries[0].url == "https://www.koreatimes.co.kr/www/nation/2022/07/501_333483.html?fl"
    assert entries[0].title == "France on course for driest July on record: weather office"
    assert all(
        entry.url.startswith("https://www.koreatimes.co.kr/www/") and entry.url.endswith("?fl")
        for entry in entries
    )
    assert {entry.published_at for entry in entries} == {
        datetime(2022, 7, 27, 19, 35, 5, tzinfo=UTC)
    }


def rss(items: str, title: str = "The Herald") -> str:
    return f"<rss><channel><title>{title}</title>{items}</channel></rss>"


@pytest.mark.parametrize(
    "wrong",
    [
        "R&D",
        "a & b",
        "&foo; &nbsp;",
        "a control \x0b",
        "an entity named in <![CDATA[<!ENTITY x 'y'>]]>",
        "<![CDATA[R&D]]>",
    ],
)
def test_a_mistake_costs_no_address_behind_it(wrong: str) -> None:
    items = (
        "<item><link>/a?x=1&y=2</link></item><item><link>/b?x=1&amp;y=2</link></item>"
        "<item><link><![CDATA[/c?x=1&y=2]]></link></item>"
        "<item><link><!-- of the story -->/d?x=1&#38;y=2</link></item>"
    )
    found = parse_feed(rss(items, wrong).encode(), "http://herald.example/rss")
    assert [e.url for e in found] == [f"http://herald.example/{n}?x=1&y=2" for n in "abcd"]


@pytest.mark.parametrize(
    ("label", "codec", "title"),
    [
        ("euc-kr", "cp949", "펲 등대"),
        ("ks_c_5601-1987", "cp949", "뷁 등대"),
        ("Shift_JIS", "cp932", "①髙波"),
        ("x-sjis", "cp932", "灯台"),
        ("gb2312", "gb18030", "镕 € 灯塔"),
        ("big5", "big5hkscs", "嘅 燈塔"),
        ("us-ascii", "cp1252", "Café"),
        ("utf-8", "utf-8", "등대"),
        ("utf-16", "utf-16", "등대"),
    ],
)
def test_a_feed_is_read_to_its_end_in_the_charsets_of_browsers(
    label: str, codec: str, title: str
) -> None:
    items = f"<item><link>/1</link><title>{title}</title></item><item><link>/2</link></item>"
    text = f'<?xml version="1.0" encoding="{label}"?>{rss(items, title)}'
    found = parse_feed(text.encode(codec), "http://herald.example/rss")
    assert [(e.url[-2:], e.title) for e in found] == [("/1", title), ("/2", None)]


@pytest.mark.parametrize(
    "long", ["<title>" + "long " * 2_500_000 + "</title>", "<b>" * 400 + "deep" + "</b>" * 400]
)
def test_what_is_too_long_or_too_deep_ends_no_feed(long: str) -> None:
    items = f"<item>{long}<link>/1</link></item><item><link>/2</link></item>"
    found = parse_feed(rss(items).encode(), "http://herald.example/rss")
    assert [e.url[-2:] for e in found] == ["/1", "/2"]


def test_a_letter_that_is_no_utf_8_costs_nothing_else() -> None:
    feed = rss("<item><link>/1?a=1&amp;b=2</link></item>", "Caf\xe9").encode("latin-1")
    (entry,) = parse_feed(feed, "http://herald.example/rss")
    assert entry.url == "http://herald.example/1?a=1&b=2"


def test_a_feed_may_be_a_gzip_file() -> None:
    packed = gzip.compress(rss("<item><link>/1</link></item>").encode())
    (entry,) = parse_feed(packed, "http://herald.example/rss.gz")
    assert entry.url == "http://herald.example/1"


def test_an_item_of_rdf_may_be_named_by_its_address_only() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<item rdf:about="http://herald.example/1"><title>A ferry</title></item></rdf:RDF>'
    )
    assert one(feed).url == "http://herald.example/1"
