"""Lists among a story's paragraphs: all of their items are the story's, or none.

The scorer's judgement (log-odds) on each block is given here, as in test_context.
"""

from __future__ import annotations

from crawler.extract import extract
from crawler.items import ParagraphKind
from tests.extract.pages import STORY, story
from tests.extract.test_context import PARAGRAPHS, kept

ITEMS = ["Look up the tides", "Tell somebody on land", "Turn back at the second mark"]
LIST = "<ul>" + "".join(f"<li>{item}</li>" for item in ITEMS) + "</ul>"
ANNOUNCED = "The coastguard of the harbour asks everybody who walks out to the light:"
DOUBTFUL = [-1.4, -1.1, -1.3]


def test_a_sentence_that_ends_in_a_colon_announces_a_list() -> None:
    boxed = f"<div>{LIST}</div>"  # with which the story ends
    html = "".join([*PARAGRAPHS, f"<p>{ANNOUNCED}</p>", boxed])
    assert kept(html, [2] * 6 + DOUBTFUL) == [*STORY, ANNOUNCED, *ITEMS]
    assert kept(html, [2] * 6 + [-4.0] * 3) == [*STORY, ANNOUNCED]
    for other in ("Sources of the harbour:", f"{ANNOUNCED[:-1]}."):
        assert kept(html.replace(ANNOUNCED, other), [2] * 6 + DOUBTFUL) == [*STORY, other]
    linked = html.replace("Look up", '<a href="/tides">Look up</a>')
    assert kept(linked, [2] * 6 + DOUBTFUL) == [*STORY, ANNOUNCED, *ITEMS]
    leads_on = html.replace(ITEMS[0], f'<a href="/tides">{ITEMS[0]}</a>')
    assert kept(leads_on, [2] * 6 + DOUBTFUL) == [*STORY, ANNOUNCED]
    in_items = html.replace("<li>", "<li><p>").replace("</li>", "</p></li>")
    assert kept(in_items, [2] * 6 + DOUBTFUL) == [*STORY, ANNOUNCED, *ITEMS]


def test_of_a_list_of_which_most_is_none_of_the_story_nothing_is() -> None:
    html = LIST + "".join(PARAGRAPHS)
    assert kept(html, [-0.7, -0.4, 0.2, 2, 2, 2, 2, 2]) == STORY
    assert kept(html, [-0.7, 0.4, 0.2, 2, 2, 2, 2, 2]) == [*ITEMS, *STORY]


def test_a_list_by_which_a_page_is_laid_out_has_no_items() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    page = story().replace(text, f"<ul><li>{text}</li><li>The sea</li></ul>")
    article = extract(page.encode(), "https://courier.example/sea/lighthouse").article
    assert article is not None
    assert [p.kind for p in article.paragraphs[: len(STORY)]] == [ParagraphKind.TEXT] * len(STORY)


def test_a_list_of_which_half_is_the_storys_is_the_storys_as_a_whole() -> None:
    html = "".join([*PARAGRAPHS[:3], LIST, *PARAGRAPHS[3:]])
    assert kept(html, [2, 2, 2, 0.3, -3.0, 0.4, 2, 2]) == [*STORY[:3], *ITEMS, *STORY[3:]]


def test_a_list_above_the_story_that_is_named_its_summary_is_none_of_it() -> None:
    for name in ("summary", "post-tldr", "key-takeaways"):
        html = f'<div class="{name}">{LIST}</div>{"".join(PARAGRAPHS)}'
        assert kept(html, [0.5, 0.5, 0.5, 2, 2, 2, 2, 2]) == STORY


def test_a_list_in_a_wrapper_between_wrapped_paragraphs_is_the_storys() -> None:
    wrapped = [f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS]
    html = "".join([*wrapped[:3], f"<div>{LIST}</div>", *wrapped[3:]])
    assert kept(html, [2, 2, 2, -0.5, -0.7, -0.3, 2, 2]) == [*STORY[:3], *ITEMS, *STORY[3:]]
    among = html.replace("</ul></div>", "</ul><span>Tide tables</span></div>")
    assert kept(among, [2, 2, 2, -0.5, -0.7, -0.3, -3.0, 2, 2]) == STORY
