"""Photos of a page: each once, in order, with caption and credit apart."""

from __future__ import annotations

import pytest

from crawler.extract.document import Document
from crawler.extract.photos.find import PhotoFindings, find_photos
from crawler.items import CreditRole

TEXT = "<p>" + "The old dam above the town held through the night, the council said. " * 3 + "</p>"


def read(inner: str, head: str = "") -> PhotoFindings:
    page = (
        f"<html><head>{head}</head><body><main><h1>Dam holds</h1>{inner}{TEXT}</main></body></html>"
    )
    return find_photos(Document.parse(page.encode(), "https://press.example/dam"))


SEED = "".join(
    f'<div class="view_img"><img src="/dam{n}.jpg" alt="{caption} AP-Yonhap" width="640"'
    f' height="400">'
    f'<span class="caption">{caption} AP-Yonhap</span></div><p>The water fell slowly.</p>'
    for n, caption in enumerate(
        [
            "Workers look at the dam after the storm, Aug. 20.",
            "Boats wait below the dam, Aug. 19.",
            "A school serves as a shelter, Aug. 18.",
        ]
    )
)


def test_three_photos_whose_alt_repeats_the_caption() -> None:
    photos = read(SEED).photos
    assert [p.caption for p in photos] == [
        "Workers look at the dam after the storm, Aug. 20.",
        "Boats wait below the dam, Aug. 19.",
        "A school serves as a shelter, Aug. 18.",
    ]
    for photo in photos:
        assert photo.credit is not None
        assert [(a.key, a.role) for a in photo.credit.agencies] == [
            ("ap", CreditRole.BY),
            ("yonhap", CreditRole.VIA),
        ]
        assert (photo.width, photo.height) == (640, 400)


def test_a_figure_with_its_credit_in_an_element() -> None:
    (photo,) = read(
        '<figure><img src="/a.jpg" srcset="/a-400.jpg 400w, /a-1600.jpg 1600w">'
        "<figcaption>The dam at dawn. <span>Mary Quent/AP</span></figcaption></figure>"
    ).photos
    assert photo.url == "https://press.example/a-1600.jpg"
    assert photo.caption == "The dam at dawn."
    assert photo.credit is not None
    assert photo.credit.photographers == ("Mary Quent",)


@pytest.mark.parametrize(
    ("image", "size"),
    [
        ('<img src="/a.jpg" width="640" height="400px">', (640, 400)),
        # the file is larger than it is shown
        (
            '<img src="/a.jpg" width="320" height="200" srcset="/a-1.jpg 640w, /a-2.jpg 1600w">',
            (1600, 1000),
        ),
        ('<img src="/a.jpg" srcset="/a-1.jpg 640w, /a-2.jpg 1600w">', (1600, None)),
        # what is set out is no size of the file, but how often as dense it is
        ('<img src="/a.jpg" width="320" height="200" srcset="/a.jpg 1x, /b.jpg 2x">', (320, 200)),
        # proportions, and a width of no picture
        (
            '<picture><source srcset="/a-1.jpg 600w" width="100" height="43.75">'
            '<img src="" width="100" height="56.25"></picture>',
            (600, None),
        ),
        ('<img src="/a.jpg" width="100%" srcset="/a-1.jpg 0w, /a-2.jpg -1w">', (None, None)),
        # each crop has proportions of its own
        (
            '<picture><source srcset="/a-wide.jpg 1200w" width="300" height="100">'
            '<img src="/a.jpg" width="400" height="400"></picture>',
            (1200, 400),
        ),
    ],
)
def test_the_size_of_a_photo_is_that_of_the_file_at_its_address(
    image: str, size: tuple[int | None, int | None]
) -> None:
    (photo,) = read(f"<figure>{image}<figcaption>The dam. Foto: dpa</figcaption></figure>").photos
    assert (photo.width, photo.height) == size


