"""What is left of a box when the box is no part of the story."""

import pytest

from crawler.extract import extract
from crawler.items import ParagraphKind
from tests.extract.pages import RELATED, STORY, story

URL = "https://courier.example/sea/lighthouse"
LINKS = '<a href="/x">Ferry landing closed again</a></li><li><a href="/y">Herring is late</a>'


def lines(html: str, url: str = URL) -> list[str]:
    found = extract(html.encode(), url).article
    assert found is not None
    return [p.text for p in found.paragraphs]


def between(extra: str) -> list[str]:
    """The lines of the story with ``extra`` between its paragraphs."""
    return lines(story().replace(f"<p>{STORY[3]}", f"{extra}<p>{STORY[3]}"))


@pytest.mark.parametrize(
    "box",
    [
        '<section><h3>More information</h3><article><a href="/x">Ferry</a></article></section>',
        f'<div class="also"><h5>Look at this too</h5><ul><li>{LINKS}</li></ul></div>',
        '<div class="offer"><h3>The offer of today</h3><p>Subscribe now for 4 months.</p></div>',
    ],
)
def test_the_heading_of_a_box_goes_with_the_box(box: str) -> None:
    assert between(box) == STORY


def test_a_subhead_stays_above_a_box_and_in_a_box_like_the_paragraphs() -> None:
    told = [*STORY[:3], "What the fishermen say", *STORY[3:]]
    assert between(f"<h2>What the fishermen say</h2><ul><li>{LINKS}</li></ul>") == told
    html = story()
    for text in STORY:
        html = html.replace(f"<p>{text}</p>", f'<div class="part"><p>{text}</p></div>')
    part = f'<div class="part"><h2>What the fishermen say</h2><ul><li>{LINKS}</li></ul></div>'
    before = f'<div class="part"><p>{STORY[3]}'
    assert lines(html.replace(before, part + before)) == told


@pytest.mark.parametrize("label", ["<strong>We recommend:</strong>", "<b>Our readers' choice</b>"])
def test_a_label_goes_with_its_links(label: str) -> None:
    assert between(f"<p>{label}</p><ul><li>{LINKS}</li></ul>") == STORY


def test_a_label_of_sources_elsewhere_stays() -> None:
    links = '<p><a href="https://harbours.example/report">The report of the harbours</a></p>'
    assert "Sources:" in between(f"<p><strong>Sources:</strong></p>{links}")


@pytest.mark.parametrize(
    ("host", "is_elsewhere"),
    [("www.courier.co.uk", False), ("harbours.co.uk", True), ("harbours.org.uk", True)],
)
def test_below_a_countrys_domain_a_site_has_three_labels(host: str, is_elsewhere: bool) -> None:
    links = f'<p><strong>Sources:</strong></p><p><a href="https://{host}/a">The report</a></p>'
    page = story().replace(f"<p>{STORY[3]}", f"{links}<p>{STORY[3]}")
    assert ("Sources:" in lines(page, "https://courier.co.uk/sea")) is is_elsewhere


def test_a_rail_of_teasers_leaves_no_headings_behind() -> None:
    items = "".join(
        f"<div class='item'><h3>{head}</h3><div class='text'>{text}</div></div>"
        for head, text in zip(("RANDOM", "TIDE", "LIGHT"), RELATED, strict=True)
    )
    rail = f"<section class='rail'><h3>Most read in the sea</h3>{items}</section>"
    assert between(rail) == STORY


def test_the_summary_of_a_linked_story_goes_with_its_link() -> None:
    box = '<div class="part"><a href="/x">The grape</a><p class="related-sapo">{}</p></div>'
    prose = "A grape that was thought lost for eighty years is harvested again in the hills, and "
    text = prose + "two inns in the town have ordered the first bottles without a taste of it."
    assert between(box.format(text)) == STORY
    assert text in between(box.replace("related-sapo", "text").format(text))


def test_the_credits_of_pictures_that_a_script_will_show_are_no_story() -> None:
    html = story()
    for text in STORY[1:4]:
        html = html.replace(
            f"<p>{text}", f'<p><img src="/blank.gif"></p><p>Ann Oak/Digital Tides</p><p>{text}'
        )
    assert lines(html) == STORY
    assert between("<p>Ann Oak / AFP</p>") == STORY
    assert between("<p>Ann Oak / Tideway</p>") == [*STORY[:3], "Ann Oak / Tideway", *STORY[3:]]


@pytest.mark.parametrize(
    "end", ["<h3>More about the coast</h3>", "<p><b>Our sources:</b></p>", "<h4>Links:</h4>"]
)
def test_a_heading_that_ends_the_story_goes_with_what_was_under_it(end: str) -> None:
    html = story().replace("</div></article>", f"{end}</div></article>")
    assert lines(html) == STORY


@pytest.mark.parametrize(
    "end", ["<h3>See you in the spring!</h3>", "<p><b>The light will shine in a year</b></p>"]
)
def test_a_sentence_that_ends_the_story_is_no_subhead(end: str) -> None:
    html = story().replace("</div></article>", f"{end}</div></article>")
    found = extract(html.encode(), URL).article
    assert found is not None
    assert [p.text for p in found.paragraphs[:-1]] == STORY
    assert found.paragraphs[-1].kind is ParagraphKind.TEXT
