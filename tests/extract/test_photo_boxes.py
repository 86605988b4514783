"""What is a photo of the story and what is none: films, teasers, portraits, photos apart."""

from __future__ import annotations

import json

import pytest

from crawler.extract import extract
from crawler.extract.document import Document
from crawler.extract.photos.find import find_photos
from tests.extract.pages import STORY, story
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


@pytest.mark.parametrize(
    ("film", "end"),
    [
        ('<div data-video-id="7">', "</div>"),
        ('<div itemtype="https://schema.org/VideoObject">', "</div>"),
        ('<button aria-label="Play Video">', "</button>"),
    ],
)
def test_the_still_of_a_film_that_stands_in_its_element_is_no_photo(film: str, end: str) -> None:
    still = f'{film}<div><img src="/dam.jpg" width="900" alt="The dam is mended"></div>{end}'
    below = f'<div><div>{still}</div><div class="description">The dam is mended</div></div>'
    assert photos_of(below + LATER) == [LATER_WORDS]


def test_words_in_a_films_box_are_none_of_the_story() -> None:
    words = "The masons said on Friday that the gate of the port would be mended within the week."
    assert photos_of(f'<figure><video src="/gate.mp4"></video>{PHOTO}<p>{words}</p></figure>') == []


def test_a_films_still_with_a_caption_is_a_photo() -> None:
    still = f'<div data-video-id="7">{PHOTO}</div>'
    assert photos_of(figure(CAPTION, still)) == [(CAPTION, None)]


@pytest.mark.parametrize("label", ["Watch: ", "Im Video: ", "Vidéo : "])
def test_what_announces_a_film_is_no_photos_caption(label: str) -> None:
    assert photos_of(figure(f"{label}The gate is mended", PHOTO) + LATER) == [LATER_WORDS]


def test_a_credited_image_in_a_link_to_another_story_is_none_of_this_one() -> None:
    credit = '<span class="credit">Ann Oak/AP</span>'
    teaser = f'<div><a href="/dam">{PHOTO}</a>{credit}</div>'
    assert photos_of(teaser + LATER) == [LATER_WORDS]
    shop = teaser.replace('href="/dam"', 'href="https://shop.example/lamp"')
    assert photos_of(shop + LATER) == [(None, "Ann Oak/AP"), LATER_WORDS]


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


def test_attributes_of_an_image_that_do_not_tell_whose_it_is_are_no_caption() -> None:
    image = '<img src="/gate.jpg" width="900" alt="The gate, seen from the sea">'
    assert photos_of(f"<div>{image}</div>") == [(None, None)]


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


@pytest.mark.parametrize(
    "name", ["image shareable-item", "silicon-photo", "article-banner", "article__teaser-image"]
)
def test_a_figure_with_a_caption_is_a_photo_whatever_its_class_contains(name: str) -> None:
    box = f'<figure class="{name}">{PHOTO}<figcaption>{CAPTION}</figcaption></figure>'
    assert photos_of(box) == [(CAPTION, None)]


def test_a_portrait_takes_no_credit_from_the_authors_name_beside_it() -> None:
    box = f'<div><figure class="author-photo">{PHOTO}</figure><div class="author-name">Ann Oak'
    assert [p for p in photos_of(f"{box}</div></div>") if any(p)] == []


@pytest.mark.parametrize(
    "box",
    [
        f"<blockquote>{PHOTO}<p>We have listened.</p><cite>Ann Oak, mayor</cite></blockquote>",
        f'<div class="x">{PHOTO}<h4>The Weekly</h4><p>Our best, every Friday.</p></div>',
        f'<figure><a href="/ferries"><div>Ferry fares</div><div>{PHOTO}</div></a></figure>',
    ],
)
def test_a_quotation_a_heading_or_a_link_as_a_whole_makes_no_photo(box: str) -> None:
    assert [p for p in photos_of(top=box) if any(p)] == []


