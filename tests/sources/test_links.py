"""Which links of a section page are taken for an article's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.sources.links import article_links, looks_like_article
from crawler.sources.listed import DiscoveryError
from crawler.sources.source import Source

HERALD = Source("herald", "The Herald", "https://www.herald.example/")
HARBOR = "https://www.herald.example/harbor/"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.herald.example/news/2026/06/19/ferry.html",
        "https://herald.example/2026/0619/ferry",
        "https://herald.example/harbor/20260619/ferry",
        "https://en.herald.example/article/10231788",
        "http://herald.example/harbor/old-ferry-returns-to-its-harbor",
        "https://herald.example/harbor/die-alte-fähre-kehrt-heim",
        "https://herald.example/news/view.html?page=2&idxno=123456",
    ],
)
def test_dates_numbers_and_slugs_are_an_articles(url: str) -> None:
    assert looks_like_article(HERALD, url)


@pytest.mark.parametrize(
    "url",
    [
        "https://herald.example/",
        "https://herald.example/harbor",
        "https://herald.example/tag/old-ferry-returns-again",
        "https://herald.example/author/2026/06/jo-kim",
        "https://herald.example/2026/06/19/ferry.jpg",
        "https://herald.example/list.html?page=2&no=12",
        "https://other.example/news/2026/06/19/ferry.html",
        "https://notherald.example/news/2026/06/19/ferry.html",
        "https://herald.example.other.example/news/2026/06/19/ferry.html",
        "mailto:desk@herald.example",
        "https://[herald.example/2026/06/19/ferry",
    ],
)
def test_sections_services_files_and_other_sites_are_not(url: str) -> None:
    assert not looks_like_article(HERALD, url)


@pytest.mark.parametrize("path", ["a" * 50_000, "a-" * 50_000, "a-b-" * 20_000 + "-"])
def test_a_very_long_address_does_not_hang_the_crawl(path: str) -> None:
    is_slug = path.startswith("a-")
    assert looks_like_article(HERALD, f"https://herald.example/{path}") is is_slug
    assert not looks_like_article(HERALD, f"https://herald.example/x?{'id' * 50_000}")


def test_a_sources_own_patterns_decide() -> None:
    source = replace(HERALD, article_urls=(r"/story/\w+$",), exclude_urls=(r"/story/ad",))
    assert looks_like_article(source, "https://herald.example/story/ferry")
    assert not looks_like_article(source, "https://herald.example/story/advert")
    assert not looks_like_article(source, "https://herald.example/2026/06/19/ferry.html")
    assert not looks_like_article(source, "https://other.example/story/ferry")


def test_a_section_page_gives_each_article_once_in_its_order() -> None:
    page = """<nav><a href="/">Home</a> <a href="/harbor/">Harbor</a></nav>
        <a href="/harbor/20260619/tug"> Tug  <b>leaves</b></a>
        <a href=" https://www.herald.example/harbor/20260619/ferry?ref=1#top "><img></a>
        <a href="/harbor/20260619/tug#comments">12 comments</a>
        <a href="http://[broken">x</a> <a href="javascript:go(20260619)">more</a> <a>no link</a>"""
    entries = article_links(HERALD, page, HARBOR)
    assert [(entry.url, entry.title) for entry in entries] == [
        ("https://www.herald.example/harbor/20260619/tug", "Tug leaves"),
        ("https://www.herald.example/harbor/20260619/ferry?ref=1", None),
    ]


def test_links_are_relative_to_the_base_that_the_page_states() -> None:
    page = '<base href="https://www.herald.example/en/"><a href="20260619/ferry">Ferry</a>'
    (entry,) = article_links(HERALD, page, HARBOR)
    assert entry.url == "https://www.herald.example/en/20260619/ferry"


@pytest.mark.parametrize("page", ["", "<p>Nothing here</p>", '<a href="/harbor/">Harbor</a>'])
def test_a_page_without_articles_is_said_to_have_none(page: str) -> None:
    with pytest.raises(DiscoveryError, match="links to no article") as caught:
        article_links(HERALD, page, HARBOR)
    assert caught.value.reason == "empty"
