"""Where a page tells the file of a photo."""

from __future__ import annotations

import json

import pytest

from crawler.extract import extract
from crawler.extract.document import Document
from crawler.extract.photos.find import find_photos
from tests.extract.pages import story
from tests.extract.photo_pages import CAPTION, figure, photos_of

LARGE = "https://x.example/gate-large.jpg"


def files(image: str) -> list[str | None]:
    shown = f"<figure>{image}<figcaption>{CAPTION} Photo: Ann Oak</figcaption></figure>"
    html = story().replace('<div class="article-body">', f'<div class="article-body">{shown}')
    return [p.url for p in find_photos(Document.parse(html.encode(), "https://x.example/a")).photos]


@pytest.mark.parametrize(
    "image",
    [
        f'<img src="/blank.gif" data-src=\'{{"wide":{{"w":"90","src":"{LARGE}"}}}}\'>',
        '<img src="/blank.gif" data-src=\'{"wide":{"url":"//x.example/gate-large.jpg"}}\'>',
    ],
)
def test_an_attribute_may_tell_the_files_as_an_object(image: str) -> None:
    assert files(image) == [LARGE]


def test_an_object_may_tell_that_an_address_without_a_files_name_is_an_image() -> None:
    told = '{"https://x.example/7f?width=700":{"contentType":"image/jpeg","aspectRatioW":3}}'
    image = f"<img src='data:image/svg+xml,%3Csvg/%3E' data-srcs='{told}'>"
    assert files(image) == ["https://x.example/7f?width=700"]
    assert files(image.replace("image/jpeg", "video/mp4")) == [None]


@pytest.mark.parametrize("told", [LARGE, "/gate-large.jpg"])
def test_any_attribute_may_tell_the_file_where_no_usual_one_does(told: str) -> None:
    assert files(f'<img src="data:image/gif;base64,R0lG" data-when-seen="{told}">') == [LARGE]
    assert files(f'<img src="/gate.jpg" data-other="{told}">') == ["https://x.example/gate.jpg"]


def test_what_stands_in_a_pictures_place_is_no_file_of_it() -> None:
    told = "{'action':[{'attribute':'src', 'value':'/gate-large.jpg?v=7'}]}"
    image = f'<img src="/img/empty.gif" data-swap="{told}">'
    assert files(image) == ["https://x.example/gate-large.jpg?v=7"]
    assert files('<img src="/img/empty.gif">') == [None]
    other = "The dam a week later. Photo: Bo Ek"
    both = f'<figure><img src="/img/empty.gif"><figcaption>{other}</figcaption></figure>{image}'
    shown = photos_of(f"<div>{both}<p>Photo: Ann Oak</p></div>")
    assert ("The dam a week later.", "Bo Ek") in shown


def test_a_script_may_put_the_image_where_an_elements_data_tell_its_file() -> None:
    assert files('<div data-src="/gate-large.jpg" data-width="900"></div>') == [LARGE]
    assert files('<div data-src="/player"></div>') == [None]


def test_an_elements_data_may_tell_that_its_image_is_but_a_line() -> None:
    line = '<figure><div data-src="/line.jpg" data-width="460" data-height="2"></div></figure>'
    html = story().replace('<div class="article-body">', f'<div class="article-body">{line}')
    document = Document.parse(html.encode(), "https://x.example/a")
    assert find_photos(document).photos == ()


def test_a_file_that_is_kept_no_larger_than_a_portrait_is_no_photo() -> None:
    box = f'<figure><img src="/ellery_gate_{{}}.png.cf.jpg"><p>{CAPTION}</p></figure>'
    assert photos_of(box.format("46x46")) == []
    assert photos_of(box.format("460x460")) == [(CAPTION, None)]


@pytest.mark.parametrize(
    "image",
    [
        f'<picture><source srcset="data:image/png;base64,/9j/2w//A"><img src="{LARGE}"></picture>',
        f'<img srcset="data:image/png;base64,/9j/2w//A 1w" src="{LARGE}">',
        *(f'<img data-url="{none}" src="{LARGE}">' for none in ("null", "undefined", "false", "#")),
        f'<img data-lazy="{LARGE}">',
        f'<img data-lazy="[/gate-small.jpg, (default)]" src="{LARGE}">',
    ],
)
def test_what_is_no_address_hides_none(image: str) -> None:
    assert files(image) == [LARGE]