BELOW = [
    ("<p>{photo}</p><p>{caption} (Photo: Ann Oak/AP)</p>", "Ann Oak/AP"),
    ("<p>{photo}</p><p><em>{caption}</em></p>", None),
    ("<p>{photo}</p><p><span><strong>{caption} (Ann Oak/AP)</strong></span></p>", "Ann Oak/AP"),
    ("<div><div><figure>{photo}</figure></div><p>{caption} (AP)</p></div>", "AP"),
]


@pytest.mark.parametrize(("layout", "credit"), BELOW)
def test_a_caption_in_the_paragraph_after_the_image_is_none_of_the_story(
    layout: str, credit: str | None
) -> None:
    assert photos_of(layout.format(photo=PHOTO, caption=CAPTION)) == [(CAPTION, credit)]


@pytest.mark.parametrize(
    "after",
    [
        '<p><em><a href="/more">Masons mend the gates of the other ports as well</a></em></p>',
        "<small>Advertisement</small>",
    ],
)
def test_what_leads_on_after_an_image_is_no_caption(after: str) -> None:
    assert photos_of(top=f"<p>{PHOTO}</p>{after}") == []


def test_a_photo_may_be_wrapped_in_an_article_of_its_own() -> None:
    words = f'<div class="field-caption">{CAPTION}</div><div class="field-credit">Ann Oak</div>'
    assert photos_of(f'<article class="media">{PHOTO}{words}</article>') == [(CAPTION, "Ann Oak")]


def test_the_credit_may_stand_in_the_alternative_text_behind_a_stroke() -> None:
    image = '<img src="/gate.jpg" width="900" alt="Masons at the gate | REUTERS">'
    assert photos_of(f"<div>{image}</div>") == [(None, "REUTERS")]


def test_what_stands_there_until_images_are_loaded_is_no_photos_address() -> None:
    boxes = "".join(
        f'<figure><img src="/grey-placeholder.png">{image}<figcaption class="credit">{credit}'
        "</figcaption></figure>"
        for image, credit in (
            ('<img src="/gate-of-port.jpg" srcset="/gate-of-port.jpg 900w">', "Ann Oak/AP"),
            ('<img src="/wall-of-port.jpg" srcset="/wall-of-port.jpg 900w">', "Bea Roll/AP"),
        )
    )
    assert photos_of(boxes) == [(None, "Ann Oak/AP"), (None, "Bea Roll/AP")]


def test_photos_with_one_address_three_times_are_not_one() -> None:
    names = ("Ann Oak/AP", "Bea Roll/AP", "Cy Elm/AP")
    image = '<img src="/grey-placeholder.png">'
    boxes = "".join(
        f'<figure>{image}<figcaption class="credit">{n}</figcaption></figure>' for n in names
    )
    assert photos_of(boxes) == [(None, name) for name in names]


def test_the_credit_may_stand_after_a_caption_that_stands_apart() -> None:
    over = (
        f'<div class="field-image">{PHOTO}</div><div class="field-caption"><p>{CAPTION}</p></div>'
        '<div class="field-credit">Ann Oak/The Echo</div>'
    )
    assert photos_of(over=over) == [(CAPTION, "Ann Oak/The Echo")]


def test_what_a_link_to_the_large_image_shows_is_the_caption() -> None:
    link = f'<a href="/gate-large.jpg" data-caption="{CAPTION} Photo: Ann Oak, The Echo">'
    assert photos_of(f"<div>{link}{PHOTO}</a></div>") == [(CAPTION, "Ann Oak, The Echo")]


def test_words_beside_an_image_whose_maker_is_told_are_its_caption() -> None:
    image = '<img src="/gate.jpg" alt="At the gate | REUTERS">'
    box = f"<div><div>{image}</div><div><p>{CAPTION}</p></div></div>"
    assert photos_of(box) == [(CAPTION, "REUTERS")]


@pytest.mark.parametrize("length", ["", " <span>02:13</span>"])
def test_a_figure_whose_image_and_words_lead_to_a_film_is_a_teaser(length: str) -> None:
    link = '<a href="/video/gate">{}</a>'
    film = figure(f"{link.format('Islanders speak of the gate')}{length}", link.format(PHOTO))
    assert photos_of(film) == []


