"""Under what a story is filed: its section and its topics."""

from __future__ import annotations

import json

import pytest

from crawler.extract import extract
from crawler.items import Article
from tests.extract.pages import STORY

URL = "https://courier.example/sea/lighthouse"
KEY = "8ae9ab2d-fe1b-4230-acb8-a59b52877682"
TITLE = "Port Ellery to rebuild its lighthouse"


def article(head: str = "", top: str = "", **news: object) -> Article:
    """The article of a page with this in its head, this above the headline, and this told of the
    story in JSON-LD."""
    told = {"@type": "NewsArticle", "headline": TITLE, **news}
    page = (
        f"<head>{head}<script type='application/ld+json'>{json.dumps(told)}</script></head>"
        f"{top}<h1>{TITLE}</h1><p>{'</p><p>'.join(STORY)}</p>"
    )
    found = extract(page.encode(), URL).article
    assert found is not None
    return found


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "keywords", "topics", "rule"),
    [
        (meta("article:tag", "Sea") + meta("article:tag", "Fog"), None, "Sea|Fog", "article_tag"),
        (meta("article:tag", "Sea, Port Ellery ,sea"), None, "Sea|Port Ellery", "article_tag"),
        (meta("news_keywords", "Sea;Ferries"), ["Light"], "Sea|Ferries", "news_keywords"),
        ("", ["Sea", "Ferries"], "Sea|Ferries", "json_ld"),
        ("", "Sea, Ferries", "Sea|Ferries", "json_ld"),
        ("", ["Sea", "Category: News", "type_news", "@top", "1203", KEY], "Sea", "json_ld"),
        (meta("keywords", "Boats, Port Ellery"), None, "Boats|Port Ellery", "keywords"),
        (meta("keywords", "news, weather, sport"), None, "", None),
    ],
)  # fmt: skip
def test_topics(head: str, keywords: object, topics: str, rule: str | None) -> None:
    found = article(head, keywords=keywords)
    assert found.topics == tuple(filter(None, topics.split("|")))
    assert found.provenance.get("topics") == rule


def filed(*tags: str, rel: str = "tag") -> str:
    return "".join(f'<li><a href="/t/{tag}" rel="{rel}">{tag}</a></li>' for tag in tags)


def test_links_file_a_story_under_topics_and_a_section() -> None:
    tags, section = filed("Sea", "Port Ellery"), filed("Coast", rel="category tag")
    found = article(top=f"<ul>{tags}</ul><p>{section}</p>")
    assert (found.topics, found.provenance["topics"]) == (("Sea", "Port Ellery"), "rel_tag")
    assert (found.section, found.provenance["section"]) == ("Coast", "rel_category")
    twice = article(top=f"<ul>{tags}</ul><ul>{tags}</ul><p>{section}</p><ul>{section}</ul>")
    assert (twice.topics, twice.section) == (found.topics, found.section)


@pytest.mark.parametrize(
    ("links", "topics"),
    [
        (
            '<a href="/tags/sea">#Lighthouse</a> <a href="/tags/7">#Harbour</a>',
            "Lighthouse|Harbour",
        ),
        ('<a href="/topic/7">Tuesday</a> <a href="/topic/8">Elections</a>', "Tuesday|Elections"),
        ('<a href="/etiquetas/1">Tuesday</a>', "Tuesday"),
        # all that the site has, or what others do
        ('<a href="/tags/1">Elections</a> <a href="/tags/2">War</a> <a href="/tags/3">Sea</a>', ""),
        ('<a href="https://posts.example/hashtag/Lighthouse">#Lighthouse</a>', ""),
        ('<a href="/news/tag-der-einheit">Lighthouse</a>', ""),
    ],
)
def test_links_to_what_the_site_has_on_topics_of_the_story(links: str, topics: str) -> None:
    found = article(top=f"<div>{links}</div>")
    assert "|".join(found.topics) == topics
    assert found.provenance.get("topics") == ("tag_links" if topics else None)


def test_links_that_are_called_the_storys_topics() -> None:
    links = '<a href="/about/1">Lighthouse</a><a href="/about/2">Port Ellery</a>'
    found = article(top=f'<div class="article-tags">{links}</div>')
    assert (found.topics, found.provenance["topics"]) == (("Lighthouse", "Port Ellery"), "tags")
    assert article(top=f"<div>{links}</div>").topics == ()


