"""The texts of one photo's box, told apart: caption, credit, and what a page adds to both."""

from __future__ import annotations

import json

import pytest

from tests.extract.photo_pages import CAPTION, figure, photos_of

PHOTO = '<img src="/gate.jpg" width="900">'


def test_a_figcaption_with_only_the_credit_leaves_the_caption_to_what_is_called_so() -> None:
    box = (
        f'<figure>{PHOTO}<figcaption><span class="credit">Ann Oak/AP</span></figcaption>'
        f'<div class="image-caption">{CAPTION}</div><div>Ferries and gates</div></figure>'
    )
    assert photos_of(box) == [(CAPTION, "Ann Oak/AP")]


@pytest.mark.parametrize("order", ["{house}{sentence}", "{sentence}{house}"])
def test_the_name_of_a_house_beside_a_sentence_is_the_credit(order: str) -> None:
    sentence = "<p>Masons mend the gate of Port Ellery, which the sea had broken.</p>"
    words = order.format(house="<p>Port Ellery Council</p>", sentence=sentence)
    assert photos_of(figure(words)) == [
        ("Masons mend the gate of Port Ellery, which the sea had broken.", "Port Ellery Council")
    ]


@pytest.mark.parametrize("made", ["Ann Oak/Ellery Courier", "Ann Oak for The Ellery Courier"])
def test_who_took_the_photo_for_the_site_is_a_credit_though_nothing_else_is_there(
    made: str,
) -> None:
    assert photos_of(figure(made)) == [(None, made)]


def test_a_label_that_only_screen_readers_say_is_no_part_of_a_caption() -> None:
    words = f'<span class="u-hide-visually">Image:</span> <span>{CAPTION}</span>'
    assert photos_of(figure(words)) == [(CAPTION, None)]


def test_a_button_that_shortens_a_caption_is_no_part_of_it() -> None:
    words = f'<div class="full">{CAPTION} <span class="toggle">Less</span></div>'
    assert photos_of(figure(words)) == [(CAPTION, None)]


def test_the_name_of_a_house_beside_a_title_is_part_of_the_caption() -> None:
    words = "<p>Port Ellery Council</p><p>The gate and the masons who mend it</p>"
    assert photos_of(figure(words)) == [
        ("Port Ellery Council The gate and the masons who mend it", None)
    ]


def test_a_title_above_a_caption_that_ends_in_its_credit_is_no_credit() -> None:
    title = '<strong class="tit-cap">성문 수리 공사</strong>'
    text = "<p>18일 석공들이 성문을 고치고 있다. [엘러리시 제공. 재판매 및 DB 금지]</p>"
    caption, credit = (
        "성문 수리 공사 18일 석공들이 성문을 고치고 있다.",
        "엘러리시 제공. 재판매 및 DB 금지",
    )
    assert photos_of(figure(f"{title} {text}")) == [(caption, credit)]


def test_the_credit_of_a_caption_is_an_element_of_its_own() -> None:
    caption = f'<span class="widget__captionText">{CAPTION}</span>'
    credit = '<span class="widget__captionCredit">Euronord</span>'
    assert photos_of(figure(caption + credit)) == [(CAPTION, "Euronord")]


def test_a_caption_that_is_only_the_alternative_text_in_the_metadata_is_not_printed() -> None:
    told = {"@type": "ImageObject", "url": "https://x.example/gate.jpg", "caption": "A gate"}
    data = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    image = '<img src="/gate.jpg" width="900" alt="A gate">'
    assert photos_of(figure("Photo: Ann Oak/AP", image), over=data) == [(None, "Ann Oak/AP")]


def test_what_is_caption_and_credit_at_once_is_the_credit() -> None:
    words = '<p class="credit">Masons of Ellery / AP</p>'
    box = f'<div class="photo" data-caption="Masons of Ellery / AP">{PHOTO}{words}'
    assert photos_of(f"{box}</div>") == [(None, "Masons of Ellery / AP")]


def test_a_title_stands_above_a_caption_that_opens_with_its_credit() -> None:
    text = "5일 오전 등대가 물에 비치고 있다."
    line = f"(엘러리=연합뉴스) 김하늘 기자 = {text} 2026.11.12 sky@echo.example"
    words = f'<strong class="tit">다시 선 등대</strong><p class="txt">{line}</p>'
    assert photos_of(figure(words)) == [(f"다시 선 등대 {text}", "(엘러리=연합뉴스) 김하늘")]


