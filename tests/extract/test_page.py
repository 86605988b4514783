"""What a reader of a page would notice."""

import json
import re
from datetime import UTC, datetime

import pytest

from crawler.extract import extract
from crawler.items import Article, PageKind, Paragraph, ParagraphKind
from tests.extract.pages import ENGLISH, RELATED, STORY, story

URL = "https://courier.example/sea/lighthouse"
VERBS = ("collects", "keeps", "shows", "lends", "copies", "guards", "orders", "reads")


def article(body: bytes, **known: object) -> Article:
    found = extract(body, URL, **known).article  # type: ignore[arg-type]
    assert found is not None
    return found


def test_the_story_is_read_and_nothing_around_it() -> None:
    found = article(ENGLISH)
    assert [p.text for p in found.paragraphs] == STORY
    assert not any(text in found.body for text in RELATED)


def test_fields_are_read() -> None:
    found = article(ENGLISH)
    assert found.headline == "Port Ellery to rebuild its lighthouse"
    assert found.authors == ("Ida Brandt",)
    assert found.published_at == datetime(2026, 3, 3, 17, 20, tzinfo=UTC)
    assert found.published_raw == "2026-03-03T18:20:00+01:00"
    assert found.language == "en"
    assert found.provenance["published_at"] == "json_ld"


def test_a_time_without_zone_needs_the_sources_zone() -> None:
    page = story(published="2026-03-03 18:20").encode()
    assert article(page).published_at is None
    assert article(page).published_raw == "2026-03-03 18:20"
    seoul = article(page, time_zone="Asia/Seoul")
    assert seoul.published_at == datetime(2026, 3, 3, 9, 20, tzinfo=UTC)


def test_the_capture_is_never_the_date_of_publication() -> None:
    page = story(published="").encode()
    found = article(page, captured_at=datetime(2026, 4, 1, tzinfo=UTC))
    assert found.published_at is None


def test_the_publishers_mark_stays_in_the_raw_headline() -> None:
    found = article(story(headline="(LEAD) Port Ellery to rebuild its lighthouse").encode())
    assert found.headline == "Port Ellery to rebuild its lighthouse"
    assert found.headline_raw == "(LEAD) Port Ellery to rebuild its lighthouse"


def test_a_page_without_text_is_no_article() -> None:
    page = extract(b"<html><body><form><input></form></body></html>", URL)
    assert page.kind not in (PageKind.ARTICLE, PageKind.LIVE)
    assert page.article is None


def test_a_story_that_only_the_metadata_holds_is_read_from_there() -> None:
    told = '"headline": "Port Ellery to rebuild its lighthouse", "articleBody": "' + "\\n".join(
        STORY
    )
    page = story(paragraphs=[]).replace('"headline": "Port Ellery to rebuild its lighthouse', told)
    found = article(page.encode())
    assert [p.text for p in found.paragraphs] == STORY
    assert found.provenance["paragraphs"] == "json_ld"


@pytest.mark.parametrize("depth", [1, 2])
def test_a_story_that_only_a_script_holds_is_read_from_there(depth: int) -> None:
    html = "".join(f"<p>{text}</p>" for text in STORY) + "<p>$$AD$$</p>"
    state = json.dumps({"story": {"id": 7, "body": html}})
    for _ in range(depth - 1):
        state = json.dumps([1, state])
    state = state.replace("<", "\\u003c")
    page = (
        '<html><head><title>Lighthouse</title><meta property="og:title" content="Lighthouse to be '
        f'rebuilt"></head><body><div id="app"></div><script>push({state})</script></body></html>'
    )
    found = article(page.encode())
    assert [p.text for p in found.paragraphs] == STORY
    assert found.provenance["paragraphs"] == "script"


