"""Layouts of photos that the press uses, each on a page of our own."""

from __future__ import annotations

import pytest

from crawler.extract import extract
from tests.extract.pages import STORY, story
from tests.extract.photo_pages import CAPTION, figure, photos_of


@pytest.mark.parametrize(
    ("words", "credit"),
    [
        (
            f"{CAPTION} REUTERS/Ann Oak <a href='/l'>Purchase Licensing Rights</a>",
            "REUTERS/Ann Oak",
        ),
        (f"{CAPTION}/REUTERS/Ann Oak", "REUTERS/Ann Oak"),
        (f"<b>Image caption</b> {CAPTION} <span class='credit'>Image copyright EPA</span>", "EPA"),
        (f"<span>{CAPTION}</span><span>J. Ann Oak / AP file</span>", "J. Ann Oak / AP file"),
        (f"{CAPTION} (Dok. Pribadi )", "Dok. Pribadi"),
        (f"{CAPTION} Illustration by Ann Oak", "Illustration by Ann Oak"),
        (f"{CAPTION} 인천=연합뉴스", "연합뉴스"),
        (
            f'{CAPTION} <a class="credit">AP<span style="clip:rect(0 0 0 0);position:absolute">'
            ", opens new tab</span></a>",
            "AP",
        ),
    ],
)
def test_the_credit_is_told_from_the_caption(words: str, credit: str) -> None:
    assert photos_of(figure(words)) == [(CAPTION, credit)]


def test_what_is_named_a_credit_may_be_a_whole_caption() -> None:
    long = "Masons mend the gate of Port Ellery, which the sea had broken in the storms of March."
    words = (
        f'<span class="source">{long} (AP Photo/Ann Oak)</span>'
        '<span class="source">Masons mend the gate …</span> <a href="/more">more &gt;</a>'
    )
    assert photos_of(figure(words)) == [(long, "AP Photo/Ann Oak")]


def test_a_caption_that_is_cut_off_stands_in_full_in_the_alternative_text() -> None:
    image = f'<img src="/gate.jpg" width="900" alt="{CAPTION} (Photo: Ann Oak/dpa)">'
    assert photos_of(figure("Masons mend the gate of …", image)) == [(CAPTION, "Ann Oak/dpa")]


def test_the_lead_photos_words_may_stand_in_another_column() -> None:
    top = (
        '<header><div class="left"><img src="/gate.jpg" width="900"></div>'
        f'<div class="right"><span class="lede-caption">{CAPTION}</span></div></header>'
    )
    assert photos_of(top=top) == [(CAPTION, None)]


def test_a_figure_whose_image_comes_by_script() -> None:
    assert photos_of(figure(f"{CAPTION} (Ann Oak/AP)", "")) == [(CAPTION, "Ann Oak/AP")]


def test_a_sites_own_element_may_be_the_image() -> None:
    image = '<site-image-v2 data-src="/gate.jpg" data-width="900"></site-image-v2>'
    box = f'<div class="image-wrap">{image}<div class="image-caption">{CAPTION}</div></div>'
    assert photos_of(box) == [(CAPTION, None)]
    assert photos_of(figure(CAPTION, image)) == [(CAPTION, None)]


def test_the_words_may_stand_beside_a_figure_that_only_counts_its_images() -> None:
    image = '<figure><img src="/gate.jpg" width="900"><span>View 3 Images</span></figure>'
    box = f'<div class="embed"><div>{image}</div><figcaption>{CAPTION}</figcaption></div>'
    assert photos_of(box) == [(CAPTION, None)]


def test_a_figure_beside_the_headline_takes_no_byline_for_its_credit() -> None:
    html = story().replace(
        "<h1>", '<div><figure><img src="/gate.jpg" width="900"></figure></div><h1>'
    )
    page = extract(html.encode(), "https://x.example/a")
    assert page.article is not None
    assert [photo.credit for photo in page.article.photos] == [None]


@pytest.mark.parametrize("label", ["Fuente", "Źródło", "Источник", "Kilde", "출처"])
def test_a_label_is_no_part_of_a_credit(label: str) -> None:
    words = f'{CAPTION} <span class="image-author">{label}: Harbour Council</span>'
    assert photos_of(figure(words)) == [(CAPTION, "Harbour Council")]


def test_a_credit_may_stand_on_a_line_before_the_caption() -> None:
    assert photos_of(figure(f"Ann Oak/AP<br>{CAPTION}")) == [(CAPTION, "Ann Oak/AP")]


def test_two_photos_with_one_file_name_are_two() -> None:
    one = figure(f"{CAPTION} AP", '<img src="/1/harbourgate.jpg" width="900">')
    two = figure("The same gate a week later. AP", '<img src="/2/harbourgate.jpg" width="900">')
    assert len(photos_of(one + two)) == 2


@pytest.mark.parametrize(
    "teaser",
    [
        figure("Ferries agree on wave heights <span>Read more</span>"),
        figure("Ferries agree on wave heights. <span>Ann Oak/AP</span>"),
    ],
)
def test_photos_well_below_the_story_are_others(teaser: str) -> None:
    other = "".join(f"<p>Another story of the day, number {n}</p>" for n in range(4))
    assert photos_of(below=f"<section>{other}{teaser}</section>") == []


