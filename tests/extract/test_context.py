"""What stands around a block says whether it is the story's, where its own words leave a doubt.

The scorer's judgement (log-odds) on each block is given here, so that these tests do not change
with its training.
"""

from collections.abc import Sequence

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.extract.body.context import choose_story
from crawler.extract.body.features import PageText, features_of
from crawler.extract.body.walk import read_blocks
from tests.extract.pages import STORY

PARAGRAPHS = [f"<p>{text}</p>" for text in STORY]


def kept(html: str, odds: Sequence[float], headline: str = "") -> list[str]:
    root = LexborHTMLParser(f"<main>{html}</main>").body
    assert root is not None
    blocks = read_blocks(root).blocks
    features_of(blocks, PageText(headline))  # tells how much there is in each element
    keep = choose_story(blocks, odds, headline)
    return [block.text for block, is_kept in zip(blocks, keep, strict=True) if is_kept]


def test_a_paragraph_wrapped_as_its_neighbour_is_kept_at_the_edge_of_a_wrapper() -> None:
    wrapped = [f"<div>{p}</div>" for p in PARAGRAPHS]
    preview = f'<div class="preview">{"".join(wrapped[:3])}</div>'
    html = f'{preview}<div class="only">{"".join(wrapped[3:])}</div>'
    assert kept(html, [2, 2, -0.4, 2, 2]) == STORY
    assert kept(html, [2, 2, -0.9, 2, 2]) == [*STORY[:2], *STORY[3:]]


def test_facts_in_a_box_are_not_kept_for_one_of_them() -> None:
    box = "<div><div><p>1997: the storm</p><p>43: the boats that were lost in it</p></div></div>"
    html = "".join([*PARAGRAPHS[:3], box, *PARAGRAPHS[3:]])
    assert STORY[2] in kept(html, [2, 2, 2, -0.4, 0, 2, 2])
    assert "1997: the storm" not in kept(html, [2, 2, 2, -0.4, 0, 2, 2])


@pytest.mark.parametrize("name", ["donate-appeal", "infobox", "video-caption"])
def test_what_stands_in_a_box_of_another_kind_needs_a_clear_judgement(name: str) -> None:
    words = "Papers like ours are needed more than ever, and cost more than ever to print."
    box = f'<div class="{name}"><p>{words}</p></div>'
    html = "".join([*PARAGRAPHS[:3], box, *PARAGRAPHS[3:]])
    assert kept(html, [2, 2, 2, 0.5, 2, 2]) == STORY
    assert kept(html, [2, 2, 2, 1.5, 2, 2]) == [*STORY[:3], words, *STORY[3:]]
    named = html.replace(name, "part")
    assert kept(named, [2, 2, 2, 0.5, 2, 2]) == [*STORY[:3], words, *STORY[3:]]


def test_the_last_paragraph_is_kept_if_it_is_made_like_the_others() -> None:
    more = "<p>More of the region in our film.</p>"
    assert kept("".join(PARAGRAPHS) + more, [2, 2, 2, 2, -0.3, -0.8]) == STORY
    other = "".join(PARAGRAPHS[:4]) + f"<section>{PARAGRAPHS[4]}</section>"
    assert kept(other, [2, 2, 2, 2, -0.3]) == STORY[:4]


def test_whoever_is_quoted_beside_the_last_paragraph_is_quoted_in_the_story() -> None:
    said = "“It was about time,” the keeper said."
    odds = [2, 2, 2, 2, 2, -0.8]
    assert kept("".join(PARAGRAPHS) + f"<p>{said}</p>", odds) == [*STORY, said]
    assert kept("".join(PARAGRAPHS) + f"<div><p>{said}</p></div>", odds) == STORY


def test_a_page_that_is_built_of_boxes_may_cut_the_story_into_several() -> None:
    def box(name: str, paragraphs: Sequence[str]) -> str:
        return f'<div><div class="{name}">{"".join(paragraphs)}</div></div>'

    odds = [2, 2, 2, -0.9, -1.4, -3.7]
    further = [*PARAGRAPHS[3:], "<p>Write to us about the sea.</p>"]
    assert kept(box("text", PARAGRAPHS[:3]) + box("text", further), odds) == STORY
    assert kept(box("text", PARAGRAPHS[:3]) + box("offer", further), odds) == STORY[:3]