@pytest.mark.parametrize("link", ["Buy this photo", "Купить изображение", "Bild kaufen"])
def test_a_link_that_sells_the_photo_is_no_part_of_its_credit(link: str) -> None:
    words = f'<div class="credit">© The Echo / Ann Oak</div><a class="shop" href="/s">{link}</a>'
    assert photos_of(figure(f"<div>{CAPTION}</div><div>{words}</div>")) == [
        (CAPTION, "The Echo / Ann Oak")
    ]


def test_a_caption_does_not_end_with_the_label_of_its_credit() -> None:
    link = '<a href="https://stock.example/gate">Oak/Stock.example</a>'
    words = f'<p>{CAPTION} Bild: <span class="credit">{link}</span></p>'
    assert photos_of(figure(words)) == [(CAPTION, "Oak/Stock.example")]


@pytest.mark.parametrize("stroke", [" |", " /", " –", " −", " ("])
def test_a_caption_does_not_end_with_the_stroke_before_its_credit(stroke: str) -> None:
    words = f'{CAPTION}{stroke} <span class="credit">Ann Oak/AP</span>'
    assert photos_of(figure(words)) == [(CAPTION, "Ann Oak/AP")]


@pytest.mark.parametrize("line", ["− Foto: Eichner", "– Foto: Eichner"])
def test_a_minus_sign_may_stand_for_the_dash_before_a_credit(line: str) -> None:
    assert photos_of(figure(f"{CAPTION} {line}")) == [(CAPTION, "Eichner")]
    assert photos_of(figure(f"<div>{CAPTION}</div><div>{line}</div>")) == [(CAPTION, "Eichner")]


@pytest.mark.parametrize("label", [" / Photo by", " Foto:", " | Bild von"])
def test_a_label_at_the_end_of_a_caption_belongs_to_the_name_in_the_next_element(
    label: str,
) -> None:
    words = f'<span>{CAPTION}{label} </span><a href="/who"><span>Ann Oak</span></a>'
    assert photos_of(figure(words)) == [(CAPTION, "Ann Oak")]


def test_links_among_the_words_of_a_credit_do_not_part_them() -> None:
    link = '<a class="x1" href="https://stock.example/{}">{}</a>'
    words = f"{CAPTION} Photo by {link.format('oak', 'Ann Oak')} on {link.format('', 'Stock')}"
    assert photos_of(figure(words)) == [(CAPTION, "Ann Oak on Stock")]


def test_markup_that_says_caption_is_believed_before_a_name_that_says_credit() -> None:
    words = f'<span itemprop="caption" class="image-source">{CAPTION}</span>'
    assert photos_of(figure(words)) == [(CAPTION, None)]


@pytest.mark.parametrize(
    "noise",
    [
        "Now playing",
        "Ad feedback",
        "Video Ad Feedback",
        "3 / 12 ·",
        "Download (4.1 MB)",
        "Herunterladen",
        "Published 3 March 2026",
        "Video duration 2 minutes 4 seconds",
    ],
)
def test_what_players_and_galleries_add_is_no_caption(noise: str) -> None:
    assert photos_of(figure(f"<p>{noise}</p><p>{CAPTION}</p>")) == [(CAPTION, None)]


def test_what_is_read_out_before_a_caption_is_no_part_of_it() -> None:
    assert photos_of(figure(f"Video Ad Feedback {CAPTION}")) == [(CAPTION, None)]


@pytest.mark.parametrize(
    "label", ["Legende: ", '<span class="a11y-hidden">Bildunterschrift: </span>', "Légende : "]
)
def test_a_label_of_the_caption_is_no_part_of_it(label: str) -> None:
    assert photos_of(figure(f"{label}{CAPTION} Photo: Ann Oak")) == [(CAPTION, "Ann Oak")]


def test_a_label_that_is_an_element_of_its_own_belongs_to_what_follows_it() -> None:
    words = f"<p>{CAPTION}</p><p>Image:</p><p>Getty Images</p>"
    assert photos_of(figure(words)) == [(CAPTION, "Getty Images")]


@pytest.mark.parametrize("when", ["March 2019", "Published Monday, Nov. 18, 2019"])
def test_a_date_in_brackets_is_no_credit(when: str) -> None:
    assert photos_of(figure(f"{CAPTION} ({when})")) == [(f"{CAPTION} ({when})", None)]


