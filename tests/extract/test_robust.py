"""Any bytes in, a page of a clear kind out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import extract
from crawler.items import ARTICLE_KINDS, Page
from tests.extract.pages import ENGLISH, story

URL = "https://news.example/a"


def check(page: Page) -> None:
    assert page.reason
    assert (page.article is not None) == (page.kind in ARTICLE_KINDS)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 1000,
        bytes(range(256)) * 100,
        b"\xff\xfe<\x00p\x00>\x00",
        b"<table><tr><td>" * 10_000 + b"<p>text",
        b"<div>" * 100_000 + b"<p>text",
        b"<p><b><i><a href=x>text " * 10_000,
        b"<div " + b" ".join(b"a%d=1" % i for i in range(200_000)) + b"><p>text",
        b"<!--" * 100_000,
        b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>",
        b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": {"a": [1]}, '
        b'"author": [[{"name": {"b": 2}}]], "datePublished": -1, "articleBody": 7}</script>',
        b'<meta property="og:title" content="\\ud83d">',
    ],
    ids=lambda body: f"{body[:24]!r} {len(body)} bytes",
)
def test_hostile_bytes_are_a_page(body: bytes) -> None:
    check(extract(body, URL))


@pytest.mark.parametrize("url", ["", "http://[", "no url", "https://ex ample/%%", "data:x"])
def test_any_url_will_do(url: str) -> None:
    check(extract(ENGLISH, url, charset="x-unknown", time_zone="No/Where", language="?"))


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(ENGLISH)), st.binary(max_size=12)), max_size=8))
def test_a_damaged_page_is_a_page(damage: list[tuple[int, bytes]]) -> None:
    body = bytearray(ENGLISH)
    for place, dirt in damage:
        body[place : place + len(dirt) * 3] = dirt
    check(extract(bytes(body), URL))


@settings(max_examples=100)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_may_stand_anywhere(text: str, date: str) -> None:
    page = story(headline=text, paragraphs=[text, text], published=date)
    check(extract(page.encode("utf-8", "surrogatepass"), URL))
