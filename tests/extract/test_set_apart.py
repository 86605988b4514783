"""Tables, headings of chapters and pull quotes among a story's paragraphs.

The scorer's judgement (log-odds) on each block is given here, as in test_context.
"""

from __future__ import annotations

from tests.extract.pages import STORY
from tests.extract.test_context import PARAGRAPHS, kept

ROWS = (("Boat", "Riders"), ("Tern", "412"), ("Gull", "388"))
CELLS = [cell for row in ROWS for cell in row]
TABLE = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in ROWS)


def test_a_table_among_the_paragraphs_is_the_storys() -> None:
    odds = [2, 2, *[-3.0] * len(CELLS), 2, 2, 2]
    html = "".join([*PARAGRAPHS[:2], f"<figure><table>{TABLE}</table></figure>", *PARAGRAPHS[2:]])
    assert kept(html, odds) == [*STORY[:2], *CELLS, *STORY[2:]]
    for name in ("related", "factbox"):
        assert kept(html.replace("<table>", f'<table class="{name}">'), odds) == STORY
    linked = html.replace("<td>", "<td><a href='/x'>").replace("</td>", "</a> </td>")
    assert kept(linked, odds) == STORY


def chapters(heads: list[str], name: str = "list-item") -> str:
    return "".join(
        f'<section class="{name}"><h2>{head}</h2>{text}</section>'
        for head, text in zip(heads, PARAGRAPHS, strict=True)
    )


def _sections(heads: list[str]) -> list[str]:
    return chapters(heads).split("</section>")[:-1]


def test_headings_in_chapters_are_the_storys() -> None:
    heads = [f"{i}. A light" for i in range(5)]
    odds = [-1.4, 2] * 5
    assert kept(chapters(heads), odds) == [
        x for pair in zip(heads, STORY, strict=True) for x in pair
    ]
    assert kept(chapters(["The story goes on"] * 5), odds) == STORY  # a label
    boxed = [f'<div class="text part">{box}</section></div>' for box in _sections(heads)]
    assert kept("".join(boxed), odds) == [
        x for pair in zip(heads, STORY, strict=True) for x in pair
    ]


def test_a_heading_goes_with_the_paragraph_in_its_element() -> None:
    boxes = [f"<div>{p}</div>" for p in PARAGRAPHS]
    boxes[2] = f"<div><h2>The vote</h2>{PARAGRAPHS[2]}</div>"
    html = "".join(boxes)
    assert kept(html, [2, 2, -0.3, 2, 2, 2]) == [*STORY[:2], "The vote", *STORY[2:]]
    assert kept(html.replace("The vote", "Read more"), [2, 2, -0.3, 2, 2, 2]) == STORY


def test_a_pull_quote_says_nothing_new() -> None:
    words = "We have waited long enough"
    quote = f'<div class="quote"><p>“{words}”</p><p>Maren Holt, chair</p></div>'
    html = "".join([*PARAGRAPHS[:2], quote, *PARAGRAPHS[2:]])
    assert kept(html, [2, 2, 2, 2, 2, 2, 2]) == STORY
    set_otherwise = html.replace(f"“{words}”", f"“{words[0].lower()}{words[1:]}”")
    assert kept(set_otherwise, [2, 2, 2, 2, 2, 2, 2]) == STORY
    other = html.replace(f"“{words}”", "“The light will shine for all of us”")
    assert len(kept(other, [2, 2, 2, 2, 2, 2, 2])) == len(STORY) + 2


def test_a_paragraph_above_the_story_needs_a_possible_judgement() -> None:
    html = "<h1>Light</h1>" + f"<div>{PARAGRAPHS[0]}</div>" + "".join(PARAGRAPHS[1:])
    assert kept(html, [-2, -0.4, 2, 2, 2, 2], "Light") == STORY
    assert kept(html, [-2, -0.9, 2, 2, 2, 2], "Light") == STORY[1:]


def test_a_heading_above_two_paragraphs_beside_it_is_the_storys() -> None:
    part = "".join(
        [*PARAGRAPHS[:2], "<div class='section'><h2>A lunacy</h2>", *PARAGRAPHS[2:], "</div>"]
    )
    assert kept(part, [2, 2, -1.2, 2, 2, 2]) == [*STORY[:2], "A lunacy", *STORY[2:]]
    alone = "".join(
        [*PARAGRAPHS[:4], "<div class='section'><h2>A lunacy</h2>", *PARAGRAPHS[4:], "</div>"]
    )
    assert kept(alone, [2, 2, 2, 2, -1.2, 2]) == STORY
