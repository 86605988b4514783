"""Live blogs: a summary, and posts with times and headings, as papers set them."""

import pytest

from crawler.extract import extract
from crawler.items import PageKind, ParagraphKind
from tests.extract.pages import STORY

HEADS = [
    "Waves top the old wall",
    "Ferries stay in port",
    "Mayor asks all to stay home",
    "Power is back in the east",
    "Winds begin to ease",
]
SUMMARY = (
    "The storm has reached the coast, and we follow it here hour by hour, with reports from the "
    "harbour and from the villages."
)
LONG = [f"{one} {other}" for one, other in zip(STORY, STORY[1:] + STORY[:1], strict=True)]


def blog(head: str, tag: str, text: list[str]) -> bytes:
    """A live blog whose posts stand in elements of this kind and begin with this markup."""
    posts = "".join(
        f'<{tag} class="post">{head.format(time=f"1{i}:05", head=line)}<p>{text[i]}</p></{tag}>'
        for i, line in enumerate(HEADS)
    )
    return f"""<html lang="en"><head><title>Storm on the coast, live | The Ellery Courier</title>
<script type="application/ld+json">{{"@type": "LiveBlogPosting", "headline": "Storm on the coast",
"datePublished": "2026-01-06T10:00:00Z"}}</script></head><body><nav><a href="/">Home</a></nav>
<main><article><h1>Storm on the coast</h1><p>By Ida Brandt</p><p>{SUMMARY}</p>
<div class="posts">{posts}</div></article></main></body></html>""".encode()


@pytest.mark.parametrize("text", [STORY, LONG])
@pytest.mark.parametrize("tag", ["div", "article", "section"])
@pytest.mark.parametrize(
    "head",
    [
        "<time>{time}</time><h3>{head}</h3>",
        "<header><time>{time}</time><h3>{head}</h3></header>",
        "<header><h2>{head}</h2></header>",
        "<h3>{head}</h3>",
    ],
)
def test_every_post_comes_out_once_with_its_heading_and_the_summary_above_them(
    head: str, tag: str, text: list[str]
) -> None:
    read = extract(blog(head, tag, text), "https://courier.example/2026/storm")
    assert read.kind is PageKind.LIVE
    assert read.article is not None
    paragraphs = read.article.paragraphs
    heads = [p.text for p in paragraphs if p.kind is ParagraphKind.SUBHEAD]
    lines = [read.article.standfirst] if read.article.standfirst else []
    lines += [p.text for p in paragraphs]
    assert heads == HEADS
    assert lines == [SUMMARY, *(line for post in zip(HEADS, text, strict=True) for line in post)]