def test_a_card_with_the_name_of_its_source_is_no_photo() -> None:
    source = '<span class="card-author">Ann Oak</span><span class="card-publisher">Sea / AP</span>'
    words = f'<div class="card-title">{CAPTION}</div><div>{source}</div>'
    image = '<img src="/gate.jpg" width="900">'
    assert photos_of(f'<figure><a href="/gate">{words}{image}</a></figure>') == []
    linked = f'<a href="/gate">{image}<figcaption>{CAPTION} Foto: Ann Oak</figcaption></a>'
    assert photos_of(f"<figure>{linked}</figure>") == [(CAPTION, "Ann Oak")]


def test_the_figure_of_a_gallery_tells_whose_its_photos_are() -> None:
    shown = figure(CAPTION) + figure("The quay at night. Photo: Bo Ek").replace("gate", "quay")
    of_all = "<figcaption>Pictures: Ann Oak/Courier</figcaption>"
    told = [(CAPTION, "Ann Oak/Courier"), ("The quay at night.", "Bo Ek")]
    assert photos_of(f"<figure>{shown}{of_all}</figure>") == told
    assert photos_of(f"<figure>{shown}<figcaption>Ellery in March</figcaption></figure>") == [
        (CAPTION, None),
        told[1],
    ]


def test_a_portrait_beside_its_name_and_house_is_no_photo() -> None:
    image = '<img src="/ann-oak.jpg" width="85" height="85">'
    assert photos_of(f"<div>{image}<p>Ann Oak</p><p>The Ellery Echo / AP</p></div>") == []


def test_files_that_are_called_original_in_each_folder_are_different_pictures() -> None:
    image = '<img src="/{}/original.jpg" width="900">'
    one = figure('<span class="credit">Bea Roll/AP</span>', image.format("gate"))
    assert photos_of(one + figure(f"{CAPTION} (Ann Oak/AP)", image.format("quay"))) == [
        (None, "Bea Roll/AP"),
        (CAPTION, "Ann Oak/AP"),
    ]


def test_a_photo_that_stands_in_a_sidebar_is_one_if_it_leads_nowhere() -> None:
    words = f'<div class="caption"><span class="source">Ann Oak</span><span>{CAPTION}</span></div>'
    assert photos_of(f'<div class="ps-sidebar">{PHOTO}{words}</div>') == [(CAPTION, "Ann Oak")]
    assert photos_of(f'<div class="sidebar">{PHOTO}{words}<a href="/more">More</a></div>') == []
    assert photos_of(f'<div class="author-box">{PHOTO}{words}</div>') == []


def test_a_slide_may_tell_its_words_in_attributes_only() -> None:
    slide = f'<div class="slide" data-caption="{CAPTION}" data-credit="Foto: Ann Oak">'
    assert photos_of(f"{slide}{PHOTO}</div>") == [(CAPTION, "Ann Oak")]


def test_the_photos_in_a_gallerys_figure_are_read_one_by_one() -> None:
    two = figure("The quay.", '<img src="/quay.jpg" width="900">')
    whole = f"<figure>{figure('The gate.')}{two}<figcaption>Ellery in June</figcaption></figure>"
    assert photos_of(whole) == [("The gate.", None), ("The quay.", None)]


@pytest.mark.parametrize("label", ["Фото", "Foto", "Ảnh", "图源"])
def test_what_a_link_to_the_large_image_is_told_to_show_may_have_any_label(label: str) -> None:
    link = f'<a href="/gate.jpg" data-caption="The gate. {label}: Ann Oak"><img src="/g.jpg"></a>'
    assert photos_of(f"<div>{link}</div>") == [("The gate.", "Ann Oak")]


def test_a_figure_in_a_link_with_a_heading_is_another_storys_though_credited() -> None:
    card = f'<a href="/2">{figure(f"{CAPTION} Photo: AP", PHOTO)}<h3>The gate is shut</h3></a>'
    assert photos_of(over=f"<div>{card}</div>") == []