@pytest.mark.parametrize(
    "caption", ["Mayor Bea Roll (Ap)", "Sana, left, with her mother", "Bea Roll, Harlow (AP)"]
)
def test_what_is_called_a_caption_is_not_swallowed_by_the_credit(caption: str) -> None:
    words = f'<span class="caption">{caption}</span><span class="credit">Photo: Ann Oak/AP</span>'
    ((shown, credit),) = photos_of(figure(words))
    assert credit == "Ann Oak/AP"
    assert shown is not None
    assert caption.startswith(shown)


def test_words_that_several_boxes_repeat_beside_others_are_the_pages_own() -> None:
    boxes = "".join(
        f"<figure>{PHOTO.replace('gate', name)}<figcaption><p>Näytä koko kuva</p><p>{text}</p>"
        "</figcaption></figure>"
        for name, text in (("gate", CAPTION), ("wall", "The wall of the port, seen from sea."))
    )
    assert photos_of(boxes) == [(CAPTION, None), ("The wall of the port, seen from sea.", None)]


@pytest.mark.parametrize(
    "button",
    [
        '<a href="#">Bekijk groot</a>',
        '<a class="open" href="#">Bekijk groot</a>',
        '<span role="button">Bekijk groot</span>',
        '<span class="icon icon-plus">Bekijk groot</span>',
        "<span>2 of 9</span>",
        "<p>Open this photo in gallery:</p>",
    ],
)
def test_what_a_button_says_is_no_caption(button: str) -> None:
    assert photos_of(figure(f"{button} {CAPTION}")) == [(CAPTION, None)]


@pytest.mark.parametrize("name", ["Ellery Council", "ECHO / Ann Oak"])
def test_names_beside_the_image_are_the_credit_where_the_caption_has_its_own_element(
    name: str,
) -> None:
    words = f'<div>{PHOTO}<span class="sc-x">{name}</span></div>'
    box = f"<figure>{words}<figcaption>{CAPTION}</figcaption></figure>"
    assert photos_of(box) == [(CAPTION, name)]


@pytest.mark.parametrize("title", ["<h4>At the Museum</h4>", "<p>On the border</p>"])
def test_a_title_before_the_sentence_is_no_credit(title: str) -> None:
    words = f"{title}<p>Masons mend the gate of Port Ellery, which the sea had broken.</p>"
    ((caption, credit),) = photos_of(figure(words))
    assert credit is None
    assert caption is not None
    assert caption.startswith(("At", "On"))


def test_a_figcaption_of_which_only_a_part_is_named_is_a_caption_as_a_whole() -> None:
    words = '<span class="caption">One gate:</span> masons of 1974 <span class="credit">AP</span>'
    box = f'<div class="photo">{PHOTO}<figcaption>{words}</figcaption></div>'
    assert photos_of(box) == [("One gate: masons of 1974", "AP")]


def test_names_of_classes_may_have_two_lines_between_their_parts() -> None:
    box = f'<div><figure>{PHOTO}</figure><p class="media__description">{CAPTION}</p></div>'
    assert photos_of(box) == [(CAPTION, None)]


@pytest.mark.parametrize(
    ("remark", "kept"), [("(dpa)", True), ("(Ann Oak/AP)", False), ("(Photo: Ann Oak)", False)]
)
def test_beside_a_credit_only_what_says_it_again_is_cut_from_the_caption(
    remark: str, kept: bool
) -> None:
    words = f'<p class="caption">{CAPTION} {remark}</p><p class="credit">Ann Oak/AP</p>'
    assert photos_of(figure(words)) == [(f"{CAPTION} {remark}" if kept else CAPTION, "Ann Oak/AP")]


def test_of_two_lines_the_one_with_a_label_is_the_credit() -> None:
    lines = (
        f"<div>{PHOTO}<div><span>Kranto archyvo nuotr.</span><span>Uosto Vartai</span></div></div>"
    )
    assert photos_of(lines) == [("Uosto Vartai", "Kranto archyvo nuotr.")]


