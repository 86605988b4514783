"""Stories that stand only as a list in a script's state."""

import json
from typing import Any

import pytest

from crawler.extract import extract
from crawler.items import Page, PageKind
from tests.extract.pages import RELATED, STORY

Part = dict[str, Any]
TOLD = [*STORY, "The keeper's house is to become a museum of the storm, with a café in its cellar."]


def page(parts: list[Part], *, assigned: bool = False, og_type: str = "article") -> Page:
    state = json.dumps({"page": {"story": {"id": 7, "parts": parts}}})
    script = f'<script type="application/json">{state}</script>'
    if assigned:
        script = f"<script>window.A=window.A||{{}};A.go=function(){{x=1}};A.all={state};</script>"
    html = (
        f'<html><head><title>Lighthouse | The Courier</title><meta property="og:type" '
        f'content="{og_type}"><meta property="og:title" content="Lighthouse to be rebuilt"></head>'
        f'<body><div id="app"></div>{script}</body></html>'
    )
    return extract(html.encode(), "https://courier.example/a/lighthouse")


def content(text: str) -> Part:
    return {"type": "text", "content": f"{text[:20]}<i>{text[20:]}</i>"}


def nested(text: str) -> Part:
    return {"type": "paragraph", "data": {"text": text}}


@pytest.mark.parametrize("assigned", [False, True])
@pytest.mark.parametrize("make", [content, nested])
def test_a_list_of_paragraphs_is_the_story(make: Any, assigned: bool) -> None:
    picture = {"type": "image", "caption": "The lighthouse in ruins", "url": "https://x.example/i"}
    teaser = {"type": "link", "content": RELATED[0], "url": "https://x.example/a"}
    found = page([make(TOLD[0]), picture, teaser, *map(make, TOLD[1:])], assigned=assigned)
    assert found.article is not None
    assert [p.text for p in found.article.paragraphs] == TOLD
    assert found.article.headline == "Lighthouse to be rebuilt"
    assert found.article.provenance["paragraphs"] == "script_list"


@pytest.mark.parametrize("own", ["url", "headline", "author"])
def test_teasers_and_comments_are_no_story(own: str) -> None:
    assert page([{**content(text), own: "Something"} for text in TOLD]).article is None


def test_a_page_that_does_not_call_itself_an_article_has_none_in_a_list() -> None:
    found = page([content(text) for text in TOLD], og_type="website")
    assert found.kind is not PageKind.ARTICLE