@pytest.mark.parametrize("name", ["author", "story-author", "product-card"])
def test_the_picture_of_an_author_or_a_product_is_no_photo(name: str) -> None:
    words = "<p>Ann Oak writes about gates. Foto: Echo</p>"
    assert photos_of(over=f'<div class="{name}">{PHOTO}{words}</div>') == []
    assert photos_of(over=f'<div class="{name}">{figure(f"{CAPTION} AP", PHOTO)}</div>') == []


def test_an_image_whose_makers_name_is_in_the_class_around_it_is_a_photo() -> None:
    box = f'<div class="image-with-author"><div class="image-author">{PHOTO}</div><p>AP</p></div>'
    assert photos_of(box) == [(None, "AP")]


def test_the_element_after_an_image_may_tell_its_words_in_attributes_only() -> None:
    told = f'<div data-c-caption="{CAPTION}" data-c-credit="Ann Oak, The Echo"></div>'
    assert photos_of(f"<figure>{PHOTO}\n{told}</figure>") == [(CAPTION, "Ann Oak, The Echo")]


def test_caption_and_credit_below_a_figure_may_be_elements_without_a_name() -> None:
    words = f"<div><div>{CAPTION}</div><div>Ann Oak/Gate News</div></div>"
    assert photos_of(f"<div><figure>{PHOTO}</figure>{words}</div>") == [
        (CAPTION, "Ann Oak/Gate News")
    ]


def test_a_paragraph_below_an_image_that_ends_in_a_labelled_credit_is_its_caption() -> None:
    words = f"<p><strong>{CAPTION} Photo by Ann Oak.</strong></p>"
    assert photos_of(f"<p>{PHOTO}</p>{words}") == [(CAPTION, "Ann Oak.")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f'<div class="hero__legend">{CAPTION} (Photo Ann Oak/AP)</div>', (CAPTION, "Ann Oak/AP")),
        ('<div class="hero-caption">Ann Oak | AP</div>', (None, "Ann Oak | AP")),
        ('<div class="hero-caption">Two weeks for the price of one</div>', None),
        ('<div class="hero-caption"><h3>The gate, by Ann Oak/AP</h3></div>', None),
    ],
)
def test_the_lead_photo_may_be_the_background_of_what_holds_its_words(
    words: str, expected: tuple[str | None, ...] | None
) -> None:
    lead = f"<div style=\"background-image: url('/gate.jpg')\">{words}</div>"
    assert photos_of(over=lead) == ([expected] if expected else [])


@pytest.mark.parametrize("name", ["title", "data-title"])
def test_a_links_title_is_the_caption_if_it_says_whose_the_large_image_is(name: str) -> None:
    link = f'<a href="/gate-large.jpg" {name}="{{}}">{PHOTO}</a>'
    assert photos_of(f"<div>{link.format(CAPTION + ' Photo: Ann Oak')}</div>") == [
        (CAPTION, "Ann Oak")
    ]
    assert photos_of(f"<div>{link.format('Enlarge this image')}</div>") == [(None, None)]


def test_caption_and_credit_may_be_two_paragraphs_below_an_image() -> None:
    words = f"<div><p>{CAPTION}</p><p>{{}}</p></div>"
    assert photos_of(f"<div>{PHOTO}</div>{words.format('© Ann Oak, AFP')}") == [
        (CAPTION, "Ann Oak, AFP")
    ]


@pytest.mark.parametrize(
    ("name", "words", "credit"),
    [
        ("media-credit", "Ann Oak/Gate News", "Ann Oak/Gate News"),
        ("author", "Ann Oak/Gate News", None),
        ("media-credit", "1996-98 Oak Inc., All right", None),
    ],
)
def test_the_credit_may_stand_after_the_figure(name: str, words: str, credit: str | None) -> None:
    after = f'<div class="{name}">{words}</div>'
    assert photos_of(over=f"<div>{figure(CAPTION)}{after}</div>") == [(CAPTION, credit)]