@pytest.mark.parametrize("mark", ["# # #", "###", "-30-", "ENDS", "– Ende –"])
def test_below_the_mark_of_its_end_is_no_story(mark: str) -> None:
    end = f"<p>{mark}</p>"
    office = "<p>About the council: it has kept the harbour of Port Ellery since 1871.</p>"
    assert kept("".join(PARAGRAPHS) + end + office, [2, 2, 2, 2, 2, -3, 2]) == STORY
    chapters = f"{''.join(PARAGRAPHS[:3])}{end}{PARAGRAPHS[3]}{end}{PARAGRAPHS[4]}"
    assert kept(chapters, [2, 2, 2, -6, 2, -6, 2]) == STORY


def test_a_story_may_be_cut_into_pages() -> None:
    def page(text: str) -> str:
        return f'<div class="page">{text}</div>'

    head = "<h2>What the keeper said</h2>"
    html = page("".join(PARAGRAPHS[:4])) + f"<section>{head}{page(PARAGRAPHS[4])}</section>"
    odds = [2, 2, 2, 2, -2.4, -0.8]
    assert kept(html, odds) == [*STORY[:4], "What the keeper said", STORY[4]]
    other = f"{page(''.join(PARAGRAPHS[:4]))}<section>{head}{page('<p>Write to us.</p>')}</section>"
    assert kept(other, odds) == STORY[:4]
    odds[-1] = -2.9  # a sentence, in a box of the same name: that tells more than its words
    assert kept(html, odds) == [*STORY[:4], "What the keeper said", STORY[4]]
    assert kept(html.replace(page(PARAGRAPHS[4]), PARAGRAPHS[4]), odds) == STORY[:4]


def test_what_readers_say_is_no_story_however_it_reads() -> None:
    story = "".join(PARAGRAPHS[:4])
    comments = f'<div class="comments">{PARAGRAPHS[4]}<div>{PARAGRAPHS[4]}</div></div>'
    assert kept(story + comments, [3] * 6) == STORY[:4]
    assert kept(f'<div class="comments-open">{story}</div>', [3] * 4) == STORY[:4]
    after_a_lead = f'<p>The council votes.</p><div class="text with-comments">{story}</div>'
    assert kept(after_a_lead, [3] * 5) == ["The council votes.", *STORY[:4]]
    assert set(STORY) <= set(kept(f"{after_a_lead}<div>{story}{PARAGRAPHS[4]}</div>", [3] * 10))


def test_a_heap_of_words_is_no_story() -> None:
    story = "".join(PARAGRAPHS[:4])
    assert kept(f"{story}<div>{'灯塔 海港 船 ' * 2000}</div>", [2, 2, 2, 2, 3]) == STORY[:4]
    long = "The keeper told all he knew of the light, and it was much. " * 200
    assert kept(f"{story}<p>{long}</p>", [2, 2, 2, 2, 3])[-1] == long.strip()


def test_an_offer_below_the_story_needs_a_clear_judgement() -> None:
    for name in ("paywall-box", "promo"):
        html = "".join(PARAGRAPHS[:4]) + f'<div class="{name}"><h2>Ours</h2>{PARAGRAPHS[4]}</div>'
        assert kept(html, [2, 2, 2, 2, 0.1, 0.4]) == STORY[:4]
        assert STORY[4] in kept(html, [2, 2, 2, 2, 0.1, 1.4])


def test_an_authors_box_below_is_not_the_storys() -> None:
    box = f'<div class="author-box">{PARAGRAPHS[4]}</div>'
    assert kept("".join(PARAGRAPHS[:4]) + box, [2, 2, 2, 2, 3]) == STORY[:4]
    half = "".join(PARAGRAPHS[:3]) + f'<div class="author-column">{"".join(PARAGRAPHS)}</div>'
    assert kept(half, [2] * 8) == [*STORY[:3], *STORY]
    page = f'<div class="author-page">{"".join(PARAGRAPHS)}</div>'
    assert kept(page, [2] * 5) == STORY