@pytest.mark.parametrize("alt", ["https://x.example/7f21", "IMG_2140.JPG"])
def test_the_name_of_a_file_is_no_alternative_text(alt: str) -> None:
    shown = f'<figure><img src="/gate.jpg" alt="{alt}"><figcaption>{CAPTION}</figcaption></figure>'
    html = story().replace('<div class="article-body">', f'<div class="article-body">{shown}')
    photos = find_photos(Document.parse(html.encode(), "https://x.example/a")).photos
    assert [photo.alt_text for photo in photos] == [None]


def test_what_a_sites_theme_keeps_is_no_photos_file() -> None:
    theme = "/wp-content/themes/courier/sign-up.jpg"
    assert files(f'<img src="{theme}" data-large="{LARGE}">') == [LARGE]
    assert photos_of(f'<p><img src="{theme}" width="900"></p>') == []


@pytest.mark.parametrize(
    "odd",
    [
        *("data:image/png;base64,R0lGODlhAQAB", "javascript:show()", "about:blank", "blob:x"),
        *("https://x .example/gate.jpg", f"/{'gate' * 2000}.jpg"),
    ],
)
def test_what_nobody_can_ask_for_is_no_address_of_a_file(odd: str) -> None:
    assert files(f'<img src="{odd}">') == [None]
    assert files(f'<img src="{odd}" data-src="{LARGE}">') == [LARGE]


def test_white_space_in_an_address_is_as_browsers_ask_for_it() -> None:
    assert files('<img src=" /the\ngate large.jpg ">') == ["https://x.example/thegate%20large.jpg"]


def test_words_of_any_length_are_no_photos() -> None:
    long = "Masons mend the gate of Port Ellery. " * 50
    image = f'<img src="{LARGE}" alt="{long}" data-caption="{long}" data-credit="Ann Oak/AP">'
    html = story().replace("</h1>", f"</h1><figure>{image}</figure>")
    (photo,) = find_photos(Document.parse(html.encode(), "https://x.example/a")).photos
    assert (photo.url, photo.caption, photo.alt_text) == (LARGE, None, None)
    assert photo.credit is not None
    assert photo.credit.line == "Ann Oak/AP"


def test_a_file_that_a_service_resizes_is_the_one_that_metadata_names() -> None:
    told = {"@type": "ImageObject", "url": "https://x.example/up/2026/gate.jpg", "caption": "GATE"}
    service = "/cdn-cgi/image/width=1200,fit=crop/up/2026/gate-1200x800.jpg"
    html = story().replace("</h1>", f'</h1><figure><img src="{service}" width="1200"></figure>')
    html = html.replace('"publisher"', f'"image": {json.dumps(told)}, "publisher"')
    photos = find_photos(Document.parse(html.encode(), "https://x.example/a")).photos
    assert len(photos) == 1


def test_an_attribute_named_after_images_may_tell_an_address_without_a_files_ending() -> None:
    image = (
        '<img class="adaptive placeholder" src="/static/1x1_spacer.png" '
        'data-proxy-image="https://x.example/a29.ece/FREE_660/LAKE2">'
    )
    html = story().replace('<div class="article-body">', f"{figure(CAPTION, image)}<div>")
    page = extract(html.encode(), "https://x.example/a")
    assert page.article is not None
    (photo,) = page.article.photos
    assert photo.url == "https://x.example/a29.ece/FREE_660/LAKE2"


def test_lead_pictures_of_one_size_in_two_folders_are_two() -> None:
    images = [f'<img src="/2026/{folder}/lead_960_540.jpg" width="960">' for folder in "ab"]
    top = figure('<span class="credit">Ann Oak/AP</span>', images[0])
    small = images[1].replace("960_540", "720_405")
    boxes = [figure(CAPTION, images[1]), figure(CAPTION, small)]
    assert photos_of(top + "".join(boxes)) == [(None, "Ann Oak/AP"), (CAPTION, None)]
