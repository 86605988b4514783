"""What the parser is given of pages that are made to take its time and memory."""

import json
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import extract
from crawler.extract.limits import MAX_ATTRIBUTES, MAX_OPEN, MAX_TAGS, thinned
from tests.extract.pages import ENGLISH, STORY, story

URL = "https://news.example/a"
MANY = 100_000
AROUND = 10  # elements around and inside of those that are counted


def elements(text: bytes) -> Iterator[tuple[LexborNode, int]]:
    """All elements that the parser makes of a text, and how many are around each."""
    at, depth = LexborHTMLParser(text).root, 0
    while at is not None:
        if at.is_element_node:
            yield at, depth
        if at.first_child is not None:
            at, depth = at.first_child, depth + 1
            continue
        while at is not None and at.next is None:
            at, depth = at.parent, depth - 1
        at = at.next if at is not None else None


@pytest.mark.parametrize(
    "text",
    [
        b"<div>" * MANY,
        b"<div>" * MANY + b"</div>" * MANY,
        b"<div>" * MANY + b"<!--" + b"</div>" * MANY + b"-->",
        b"<div>" * MANY + b"<p title='" + b"</div>" * MANY + b"'>",
        b"<div>" * MANY + b"<script>" + b"</div>" * MANY + b"</script>",
        b"<div><!--></div>-->" * MANY,
        b"<div><!</div>" * MANY,
        b"<div></ </div>" * MANY,
        b'<div><p "></div>">' * MANY,
        b'<div><p x=="></div>">' * MANY,
        b"<div><script><!--<script></script></div></script>" * MANY,
        b"<div/>" * MANY,
        b"<div></no>" * MANY,
        b"<b><div></b>" * MANY,
        b"<dd><li>" * MANY,
        b"<DIV>" * MANY,
    ],
    ids=lambda text: f"{text[:40]!r} {len(text)} bytes",
)
def test_elements_do_not_stand_deep_in_each_other(text: bytes) -> None:
    assert max(depth for _, depth in elements(thinned(text))) <= 2 * MAX_OPEN + AROUND


@pytest.mark.parametrize("value", [b"1", b"'<'", b"'</'", b"'>'", b'"<p>"'])
def test_an_element_has_few_attributes(value: bytes) -> None:
    names = (b"a%d=%s" % (i, value) for i in range(MANY))
    text = b"<p>x<div " + b" ".join(names) + b">text"
    assert max(len(node.attributes) for node, _ in elements(thinned(text))) <= MAX_ATTRIBUTES


@pytest.mark.parametrize(
    "opened",
    [
        b"".join(b"<b id=%d>" % i for i in range(1000)),
        b"".join(b"<I\tid='>%d'>" % i for i in range(1000)),
        b"".join(b"<font/size=%d>x" % i for i in range(1000)),
        b"".join(
            b"<u " + b" ".join(b"a%d" % n for n in range(i, i + 200)) + b">" for i in range(20)
        ),
    ],
    ids=lambda text: f"{text[:16]!r} {len(text)} bytes",
)
@pytest.mark.parametrize("ends", [b"", b"<table><td></b></u></i></font></table>"])
@pytest.mark.parametrize("paragraph", [b"<p>x", b"<p>x</p>"])
def test_formatting_is_not_copied_into_all_paragraphs(
    opened: bytes, ends: bytes, paragraph: bytes
) -> None:
    text = b"<p>" + opened + ends * 1000 + paragraph * 2000
    copied = sum(1 + len(node.attributes) for node, _ in elements(thinned(text)))
    assert copied < 100_000


def test_what_is_behind_very_many_tags_is_cut_off() -> None:
    text = thinned(b"<p>a</p>" * MANY + b"<p>b</p>")
    assert text.count(b"<") == MAX_TAGS
    assert text.endswith(b"<p>a</p>")


def test_a_page_as_others_are_is_not_touched() -> None:
    page = ENGLISH.replace(b"<p>", b'<p><b class="lede">A</b> <i data-x="1">b</i><br>')
    assert thinned(page) is page


def test_a_large_page_is_read_as_a_small_one() -> None:
    told = {"@type": "NewsArticle", "articleBody": "<p>x</p>", "headline": "Port <i>Ellery</i>"}
    script = f'<script type="application/ld+json">{json.dumps(told)}</script><!-- <div> -->'
    small = story().replace("</head>", f"{script}</head>", 1)
    many = "<div><span>x</span><br><img src=a><svg><path/><g/></svg></div><!-- </div> -->" * 2000
    large = small.replace("</footer>", f"{many}</footer>", 1)
    assert thinned(large.encode()) != large.encode()
    assert extract(large.encode(), URL).article == extract(small.encode(), URL).article
    article = extract(large.encode(), URL).article
    assert article is not None
    assert [p.text for p in article.paragraphs] == STORY