def test_a_stroke_between_two_elements_parts_caption_and_credit() -> None:
    words = "השער בנמל אלרי<span>/</span><span>דנה אורן</span>"
    assert photos_of(figure(words)) == [("השער בנמל אלרי", "דנה אורן")]
    sentence = f"{CAPTION}<span>/</span><span>Masons work at it.</span>"
    assert photos_of(figure(sentence))[0][1] is None


def test_a_caption_within_the_attributions_block_is_a_caption() -> None:
    caption = f'<span class="attribution__caption">{CAPTION}</span>'
    credit = '<span class="attribution__credit">Ann Oak</span>'
    words = f'<figcaption class="attribution">{caption} {credit}</figcaption>'
    assert photos_of(f"<figure>{PHOTO}{words}</figure>") == [(CAPTION, "Ann Oak")]


@pytest.mark.parametrize("noise", ["1 de 2", "2 von 7", "ann@echo.example"])
def test_counts_and_addresses_are_no_words_of_a_photo(noise: str) -> None:
    words = f'<span>{noise}</span><p>{CAPTION}</p><span class="credit">Ann Oak/AP</span>'
    assert photos_of(figure(words)) == [(CAPTION, "Ann Oak/AP")]


def test_a_label_and_its_house_may_stand_beside_the_figcaption() -> None:
    beside = f"<figure>{PHOTO}<div><span>Bildrechte: </span><span>HF</span></div>"
    assert photos_of(f"{beside}<figcaption><p>{CAPTION}</p></figcaption></figure>") == [
        (CAPTION, "HF")
    ]


def test_a_labelled_credit_in_the_caption_goes_with_the_one_beside() -> None:
    words = 'Masons at the gate. (Foto: AFP) <span class="author">/ ANN OAK</span>'
    assert photos_of(figure(words)) == [("Masons at the gate.", "AFP / ANN OAK")]


def test_a_house_beside_a_short_sentence_is_its_credit() -> None:
    assert photos_of(
        figure("<span>Masons at work here in 1987.</span><span>Ellery Archive</span>")
    ) == [("Masons at work here in 1987.", "Ellery Archive")]


def test_a_sentence_that_is_called_a_credit_beside_one_is_the_caption() -> None:
    words = (
        f'<div class="author-bottom">{CAPTION} <span style="color:#000">Ann Oak/TEE</span></div>'
    )
    assert photos_of(f"<div>{PHOTO}{words}</div>") == [(CAPTION, "Ann Oak/TEE")]


def test_the_maker_of_a_chart_is_its_credit() -> None:
    assert photos_of(figure("Chart: The Ellery Echo")) == [(None, "The Ellery Echo")]


@pytest.mark.parametrize("label", ["Bildnachweis", "Photo credit", "Image source:"])
def test_an_element_that_is_but_a_label_belongs_to_what_follows_it(label: str) -> None:
    words = f"{CAPTION} <details><summary>{label}</summary>Ann Oak/dpa</details>"
    assert photos_of(figure(words)) == [(CAPTION, "Ann Oak/dpa")]


@pytest.mark.parametrize(
    ("source", "caption"),
    [
        ("사진 출처, ", "사진 설명, "),
        ("图像来源，", "图像加注文字，"),
        ("Автор фото, ", "Подпись к фото, "),
        ("صدر الصورة، ", "التعليق على الصورة، "),
        ("इमेज स्रोत, ", "इमेज कैप्शन, "),
        ("Sumber gambar, ", "Keterangan gambar, "),
    ],
)
def test_what_is_read_out_is_no_part_of_caption_or_credit(source: str, caption: str) -> None:
    words = f"<p>{source}Getty Images</p><div>{caption}{CAPTION}</div>"
    assert photos_of(f"<figure>{PHOTO}{words}</figure>") == [(CAPTION, "Getty Images")]


@pytest.mark.parametrize(
    "words", ["Argieffoto: Ann Oak", "Picha na Ann Oak", "صورة من: Ann Oak", "तस्वीर: Ann Oak"]
)
def test_the_label_of_a_credit_behind_a_caption(words: str) -> None:
    ((caption, credit),) = photos_of(figure(f"{CAPTION} {words}"))
    assert caption == CAPTION
    assert credit is not None
    assert credit.endswith("Ann Oak")


@pytest.mark.parametrize("count", ["Bild 1 von 5 | ", "2 of 7: "])
def test_which_of_a_gallery_a_photo_is_stands_in_no_caption(count: str) -> None:
    assert photos_of(figure(f"{count}{CAPTION} (AP)")) == [(CAPTION, "AP")]