def test_a_layout_may_be_named_after_its_sidebar() -> None:
    html = story(paragraphs=STORY * 3)
    html = html.replace('<div class="article-body">', f'<div class="has sidebar">{figure(CAPTION)}')
    page = extract(html.encode(), "https://x.example/a")
    assert page.article is not None
    assert [photo.caption for photo in page.article.photos] == [CAPTION]


@pytest.mark.parametrize(
    ("line", "photo"),
    [
        ('<p align="center">Masons mend the gate</p>', ("Masons mend the gate", None)),
        ('<p style="text-align: center">Masons at work.</p>', ("Masons at work.", None)),
        ("<p>▲石匠修补港门。</p>", ("石匠修补港门。", None)),
        ("<p>图为石匠修补港门。</p>", ("图为石匠修补港门。", None)),
        ("<p>海港日报网站关于港门的报道截图。</p>", ("海港日报网站关于港门的报道截图。", None)),
        ("<p>石匠修补港门。 港务局供图</p>", ("石匠修补港门。", "港务局供图")),
        ("<p>石匠修补港门。摄影队 林品均 摄</p>", ("石匠修补港门。", "摄影队 林品均 摄")),
    ],
)
def test_a_line_below_a_photo_that_only_stands_in_the_middle_is_its_caption(
    line: str, photo: tuple[str | None, str | None]
) -> None:
    image = '<p align="center"><img src="/gate.jpg"></p>'
    assert photos_of(image + line) == [photo]


def test_the_lines_of_a_story_in_the_middle_of_the_page_are_no_captions() -> None:
    image = '<p align="center"><img src="/gate.jpg"></p>'
    lines = "".join(f'<p align="center">{text}</p>' for text in ["The gate is mended.", *STORY])
    html = story(paragraphs=[]).replace('<div class="article-body">', f"<div>{image}{lines}")
    page = extract(html.encode(), "https://x.example/a")
    assert page.article is not None
    assert not [photo for photo in page.article.photos if photo.caption]


@pytest.mark.parametrize("words", ["海港周刊 发布时间：03-04 优质作者", "微信扫一扫 关注我们"])
def test_a_portrait_or_a_code_to_scan_is_no_photo(words: str) -> None:
    box = f'<div><img src="/a.jpg" width="400"><span class="credit">{words}</span></div>'
    assert photos_of(over=box) == []


def test_an_image_as_low_as_a_line_is_no_photo() -> None:
    image = '<img src="/line.gif" width="150" height="15">'
    assert photos_of(figure("Data of the harbour. © 2026 The Courier", image)) == []


def test_boxes_around_boxes_set_words_no_further_apart_from_their_image() -> None:
    image = "<figure><img src='/gate.jpg' width='900'></figure>"
    words = f"<figcaption>{CAPTION} Photo: Ann Oak</figcaption>"
    for _ in range(7):
        words = f"<div>{words}</div>"
    html = story().replace("<h1>", f"<section>{image}<div>{words}<h1>")
    html = html.replace("</h1>", "</h1></div></section>")
    page = extract(html.encode(), "https://x.example/a")
    assert page.article is not None
    assert [p.caption for p in page.article.photos] == [CAPTION]


def test_caption_and_credit_may_wait_for_an_image_that_a_script_puts_above_them() -> None:
    words = f'<div class="imageCaption">{CAPTION}</div><div class="imageCredit">Ann Oak | AP</div>'
    assert photos_of(f'<div><div class="later"></div><div>{words}</div></div>') == [
        (CAPTION, "Ann Oak | AP")
    ]
    assert photos_of(f"<div><iframe src='/film'></iframe>{words}</div>") == []
    assert photos_of(f'<div class="related"><div>{words}</div></div>') == []


@pytest.mark.parametrize(("address", "credit"), [("/gate.jpg", "Ann Oak/AP"), ("/sea/9", None)])
def test_a_credit_below_an_image_that_links_to_its_own_file(
    address: str, credit: str | None
) -> None:
    image = f'<p><a href="{address}"><img src="/gate.jpg" width="700"></a></p>'
    below = "<p align='right'><small>Photo: Ann Oak/AP</small></p>"
    html = story(paragraphs=[f"{image}{below}{STORY[0]}", *STORY[1:]])
    page = extract(html.encode(), "https://x.example/a")
    assert page.article is not None
    found = [photo.credit.line if photo.credit else None for photo in page.article.photos]
    assert found == ([credit] if credit else [])


def test_a_slide_may_be_told_in_attributes_only() -> None:
    slide = '<div data-caption="{}" data-credit="Ann Oak/AP" data-image="/i/gate-{}.jpg"></div>'
    told = [CAPTION, "The gate was built when the harbour was young."]
    slides = "".join(slide.format(text, f"0{n}") for n, text in enumerate(told))
    gallery = f'<div class="gallery-promo">{slides}</div>'
    assert photos_of(gallery) == [(text, "Ann Oak/AP") for text in told]
    assert photos_of('<div data-image="/i/gate.jpg" data-caption="More"></div>') == []


def test_what_is_called_the_storys_body_beside_a_sidebar_is_a_place() -> None:
    photo = figure(f"{CAPTION} Photo: Ann Oak")
    within = (
        f'<div class="l-sidebar-fixed l-article-body-segment"><a href="/1">More</a>{photo}</div>'
    )
    assert photos_of(within) == [(CAPTION, "Ann Oak")]
    beside = '<div class="article-body-sidebar"><a href="/1">More</a>'
    assert photos_of(f"{beside}{photo}</div>") == []