@pytest.mark.parametrize(
    "note",
    [
        "Correction: an earlier version of this story gave the wrong number of council members.",
        "This story was first published on March 3, 2025. It was updated to correct a year.",
        "An earlier version of this article gave the wrong number of council members.",
        "In einer früheren Version dieses Artikels war die Zahl der Ratsmitglieder falsch.",
        "Précision : le conseil compte onze membres, et non douze comme écrit d'abord.",
        "Oprava: rada má jedenáct členů, nikoli dvanáct, jak stálo v článku.",
        "Förtydligande: rådet har elva ledamöter, inte tolv som det först stod.",
        "Juttua korjattu 4.3.: neuvostossa on yksitoista jäsentä eikä kaksitoista.",
        "Anm. d. Red.: Der Rat hat elf Mitglieder und nicht zwölf, wie es zuerst hieß.",
        "Cikkünk korábbi verziójában tévesen tizenkét tag szerepelt.",
        "Уточнение: в совете одиннадцать человек, а не двенадцать.",
    ],
)
def test_a_correction_is_kept_and_marked(note: str) -> None:
    found = article(story(paragraphs=[*STORY, note]).encode())
    assert found.paragraphs[-1].text == note
    assert found.paragraphs[-1].kind is ParagraphKind.CORRECTION


def test_corrections_stand_below_their_labels_and_dates() -> None:
    box = (
        '<div class="{}"><h3>{}</h3><p class="when">March 4, 2026, at 4:20 p.m.</p><p>{}</p></div>'
    )
    update = "This story has been updated to include that two members of the council abstained."
    name = "The name of Maren Holt was misspelled in an earlier version of this story."
    year = "The storm was three winters ago, and not four, as we had written on Tuesday."
    boxes = [("update", "UPDATE", update), ("update", "UPDATE", name), ("correction", "NOTE", year)]
    html = story().replace("</article>", f"{''.join(box.format(*b) for b in boxes)}</article>")
    marked = [p.text for p in article(html.encode()).paragraphs[len(STORY) :] if len(p.text) > 40]
    assert marked == [update, name, year]


def test_a_word_for_corrections_may_begin_a_story_as_well() -> None:
    first = "Oprava majáku v přístavu začne na jaře a potrvá nejméně dva roky."
    found = article(story(paragraphs=[first, *STORY]).encode())
    assert found.paragraphs[0] == Paragraph(first)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Just a moment...", PageKind.BLOCK),
        ("Page not found", PageKind.ERROR),
        ("Siden findes ikke", PageKind.ERROR),
        ("Sivua ei löydy", PageKind.ERROR),
        ("Nie ma takiej strony", PageKind.ERROR),
        ("Stránka sa nenašla", PageKind.ERROR),
        ("Oldal nem létezik", PageKind.ERROR),
    ],
)
def test_a_page_that_is_no_news_is_told_apart(title: str, kind: PageKind) -> None:
    body = f"<title>{title}</title><h1>{title}</h1><p>Please try again later.</p>"
    page = extract(body.encode(), URL)
    assert page.kind is kind
    assert title[:13] in page.reason


@pytest.mark.parametrize(
    "title",
    [
        "Port Ellery to rebuild its lighthouse | The Ellery Courier",
        "Port Ellery to rebuild its lighthouse - ellerycourier",
        "Port Ellery to rebuild its lighthouse | The Ellery Courier | by Ida Brandt",
        "The Ellery Courier - Port Ellery to rebuild its lighthouse",
        "Ellery Courier | Port Ellery to rebuild its lighthouse",
        "Port Ellery to rebuild its lighthouse | The Ellery Courier | News from the coast",
    ],
)
def test_site_and_author_are_no_part_of_a_headline(title: str) -> None:
    html = f"<html><head><title>{title}</title>{story().partition('</title>')[2]}"
    html = re.sub(r'<meta property="og:title"[^>]*>|"headline": "[^"]*",|<h1>.*?</h1>', "", html)
    found = extract(html.encode(), "https://www.ellerycourier.example/a").article
    assert found is not None
    assert found.headline == "Port Ellery to rebuild its lighthouse"