def test_the_links_of_teasers_tell_nothing_of_the_story() -> None:
    teasers = f"<ul>{filed('Sea')}</ul><ul>{filed('Fog')}</ul><ul>{filed('', rel='category')}</ul>"
    assert (article(top=teasers).topics, article(top=teasers).section) == ((), None)
    told = article(meta("article:tag", "Light"), top=f"<ul>{filed('Sea')}</ul>")
    assert told.topics == ("Light",)


def test_the_section_is_what_metadata_tells_of_the_story() -> None:
    assert article(articleSection="Sea").section == "Sea"
    assert article(articleSection="Sea,News,Home").section == "Sea"
    assert (
        article(articleSection="Boats, Ferries and Lights").section == "Boats, Ferries and Lights"
    )
    assert article(meta("article:section", "Sea")).section == "Sea"
    assert article('<meta itemprop="articleSection" content="Sea">').section == "Sea"
    assert article().section is None


@pytest.mark.parametrize("is_nested", [True, False])
def test_the_section_is_the_last_step_on_the_way_to_the_story(is_nested: bool) -> None:
    steps = [("Courier", "/"), ("News", "/news"), ("Sea", "/news/sea"), (TITLE, URL)]
    way = [
        {"@type": "ListItem", "position": i, "item": {"@id": at, "name": name}}
        if is_nested
        else {"@type": "ListItem", "position": i, "name": name, "item": at}
        for i, (name, at) in enumerate(steps)
    ]
    crumbs = json.dumps({"@type": "BreadcrumbList", "itemListElement": way})
    found = article(f"<script type='application/ld+json'>{crumbs}</script>")
    assert (found.section, found.provenance["section"]) == ("Sea", "breadcrumbs")


def test_the_way_from_the_front_page_to_the_story_has_no_section() -> None:
    way = [{"position": 1, "name": "Courier", "item": "https://courier.example/"}, {"name": TITLE}]
    crumbs = json.dumps({"@type": "BreadcrumbList", "itemListElement": way})
    assert article(f"<script type='application/ld+json'>{crumbs}</script>").section is None


@pytest.mark.parametrize("element", ['<ul class="breadcrumbs">', '<nav aria-label="Breadcrumb">'])
def test_the_way_to_the_story_may_be_printed_only(element: str) -> None:
    links = f'<a href="/">Home</a> › <a href="/news/sea">Sea</a> › <a href="{URL}">{TITLE}</a>'
    found = article(top=f"{element}{links}</ul></nav>")
    assert (found.section, found.provenance["section"]) == ("Sea", "breadcrumbs")


def test_figures_keys_and_the_sites_name_are_no_section() -> None:
    assert article(articleSection=["2025", "Harbour"]).section == "Harbour"
    told = meta("article:section", "news_sea") + meta("article:section", "Harbour")
    assert article(told).section == "Harbour"
    name = meta("og:site_name", "The Courier") + meta("article:section", "the courier")
    way = '<nav class="crumbs"><a href="/">Home</a><a href="/sea">› Sea</a>'
    assert article(name, f"{way}</nav>").section == "Sea"
    assert article(top=f'{way}<a href="/sea/2025/03">03/2025</a></nav>').section == "Sea"


def test_a_menu_and_a_whole_page_are_no_way_to_the_story() -> None:
    menu = "".join(f'<a href="/s{n}">Section {n}</a>' for n in range(12))
    assert article(top=f'<div class="breadcrumb-bar">{menu}</div>').section is None
    assert article(top='<body class="has-breadcrumbs"><a href="/sea">Sea</a>').section is None
    front = '<nav class="breadcrumb"><a href="/index">Start</a></nav>'
    assert article(top=front).section is None


def test_characters_in_a_topic_may_be_written_as_references() -> None:
    assert article(meta("article:tag", "Editor&amp;#39;s choice;Sea")).topics == (
        "Editor's choice",
        "Sea",
    )


def test_a_text_of_hundreds_of_letters_is_no_section() -> None:
    assert article(meta("article:section", "Sea " * 50)).section is None
    assert article(meta("article:section", "Sea"), articleSection="Light " * 50).section == "Sea"
