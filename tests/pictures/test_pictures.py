"""What is read from image files, and what the archive has of them."""

from __future__ import annotations

from io import BytesIO
from random import Random
from string import ascii_letters

import pytest

from crawler.items import Embedded
from crawler.pictures import read_picture
from crawler.pictures.likeness import bands, is_alike
from tests.desk import Desk
from tests.pictures.files import (
    BYLINE,
    CAPTION,
    COPYRIGHT,
    CREDIT,
    SOURCE,
    XMP,
    gradient,
    jpeg,
    with_iim,
)
from tests.spiders.origin import XML, Site, feed, story

WIDE = gradient(640, 400)
JPEG = ("Content-Type", "image/jpeg")


def test_iim_is_read() -> None:
    fields = {BYLINE: "Ann Oak", CREDIT: "AP", SOURCE: "FR170 AP", COPYRIGHT: "© 2026 AP"}
    picture = read_picture(with_iim(jpeg(WIDE), {**fields, CAPTION: "Das Tor wird geflickt – ja."}))
    assert picture is not None
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 640, 400)
    assert picture.embedded == Embedded(
        "AP", "Ann Oak", "Das Tor wird geflickt – ja.", "© 2026 AP", "FR170 AP"
    )


def test_iim_without_a_charset_is_read_as_it_is_written() -> None:
    for charset in ("cp1252", "utf-8"):
        picture = read_picture(with_iim(jpeg(WIDE), {CREDIT: "Müller/dpa"}, charset))
        assert picture is not None
        assert picture.embedded.credit == "Müller/dpa"


def test_xmp_comes_before_iim() -> None:
    body = with_iim(jpeg(WIDE, xmp=XMP.format(credit="AP via Yonhap")), {CREDIT: "AP", 116: "AP"})
    picture = read_picture(body)
    assert picture is not None
    assert picture.embedded == Embedded(
        "AP via Yonhap", "Ann Oak; Bo Ek", "The gate is mended.", "AP", "Harbour Desk"
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Not found</html>",
        jpeg(WIDE)[:300],
        b"\xff\xd8\xff\xed\x00\x20Photoshop 3.0\x008BIM\x04\x04\0\0\xff\xff\xff\xff",
    ],
)
def test_what_is_no_picture_is_none(body: bytes) -> None:
    assert read_picture(body) is None


def test_broken_xmp_is_no_metadata() -> None:
    picture = read_picture(jpeg(WIDE, xmp="<x:xmpmeta><rdf:RDF>"))
    assert picture is not None
    assert picture.embedded == Embedded()


def test_a_picture_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 1000)
    assert read_picture(jpeg(WIDE)) is None


def likeness(body: bytes) -> str:
    picture = read_picture(body)
    assert picture is not None
    return picture.likeness


def test_the_same_picture_in_other_sizes_and_formats_is_alike() -> None:
    png = BytesIO()
    WIDE.save(png, "PNG")
    first = likeness(jpeg(WIDE))
    others = [jpeg(WIDE.resize((320, 200))), jpeg(WIDE, quality=40), png.getvalue()]
    assert all(is_alike(first, likeness(other)) for other in others)
    assert not is_alike(first, likeness(jpeg(gradient(640, 400, turned=True))))


def test_likenesses_that_are_alike_share_a_band() -> None:
    one = "0123456789abcdef"
    other = f"{int(one, 16) ^ 0b1 ^ (1 << 20) ^ (1 << 40):016x}"
    assert is_alike(one, other)
    assert set(enumerate(bands(one))) & set(enumerate(bands(other)))