def test_the_caption_may_stand_after_the_box_of_image_and_credit() -> None:
    box = f'<div class="media">{PHOTO}<span class="media-credit">Ann Oak</span></div>'
    caption = f'<p class="caption-text">{CAPTION}</p>'
    assert photos_of(f"{box}{caption}") == [(CAPTION, "Ann Oak")]


def test_what_is_sponsored_is_no_photo_of_the_story() -> None:
    assert photos_of(over=f'<div class="sponsored">{figure("Paid for by Oak")}</div>') == []


def test_what_a_line_is_called_in_print_tells_the_caption_apart() -> None:
    lead = f'<div><a href="/photos/1">{PHOTO}</a></div><div class="cutline">{CAPTION}</div>'
    assert photos_of(over=lead, paragraphs=LONG) == [(CAPTION, None)]


def test_a_caption_may_be_set_as_a_source() -> None:
    image = f'<img src="/gate.jpg" width="640" alt="{CAPTION}">'
    assert photos_of(f"<div>{image}<cite>{CAPTION}</cite></div>") == [(CAPTION, None)]
    spoken = f"<div>{image}<p>{CAPTION}</p><cite>Maren Holt, chair of the council</cite></div>"
    assert (CAPTION, None) not in photos_of(f"<aside>{spoken}</aside>")


def test_who_is_named_beside_an_image_of_that_name_is_shown_on_it() -> None:
    image = '<img src="/ida.jpg" width="200" alt="Ida Brandt">'
    words = '<p class="author-name">Ida Brandt</p>'
    assert photos_of(f"<div><div>{image}</div><p>Editor</p>{words}</div>") == []
    said = f'<p class="caption">{CAPTION}</p><p class="credit">Ida Brandt</p>'
    assert photos_of(f"<div>{image}{said}</div>") == [(CAPTION, "Ida Brandt")]


def test_a_caption_that_is_called_so_may_follow_its_figure() -> None:
    shown = '<figure><img src="/gate.jpg" width="900"></figure>'
    for words in (
        f"<figcaption>{CAPTION} Photo: Ann Oak</figcaption>",
        f'<div class="image-caption">{CAPTION} Photo: Ann Oak</div>',
    ):
        assert photos_of(f"{shown}{words}") == [(CAPTION, "Ann Oak")]


def test_a_large_image_among_the_paragraphs_is_a_photo_without_a_word() -> None:
    image = '<img src="/gate.jpg" alt="The gate" width="900">'
    assert photos_of(image) == [(None, None)]
    assert photos_of(f"<p><a href='/gate-large.jpg'>{image}</a></p>") == [(None, None)]
    assert photos_of('<img src="/gate.jpg" alt="The gate" width="120">') == []
    assert photos_of(f"<p><a href='/ferry'>{image}</a></p>") == []
    assert photos_of('<img class="banner-ad" src="/gate.jpg" width="900">') == []


def test_what_metadata_says_of_an_image_that_is_shown_without_a_word_is_not_printed() -> None:
    told = {"@type": "ImageObject", "url": "https://x.example/gate.jpg", "caption": CAPTION}
    script = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    assert photos_of(f'{script}<img src="/gate.jpg" width="900">') == [(None, None)]


def test_a_caption_whose_credit_leads_to_whose_it_is_leads_nowhere_else() -> None:
    words = f'{CAPTION} (<a href="https://ap.example">AP/Ann Oak</a>)'
    image = '<a href="https://ap.example/gate"><img src="/gate.jpg" width="900"></a>'
    assert photos_of(f"<div>{image}<span>{words}</span></div>") == [(CAPTION, "AP/Ann Oak")]
    logo = '<a href="/echo"><img src="/echo.jpg" width="900"></a>'
    source = f'<div>来源： {logo} <a href="/echo">海港日报</a></div>'
    assert photos_of(source) == []
    teaser = f'<a href="/ferry">{CAPTION}</a> (AP/Ann Oak)'
    assert photos_of(f"<div>{image}<span>{teaser}</span></div>") == []