def test_what_stands_in_brackets_beside_the_named_caption_is_the_credit() -> None:
    words = '<div><b class="caption">Ann Oak</b> (Instagram Ann Oak)</div>'
    assert photos_of(f'<div class="photo">{PHOTO}{words}</div>') == [
        ("Ann Oak", "Instagram Ann Oak")
    ]


def test_a_caption_says_something() -> None:
    assert photos_of(figure(". Image: EFE")) == [(None, "EFE")]
    assert photos_of(figure(f"1 of 1 {CAPTION}")) == [(CAPTION, None)]


def test_an_alternative_text_says_what_an_image_shows_and_may_say_whose_it_is() -> None:
    def told(alt: str) -> list[tuple[str | None, ...]]:
        image = f'<img src="/gate.jpg" width="900" alt="{alt}">'
        return photos_of(f"<figure>{image}<figcaption>{CAPTION}</figcaption></figure>")

    assert told("Image: Ida Brandt") == [(CAPTION, None)]
    assert told("Image: Ida Brandt / Reuters") == [(CAPTION, "Ida Brandt / Reuters")]
    assert told("Photo: Ida Brandt") == [(CAPTION, "Ida Brandt")]


def test_buttons_and_a_films_label_are_no_words_of_a_photo() -> None:
    share = (
        '<ul class="share-tools"><li><a href="/s">Tweet</a></li><li><a href="/b">Buy</a></li></ul>'
    )
    assert photos_of(figure(f"<p>{CAPTION}</p>{share}")) == [(CAPTION, None)]
    assert photos_of(figure(f"<b class='on'>Watch</b><p>{CAPTION}</p>")) == [(CAPTION, None)]
    dated = "<span class='label'>Published On</span>"
    assert photos_of(figure(f"<p>{CAPTION}</p>{dated}")) == [(CAPTION, None)]


@pytest.mark.parametrize(
    "button", ["Click to enlarge", "+CLICCA PER INGRANDIRE", "Cliquez pour agrandir", "點圖放大"]
)
def test_that_an_image_can_be_enlarged_is_no_part_of_its_caption(button: str) -> None:
    box = f'<div class="photo">{PHOTO}<div class="caption"><div>{button}</div>{CAPTION}</div></div>'
    assert photos_of(box) == [(CAPTION, None)]


def test_who_distributes_a_photo_is_part_of_its_credit() -> None:
    words = f'<span class="caption">{CAPTION}</span> <span class="credit">Photo by Ann Oak</span>'
    told = figure(f'{words} <span class="distributor">/PTN</span>')
    assert photos_of(told) == [(CAPTION, "Ann Oak /PTN")]


def test_a_caption_in_an_element_named_after_its_source_holds_the_credit() -> None:
    source = '<span class="image-source">Ann Oak</span>'
    told = figure(f'<span class="image-source-caption">{CAPTION} {source}</span>')
    assert photos_of(told) == [(CAPTION, "Ann Oak")]


def test_a_bracket_around_a_credit_of_several_elements_is_none_of_it() -> None:
    words = f'<span class="caption">{CAPTION}</span>'
    told = figure(f'{words}<span class="credit">(Image: <em>Port News &amp; Pictures</em>)</span>')
    assert photos_of(told) == [(CAPTION, "Port News & Pictures")]


@pytest.mark.parametrize(
    ("words", "credit"),
    [
        ('<div class="caption-credit">Ann</div>', "Ann"),
        ("<cite>Gate.ai</cite>", "Gate.ai"),
        ('<div class="caption-credit"><span>Ann</span></div>', "Ann"),
    ],
)
def test_what_is_called_a_captions_credit_or_is_cited_is_all_credit(
    words: str, credit: str
) -> None:
    assert photos_of(figure(words)) == [(None, credit)]
    both = f'<div class="caption-text">{CAPTION}</div>{words}'
    assert photos_of(figure(both)) == [(CAPTION, credit)]


def test_a_few_words_beside_what_the_alternative_text_says_are_the_credit() -> None:
    image = f'<img src="/gate.jpg" width="900" alt="{CAPTION}">'
    words = f"<span>{CAPTION}</span> <span>p4</span>"
    assert photos_of(figure(words, image)) == [(CAPTION, "p4")]
    assert photos_of(figure(words)) == [(f"{CAPTION} p4", None)]


