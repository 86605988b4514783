"""Photos of which nothing is said on the page: which of its images are the story's."""

from __future__ import annotations

import pytest

from crawler.extract import extract
from crawler.extract.credits.parse import parse_credit
from crawler.extract.document import Document
from crawler.extract.photos.find import find_photos
from crawler.extract.photos.merging import Found, merged_photos
from crawler.items import Photo
from tests.extract.pages import STORY, story
from tests.extract.photo_pages import CAPTION, photos_of

BREAKS = "<br><br>".join(STORY)
LEAD = '<meta property="og:image" content="https://x.example/i/wide/harbour-gate.jpg">'


def files(html: str) -> list[str | None]:
    return [p.url for p in find_photos(Document.parse(html.encode(), "https://x.example/a")).photos]


def test_pictures_that_are_counted_with_two_figures_are_different_ones() -> None:
    shown = "".join(f'<p><img src="/harbour-gate-{n}.jpg" width="900"></p>' for n in ("01", "02"))
    again = '<p><img src="/harbour-gate-640.jpg" width="640"></p>' * 2
    assert len(photos_of(shown)) == 2
    assert len(photos_of(again)) == 1


@pytest.mark.parametrize("told", ['width="900"', 'height="420"', ""])
def test_line_breaks_may_part_the_paragraphs_among_which_an_image_stands(told: str) -> None:
    page = f"<html><body><h1>A gate</h1><div>{BREAKS}<br><img src='/gate.jpg' {told}></div></body>"
    assert files(page) == ["https://x.example/gate.jpg"]
    between_links = "".join(f"<a href='/{n}'>More</a><br>" for n in range(5))
    assert files(page.replace(BREAKS, between_links)) == []


def test_a_line_below_an_image_of_which_only_the_height_is_told_is_its_caption() -> None:
    box = f'<div><div><img src="/gate.jpg" height="420"></div><span>{CAPTION}</span></div>'
    assert photos_of(box) == [(CAPTION, None)]


def test_an_image_far_below_the_story_is_another_ones() -> None:
    links = "".join(f'<li><a href="/{n}">The harbour, part {n}</a></li>' for n in range(40))
    text = "<p>The council meets on the first Tuesday of the month, and the doors are open.</p>"
    below = f'<div><img src="/hall.jpg" alt="The hall">{text * 3}</div>'
    page = story().replace("</main>", f"<ul>{links}</ul>{below}</main>")
    found = extract(page.encode(), "https://x.example/a").article
    assert found is not None
    assert found.photos == ()


def test_beside_a_high_and_narrow_image_stands_the_story() -> None:
    paragraph = "The road to the gate winds along the harbour, and a sign tells how far it is."
    image = '<img src="/gate.jpg" width="206" height="308">'
    top = '<div class="article-body">'
    assert files(story().replace(top, f"{top}<p>{image}{paragraph}</p>")) == []


def test_an_image_without_a_size_is_a_photo_if_its_file_is_of_that_kind() -> None:
    assert photos_of('<p><img src="/gate.jpg?v=2"></p>') == [(None, None)]
    assert photos_of('<p><img src="/gate.gif"></p>') == []
    assert photos_of('<p><img src="/agency_logo.jpg"></p>') == []
    assert photos_of('<p><img src="/gate.jpg" style="width:20px"></p>') == []


@pytest.mark.parametrize(
    ("image", "count"),
    [
        ('<div><img src="/i/small/harbour-gate-300x200.jpg"></div>', 1),
        ('<div><img data-src="/i/small/harbour-gate.jpg" src="/blank.gif"></div>', 1),
        ('<div><img src="/i/small/harbour-gate-k3pq7x2m.jpg"></div>', 1),
        ('<div><img src="/i/small/harbour-gate_1x9wz0.jpg"></div>', 1),
        ('<div><img src="/i/small/harbour-gate-2.jpg"></div>', 0),
        ('<div><img src="/i/small/harbour-gate-at-night.jpg"></div>', 0),
        ('<div><img src="/i/small/harbour-wall.jpg"></div>', 0),
        ('<div><a href="/ferry"><img src="/i/small/harbour-gate.jpg"></a></div>', 0),
    ],
)
def test_the_image_that_metadata_names_is_the_storys_wherever_it_stands(
    image: str, count: int
) -> None:
    html = story().replace("<title>", f"{LEAD}<title>")
    assert len(files(html.replace("<article>", f"<article>{image}"))) == count