@pytest.mark.parametrize("asks", ["Subscribe to Tides, our magazine", "Abonnieren Sie Gezeiten"])
def test_what_asks_to_subscribe_is_no_photo_though_it_has_a_credit(asks: str) -> None:
    assert photos_of(figure(f"The sea is near. {asks}! Photo: Ann Oak")) == []
    said = f"Readers who {asks.lower()} look at the gate."
    assert photos_of(figure(f"{said} Photo: Ann Oak")) == [(said, "Ann Oak")]


def test_the_image_that_metadata_names_is_a_photo_without_a_word() -> None:
    lead = '<meta property="og:image" content="https://x.example/ellery-gate.jpg">'
    shown = '<div><img src="/ellery-gate-900x400.jpg" alt="The gate" width="900"></div>'
    lazy = '<div><img src="/wait.gif" data-src="/ellery-gate.jpg"></div>'
    for image in (shown, lazy):
        assert photos_of(over=f"{lead}{image}") == [(None, None)]
        assert photos_of(over=image) == []
    for image in (
        f'<a href="/gates">{shown}</a>',
        '<div><img src="/ellery-gate.jpg" width="120"></div>',
        '<div><img class="site-logo" src="/ellery-gate.jpg" width="900"></div>',
    ):
        assert photos_of(over=f"{lead}{image}") == []


def test_an_agency_in_brackets_at_the_end_of_an_alternative_text_is_the_credit() -> None:
    for said, line in (("(AP Photo/Ann Oak)", "AP Photo/Ann Oak"), ("(EPA)", "EPA")):
        image = f'<div><img src="/gate.jpg" width="900" alt="The gate. {said}"></div>'
        assert photos_of(image) == [(None, line)]
    assert photos_of('<div><img src="/gate.jpg" alt="The gate (1894)"></div>') == [(None, None)]
    assert photos_of('<div><img src="/gate.jpg" alt="The gate (left)"></div>') == [(None, None)]


def test_what_is_called_a_sidebar_may_hold_the_story_beside_one() -> None:
    lines = [f"Mason {n}: {text}" for n in range(9) for text in STORY[:3]]
    listed = "".join(f"<li>{line}</li>" for line in lines)
    linked = "".join(f'<li><a href="/{n}">{line}</a></li>' for n, line in enumerate(lines))
    box = f'<figure>{PHOTO}<div class="credit">Photo by Ann Oak/AP</div></figure>'
    for text, found in ((listed, [(None, "Ann Oak/AP")]), (linked, [])):
        layout = f'<article><div class="sidebar-fixed">{box}<ul>{text}</ul></div></article>'
        page = f"<html><body><h1>Gate mended</h1>{layout}</body></html>"
        photos = find_photos(Document.parse(page.encode(), "https://x.example/a")).photos
        assert [(p.caption, p.credit.line if p.credit else None) for p in photos] == found


def test_a_box_that_a_script_puts_the_image_in_tells_its_address() -> None:
    later = '<div data-src="/{}.jpg?w=9" data-width="900" data-height="{}"></div>'
    shown = (
        f"{figure(CAPTION, later.format('gate', 600))}<figure>{later.format('line', 2)}</figure>"
    )
    page = f"<html><body><h1>Gate mended</h1>{shown}</body></html>"
    (photo,) = find_photos(Document.parse(page.encode(), "https://x.example/a")).photos
    assert (photo.url, photo.width) == ("https://x.example/gate.jpg?w=9", 900)


def test_what_stands_in_an_images_place_until_it_is_loaded_is_no_photo() -> None:
    assert photos_of('<figure><img src="/img/player-spinner.png"></figure>') == []
    lazy = '<img src="/img/placeholder.gif" data-src="/gate.jpg" width="900">'
    assert photos_of(figure(CAPTION, lazy)) == [(CAPTION, None)]


def test_a_large_image_in_a_paragraph_with_words_is_a_photo() -> None:
    row = "".join(f"<p>{text}</p>" for text in STORY)
    inside = f"{' '.join(STORY)} <strong>{PHOTO}</strong> {STORY[0]}"
    for html, found in ((f"<p>{inside}</p>", 1), (f"<div>{inside}</div>", 0)):
        page = f"<html><body><h1>Gate mended</h1><main>{row}{html}</main></body></html>"
        document = Document.parse(page.encode(), "https://x.example/a")
        assert len(find_photos(document).photos) == found


