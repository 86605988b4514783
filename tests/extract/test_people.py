"""Bylines as the press prints them: persons, and organisations apart from them."""

from __future__ import annotations

import json
import re

import pytest

from crawler.extract import extract
from crawler.items import Article
from tests.extract.pages import STORY, story


def read(byline: str = "", authors: object = None, first: str = "") -> Article:
    """The article of a page with this byline element, these JSON-LD authors, and ``first`` as the
    story's first paragraph."""
    html = story(paragraphs=[first, *STORY] if first else STORY)
    html = re.sub(r'"author": \[.*?\]', lambda _: f'"author": {json.dumps(authors)}', html)
    html = html.replace('<div class="byline">By Ida Brandt</div>', byline)
    page = extract(html.encode(), "https://courier.example/a")
    assert page.article is not None
    return page.article


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ida Brandt and Bo Ek | March 3, 2026 6:20 pm", ("Ida Brandt", "Bo Ek")),
        ("Analysis by Ida Brandt", ("Ida Brandt",)),
        ("Ida Brandt - Mar 3, 2026, 8:15 pm CST", ("Ida Brandt",)),
        ("by Ida Brandt on Tuesday, March 3rd, 2026 at 11:08 a.m.", ("Ida Brandt",)),
        ("Текст: Ида Брандт", ("Ида Брандт",)),
        ("Kommentar von Ida Brandt", ("Ida Brandt",)),
        ("By Ida Brandt For The Ellery Courier", ("Ida Brandt",)),
    ],
)
def test_the_names_in_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert read(f'<p class="byline">{byline}</p>').authors == names


def test_authors_stand_side_by_side() -> None:
    names = '<a rel="author">Ida Brandt</a>, <a rel="author">Bo Ek</a>'
    follow = '<a rel="author" class="button">Follow</a>'
    assert read(f"<p>By {names} {follow}</p>").authors == ("Ida Brandt", "Bo Ek")


def test_in_microdata_the_name_is_an_element_of_its_own() -> None:
    name = '<b itemprop="name">Ida Brandt</b><a href="mailto:ida@courier.example">Write me</a>'
    assert read(f'<div itemprop="author">{name}</div>').authors == ("Ida Brandt",)


def test_what_follows_the_names_is_no_byline() -> None:
    byline = '<div class="byline"><b>Ida Brandt</b><i>Updated 6:20 pm</i><a>Print this</a></div>'
    assert read(byline).byline == "Ida Brandt"


def test_organisations_are_apart() -> None:
    article = read(authors=[{"@type": "Person", "name": n} for n in ("Ida Brandt", "Reuters")])
    assert article.authors == ("Ida Brandt",)
    assert article.organisations == ("Reuters",)


def test_beside_persons_the_publisher_is_no_author() -> None:
    article = read(authors=[{"name": "The Ellery Courier"}, {"name": "Ida Brandt"}])
    assert (article.authors, article.organisations) == (("Ida Brandt",), ())


def test_a_byline_of_another_story_is_not_taken() -> None:
    other = '<aside><div class="author">Nils Holt</div></aside>'
    article = read(f'{other}<div class="byline">By Ida Brandt</div>')
    assert article.authors == ("Ida Brandt",)


def test_the_names_may_be_the_storys_first_line() -> None:
    article = read(authors={"name": "The Ellery Courier"}, first="Ida Brandt/Bo Ek")
    assert article.authors == ("Ida Brandt", "Bo Ek")
    assert article.paragraphs[0].text == STORY[0]


def test_the_sites_own_account_is_no_person() -> None:
    admin = {"@type": "Person", "name": "Ellery D", "url": "https://courier.example/author/admin/"}
    assert read(authors=admin).authors == ()
