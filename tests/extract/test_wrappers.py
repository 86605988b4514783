"""A page that sets each of its paragraphs in a box of its own is read as one that does not."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.extract.body.features import PageText, features_of
from crawler.extract.body.walk import read_blocks
from crawler.extract.body.wrappers import unwrap
from tests.extract.pages import STORY

PARAGRAPHS = [f"<p>{text}</p>" for text in STORY]
BOXES = {
    "plain": ("<div><div>", "</div></div>"),
    "parts of a page": (
        '<div class="part part-widget"><div class="widget-container">',
        "</div></div>",
    ),
    "rows": ('<section class="row"><div class="col-8">', "</div></section>"),
}


def rows(paragraphs: list[str]) -> list[list[float] | None]:
    """The features of a page's blocks, with a teaser and a footer below the story."""
    below = '<div class="more"><h3>Elsewhere</h3><p>Ellery asks for a second ferry.</p></div>'
    html = f"<h1>The wall holds</h1><div id='story'>{''.join(paragraphs)}</div>{below}"
    root = LexborHTMLParser(f"<main>{html}</main><div>Port Ellery, 2025</div>").body
    assert root is not None
    blocks = read_blocks(root).blocks
    unwrap(blocks)
    return features_of(blocks, PageText("The wall holds"))


@pytest.mark.parametrize("kind", BOXES)
def test_boxes_around_single_paragraphs_change_nothing(kind: str) -> None:
    opened, closed = BOXES[kind]
    wrapped = [f"{opened}{p}{closed}" for p in PARAGRAPHS]
    assert rows(wrapped) == rows(PARAGRAPHS)
    photo = "<figure><img src='/wall.jpg'></figure>"  # beside one of them, in its box
    assert rows([*wrapped[:2], f"{opened}{photo}{PARAGRAPHS[2]}{closed}", *wrapped[3:]]) == rows(
        PARAGRAPHS
    )


def test_a_box_with_a_name_that_says_what_it_is_stays() -> None:
    wrapped = [f'<div class="comment">{p}</div>' for p in PARAGRAPHS]
    assert rows(wrapped) != rows(PARAGRAPHS)


def test_the_box_of_the_only_paragraph_is_the_storys_and_stays() -> None:
    boxed = rows([f"<div class='text'>{PARAGRAPHS[0]}</div>"])
    assert boxed != rows(PARAGRAPHS[:1])
