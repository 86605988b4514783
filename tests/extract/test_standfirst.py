"""The words that lead into the story: what sets them apart from the lede and from other lines."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.extract import extract
from crawler.extract.body.features import PageText
from crawler.extract.body.walk import read_blocks
from crawler.extract.standfirst import find_standfirst
from tests.extract.pages import STORY, story
from tests.extract.test_page import article

LEAD = "Seven of nine voted for the light, and the ferry landing will have to wait"
BODY = '<div class="article-body">' + "".join(f"<p>{text}</p>" for text in STORY) + "</div>"
TITLE = "Port Ellery to rebuild its lighthouse"


def found(top: str, description: str = "", body: str = BODY) -> tuple[str | None, str]:
    """The standfirst of a page that prints ``top`` above the story, and its rule."""
    root = LexborHTMLParser(f"<main>{top}{body}</main>").body
    assert root is not None
    blocks = read_blocks(root).blocks
    story = [block for block in blocks if block.text in STORY]
    block, rule = find_standfirst(blocks, story, PageText(TITLE, description))
    return (block.text if block else None), rule


def test_the_box_around_a_paragraph_may_be_named() -> None:
    top = f'<header><h1>{TITLE}</h1></header><div class="page-intro"><p>{LEAD}</p></div>'
    assert found(top) == (LEAD, "named")


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="author-summary"><p>{LEAD}</p></div>',
        f'<div class="related summary"><p>{LEAD}</p></div>',
        '<div class="summary"><p>Lighthouse Desk of the Courier, 12.04.2025</p></div>',
        '<div class="summary"><p>By Ida Brandt and Per Holm, Port Ellery</p></div>',
    ],
)
def test_a_box_so_named_may_hold_something_else(box: str) -> None:
    assert found(f"<h1>{TITLE}</h1>{box}") == (None, "")


def test_a_box_so_named_is_none_of_the_story_whose_paragraphs_stand_in_no_such_box() -> None:
    box = f'<div class="block_subtitle"><div class="inner"><p>{STORY[0]}</p></div></div>'
    rest = "".join(f"<p>{text}</p>" for text in STORY[1:])
    top = f"<div><h1>{TITLE}</h1></div>{box}"
    assert found(f'{top}<div class="by">By Ida Brandt</div>', body=rest) == (STORY[0], "named")
    assert found(top, body=rest) == (STORY[0], "named")
    assert found(f'<div><h1>{TITLE}</h1></div><div class="lead">', body=BODY) == (None, "")


@pytest.mark.parametrize("name", ['class="slide intro"', 'itemprop="description articleBody"'])
def test_a_box_so_named_may_hold_the_story_or_its_first_chapter(name: str) -> None:
    lede = f"<div><span>{STORY[0]}</span></div>"
    rest = "".join(f"<div><p>{text}</p></div>" for text in STORY[1:4])
    body = f"<div {name}>{lede}{rest}</div><div><p>{STORY[4]}</p></div>"
    assert found(f"<h1>{TITLE}</h1>", body=body) == (None, "")


def test_a_heading_above_the_lede_is_none_of_a_chapter() -> None:
    """However much stands between it and the headline."""
    buttons = "".join(f"<div>Text size {n}</div>" for n in range(4))
    heading = f"<h2>{STORY[3]}</h2>"
    top = f"<h1>{TITLE}</h1>{buttons}<section>{heading}"
    assert found(top) == (STORY[3], "above the story")
    chapters = BODY.replace(f"<p>{STORY[3]}</p>", f"<h2>{STORY[4]}</h2>", 1)
    assert found(top, body=chapters) == (None, "")


def test_a_name_around_the_whole_page_says_nothing() -> None:
    page = f"<h1>{TITLE}</h1><div><p>{LEAD}</p></div>"
    assert found(f'<div class="lead-story">{page}', body=f"{BODY}</div>") == (None, "")


def test_a_paragraph_stands_in_one_box_with_the_headline_and_the_story_does_not() -> None:
    top = f"<header><h1>{TITLE}</h1><p>{LEAD}</p></header>"
    assert found(top) == (LEAD, "beside the headline")


@pytest.mark.parametrize("below", ["<div><span>By Ida Brandt</span></div>", ""])
def test_a_paragraph_under_the_headline_is_none_of_the_storys_box(below: str) -> None:
    top = f"<h1>{TITLE}</h1><p>{LEAD}</p>{below}"
    assert found(top) == (LEAD, "apart from the story")
    rest = "".join(f"<p>{text}</p>" for text in STORY[1:])
    lede = f"<h1>{TITLE}</h1><p>{STORY[0]}</p>{below}"
    assert found(lede, body=f"<div>{rest}</div>") == (None, "")
    assert found(top.replace(LEAD, "By Ida Brandt and Per Holm, who live in Ellery")) == (None, "")


def test_the_description_may_be_a_paragraph_as_those_of_the_story_if_it_is_none_of_them() -> None:
    top = f"<h1>{TITLE}</h1><section><p>{LEAD}</p></section>"
    assert found(top, description=LEAD) == (LEAD, "description")
    assert found(f"<h1>{TITLE}</h1>", description=STORY[0]) == (None, "")


def test_the_headline_is_no_paragraph_where_it_stands_in_the_storys_box() -> None:
    lead = f'<p class="lead-text">{LEAD}.</p>'
    page = story().replace('<div class="byline">By Ida Brandt</div>', "")
    page = page.replace(f"<h1>{TITLE}</h1>", "")
    inside = f'<div class="article-body"><h2>{TITLE}</h2>{lead}'
    read = article(page.replace('<div class="article-body">', inside).encode())
    assert read.standfirst == f"{LEAD}."
    assert [p.text for p in read.paragraphs] == STORY


def test_the_headline_may_be_a_link_below_the_sites_own_words() -> None:
    site = '<h1>Sea news</h1><p class="description">What happens at sea and on the coast</p>'
    assert found(f'{site}<h3><a href="/a">{TITLE}</a></h3>') == (None, "")


def test_the_sites_own_description_is_no_standfirst() -> None:
    assert found(f'<p id="site-description">{LEAD}</p>') == (None, "")
    assert found(f'<p class="description">{LEAD}</p>') == (LEAD, "named")


def test_a_paragraph_may_say_the_standfirst_again() -> None:
    lead = f'<div class="intro"><p>{STORY[3]}</p></div><div class="article-body">'
    read = article(story().replace('<div class="article-body">', lead).encode())
    assert read.standfirst == STORY[3]
    assert [p.text for p in read.paragraphs] == STORY


def test_a_line_may_be_named_as_the_press_calls_it() -> None:
    date = '<time datetime="2025-04-12T10:00:00Z">12 April</time>'
    assert found(f'<h1>{TITLE}</h1>{date}<p class="strapline">{LEAD}</p>') == (LEAD, "named")


def test_a_line_of_two_dates_is_no_standfirst() -> None:
    times = "<time>September 3, 2026 — 6:20 PM EST</time> "
    times += "<time>September 4, 2026 — 9:15 AM EST</time>"
    assert found(f'<h1>{TITLE}</h1><div class="lede-times">{times}</div>') == (None, "")
    assert found(f'<h1>{TITLE}</h1><div class="lede">{LEAD}</div>') == (LEAD, "named")


def test_what_the_headline_says_as_well_is_no_standfirst() -> None:
    for again in ("To rebuild its lighthouse: Port Ellery!!!", "Its lighthouse … to rebuild!"):
        assert found(f"<h1>{TITLE}</h1><h4>{again}</h4>") == (None, "")
    more = "To rebuild its lighthouse, Port Ellery votes!"
    assert found(f"<h1>{TITLE}</h1><h4>{more}</h4>") == (more, "under the headline")


def test_a_standfirst_may_have_links_if_it_is_none_of_the_storys_or_its_authors() -> None:
    lead = LEAD.replace("the light", '<a href="/light">the light</a>')
    assert found(f"<h1>{TITLE}</h1><p class=standfirst>{lead}</p>") == (LEAD, "named")
    assert found(f"<h1>{TITLE}</h1><h2>{lead}</h2>", LEAD) == (LEAD, "description")
    box = f'<div class="author"><div class="desc summary"><p>{lead}</p></div></div>'
    assert found(f"<h1>{TITLE}</h1>{box}") == (None, "")


def test_what_is_named_so_may_be_long() -> None:
    lead = " ".join(STORY)
    assert found(f"<h1>{TITLE}</h1><p class=standfirst>{lead}</p>") == (lead, "named")
    assert found(f"<h1>{TITLE}</h1><p>{lead}</p>", lead) == (None, "")


def test_the_pages_description_may_be_short_and_a_line_of_characters_too() -> None:
    assert found(f"<h1>{TITLE}</h1><div>Also ferries.</div>", "Also ferries.") == (
        "Also ferries.",
        "description",
    )
    assert found(f"<h1>{TITLE}</h1><h2>灯塔工程明年春天开工，渡口还须再等一年</h2>") == (
        "灯塔工程明年春天开工，渡口还须再等一年",
        "under the headline",
    )
    assert found(f"<h1>{TITLE}</h1><h2>The long wait for it</h2>") == (None, "")


def test_what_describes_a_picture_is_no_standfirst() -> None:
    picture = '<div class="hero-ImageDescription">The tower before the storm took its roof.</div>'
    top = f"<h1>{TITLE}</h1>{picture}<p class=standfirst>{LEAD}</p>"
    assert found(top) == (LEAD, "named")


def test_a_line_that_begins_with_a_house_in_brackets_is_the_lede() -> None:
    lead = f"(CNV){LEAD}"
    assert found(f"<h1>{TITLE}</h1><div>{lead}</div>", lead) == (None, "")


@pytest.mark.parametrize("label", ["摘要：", "【核心提示】", "[导读] ", "Summary: "])
def test_the_word_before_a_standfirst_is_no_part_of_it(label: str) -> None:
    for text in (LEAD, "Summary justice was done"):
        page = story().replace("</h1>", f'</h1><p class="summary">{label}{text}</p>')
        found = extract(page.encode(), "https://courier.example/sea/lighthouse").article
        assert found is not None
        assert found.standfirst == text


def test_a_standfirst_of_several_points_is_all_of_them() -> None:
    points = [LEAD, "The ferry landing is left as it is"]
    listed = "".join(f"<li>{point}</li>" for point in points)
    page = story().replace('<div class="article-body">', f'<ul class="summary">{listed}</ul><div>')
    found = extract(page.encode(), "https://courier.example/sea/lighthouse").article
    assert found is not None
    assert found.standfirst == "\n".join(points)
    assert [p.text for p in found.paragraphs] == STORY


def test_a_label_is_set_off_from_the_words_that_only_css_sets_it_off_from() -> None:
    labelled = f'<p class="standfirst"><span class="kicker">Interview</span>{LEAD}</p>'
    assert found(labelled)[0] == f"Interview {LEAD}"
    initial = f'<p class="standfirst"><span class="drop">{LEAD[0]}</span>{LEAD[1:]}</p>'
    assert found(initial)[0] == LEAD


def test_the_description_beats_what_is_only_named_a_summary() -> None:
    machine = '<p class="summary">A machine says that the light is rebuilt in Port Ellery.</p>'
    lines = f'{machine}<div class="mid-title">{LEAD}</div>'
    assert found(f"<h1>{TITLE}</h1>{lines}", LEAD) == (LEAD, "description")
    assert found(f"<h1>{TITLE}</h1>{lines}")[1] == "named"