def test_where_no_heading_is_the_headline_its_name_in_a_microformat_tells_it() -> None:
    html = "<title>News from The Ellery Courier</title><main>HEAD"
    html += "".join(f"<p>{text}</p>" for text in STORY)
    for name in ('class="entry-title"', 'itemprop="headline"'):
        head = f"<div><span {name}>The old light returns</span></div>"
        found = article(html.replace("HEAD", head).encode())
        assert found.headline == "The old light returns"
        assert [p.text for p in found.paragraphs] == STORY


def headline_told_by(title: str, url: str) -> str:
    """The headline of a page that has it in its title only."""
    text = "".join(f"<p>{text}</p>" for text in STORY)
    html = f"<html><head><title>{title}</title></head><body>{text}</body></html>"
    found = extract(html.encode(), url).article
    assert found is not None
    return found.headline


def test_the_site_may_stand_first_and_be_known_by_its_host_alone() -> None:
    title = "The Bay Courier - Lighthouse To Be Rebuilt"
    assert headline_told_by(title, "https://www.baycourier.example/a") == "Lighthouse To Be Rebuilt"


def test_a_kicker_at_the_beginning_of_a_title_is_no_site() -> None:
    title = "Ellery | The lighthouse is to be rebuilt"
    assert headline_told_by(title, "https://www.ellerycourier.example/a") == title


def test_the_date_may_be_a_line_above_the_story() -> None:
    html = re.sub(r'"datePublished": "[^"]*",', "", story())
    html = html.replace("By Ida Brandt</div>", "By Ida Brandt</div><p>6:20 PM EST Mar 3, 2026</p>")
    other = (
        '<aside><span class="date">March 9, 2026</span><p>Ferry landing closed again</p></aside>'
    )
    found = article(html.replace("<footer>", f"{other}<footer>").encode())
    assert found.published_at == datetime(2026, 3, 3, 23, 20, tzinfo=UTC)


def test_pointers_and_requests_for_consent_are_no_story() -> None:
    boxes = (
        '<p>SEE MORE: <a href="/x">Ferry landing closed for the third time this month</a></p>'
        '<p>▶ <a href="/y">Ferry landing to be dredged</a></p>'
        "<ul><li>Store and/or access information on a device: cookies and the like may be kept on "
        "your device by us and by our partners for these purposes.</li></ul>"
        '<p>The chair <span class="tooltip">Maren Holt<span class="tooltip-content"> Council '
        "chair Maren Holt will not stand again</span></span> went home"
        '<span class="footnote">She lives on the quay.</span>.</p>'
    )
    html = story().replace(f"<p>{STORY[3]}", f"{boxes}<p>{STORY[3]}")
    told = [*STORY[:3], "The chair Maren Holt went home.", *STORY[3:]]
    assert [p.text for p in article(html.encode()).paragraphs] == told


def test_an_element_amid_commas_is_no_caption_whatever_its_name() -> None:
    parts = (
        '<p><span class="legend-span"><span class="x-location">PORT ELLERY, Maine</span></span>, '
        '<span class="legend-span"><span class="x-time">March 3, 2026</span></span> /Wire/ -- '
    )
    html = story().replace(f"<p>{STORY[0]}", f"{parts}{STORY[0]}")
    first = article(html.encode()).paragraphs[0].text
    assert first == f"PORT ELLERY, Maine, March 3, 2026 /Wire/ -- {STORY[0]}"


@pytest.mark.parametrize("hidden", ["", " style='display:none'"])
def test_microdata_that_is_printed_for_machines_is_no_story(hidden: str) -> None:
    told = {
        "mainEntityOfPage": "https://courier.example/sea/lighthouse",
        "datePublished": "2026-03-03T18:20",
        "articleBody": STORY[0],
    }
    inner = "".join(f'<div itemprop="{name}">{text}</div>' for name, text in told.items())
    box = f'<div itemscope itemtype="https://schema.org/NewsArticle"{hidden}>{inner}</div>'
    html = story().replace("<main><article>", f"<main>{box}<article>")
    assert [p.text for p in article(html.encode()).paragraphs] == STORY


def test_a_story_that_is_marked_up_where_it_stands_is_one() -> None:
    time = '<span itemprop="datePublished">2026-03-03T18:20+01:00</span>'
    html = story().replace("<article>", f"<article itemscope>{time}")
    html = html.replace('class="article-body"', 'itemprop="articleBody"')
    assert [p.text for p in article(html.encode()).paragraphs] == STORY