def test_loose_text_between_the_paragraphs_is_the_storys() -> None:
    html = "".join([*PARAGRAPHS[:2], STORY[2], *PARAGRAPHS[3:]])
    assert kept(html, [2, 2, -1, 2, 2]) == STORY


def test_a_name_around_the_whole_story_is_no_offer() -> None:
    html = f'<div class="paywall">{"".join(PARAGRAPHS)}</div>'
    assert kept(html, [2, 2, 2, 2, 0.4]) == STORY


def test_a_quotation_that_the_page_names_so_is_kept_in_a_box_of_its_own() -> None:
    quote = "“We have waited for it”"
    for name, told in (("story-quote", [quote]), ("aside", [])):
        box = f'<div><div class="{name}">{quote}</div></div>'
        html = "".join([*PARAGRAPHS[:3], box, *PARAGRAPHS[3:]])
        assert kept(html, [2, 2, 2, -2.5, 2, 2]) == [*STORY[:3], *told, *STORY[3:]]


@pytest.mark.parametrize("answer", ['<input type="radio">', ""])
def test_the_question_of_a_poll_is_no_subhead(answer: str) -> None:
    answers = f"<label>{answer}Yes</label><label>{answer}No</label>"
    poll = f"<div><h3>Should the light stay?</h3>{answers}</div>"
    asked = "<div><h3>Should the light stay?</h3></div>"
    odds = [2, 2, 2, 0, 2, 2, 2]
    assert kept("".join([*PARAGRAPHS[:3], poll, *PARAGRAPHS[3:]]), odds[: len(STORY) + 1]) == STORY
    told = kept("".join([*PARAGRAPHS[:3], asked, *PARAGRAPHS[3:]]), odds[: len(STORY) + 1])
    assert "Should the light stay?" in told


def test_a_list_of_figures_between_two_paragraphs_is_kept() -> None:
    items = "<ul><li>Port Ellery 120</li><li>The quay 43</li></ul>"
    html = "".join([*PARAGRAPHS[:3], items, *PARAGRAPHS[3:]])
    assert "The quay 43" in kept(html, [2, 2, 2, -4, -4, 2, 2])
    linked = html.replace("The quay 43", '<a href="/x">The quay 43</a>')
    assert "The quay 43" not in kept(linked, [2, 2, 2, -4, -4, 2, 2])


def test_a_paragraph_with_a_long_link_in_its_midst_is_kept() -> None:
    linked = (
        '<p>The harbour has told the fishermen <a href="/x">who had signed a petition for light '
        "and the ferry landing</a> that both will be built before the spring of next year.</p>"
    )
    html = "".join([*PARAGRAPHS[:3], linked, *PARAGRAPHS[3:]])
    assert len(kept(html, [2, 2, 2, -1.2, 2, 2])) == 6
    bare = linked.replace("The harbour has told the fishermen", "See").replace(
        "that both will be built before the spring of next year.", "again"
    )
    assert len(kept(html.replace(linked, bare), [2, 2, 2, -1.2, 2, 2])) == 5


def test_comments_and_sidebars_are_not_the_storys_however_they_read() -> None:
    html = "".join(PARAGRAPHS[:3]) + f'<ol><li id="comment-7">{PARAGRAPHS[3]}</li></ol>'
    assert kept(html, [2, 2, 2, 4]) == STORY[:3]
    aside = html.replace("<ol>", '<aside class="sidebar">').replace("</ol>", "</aside>")
    assert kept(aside.replace(' id="comment-7"', ""), [2, 2, 2, 4]) == STORY[:3]
    column = f'<div class="comment">{"".join(PARAGRAPHS)}</div>'
    assert kept(column, [2] * 5) == STORY
    lede = f"<p>{STORY[0] * 3}</p>"
    assert kept(lede + column, [2] * 6) == [STORY[0] * 3, *STORY]


def test_a_first_rank_heading_may_stand_among_the_storys_pieces() -> None:
    title, head = "<header><h1>The light</h1></header>", "The vote"
    pieces = [f'<div class="piece"><div class="piece-text">{p}</div></div>' for p in PARAGRAPHS]
    pieces[3] = pieces[3].replace("<p>", f"<h1>{head}</h1><p>", 1)
    html = title + "".join(pieces)
    odds = [-3, 2, 2, 2, -1, 2, 2]
    assert kept(html, odds, "The light") == [*STORY[:3], head, *STORY[3:]]
    alike = '<div class="piece"><div class="piece-text"><h1>The light</h1></div></div>'
    assert kept(alike + "".join(pieces), odds, "The light") == STORY[:3]