def test_metadata_tells_address_and_size_of_a_photo_whose_image_a_script_loads() -> None:
    told = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam holds","image":'
        '{"@type":"ImageObject","url":"/dam-at-dawn.jpg","caption":"The dam at dawn.",'
        '"width":"1200px","height":800}}</script>'
    )
    (photo,) = read(
        '<figure><div class="lazy"></div><figcaption>The dam at dawn. Foto: dpa</figcaption>'
        "</figure>",
        told,
    ).photos
    assert photo.url == "https://press.example/dam-at-dawn.jpg"
    assert (photo.width, photo.height) == (1200, 800)


def test_a_photo_that_is_shown_again_with_less_said_of_it_is_one() -> None:
    whole = (
        '<figure><img src="/dam-at-dawn.jpg"><figcaption>The dam, at dawn.</figcaption></figure>'
    )
    less = '<figure><img src="/dam-at-dawn.jpg"><figcaption>The dam</figcaption></figure>'
    other = '<figure><img src="/dam-at-dawn.jpg"><figcaption>The town.</figcaption></figure>'
    assert [p.caption for p in read(whole + less).photos] == ["The dam, at dawn."]
    assert [p.caption for p in read(whole + other).photos] == ["The dam, at dawn.", "The town."]


def test_a_caption_beside_the_figure() -> None:
    (photo,) = read(
        '<div><figure><img src="/a.jpg"></figure><figcaption><span>The dam at dawn.</span> '
        "<span>Foto: dpa</span></figcaption></div>"
    ).photos
    assert photo.caption == "The dam at dawn."
    assert photo.credit is not None
    assert photo.credit.line == "dpa"


def test_metadata_tells_the_credit_of_a_photo() -> None:
    told = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam holds","image":'
        '{"@type":"ImageObject","url":"https://press.example/damwall.jpg","creditText":"Reuters"}}'
        "</script>"
    )
    (photo,) = read(
        '<figure><img src="/damwall.jpg"><figcaption>The dam.</figcaption></figure>', told
    ).photos
    assert photo.credit is not None
    assert photo.credit.agencies[0].key == "reuters"


def test_what_is_no_photo_of_the_story_is_left_out() -> None:
    findings = read(
        '<div class="author-box"><figure><img src="/me.jpg">'
        "<figcaption>Mary Quent</figcaption></figure></div>"
        '<div class="related"><figure><a href="/x"><img src="/x.jpg"></a>'
        "<figcaption>Other</figcaption></figure></div>"
        '<img class="site-logo" src="/logo.png">'
        '<a href="/other"><figure><img src="/t.jpg">'
        "<figcaption>Other story</figcaption></figure></a>"
    )
    assert findings.photos == ()


def test_a_photo_that_is_repeated_comes_once() -> None:
    figure = '<figure><img src="/damwall.jpg"><figcaption>The dam. (AP)</figcaption></figure>'
    assert len(read(figure + figure).photos) == 1


def test_the_metadata_may_name_the_photo_that_it_describes_elsewhere() -> None:
    told = (
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Dam '
        'holds","image":{"@id":"#1"}},{"@type":"ImageObject","@id":"#1","caption":"The dam.",'
        '"url":"https://press.example/damwall.jpg","creditText":"Reuters"}]}</script>'
    )
    (photo,) = read("", told).photos
    assert photo.caption == "The dam."
    assert photo.credit is not None
    assert photo.credit.line == "Reuters"


def test_files_that_are_numbered_hold_different_pictures() -> None:
    for names in (("harbour-11", "harbour-12"), ("20240816_1001", "20240816_1002")):
        images = "".join(f'<p><img src="/{name}.jpg" width="900"></p>' for name in names)
        urls = [p.url for p in read(f"{TEXT}{images}{TEXT}").photos]
        assert urls == [f"https://press.example/{name}.jpg" for name in names]


def test_a_picture_in_two_widths_is_one() -> None:
    names = ("harbour-wall-640", "harbour-wall-1200")
    sizes = "".join(f'<p><img src="/{name}.jpg" width="900"></p>' for name in names)
    assert len(read(f"{TEXT}{sizes}{TEXT}").photos) == 1