def test_a_title_may_begin_with_the_sites_name() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    for title in ("Ellery Courier: The light returns", "The light returns - Ellery Courier"):
        html = f"<title>{title}</title>{text}".encode()
        found = extract(html, "https://www.ellerycourier.example/a").article
        assert found is not None
        assert found.headline == "The light returns"


def test_the_heading_of_the_first_chapter_is_no_standfirst() -> None:
    heads = [f"{i}. The light of the council of Port Ellery" for i in (1, 2, 3)]
    chapters = "".join(f"<h2>{h}</h2><p>{p}</p>" for h, p in zip(heads, STORY, strict=False))
    found = article(f"<h1>Three lights</h1>{chapters}".encode())
    assert found.standfirst is None
    found = article(f"<h1>Three lights</h1><h2>{heads[0]}</h2><p>{'<p>'.join(STORY)}".encode())
    assert found.standfirst == heads[0]


def test_the_line_of_the_date_is_no_paragraph() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    line = "4. marec 2026 ob 14.05<br>Zadnji poseg: 4. marec 2026 ob 15.10<br>Port Ellery, AP"
    found = article(f"<h1>The light of Ellery</h1><p>{line}</p>{text}".encode())
    assert [p.text for p in found.paragraphs] == STORY
    found = article(f"<h1>The light of Ellery</h1><p>4 March 2026 was cold.</p>{text}".encode())
    assert len(found.paragraphs) == len(STORY) + 1
    found = article(f"<h1>The light</h1><p>By Ida Brandt</p><p>Mar 4, 2026</p>{text}".encode())
    assert [p.text for p in found.paragraphs] == STORY
    assert found.published_raw == "Mar 4, 2026"