def test_another_article_begins_at_a_heading_made_like_the_headline() -> None:
    def page(tag: str) -> str:
        one = f"<{tag}><h2>The light</h2>{''.join(PARAGRAPHS[:3])}</{tag}>"
        return f"{one}<{tag}><h2>The ferry</h2>{''.join(PARAGRAPHS[3:])}</{tag}>"

    odds = [-1, 2, 2, 2, -1, 2, 2]
    assert kept(page("article"), odds, "The light") == STORY[:3]
    assert STORY[3] in kept(page("section"), odds, "The light")


def test_what_is_named_an_embed_far_around_a_quotation_may_be_the_whole_page() -> None:
    quote = f"<blockquote><p>{STORY[2]}</p></blockquote>"
    inside = "".join([*PARAGRAPHS[:2], quote, *PARAGRAPHS[3:]])
    page = f'<div class="widget"><div><div><div>{inside}</div></div></div></div>'
    assert kept(page, [2] * 5) == STORY
    post = page.replace(quote, f'<div class="widget">{quote}</div>')
    assert kept(post, [2] * 5) == [*STORY[:2], *STORY[3:]]


def test_a_list_may_be_named_a_list() -> None:
    items = ["The light", "The ferry", "The herring"]
    made = "<ul class='text-list'>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    html = "".join([*PARAGRAPHS[:3], made, *PARAGRAPHS[3:]])
    odds = [2, 2, 2, -1, -1, -1, 2, 2]
    assert kept(html, odds) == [*STORY[:3], *items, *STORY[3:]]
    assert "The light" not in kept(html.replace("text-list", "promo-list"), odds)


def test_a_list_may_stand_between_lines_that_breaks_divide() -> None:
    lines = "<br><br>".join(STORY[:3])
    made = "<ul><li>The light</li><li>The ferry</li></ul>"
    html = f"<div>{lines}{made}{'<br><br>'.join(STORY[3:])}</div>"
    told = kept(html, [2, 2, 2, -1, -1, 2, 2])
    assert told == [*STORY[:3], "The light", "The ferry", *STORY[3:]]


def test_a_label_and_links_that_commas_part_point_elsewhere() -> None:
    links = ", ".join(f'<a href="/{word}">{word}</a>' for word in ("Harbour", "Light", "Vote"))
    html = "".join(PARAGRAPHS) + f"<p>Words: {links}</p>"
    assert kept(html, [2] * 6) == STORY


def card(inside: str) -> str:
    return (
        f'<div class="zq">{inside}<p>The boats will be twice as long, said the council.</p></div>'
    )


def test_a_small_box_with_a_form_or_a_heading_that_leads_elsewhere_is_left_out() -> None:
    odds = [2, 2, -4, 2, 2, 2, 2]
    teaser = card("<h3><a href='/ferry'>A new ferry for Ellery</a></h3>")
    offer = card("<h3>Letters from the sea</h3><form><input type='email'></form>")
    plea = card("<h3>The Courier needs you</h3>").replace("</p>", "</p><a href='/give'>Give</a>")
    for box in (teaser, offer, plea):
        lines = odds if "give" not in box else [2, 2, -4, 2, -4, 2, 2, 2]
        assert kept("".join([*PARAGRAPHS[:2], box, *PARAGRAPHS[2:]]), lines) == STORY
    note = card("<h3><a href='#boats'>On the boats</a></h3>")  # a place on this page
    assert len(kept("".join([*PARAGRAPHS[:2], note, *PARAGRAPHS[2:]]), odds)) > len(STORY)


def test_a_list_of_what_to_buy_is_made_of_such_boxes() -> None:
    teaser = card("<h3><a href='/ferry'>A model of the ferry</a></h3>")
    html = "".join([*PARAGRAPHS[:3], *[teaser] * 9])
    assert len(kept(html, [2, 2, 2, *[-3, 2] * 9])) >= 3 + 9


