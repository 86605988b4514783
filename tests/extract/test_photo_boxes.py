"""What is a photo of the story and what is none: films, teasers, portraits, photos apart."""

from __future__ import annotations

import pytest

from tests.extract.pages import STORY
from tests.extract.photo_pages import CAPTION, figure, photos_of

PHOTO = '<img src="/gate.jpg" width="900">'
LATER = figure("The gate a week later. Ann Oak/AP", '<img src="/later.jpg" width="900">')
LATER_WORDS = ("The gate a week later.", "Ann Oak/AP")
LONG = [f"{text} So it said on day {day}." for day in range(3) for text in STORY]
CREDITED = '<img src="/gate.jpg" width="900" alt="The gate. Photo: Ann Oak/AP">'


@pytest.mark.parametrize(
    "film",
    [
        f'<figure><video src="/gate.mp4"></video>{PHOTO}<p class="caption">{CAPTION}</p></figure>',
        f'<figure><div class="jwplayer">{PHOTO}</div><p class="caption">{CAPTION}</p></figure>',
        f'<div data-video-id="7">{PHOTO}<div class="caption">{CAPTION}</div></div>'.join(
            ["<figure>", "</figure>"]
        ),
    ],
)
def test_a_film_is_no_photo(film: str) -> None:
    assert photos_of(film) == []


def test_words_in_a_films_box_are_none_of_the_story() -> None:
    words = "The masons said on Friday that the gate of the port would be mended within the week."
    assert photos_of(f'<figure><video src="/gate.mp4"></video>{PHOTO}<p>{words}</p></figure>') == []


def test_a_films_still_with_a_caption_is_a_photo() -> None:
    still = f'<div data-video-id="7">{PHOTO}</div>'
    assert photos_of(figure(CAPTION, still)) == [(CAPTION, None)]


@pytest.mark.parametrize("name", ["rounded-full", "rounded-circle", "img-circle"])
def test_an_image_that_is_cut_round_is_somebodys_portrait(name: str) -> None:
    image = f'<img src="/ann.jpg" class="{name}">'
    assert photos_of(f'<div>{image}<span class="caption">Ann Oak</span></div>') == []


@pytest.mark.parametrize(
    ("between", "expected"),
    [("", [(CAPTION, None), LATER_WORDS]), ("<div>The week on the coast</div>", [LATER_WORDS])],
)
def test_the_lead_photos_words_may_stand_after_its_box_and_before_the_headline(
    between: str, expected: list[tuple[str | None, ...]]
) -> None:
    lead = f'<div class="hero">{"<div>" * 7}{PHOTO}{"</div>" * 7}</div>'
    words = f'<div>{between}<div><span class="lede-caption">{CAPTION}</span></div></div>'
    assert photos_of(LATER, over=lead + words, paragraphs=LONG) == expected


def test_a_photo_in_a_link_is_one_if_its_words_are_a_sentence_or_name_its_maker() -> None:
    linked = '<a href="/gallery/7">{}</a>'
    assert photos_of(linked.format(figure(CAPTION))) == [(CAPTION, None)]
    named = figure('The gate <span class="credit">Ann Oak/AP</span>')
    assert photos_of(linked.format(named)) == [("The gate", "Ann Oak/AP")]


@pytest.mark.parametrize(
    "teaser",
    [
        '<a href="/ferries">{image}<h3>Ferries agree on wave heights</h3></a>{words}',
        '{image}<h3><a href="/ferries">Ferries agree on wave heights</a></h3>{words}',
    ],
)
def test_a_box_with_the_headline_of_another_page_is_none_whatever_its_words_say(
    teaser: str,
) -> None:
    words = '<span class="credit">Ann Oak/AP</span>'
    box = teaser.format(image=PHOTO, words=words)
    assert photos_of(top=f'<div class="photo">{box}</div>') == []


def test_a_link_whose_words_begin_with_a_label_is_no_teaser() -> None:
    words = f"<span>© Ann Oak/AP</span><span>{CAPTION}</span>"
    assert photos_of(f'<div><a href="/gallery/7">{PHOTO}{words}</a></div>') == [
        (CAPTION, "Ann Oak/AP")
    ]


@pytest.mark.parametrize("name", ["alt", "title"])
def test_an_image_without_words_whose_attributes_tell_whose_it_is(name: str) -> None:
    image = f'<img src="/gate.jpg" width="900" {name}="The gate. Photo: Ann Oak/AP">'
    assert photos_of(f"<div>{image}</div>") == [(None, "Ann Oak/AP")]


def test_attributes_of_an_image_that_do_not_tell_whose_it_is_make_no_photo() -> None:
    image = '<img src="/gate.jpg" width="900" alt="The gate, seen from the sea">'
    assert photos_of(f"<div>{image}</div>") == []


@pytest.mark.parametrize(("depth", "expected"), [(2, []), (9, [(None, "Ann Oak/AP")])])
def test_the_words_of_a_card_stand_near_its_image(
    depth: int, expected: list[tuple[str | None, str]]
) -> None:
    boxed = "<div>" * depth + CREDITED + "</div>" * depth
    card = f'<section>{boxed}<a href="/ferries">Ferries agree on wave heights</a></section>'
    assert photos_of(top=card) == expected


@pytest.mark.parametrize("other", ["", '<button type="button">Enlarge</button>'])
def test_what_is_printed_below_an_image_and_said_by_its_alt_text_is_its_caption(other: str) -> None:
    image = f'<a href="/photos/7"><img src="/gate.jpg" alt="{CAPTION}"></a>'
    assert photos_of(f"<div>{image}{other}<div>{CAPTION}</div></div>") == [(CAPTION, None)]


def test_what_leads_to_another_page_is_no_caption_though_the_alt_text_says_it() -> None:
    image = f'<img src="/gate.jpg" alt="{CAPTION}">'
    assert photos_of(f'<div>{image}<a href="/gate">{CAPTION}</a></div>') == []


def test_words_that_end_in_an_agency_are_the_caption_of_the_image_above_them() -> None:
    image = '<div><img src="/gate.jpg" alt=""></div>'
    caption = "On Friday the gate of the port was closed while masons from the coast mended it."
    words = f"<p>{caption} AP-Yonhap</p>"
    assert photos_of(f"<div>{image}<div>{words}</div></div>") == [(caption, "AP-Yonhap")]
    assert photos_of(f'<div>{image}<div>{words}<a href="/gate">More</a></div></div>') == []