@pytest.mark.parametrize(
    ("published", "updated"),
    [
        ("Published: 20.11.2025 09:00", "Updated: 20.11.2025 11:30"),
        ("Дата публикации: 20.11.2025 09:00", "Обновлено: 20.11.2025 11:30"),
        ("Gepubliseer: 20 November 2025 09:00", "Opgedateer: 20 November 2025 11:30"),
    ],
)
def test_the_lines_of_the_times_are_no_paragraphs(published: str, updated: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    lines = f"<p>By Ida Brandt</p><p>{published}</p><p>{updated}</p>"
    found = article(f"<h1>The light of Ellery</h1>{lines}{text}".encode())
    assert [p.text for p in found.paragraphs] == STORY
    assert found.published_raw == published
    assert found.modified_raw == updated
    line = "<p>Updated: nobody knows when, and 4 March 2025 is but a guess of the council.</p>"
    found = article(f"<h1>The light of Ellery</h1>{line}{text}".encode())
    assert len(found.paragraphs) == len(STORY) + 1


def test_the_line_of_the_date_is_no_paragraph_where_metadata_tells_the_time() -> None:
    lines = "<p>Tuesday 3 March 2026, 18.20</p><p>Updated 3 March 2026, 19.05</p><p>The harb"
    found = article(ENGLISH.replace(b"<p>The harb", lines.encode()))
    assert [p.text for p in found.paragraphs] == STORY
    other = ENGLISH.replace(b"<p>The harb", b"<p>Ellery since 1 May 1920</p><p>The harb")
    assert article(other).paragraphs[0].text == "Ellery since 1 May 1920"


def test_what_is_not_displayed_above_the_headline_is_no_story() -> None:
    about = [f"The library {verb} old pages of papers for readers to come." for verb in VERBS]
    hidden = "".join(f"<p>{line} It is run by volunteers in many ports.</p>" for line in about)
    toolbar = f'<body><div style="display:none"><div>Collected by</div><div>{hidden}</div></div>'
    text = "".join(f"<div>{paragraph}</div>" for paragraph in STORY)
    page = re.sub(r"<p>The harb.*?</p></div>", f"{text}</div>", ENGLISH.decode())
    found = article(page.replace("<body>", toolbar).encode())
    assert [p.text for p in found.paragraphs] == STORY
    unseen = ENGLISH.replace(b"<main>", b'<main style="display:none">')  # until a script runs
    assert [p.text for p in article(unseen).paragraphs] == STORY


def test_a_box_that_is_printed_for_wide_and_for_narrow_screens_is_read_once() -> None:
    said = "“The lamp hung in our shed for forty years,” says Bo Ek, who gave it to the museum."
    more = "Mr. Ek's father was the keeper of the light, and he took the lamp home in the storm."
    box = f"<div class='{{}}'><h4>The lamp</h4><p>{said}</p><p>{more}</p></div>"
    both = box.format("desktop") + box.format("mobile")
    page = story().replace(f"<p>{STORY[3]}</p>", f"{both}<p>{STORY[3]}</p>")
    assert [p.text for p in article(page.encode()).paragraphs].count(said) == 1
    song = [*STORY[:2], "Light the lamp!", "Light the lamp!", *STORY[2:]]
    assert article(story(paragraphs=song).encode()).body.count("Light the lamp!") == 2


def test_a_story_is_read_once_where_a_copy_for_the_printer_stands_below() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    copy = f'</div><div class="print-only">{text}</div></article>'
    found = article(ENGLISH.decode().replace("</div></article>", copy).encode())
    assert [p.text for p in found.paragraphs] == STORY
    asked = [text for answer in STORY for text in ("What will the harbour council do?", answer)]
    found = article(story(paragraphs=asked).encode())
    assert [p.text for p in found.paragraphs] == asked


def test_the_only_text_of_an_element_named_standfirst_is_the_standfirst() -> None:
    words = "Seven of nine voted for the old light."
    byline = '<div class="byline">By Ida Brandt</div>'
    page = ENGLISH.decode().replace(byline, f'<div class="dek"><p>{words}</p></div>{byline}')
    assert article(page.encode()).standfirst == words
    dated = page.replace(words, "March 3, 2026 at the port of Ellery").replace('"dek"', '"lede"')
    assert article(dated.encode()).standfirst is None


def test_a_line_of_the_date_is_no_standfirst() -> None:
    for times in (
        "March 3, 2026, 5:39 PM UTC",
        "Updated: Mar. 04, 2026, 9:02 a.m. | Published: Mar. 03, 2026, 5:18 p.m.",
    ):
        dated = f'<div class="lede-times">{times}</div>'
        page = ENGLISH.decode().replace('<div class="byline">', f'{dated}<div class="byline">')
        assert article(page.encode()).standfirst is None


def test_an_element_of_the_sites_own_does_not_cut_a_sentence() -> None:
    text = "The light is to burn again (<x-source><a href='/s'>1</a></x-source>), the harbour says."
    told = "The light is to burn again (1), the harbour says."
    found = article(story(paragraphs=[*STORY, text]).encode())
    assert [p.text for p in found.paragraphs] == [*STORY, told]
    apart = f"{STORY[0]}<br><x-note>The Ellery Courier is printed in the port.</x-note>"
    found = article(story(paragraphs=[apart, *STORY[1:]]).encode())
    assert found.paragraphs[0].text == STORY[0]


def test_an_empty_element_may_be_called_a_break() -> None:
    lines = '<span class="x-part br"></span>'.join(STORY)
    page = story(paragraphs=["MARK"]).replace("<p>MARK</p>", lines)
    assert [p.text for p in article(page.encode()).paragraphs] == STORY


def test_a_rule_of_signs_is_no_paragraph() -> None:
    found = article(story(paragraphs=[*STORY[:2], "* * *", "◇ ◇", *STORY[2:]]).encode())
    assert [p.text for p in found.paragraphs] == STORY


def test_the_name_of_a_place_on_the_page_says_nothing_of_the_heading_there() -> None:
    heading = '<h2 id="related-menu">The vote</h2>'
    page = story(paragraphs=[*STORY[:2], "MARK", *STORY[2:]]).replace("<p>MARK</p>", heading)
    texts = [p.text for p in article(page.encode()).paragraphs]
    assert texts == [*STORY[:2], "The vote", *STORY[2:]]


def test_a_summary_in_a_layer_that_is_not_shown_is_no_standfirst() -> None:
    layer = (
        '<div class="summary-layer" style="display:none"><p>The light burns again soon.</p></div>'
    )
    page = story().replace('<div class="article-body">', f'{layer}<div class="article-body">')
    assert article(page.encode()).standfirst is None
    shown = page.replace(' style="display:none"', "")
    assert article(shown.encode()).standfirst == "The light burns again soon."


def test_a_button_in_a_sentence_does_not_cut_it() -> None:
    button = '<span class="AddToListButton-box"><button aria-label="Add"></button></span>'
    text = f"Shares of <a href='/q/port'>Port Ellery</a>{button} fell by a tenth on Tuesday."
    told = "Shares of Port Ellery fell by a tenth on Tuesday."
    assert article(story(paragraphs=[*STORY, text]).encode()).paragraphs[-1].text == told


def test_the_mark_of_a_footnote_is_no_part_of_the_sentence() -> None:
    told = "The light has not burnt since 2011, the harbour says."
    for mark in ("<sup><a href='#fn1'>1</a></sup>", "<a href='#fn1'><sup>1</sup></a>"):
        found = article(story(paragraphs=[*STORY, told.replace("2011", f"2011{mark}")]).encode())
        assert [p.text for p in found.paragraphs] == [*STORY, told]
    power = "The hall has 400 m<sup>2</sup>, and <sup><a href='/lamp'>its lamp</a></sup> is new."
    found = article(story(paragraphs=[*STORY, power]).encode())
    assert found.paragraphs[-1].text == "The hall has 400 m2, and its lamp is new."


def test_a_paragraph_that_a_dateline_opens_is_no_standfirst() -> None:
    byline = '<div class="byline">By Ida Brandt</div>'
    for line in ("PORT ELLERY (AP) — ", "Port Ellery, Norland (ECN)"):
        lede = f"{line}The light is to burn again, the council of the harbour says."
        page = ENGLISH.decode().replace(byline, f'<div class="dek"><p>{lede}</p></div>{byline}')
        assert article(page.encode()).standfirst is None


def test_a_heading_above_the_lede_that_says_a_part_of_the_headline_is_no_story() -> None:
    title = "Port Ellery votes: a lighthouse for the harbour"
    for line, is_story in (("A lighthouse for the harbour", False), ("Seven of nine", True)):
        top = f"<h4>{line}</h4><p>{STORY[0]}"
        html = story(headline=title).replace(f"<p>{STORY[0]}", top)
        read = article(html.encode())
        assert read.headline == title
        assert [p.text for p in read.paragraphs] == [line, *STORY][not is_story :]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Updated 7 minutes ago</p>",
        "<p><i>Updated 7 minutes ago</i></p>",
        "<p>Published <time>7 hours ago</time></p>",
        '<p class="date">Last updated: March 1, 2026, 7:31 a.m.</p>',
        "<p>vor 7 Minuten aktualisiert</p>",
        "<p>Actualizado hace 7 minutos</p>",
        "<p>Mis à jour il y a 7 minutes</p>",
        "<p>You have 3 free articles left</p>",
        "<p>3 people like this</p>",
        "<p>조회수 1,012</p>",
    ],
)
@pytest.mark.parametrize("where", ["above", "below"])
def test_what_changes_by_itself_is_no_part_of_the_story(line: str, where: str) -> None:
    """Else each visit would find another version."""
    page = "".join(f"<p>{text}</p>" for text in STORY)
    page = line + page if where == "above" else page + line
    found = extract(
        f"<article><h1>Ferry returns to the bay</h1>{page}</article>".encode(),
        "https://herald.example/news/1",
        captured_at=datetime(2026, 3, 3, 9, tzinfo=UTC),
    )
    assert found.article is not None
    assert [p.text for p in found.article.paragraphs] == [*STORY]