def test_words_beside_a_figure_that_repeat_its_alt_text_are_caption_and_credit() -> None:
    words = f"{CAPTION} (AP Photo/Ann Oak)"
    image = f'<img src="/gate.jpg" width="900" alt="{words}">'
    slide = (
        f'<div class="slide"><div><figure>{image}</figure></div>'
        f'<div class="info"><p>1 of 4</p><div><span>{words}</span></div></div></div>'
    )
    assert photos_of(over=slide) == [(CAPTION, "AP Photo/Ann Oak")]
    teaser = slide.replace(f"<span>{words}</span>", f'<a href="/other">{words}</a>')
    assert photos_of(over=teaser)[0][0] is None


def test_a_text_of_caption_and_credit_beside_both_is_left_out() -> None:
    box = (
        f'<figure>{PHOTO}</figure><div class="credit">Ann Oak / Echo</div>'
        f'<div class="caption">{CAPTION}</div>'
        f'<div class="caption-and-credit">{CAPTION} (Ann Oak / Echo)</div>'
    )
    assert photos_of(f'<div class="embed">{box}</div>') == [(CAPTION, "Ann Oak / Echo")]


def test_a_line_below_an_image_that_its_alt_text_begins_with_is_the_caption() -> None:
    image = f'<div><img src="/gate.jpg" width="900" alt="{CAPTION} - Ellery Echo"></div>'
    assert photos_of(f'{image}<div class="x7f">{CAPTION}</div>') == [(CAPTION, None)]


def test_italics_within_a_credit_do_not_divide_it() -> None:
    words = f'<span class="caption">{CAPTION}</span> <span class="credit">Ann Oak for <em>Echo</em>'
    assert photos_of(figure(f"{words}</span>")) == [(CAPTION, "Ann Oak for Echo")]


def test_the_headline_is_no_caption() -> None:
    title = "Port Ellery to rebuild its lighthouse"
    assert photos_of(figure(f"{title} <span class='credit'>Ann Oak/AP</span>")) == [
        (None, "Ann Oak/AP")
    ]


@pytest.mark.parametrize("credit", ["Ann Oak / SC Ellery", "Port Ellery"])
def test_an_images_title_may_name_a_house_that_nobody_knows_behind_a_stroke(credit: str) -> None:
    title = f"Masons at the gate | {credit}"
    image = f'<img src="/gate.jpg" width="900" alt="{title}" title="{title}">'
    box = f'<div class="image"><div>{image}</div><p class="caption">{CAPTION}</p></div>'
    assert photos_of(box) == [(CAPTION, credit)]


def test_a_notice_of_rights_beside_the_credit_is_no_part_of_it() -> None:
    words = (
        f'<span class="caption">{CAPTION}</span> <span class="credits">Tous droits réservés'
        " <span>Ann Oak/AP</span></span>"
    )
    assert photos_of(figure(words)) == [(CAPTION, "Ann Oak/AP")]


@pytest.mark.parametrize("count", ["12 photos", "12 Bilder", "12 nuotr."])
def test_how_many_photos_there_are_is_no_credit(count: str) -> None:
    box = f"<figure>{PHOTO}<span>{count}</span><figcaption>{CAPTION} | Ann Oak / Echo</figcaption>"
    assert photos_of(f"{box}</figure>") == [(CAPTION, "Ann Oak / Echo")]


def test_a_link_to_the_large_photo_is_no_part_of_the_credit() -> None:
    words = f'{CAPTION} Photo: Ann Oak/AP <a class="zoom" href="/photo/7">拡大する</a>'
    box = f'<div class="photo">{PHOTO}<p class="caption">{words}</p></div>'
    assert photos_of(box) == [(CAPTION, "Ann Oak/AP")]


def test_the_sites_name_behind_a_stroke_in_an_images_text_is_no_credit() -> None:
    title = "Masons at the gate | The Ellery Courier"
    image = f'<img src="/gate.jpg" width="900" alt="{title}" title="{title}">'
    box = f'<div class="image"><div>{image}</div><p class="caption">{CAPTION}</p></div>'
    assert photos_of(box) == [(CAPTION, None)]
    assert photos_of(box.replace("|", "Photo:")) == [(CAPTION, "The Ellery Courier")]