def test_a_caption_apart_may_be_called_after_the_photographer() -> None:
    image = '<div><div><img src="/" alt="main image"><input type="hidden"></div></div>'
    link = f'<a href="https://maker.example/">{CAPTION} (Ann Oak/AP)</a>'
    words = f'<div class="margin"><div class="image-photographer">{link}</div></div>'
    assert photos_of(over=image + words) == [(CAPTION, "Ann Oak/AP")]
    assert photos_of(over=image + words.replace("image-photographer", "image-motto")) == []


def test_a_sentence_before_the_brackets_of_what_is_named_a_credit_is_the_caption() -> None:
    for said, found in (
        (f"{CAPTION} (Ann Oak/AP)", (CAPTION, "Ann Oak/AP")),
        ("Ann Oak for The Echo (AP)", (None, "Ann Oak for The Echo (AP)")),
    ):
        assert photos_of(f'<figure>{PHOTO}<div class="credit">{said}</div></figure>') == [found]


def test_a_link_in_the_credit_leads_to_who_made_the_photo() -> None:
    photo = '<img src="/gate.jpg" width="900">'
    box = f'<div>{photo}<i>{CAPTION} (<a href="https://pics.example/">Ann Oak</a>/Flickr)</i></div>'
    assert photos_of(f"<p>{STORY[0]}</p>{box}") == [(CAPTION, "Ann Oak/Flickr")]


def test_an_image_in_a_box_called_avatar_is_a_portrait_and_what_is_beside_no_credit() -> None:
    portrait = '<div class="author-avatar"><img src="/ida.jpg"></div>'
    name = '<div class="author-name">Ida Brandt</div><div class="when">Jan 9, 2025</div>'
    assert photos_of(f"<div>{portrait}{name}</div><p>{STORY[0]}</p>") == []


def test_an_image_that_a_script_puts_there_is_a_photo() -> None:
    lazy = '<div class="lazy" data-src="/gate.jpg"><noscript><img src="/gate.jpg"></noscript></div>'
    words = f'<div class="caption">{CAPTION}</div>'
    assert photos_of(f"{LATER}<div>{lazy}{words}</div>") == [LATER_WORDS, (CAPTION, None)]
    counted = f'<div><noscript><img src="/count.gif" width="1" height="1"></noscript>{words}</div>'
    assert photos_of(counted) == []


def test_an_image_drawn_in_the_page_stands_for_the_one_beside_it() -> None:
    drawn = '<img src="data:image/gif;base64,R0lGOD" alt=" ">'
    real = '<noscript><img src="/gate.jpg" alt=" "></noscript>'
    assert photos_of(figure(CAPTION, drawn + real)) == [(CAPTION, None)]


def test_an_article_of_few_words_under_a_link_is_another_storys() -> None:
    thumb = '<figure><div><a href="/b"><img src="/gate.jpg"></a></div></figure>'
    card = f'<article>{thumb}<h3><a href="/b">Masons mend the gate</a></h3></article>'
    assert photos_of(card + LATER) == [LATER_WORDS]


def test_a_large_image_among_lines_that_breaks_part_is_a_photo_without_a_word() -> None:
    lines = "<br><br>".join([*STORY[:3], f"<div>{PHOTO}</div>", *STORY[3:]])
    page = story().replace("".join(f"<p>{text}</p>" for text in STORY), lines)
    found = extract(page.encode(), "https://x.example/a").article
    assert found is not None
    assert [photo.url for photo in found.photos] == ["https://x.example/gate.jpg"]


