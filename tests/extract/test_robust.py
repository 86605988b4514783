"""Any bytes in, a page of a clear kind out."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import FAILED, extract
from crawler.items import ARTICLE_KINDS, Page, PageKind
from tests.extract.pages import ENGLISH, story

URL = "https://news.example/a"


TOLD = ENGLISH.replace(
    b"<p>", b'<figure><img src="JPG" width="640"><figcaption>The gate.</figcaption></figure><p>', 1
)


def check(page: Page) -> None:
    assert page.reason
    assert not page.reason.startswith(FAILED)
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
        TOLD.replace(b"JPG", b"https://a%5Bb/photo.jpg"),
        TOLD.replace(b"JPG", b"x.jpg").replace(b"640", b"1" * 5000),
        TOLD.replace(b"JPG", b"https://\xe2\x84\x80/photo.jpg"),
        ENGLISH.replace(b"<p>", b"<p>&#" + b"1" * 5000 + b"; ", 1),
        b"<title>" + b"News Example: " * 2000 + b"x</title>" + ENGLISH,
        b'<meta name="author" content="-&nbsp;editor">' + ENGLISH,
        b'<time class="date">4 Apr\xc4\xb1l 2025</time>' + ENGLISH,
        b'<script type="application/ld+json">{"@type": ['
        + b"[" * 900
        + b"]" * 900
        + b"]}</script>",
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


def test_a_page_on_which_our_own_code_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def defect(*_: object) -> Page:
        raise LookupError("nobody has foreseen it")

    monkeypatch.setattr("crawler.extract.page.read_page", defect)
    page = extract(ENGLISH, URL)
    assert (page.kind, page.reason) == (PageKind.OTHER, "reading it failed: LookupError")


def test_control_characters_are_no_text() -> None:
    author = {"name": "Ann\x00 Oak"}
    told = json.dumps({"@type": "NewsArticle", "headline": "x", "author": author})
    script = f'<script type="application/ld+json">{told}</script>'.encode()
    body = ENGLISH.replace(b"<h1>", b"<h1>\x08\x1b", 1).replace(b"</head>", script + b"</head>", 1)
    article = extract(body, URL).article
    assert article is not None
    texts = (article.headline, *article.authors, *(p.text for p in article.paragraphs))
    assert all(text.isprintable() for text in texts)