@pytest.mark.parametrize(
    ("image", "count"), [("/i/gate.jpg", 1), ("/i/gate-1080x675.jpg", 1), ("/i/2/gate.jpg", 0)]
)
def test_a_file_with_a_short_name_is_known_by_its_folder(image: str, count: int) -> None:
    lead = LEAD.replace("/i/wide/harbour-gate.jpg", "/i/gate.jpg")
    html = story().replace("<title>", f"{lead}<title>")
    html = html.replace("<article>", f'<article><div><img src="{image}" width="700"></div>')
    assert len(files(html)) == count


def test_a_figure_without_a_word_that_leads_elsewhere_is_no_photo() -> None:
    image = '<img src="/harbour.jpg" width="900">'
    assert photos_of(f"<figure>{image}</figure>") == [(None, None)]
    assert photos_of(f'<figure><a href="/ferries">{image}</a></figure>') == []
    assert photos_of(f'<figure><a href="/harbour-large.jpg">{image}</a></figure>') == [(None, None)]


def test_a_large_image_with_the_headline_as_its_alternative_text_is_the_storys() -> None:
    image = '<div><img src="/gate.jpg" width="760" alt="{}"></div>'
    page = f"<html><body><h1>A gate is mended</h1>{image}<div>{BREAKS}</div></body>"
    for alt, photos in (("A gate is mended", 1), ("A ferry is late", 0)):
        found = extract(page.format(alt).encode(), "https://x.example/a").article
        assert found is not None
        assert len(found.photos) == photos


def test_divisions_may_be_the_paragraphs_among_which_an_image_stands() -> None:
    image = '<div><img src="/gate.jpg" width="600"></div>'
    rows = "".join(f"<div>{text}</div>" for text in STORY)
    page = f"<html><body><h1>A gate</h1><div>{image}{rows}</div></body>"
    assert files(page) == ["https://x.example/gate.jpg"]
    teasers = "".join(f"<div><a href='/{n}'>{text}</a></div>" for n, text in enumerate(STORY))
    assert files(page.replace(rows, teasers)) == []


def test_a_lead_image_whose_file_has_a_short_name_and_its_words_below_the_story() -> None:
    head = '<meta property="og:image" content="https://x.example/1/gate.jpg"></head>'
    image = '<div><img src="/1/gate.jpg" alt="gate"></div><div class="article-body">'
    html = story(
        paragraphs=[*STORY, "<em>(Borítókép: A kikötő kapuja. Fotó: Nagy Kata / MTI)</em>"]
    )
    html = html.replace("</head>", head).replace('<div class="article-body">', image)
    found = extract(html.encode(), "https://x.example/a").article
    assert found is not None
    assert [p.text for p in found.paragraphs] == STORY
    (photo,) = found.photos
    assert photo.credit is not None
    assert (photo.caption, photo.credit.line) == ("A kikötő kapuja.", "Nagy Kata / MTI")


@pytest.mark.parametrize(
    ("image", "count"),
    [
        ('<img src="/gate.jpg" width="283" height="239" class="left">', 1),
        ('<img src="/gate.jpg" width="206" height="308">', 1),
        ('<img src="/gate.png" width="283" height="239">', 0),
        ('<img src="/gate.jpg" width="283" height="60">', 0),
        ('<img src="/agency_logo.jpg" width="283" height="239">', 0),
        ('<a href="/b"><img src="/gate.jpg" width="283" height="239"></a>', 0),
    ],
)
def test_a_photo_beside_the_words_of_a_paragraph_may_be_smaller(image: str, count: int) -> None:
    html = story().replace(f"<p>{STORY[1]}", f"<p>{image}{STORY[1]}")
    assert len(files(html)) == count
    article = extract(html.encode(), "https://x.example/a").article
    assert article is not None
    assert STORY[1] in [p.text for p in article.paragraphs]


def test_an_image_that_is_not_shown_is_what_machines_are_told_of_the_story() -> None:
    image = '<img src="/harbour-gate.jpg" width="900">'
    shown = story().replace(f"<p>{STORY[1]}", f"<p>{image}</p><p>{STORY[1]}")
    assert len(files(shown)) == 1
    hidden = f'<div style="display: none"><p>{image}</p></div>'
    assert files(story().replace(f"<p>{STORY[1]}", f"{hidden}<p>{STORY[1]}")) == []


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("/up/harbour-gate-1250x500-77120.jpg", "/up/harbour-gate-1250x500-77120.jpg"),
        ("/r/aX9=/1200x700/https://y.example/g.jpg", "/r/bQ1=/640x360/https://y.example/g.jpg"),
        (
            "/image?url=https%3A%2F%2Fy.example%2Fg.jpg&w=90",
            "/image?url=https%3A%2F%2Fy.example%2Fg.jpg",
        ),
    ],
)
def test_the_image_that_metadata_names_may_be_shown_in_another_size(named: str, shown: str) -> None:
    lead = f'<meta property="og:image" content="https://x.example{named}">'
    html = story().replace("<main>", f'<main><div><img src="{shown}"></div>')
    assert files(html.replace("<head>", f"<head>{lead}")) == [f"https://x.example{shown}"]


