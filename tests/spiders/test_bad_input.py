"""Whatever the web answers: nothing vanishes, and nobody sees a traceback."""

from __future__ import annotations

import gzip
import socket

import brotli
import pytest

from tests.desk import Desk
from tests.spiders.origin import HTML, XML, Answer, Site, feed, story

GZIP = ("Content-Encoding", "gzip")
PACKED = gzip.compress(story("Cut").encode())
CONSENT = """<html><head><title>Before you continue</title></head><body>
<h1>Before you continue</h1><p>We use cookies.</p><button>Accept all</button></body></html>"""
KOREAN = """<html><head><title>연락선</title></head><body><article><h1>연락선이 돌아왔다</h1>
<p>목조 연락선이 열한 해 만에 금요일 항구로 돌아왔다. 두 척의 예인선이 배를 끌었고
작은 배들이 그 뒤를 따랐다. 주민들은 부두에 나와 손을 흔들며 배를 맞이하였다.</p>
<p>선주는 봄까지 기관을 고쳐 여름이 오기 전에 다시 손님을 태우겠다고 말하였다.
항만장은 뱃고동을 세 번 길게 울리며 환영하였다고 전하였다.</p></article></body></html>"""

BROKEN = """
class Broken:
    def process_item(self, item):
        raise ValueError("on the rocks")
"""