def test_a_photo_below_the_storys_article_is_another_storys() -> None:
    inside = f"<article><h1>Gate mended</h1>{''.join(f'<p>{text}</p>' for text in STORY)}"
    own, other = figure("The wall is dry."), f"<div>{figure(CAPTION, PHOTO)}</div>"
    for page, found in (
        (f"{inside}{own}</article>{other}", 1),
        (f"{inside}{own}{other}</article>", 2),
        (f"{other}{inside}{own}</article>", 2),
    ):
        document = Document.parse(page.encode(), "https://x.example/a")
        heading = document.tree.css_first("h1")
        assert len(find_photos(document, heading).photos) == found


@pytest.mark.parametrize("name", ["css-1yv-StyledByline", "byline", "author"])
def test_an_image_in_the_byline_is_a_portrait(name: str) -> None:
    names = '<span class="author">Ann Oak and Bo Ek</span><span>The Echo</span>'
    assert (
        photos_of(over=f'<div class="{name}"><img src="/ann.png" width="400">{names}</div>') == []
    )


def test_a_figcaption_alone_in_the_box_after_that_of_a_figure_is_its_caption() -> None:
    told = f'<figcaption><span>{CAPTION}</span><span class="captionCredit">Ann Oak</span>'
    box = f"<div><div><figure>{PHOTO}</figure></div></div><div>{told}</figcaption></div>"
    assert photos_of(f"<div>{box}</div>") == [(CAPTION, "Ann Oak")]


@pytest.mark.parametrize("href", ["#", "#photo-2", "javascript:void(0)", "JavaScript:open(2)", ""])
def test_a_link_that_leads_nowhere_opens_the_photo(href: str) -> None:
    link = f'<a class="overlay" href="{href}"><img src="/gate.jpg" width="700" alt="{CAPTION}"></a>'
    assert photos_of(f"<div>{link}<p>Masons at the gate</p></div>") == [
        ("Masons at the gate", None)
    ]
    beside = f'<div><div>{link}</div><p class="caption">{CAPTION}</p></div>'
    assert photos_of(beside) == [(CAPTION, None)]
    elsewhere = link.replace(f'href="{href}"', 'href="/2026/gates"')
    assert photos_of(f"<div>{elsewhere}<p>Masons at the gate</p></div>") == []


@pytest.mark.parametrize("told", ['class="media video"', 'onclick="loadPlayer(2)"'])
def test_a_link_that_plays_a_film_shows_its_still(told: str) -> None:
    image = '<img src="/gate.jpg" width="700" title="The gate | Photo: Ann Oak">'
    link = f'<a href="javascript:void(0)" {told}>{image}<span>Start, stop with Escape</span></a>'
    assert photos_of(f"<div>{link}</div>") == []
    assert photos_of(f"<div>{link.replace(told, '')}</div>") != []


@pytest.mark.parametrize("words", ["Ampliar foto", "Ingrandisci", "Agrandir l'image", "Vergrößern"])
def test_the_button_that_enlarges_a_photo_is_no_caption(words: str) -> None:
    link = f'<a href="#"><img src="/gate.jpg" width="700" alt="{CAPTION}"></a>'
    box = f"<figure>{link}<figcaption><span>{words}</span><p>{CAPTION}</p></figcaption></figure>"
    assert photos_of(box) == [(CAPTION, None)]


def test_one_line_below_an_unsized_image_above_a_paragraph_is_its_caption() -> None:
    line = "Masons at the gate of Port Ellery"
    box = f'<div class="pic"><a href="#"><img src="/gate.jpg"></a><p>{line}</p></div>'
    assert photos_of(box) == [(line, None)]
    assert photos_of(box.replace("gate.jpg", "gate.png")) == []
    assert photos_of(box.replace("</p></div>", "</p><p>Head of masonry</p></div>")) == []
    assert photos_of(f"{box}<ul><li>Ferries</li></ul>") == []


def test_a_picture_in_an_element_named_a_player_is_a_films() -> None:
    still = '<img src="/film.jpg" width="900"><span>Play the film of Port Ellery</span>'
    assert photos_of(f'<div class="ecrPlayer">{still}</div>') == []
    words = f'{PHOTO}<p class="caption">{CAPTION}</p>'
    assert photos_of(f'<div class="player-card">{words}</div>') == [(CAPTION, None)]