@pytest.mark.parametrize(
    "told", ['"/i/gate-1.png"', '{"url": ["/i/gate-1.png"]}', '["/i/gate-1.png"]']
)
def test_metadata_may_name_the_lead_image_in_json(told: str) -> None:
    html = story().replace("<main>", '<main><div><img src="/i/gate-1.png"></div>')
    assert files(html) == []
    html = html.replace('"headline":', f'"image": {told}, "headline":')
    assert files(html) == ["https://x.example/i/gate-1.png"]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Top photo by Ann Oak", None, "Ann Oak"),
        ("[Featured Image by Ann Oak/Getty Images]", None, "Ann Oak/Getty Images"),
        ("Photo credit: Ann Oak/Reuters", None, "Ann Oak/Reuters"),
        (f"Header image: {CAPTION} Credit: Ann Oak / AP", CAPTION, "Ann Oak / AP"),
        ("题图来自 Hafen", None, "Hafen"),
    ],
)
def test_a_line_below_the_story_may_tell_whose_the_lead_photo_is(
    line: str, caption: str | None, credit: str
) -> None:
    image = '<p><img src="/gate.jpg" width="900"></p>'
    html = story(paragraphs=[*STORY, line]).replace('body">', f'body">{image}')
    found = extract(html.encode(), "https://x.example/a").article
    assert found is not None
    assert [p.text for p in found.paragraphs] == list(STORY)
    assert [(p.caption, p.credit and p.credit.line) for p in found.photos] == [(caption, credit)]


@pytest.mark.parametrize(
    ("image", "count"),
    [
        ('<p><img src="/gate.png"></p>', 1),
        ('<p><img src="/photos/0/2140"></p>', 1),
        ('<p><img src="/gate.jpg" style="border: black 1px solid; max-width:100%"></p>', 1),
        ('<div><img src="/gate" style="width: 677px !important; height: auto"></div>', 1),
        ('<p><img src="/gate.png" style="width: 16px"></p>', 0),
        ('<p><img src="/gate.png"> The council has met twice a month since.</p>', 0),
        ('<p><img src="/ct?id=2140&sty=2"></p>', 0),
        ('<p><img src="/share.png"></p>', 0),
        ('<p><img src="/gate.jpg" style="display:none;"></p>', 0),
    ],
)
def test_an_image_that_is_all_of_a_paragraph_or_large_by_its_style(image: str, count: int) -> None:
    html = story().replace('<div class="article-body">', f'<div class="article-body">{image}')
    assert len(files(html)) == count


def test_sections_may_be_the_paragraphs_among_which_an_image_stands() -> None:
    image = '<section><img data-src="/gate" style="width: 677px"></section>'
    rows = "".join(f"<section><span>{text}</span></section>" for text in STORY)
    page = f"<html><body><h1>A gate</h1><div>{image}{rows}</div></body>"
    assert files(page) == ["https://x.example/gate"]


def test_the_pages_own_image_may_be_called_its_banner() -> None:
    lead = '<meta property="og:image" content="https://x.example/i/harbour-gate.jpg"></head>'
    image = '<div class="head"><img class="lazy {}" src="/i/harbour-gate.jpg"></div>'
    html = story().replace("</head>", lead)
    banner = html.replace("<main>", f"<main>{image.format('banner')}")
    assert files(banner) == ["https://x.example/i/harbour-gate.jpg"]
    assert files(banner.replace(lead, "</head>")) == []
    assert files(html.replace("<main>", f"<main>{image.format('logo')}")) == []


def test_what_metadata_tells_of_a_bare_image_are_caption_and_credit_if_it_tells_both() -> None:
    shown = [Found(Photo("https://x.example/gate.png"), "gate", 1, is_bare=True)]
    credit = parse_credit("Ann Oak / AP")
    told = {"gate": Photo("https://x.example/gate.png", "The gate at dusk", credit=credit)}
    assert [item.photo for item in merged_photos(shown, told)] == [*told.values()]
    named = {"gate": Photo("https://x.example/gate.png", "Harbour gate 1")}  # by its file's name
    assert merged_photos(shown, named)[0].photo.caption is None