def test_a_brief_is_what_stands_right_below_the_headline() -> None:
    about = "<p>The Courier has told the towns of the coast what happens there since 1881.</p>"
    html = f"<h1>The light is back</h1>{PARAGRAPHS[0]}<h2>The Courier</h2>{about}"
    odds = [-4, -2.5, -3, 0.5]
    assert kept(html, odds, "The light is back") == STORY[:1]
    teaser = f'<div class="related">{PARAGRAPHS[0]}</div>'
    other = f"<h1>The light is back</h1>{teaser}<h2>The Courier</h2>{about}"
    assert kept(other, odds, "The light is back") != STORY[:1]


def test_a_pointer_made_as_a_heading_of_the_first_rank_ends_no_story() -> None:
    title = "<h1>The light is back</h1>"
    pointer = "<aside><div><h1>The storm of that winter</h1><span>Read more</span></div></aside>"
    html = "".join([title, "<div>", *PARAGRAPHS[:3], pointer, *PARAGRAPHS[3:], "</div>"])
    odds = [-4, 2, 2, 2, -4, -4, 2, 2]
    assert kept(html, odds, "The light is back") == STORY
    other = f"<section><h1>The storm of that winter</h1>{''.join(PARAGRAPHS[3:])}</section>"
    html = "".join([title, "<div>", *PARAGRAPHS[:3], "</div>", other])
    assert kept(html, [-4, 2, 2, 2, -3, 2, 2], "The light is back") == STORY[:3]


@pytest.mark.parametrize("rule", ["* * *", "==========", "—", "◇ ◇ ◇", "”"])
def test_a_line_drawn_in_signs_is_no_paragraph(rule: str) -> None:
    html = "".join([*PARAGRAPHS[:3], f"<p>{rule}</p>", "<p>“?!”</p>", *PARAGRAPHS[3:]])
    assert kept(html, [2, 2, 2, 1, 1, 2, 2]) == [*STORY[:3], "“?!”", *STORY[3:]]


def test_an_item_with_a_link_is_the_storys_where_its_list_is_no_list_of_links() -> None:
    plain = "<li>The lamp of the old tower, which a mason kept in his shed</li>"
    linked = '<li><a href="/log">The log of the keeper</a>, with all the storms</li>'
    html = "".join([*PARAGRAPHS[:3], f"<ul>{plain}{linked}{plain}</ul>", *PARAGRAPHS[3:]])
    assert "The log of the keeper, with all the storms" in kept(html, [2, 2, 2, 1, -1.5, 1, 2, 2])
    links = '<li><a href="/log">The log of the keeper and all of its storms</a>, 1997</li>' * 3
    html = "".join([*PARAGRAPHS[:3], f"<ul>{links}</ul>", *PARAGRAPHS[3:]])
    assert kept(html, [2, 2, 2, -1, -1, -1, 2, 2]) == STORY


def test_a_paragraph_that_begins_with_its_house_is_the_lede() -> None:
    lede = "(ELN)The light on the old tower burnt for the last time, three winters ago, they say."
    html = f"<h1>The light</h1><p>{lede}</p><div>{''.join(PARAGRAPHS)}</div>"
    assert kept(html, [0, -1.5, 2, 2, 2, 2, 2], "The light") == [lede, *STORY]
    other = html.replace("(ELN)", "")
    assert kept(other, [0, -1.5, 2, 2, 2, 2, 2], "The light") == STORY


def test_the_last_paragraphs_are_made_like_the_others_whatever_else_the_story_has() -> None:
    items = "".join(f"<li>The {n} of the boats that were lost</li>" for n in range(6))
    listed = [f"The {n} of the boats that were lost" for n in range(6)]
    html = f"{''.join(PARAGRAPHS[:3])}<ul>{items}</ul>{''.join(PARAGRAPHS[3:])}"
    odds = [2, 2, 2, *[2.0] * 6, 2, -0.4]
    assert kept(html, odds) == [*STORY[:3], *listed, *STORY[3:]]