# What a story's address may answer, and the reason under which it stands among the failures.
PAGES: dict[str, tuple[Answer, str]] = {
    "/404": (Answer("<h1>Not here</h1>", 404), "HTTP 404"),
    "/410": (Answer("<h1>No more</h1>", 410), "HTTP 410"),
    "/403": (Answer("<h1>Keep out</h1>", 403), "HTTP 403"),
    "/500": (Answer("<h1>Oops</h1>", 500), "HTTP 500"),
    "/cut-body": (Answer(story("Cut")[:200], length=5000), "cut short"),
    "/cut-gzip": (Answer(PACKED[:-40], 200, (HTML, GZIP)), "cut short"),
    "/cut-brotli": (
        Answer(
            brotli.compress(story("Cut").encode())[:-40], 200, (HTML, ("Content-Encoding", "br"))
        ),
        "cut short",
    ),
    "/bad-gzip": (
        Answer(PACKED[:40] + bytes(20) + PACKED[60:], 200, (HTML, GZIP)),
        "damaged encoding",
    ),
    "/strange": (
        Answer("?", 200, (HTML, ("Content-Encoding", "rot13"))),
        "unknown encoding",
    ),
    "/50-megabytes": (Answer(b"x" * (50 << 20)), "too large"),
    "/gzip-bomb": (Answer(gzip.compress(b"x" * (50 << 20)), 200, (HTML, GZIP)), "too large"),
    "/empty": (Answer(""), "other"),
    "/no-story": (Answer("<html><body><h1>Weather</h1></body></html>"), "other"),
    "/consent": (Answer(CONSENT), "block"),
    "/picture": (Answer(b"\x89PNG\r\n", 200, (("Content-Type", "image/png"),)), "other"),
    "/forbidden": (Answer(story("Forbidden")), "robots.txt"),
    "/loop": (Answer("", 302, (("Location", "/loop"),)), "too many redirects"),
    "/nowhere": (Answer("", 302), "error"),
    "/bad-location": (Answer("", 302, (("Location", "http://[::1"),)), "ValueError"),
    "/to-a-file": (Answer("", 302, (("Location", "file:///etc/passwd"),)), "error"),
}
DISCOVERY = {
    "/page.xml": (Answer("<!doctype html><title>Herald</title>", 200, (XML,)), "html"),
    "/empty.xml": (Answer(feed(), 200, (XML,)), "empty"),
    "/bomb.xml": (Answer('<!DOCTYPE r [<!ENTITY a "b">]><rss/>', 200, (XML,)), "entities"),
    "/cut.xml": (Answer(gzip.compress(feed("/x").encode())[:-9], 200, (XML, GZIP)), "cut short"),
    "/missing.xml": (Answer("", 404), "HTTP 404"),
    "/private.xml": (Answer(feed("/x"), 200, (XML,)), "robots.txt"),
}


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def test_each_bad_answer_is_a_failure_under_its_address(desk: Desk, site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /forbidden\nDisallow: /private.xml\n")
    for path, (answer, _) in {**PAGES, **DISCOVERY}.items():
        site.answers[path] = answer
    refused = f"http://herald.localhost:{free_port()}/refused"
    moved_away = site.put("/moved-away", "", ("Location", refused), status=301)
    expected = {site.url(path): reason for path, (_, reason) in {**PAGES, **DISCOVERY}.items()}
    expected |= {
        refused: "connection refused",
        moved_away: "connection refused",
        "http://no-such-host.invalid/": "unknown host",
    }
    good = site.put("/good", story("Ferry returns"))
    links = [good, *(url for url in expected if not url.endswith(".xml"))]
    site.put("/feed.xml", feed(*links), XML)
    feeds = [site.url("/feed.xml"), *map(site.url, DISCOVERY)]
    desk.describe(site.url("/"), f"feeds = {feeds}\nlimits = {{ delay = 0.0 }}".replace("'", '"'))

    done = desk.crawl("herald")
    assert desk.failures() == expected
    assert desk.ask("SELECT url FROM articles") == [(good,)]
    # Whatever came is kept: the first answer of a server that fails, and the two tries after it.
    assert desk.ask("SELECT status FROM captures WHERE url LIKE '%/500'") == [(500,)] * 3
    assert "ERROR" not in done.stderr  # what the web does is no error of the program
    words, *_, of_all = (line.split("\t") for line in done.stdout.splitlines())
    counts = dict(zip(words, of_all, strict=True))
    assert counts["new"] == "1"
    assert int(counts["no article"]) + int(counts["failed"]) == len(expected)


def test_a_very_long_address_is_visited_like_any_other(desk: Desk, site: Site) -> None:
    asks = "?story=" + "".join(map(str, range(1500)))
    ferry = site.put(f"/ferry{asks}", story("Ferry returns"))
    missing = site.url(f"/missing{asks}")
    site.put("/feed.xml", feed(ferry, missing), XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')
    desk.crawl("herald")
    assert desk.ask("SELECT url FROM articles") == [(ferry,)]
    assert desk.failures() == {missing: "HTTP 404"}


def test_a_wrong_charset_in_the_header_does_not_garble_the_story(desk: Desk, site: Site) -> None:
    url = site.put("/korean", KOREAN.encode("euc-kr"), HTML)  # it says utf-8
    nonsense = site.put("/nonsense", KOREAN, ("Content-Type", "text/html; charset=none-such"))
    desk.crawl("--url", url, "--url", nonsense)
    assert desk.ask("SELECT DISTINCT headline FROM versions") == [("연락선이 돌아왔다",)]


@pytest.mark.parametrize("canonical", ["http://herald.localhost:99999/x", "http://[::1/x"])
def test_a_canonical_address_that_is_none_is_not_believed(
    desk: Desk, site: Site, canonical: str
) -> None:
    page = story("Ferry returns").replace(
        "<head>", f'<head><link rel="canonical" href="{canonical}">'
    )
    ferry, tug = site.put("/ferry", page), site.put("/tug", story("Tug returns"))
    desk.crawl("--url", ferry, "--url", tug)
    assert desk.ask("SELECT url FROM articles ORDER BY url") == [(ferry,), (tug,)]


def test_a_page_that_is_not_packed_though_it_says_so_is_read(desk: Desk, site: Site) -> None:
    site.put("/plain", story("Ferry returns"), HTML, GZIP)
    desk.crawl("--url", site.url("/plain"))
    assert desk.ask("SELECT headline FROM articles") == [("Ferry returns",)]


def test_a_server_that_is_silent_is_given_up(desk: Desk, site: Site) -> None:
    site.answers["/slow"] = Answer(story("Late"), after=5.0)
    limits = ("-s", "DOWNLOAD_TIMEOUT=0.5", "-s", "RETRY_TIMES=0")
    desk.run("scrapy", "crawl", "urls", "-a", f"urls={site.url('/slow')}", *limits)
    assert desk.failures() == {site.url("/slow"): "timeout"}


def test_a_page_on_which_our_own_code_fails_is_captured_and_noted(desk: Desk, site: Site) -> None:
    (desk.folder / "broken.py").write_text(BROKEN)
    steps = '{"broken.Broken": 100, "crawler.pipelines.ArchivePipeline": 800}'
    ferry = site.put("/ferry", story("Ferry returns"))
    quiet = ("-s", "LOG_LEVEL=CRITICAL")
    desk.run(
        "scrapy", "crawl", "urls", "-a", f"urls={ferry}", "-s", f"ITEM_PIPELINES={steps}", *quiet
    )
    assert desk.ask("SELECT url, reason, detail FROM failures") == [
        (ferry, "defect", "ValueError('on the rocks')")
    ]
    assert desk.ask("SELECT status FROM captures WHERE url LIKE '%/ferry'") == [(200,)]


def test_a_failure_stands_until_its_address_succeeds(desk: Desk, site: Site) -> None:
    ferry, tug = site.url("/ferry"), site.put("/tug", story("Tug leaves"))
    place, moved = site.put("/feed.xml", feed(ferry, tug), XML), site.url("/moved.xml")
    site.put("/moved.xml", "", ("Location", "/new.xml"), status=301)
    site.put("/new.xml", feed(), XML)
    desk.describe(site.url("/"), f'feeds = ["{place}", "{moved}"]\nlimits = {{ delay = 0.0 }}')
    desk.crawl("herald")
    assert desk.failures() == {ferry: "HTTP 404", moved: "empty"}
    site.put("/new.xml", feed(tug), XML)
    site.put("/feed.xml", "oops", status=500)
    desk.crawl("herald")
    assert desk.failures() == {ferry: "HTTP 404", place: "HTTP 500"}
    site.put("/ferry", story("Ferry returns"))
    site.put("/feed.xml", feed(ferry), XML)
    desk.run("crawler", "failures", "--retry")
    assert desk.failures() == {}
    resolved = desk.ask("SELECT count(*) FROM failures WHERE resolved_at IS NOT NULL")
    assert resolved == [(3,)]


@pytest.mark.parametrize("arguments", [["herald"], ["--url", "http://no-such-host.invalid/"]])
def test_when_nothing_at_all_could_be_fetched_the_crawl_has_failed(
    desk: Desk, arguments: list[str]
) -> None:
    home = f"http://herald.localhost:{free_port()}/"
    desk.describe(home, f'feeds = ["{home}feed.xml"]\nlimits = {{ delay = 0.0 }}')
    done = desk.crawl(*arguments, code=1)
    assert "nothing could be fetched: `crawler failures` says why" in done.stderr
    assert len(desk.failures()) == 1


def test_an_unknown_source_is_told_with_the_nearest(desk: Desk) -> None:
    desk.describe("http://herald.localhost/", "")
    done = desk.crawl("heralt", code=1)
    assert "there is no source 'heralt'. Did you mean herald" in done.stderr
    assert not (desk.folder / "archive.db").exists()


def test_an_address_in_the_place_of_a_source_is_told_how_to_visit_it(desk: Desk) -> None:
    done = desk.crawl("http://herald.localhost/1", code=2)
    assert "--url http://herald.localhost/1 visits it" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "Name a source"),
        (["herald", "--max-age", "soon"], 2, "'soon' is no span of time"),
        (["herald", "--limit", "none"], 2, "'none' is not a valid integer range"),
        (["--url", "herald.localhost/1"], 2, "'herald.localhost/1' is no address of a page"),
        (["--url", "http://[::1"], 2, "is no address of a page"),
    ],
)
def test_a_wrong_argument_is_told(desk: Desk, arguments: list[str], code: int, says: str) -> None:
    desk.describe("http://herald.localhost/", "")
    assert says in desk.crawl(*arguments, code=code).stderr
    assert not (desk.folder / "archive.db").exists()