def test_a_crawl_with_photos_keeps_each_once_with_what_is_embedded(
    desk: Desk, site: Site, archive_url: str
) -> None:
    desk.archive = archive_url
    site.put("/large.jpg", with_iim(jpeg(WIDE), {CREDIT: "AP", BYLINE: "Ann Oak"}), JPEG)
    site.put("/small.jpg", jpeg(WIDE.resize((320, 200))), JPEG)
    site.put("/again.jpg", site.answers["/large.jpg"].body, JPEG)
    site.put("/other.jpg", jpeg(gradient(640, 400, turned=True)), JPEG)
    site.put("/broken.jpg", "<h1>Sorry</h1>", JPEG)
    names = ("large", "small", "again", "other", "broken", "missing")
    links = []
    for name in names:
        figure = (
            f'<figure><img src="/{name}.jpg" width="640"><figcaption>The gate is {name}. '
            "AP-Yonhap</figcaption></figure></article>"
        )
        page = story(f"The {name} gate").replace("</article>", figure)
        links.append(site.put(f"/news/{name}", page))
    site.put("/feed.xml", feed(*links), XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')
    desk.crawl("herald", "--photos")

    rows = desk.ask(
        """SELECT p.caption, p.credit_line, i.embedded_credit, i.embedded_byline, i.width
           FROM photos p JOIN pictures i ON i.url = p.url ORDER BY p.caption"""
    )
    assert rows == [
        ("The gate is again.", "AP-Yonhap", "AP", "Ann Oak", 640),
        ("The gate is large.", "AP-Yonhap", "AP", "Ann Oak", 640),
        ("The gate is other.", "AP-Yonhap", None, None, 400),
        ("The gate is small.", "AP-Yonhap", None, None, 320),
    ]
    counts = "SELECT count(DISTINCT picture_id), count(DISTINCT first_alike_id) FROM pictures"
    assert desk.ask(counts) == [(3, 2)]
    failed = {site.url("/broken.jpg"): "no picture", site.url("/missing.jpg"): "HTTP 404"}
    assert desk.failures() == failed
    assert desk.ask("SELECT count(*) FROM captures WHERE url LIKE '%large.jpg'") == [(1,)]

    for name in ("large", "broken"):  # their pages are read again
        page = story(f"The {name} gate is shut")
        figure = f'<figure><img src="/{name}.jpg" width="640"><figcaption>The gate.</figcaption>'
        site.put(f"/news/{name}", page.replace("</article>", f"{figure}</figure></article>"))
    site.put("/broken.jpg", jpeg(WIDE, quality=50), JPEG)
    site.asked.clear()
    desk.crawl("herald", "--photos")
    assert [path for path in site.paths() if path.endswith(".jpg")] == ["/broken.jpg"]
    assert desk.failures() == {site.url("/missing.jpg"): "HTTP 404"}
    assert "Nothing has failed" in desk.run("crawler", "failures", "--retry").stdout
    desk.run("crawler", "verify")


def test_a_photo_whose_address_is_too_long_to_be_remembered_is_a_failure(
    desk: Desk, site: Site, archive_url: str
) -> None:
    desk.archive = archive_url
    site.put("/gate.jpg", jpeg(WIDE), JPEG)
    signed = f"/mole.jpg?signed={''.join(Random(7).choices(ascii_letters, k=4000))}"
    figures = "".join(
        f'<figure><img src="{src}" width="640"><figcaption>The {what}.</figcaption></figure>'
        for what, src in (("gate", "/gate.jpg"), ("mole", signed))
    )
    page = story("The gate").replace("</article>", f"{figures}</article>")
    site.put("/feed.xml", feed(site.put("/news/gate", page)), XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')
    desk.crawl("herald", "--photos")
    assert desk.ask("SELECT url FROM pictures") == [(site.url("/gate.jpg"),)]
    assert desk.failures() == {site.url(signed): "address too long"}


def test_a_photo_that_is_not_to_be_had_is_told_as_a_page_is_under_its_source(
    desk: Desk, site: Site
) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /img/\n")
    failed = {
        "http://images.invalid/ferry.jpg": ("unknown host", None),
        site.url("/img/ferry.jpg"): ("robots.txt", None),
        site.url("/missing.jpg"): ("HTTP 404", 404),
    }
    figures = "".join(
        f'<figure><img src="{url}" width="640"><figcaption>Picture {n} shows the ferry.'
        "</figcaption></figure>"
        for n, url in enumerate(failed)
    )
    page = story("Ferry returns").replace("</article>", f"{figures}</article>")
    site.put("/feed.xml", feed(site.put("/news/ferry", page)), XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')
    desk.crawl("herald", "--photos")
    rows = desk.ask("SELECT source, stage, run_id, url, reason, status FROM failures")
    expected = {("herald", "photo", 1, url, *told) for url, told in failed.items()}
    assert set(rows) == expected
    assert desk.ask("SELECT name FROM source") == [("herald",)]
    told = desk.run("crawler", "failures", "herald").stdout
    assert all(url in told for url in failed)