def test_each_box_of_a_story_may_begin_with_a_line_of_one_name() -> None:
    def box(paragraphs: Sequence[str], name: str = "item") -> str:
        first = paragraphs[0].replace("<p>", '<p class="first">')
        return f'<div class="{name}">{first}{"".join(paragraphs[1:])}</div>'

    odds = [2, 2, 2, -1.2, -1.4]
    assert kept(box(PARAGRAPHS[:3]) + box(PARAGRAPHS[3:]), odds) == STORY
    assert kept(box(PARAGRAPHS[:3]) + box(PARAGRAPHS[3:], "offer"), odds) == STORY[:3]


def test_a_page_may_count_its_paragraphs_in_their_names() -> None:
    counted = [f'<p class="line line{i}">{text}</p>' for i, text in enumerate(STORY, 8)]
    assert kept("".join(counted), [2, 2, 2, 2, -0.3]) == STORY
    boxes = [f'<div class="text-{i} part"><p>{text}</p></div>' for i, text in enumerate(STORY)]
    assert kept("".join(boxes), [2, 2, 2, 2, -0.7]) == STORY


def test_an_a_without_an_address_is_no_link() -> None:
    named = f'<p><a name="third">{STORY[2]}</a></p>'
    html = "".join([*PARAGRAPHS[:2], named, *PARAGRAPHS[3:]])
    assert kept(html, [2, 2, -1, 2, 2]) == STORY
    assert kept(html.replace("name=", "href="), [2, 2, -1, 2, 2]) == [*STORY[:2], *STORY[3:]]


def test_a_paragraph_beside_one_of_the_story_is_its_own_where_the_next_is_in_another_box() -> None:
    first, second = "".join(PARAGRAPHS[:3]), "".join(PARAGRAPHS[3:])
    html = f'<div class="top">{first}</div><div class="rest">{second}</div>'
    assert kept(html, [2, 2, -1.5, 2, 2]) == STORY
    asked = html.replace(PARAGRAPHS[2], f'<p class="newsletter">{STORY[2]}</p>')
    assert kept(asked, [2, 2, -1.5, 2, 2]) == [*STORY[:2], *STORY[3:]]


@pytest.mark.parametrize("question", ["<b>Who pays?</b><br>", "<b>Who pays?<br></b>"])
def test_a_bold_line_above_a_break_is_a_paragraph_of_its_own(question: str) -> None:
    html = "".join([*PARAGRAPHS[:2], f"<p>{question}{STORY[2]}</p>", *PARAGRAPHS[3:]])
    lines = [*STORY[:2], "Who pays?", *STORY[2:]]
    assert kept(html, [2, 2, -4, 2, 2, 2]) == lines
    name = html.replace("<br>", " ")
    assert kept(name, [2, 2, 2, 2, 2])[2] == f"Who pays? {STORY[2]}"
    lede = f"<p><b>Harbour<br>and light</b><br>{STORY[0]}</p>" + "".join(PARAGRAPHS[1:])
    assert kept(lede, [2, 2, 2, 2, 2, 2])[0] == "Harbour and light"


def test_what_is_named_a_component_asks_for_no_consent() -> None:
    head = '<div class="v-cmp"><h3>The vote</h3></div>'
    html = "".join([*PARAGRAPHS[:3], head, *PARAGRAPHS[3:]])
    assert kept(html, [2, 2, 2, 0.1, 2, 2]) == [*STORY[:3], "The vote", *STORY[3:]]
    assert kept(html.replace("v-cmp", "gdpr"), [2, 2, 2, 0.1, 2, 2]) == STORY


@pytest.mark.parametrize(
    "speaker",
    ["<cite>Bo Ek, keeper</cite>", "<footer>Bo Ek</footer>", '<p class="quote-author">Bo Ek</p>'],
)
def test_the_name_under_a_block_quotation_is_none_of_the_story(speaker: str) -> None:
    words = "“At last,” said everybody who had waited for it on the quay."
    quotation = f"<blockquote><p>{words}</p>{speaker}</blockquote>"
    html = "".join(["<article>", *PARAGRAPHS[:3], quotation, *PARAGRAPHS[3:], "</article>"])
    assert kept(html, [2, 2, 2, 1, 0.1, 2, 2]) == [*STORY[:3], words, *STORY[3:]]
