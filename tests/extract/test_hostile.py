"""Pages that are made to keep the reader busy: each of these took up to minutes, or all memory."""

import json
import re

import pytest

from crawler.extract import extract
from tests.extract.pages import ENGLISH, story

MANY = 20_000
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
    ],
    ids=lambda body: f"{len(body)} bytes",
)
def test_no_page_keeps_the_reader_busy(body: bytes) -> None:
    assert extract(body, "https://news.example/a").reason
