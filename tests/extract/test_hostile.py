"""Pages that are made to keep the reader busy: each of these took up to minutes, or all memory."""

import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.extract import extract
from crawler.extract.body.blocks import PageBlocks
from crawler.extract.body.boxes import drop_cards
from crawler.extract.body.features import PageText, features_of
from crawler.extract.body.microdata import without_microdata
from crawler.extract.body.remnants import without_remnants
from crawler.extract.body.walk import read_blocks
from tests.extract.pages import ENGLISH, story

MANY = 20_000
WAY = [{"name": f"w{n}", "item": f"https://news.example/{n}"} for n in range(MANY)]
NAMES = " ".join(f"w{n}" for n in range(MANY // 10))


def told(**news: object) -> bytes:
    """The usual page, with this JSON-LD instead of what it tells of itself."""
    told = {
        "@type": "NewsArticle",
        "headline": "Port Ellery",
        "datePublished": "2026-03-03",
        **news,
    }
    script = f'"application/ld+json">{json.dumps(told)}</script>'
    return re.sub(r'"application/ld\+json">.*?</script>', lambda _: script, story()).encode()


def among_metadata(elements: str) -> bytes:
    return told().replace(b"</head>", elements.encode() + b"</head>")


def in_the_story(elements: str) -> bytes:
    return ENGLISH.replace(b'<div class="article-body">', b"<div>" + elements.encode())


@pytest.mark.parametrize(
    "body",
    [
        told(author={"@type": "Organization", "name": "A" * 20 * MANY}),
        told(
            author={"@type": "Organization", "name": [f"Sea {n}" for n in range(2 * MANY)]},
            publisher={"name": NAMES},
        ),
        told(author={"name": [f"Ida Brandt the {n}" for n in range(2 * MANY)]}),
        among_metadata(
            "".join(f'<meta name="author" content="{n}{chr(10) * 1000}x">' for n in range(100))
        ),
        in_the_story("<div itemprop=author class=byline>" * 12 + f"{'1 ' * 500}<i></i>" * 40),
        in_the_story("<div itemprop=author class=byline>" * 12 + "<i></i>" * 10 * MANY),
        told(isPartOf={"@type": "BreadcrumbList", "itemListElement": WAY}).replace(
            b"Port Ellery to rebuild its lighthouse", NAMES.encode()
        ),
        told(articleBody="a" * 240 * MANY).replace(
            b"</main>", f"<p>{'a' * 38}b</p>".encode() * (MANY // 10) + b"</main>"
        ),
    ],
    ids=lambda body: f"{len(body)} bytes",
)
def test_no_page_keeps_the_reader_busy(body: bytes) -> None:
    assert extract(body, "https://news.example/a").reason


def page_of(elements: str) -> PageBlocks:
    body = LexborHTMLParser(elements).body
    assert body is not None
    page = read_blocks(body)
    features_of(page.blocks, PageText())
    return page


def test_headings_of_boxes_that_are_all_of_a_story() -> None:
    page = page_of("<div class=x><h3>Sea</h3><p><a href=/x>x</a></p></div>" * (MANY // 2))
    story = [block for block in page.blocks if not block.is_link]
    assert len(without_remnants(page.blocks, story)) == 1


def test_addresses_for_machines_in_elements_of_many_attributes() -> None:
    box = f"<div {' '.join(f'a{n}' for n in range(500))}>"
    page = page_of(box * 190 + "<p itemprop=url>https://news.example/x</p>" * (MANY // 4))
    assert without_microdata(page) is page


def test_a_small_box_of_very_many_links() -> None:
    page = page_of(f"<div>{'<p>Sea</p>' * 40}{'<a href=/x></a>' * MANY}</div>")
    sure = [True] * len(page.blocks)
    drop_cards(page.blocks, sure)
    assert all(sure)
