"""Which words of a publisher reserve what."""

from __future__ import annotations

import json

import pytest

from crawler.items import Optout, OptoutPlace, Use
from crawler.optouts import of_headers, of_meta, of_robots, of_tdmrep

PAGE = "https://herald.example/news/ferry.html"


def uses(found: tuple[Optout, ...]) -> set[str]:
    return {optout.use.value for optout in found}


@pytest.mark.parametrize(
    ("name", "content", "reserved"),
    [
        ("robots", "noai, noimageai", {"ai"}),
        ("robots", "NOARCHIVE", {"archive"}),
        ("robots", "noindex,nofollow", {"index"}),
        ("robots", "max-image-preview:large, noarchive", {"archive"}),
        ("robots", "index, follow, max-snippet:-1", set()),
        ("googlebot", "noarchive", {"archive"}),
        ("gptbot", "noindex", {"ai"}),
        ("robots", "noai;noimageai", {"ai"}),
        ("robots", "nofollow noarchive", {"archive"}),
        ("tdm-reservation", "1", {"tdm"}),
        ("tdm-reservation", "0", set()),
        ("description", "noai", set()),
    ],
)
def test_meta_elements(name: str, content: str, reserved: set[str]) -> None:
    assert uses(of_meta({name: (content,)})) == reserved


@pytest.mark.parametrize(
    ("name", "value", "reserved"),
    [
        ("X-Robots-Tag", "noai", {"ai"}),
        ("x-robots-tag", "GPTBot: noindex, noarchive", {"ai"}),
        ("X-Robots-Tag", "somebodybot: noarchive", set()),
        ("X-Robots-Tag", "unavailable_after: 25 Jun 2030 15:00:00 PST", set()),
        ("X-Robots-Tag", "unavailable_after: Fri, 25 Jun 2030 15:00:00 PST, noai", {"ai"}),
        ("X-Robots-Tag", "googlebot: nofollow, gptbot: noindex", {"ai"}),
        ("X-Robots-Tag", "somebodybot: noindex, googlebot: noarchive", {"archive"}),
        ("X-Robots-Tag", "googlebot: nofollow, somebodybot: noarchive", set()),
        ("TDM-Reservation", "1", {"tdm"}),
        ("TDM-Reservation", '"1"', {"tdm"}),
        ("TDM-Reservation", "1, 1", {"tdm"}),
        ("tdm-reservation", "0", set()),
        ("Server", "noai", set()),
    ],
)
def test_headers(name: str, value: str, reserved: set[str]) -> None:
    assert uses(of_headers([(name.encode(), value.encode())])) == reserved


def test_the_words_are_kept() -> None:
    policy = (b"TDM-Policy", b"https://herald.example/policy.json")
    (found,) = of_headers([(b"TDM-Reservation", b"1"), policy])
    assert found == Optout(
        Use.TDM,
        OptoutPlace.HEADER,
        "tdm-reservation: 1; tdm-policy: https://herald.example/policy.json",
    )


def test_robots_txt_forbids_agents_by_name() -> None:
    of_url = of_robots(
        "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /news/\n\n"
        "User-agent: ia_archiver\nDisallow: /\n\n"
        "User-agent: *\nDisallow: /private/\n"
    )
    assert of_url(PAGE) == (
        Optout(Use.AI, OptoutPlace.ROBOTS, "forbidden to CCBot, GPTBot"),
        Optout(Use.ARCHIVE, OptoutPlace.ROBOTS, "forbidden to ia_archiver"),
    )
    assert uses(of_url("https://herald.example/weather")) == {"archive"}


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffUser-agent: GPTBot\nDisallow: /\n",
        "User-agent: *\rAllow: /\rUser-agent: GPTBot\rDisallow: /\r",
        "User-agent: GPTBot/1.0\nDisallow: /\n",
        "User agent: GPTBot # of OpenAI\nDisallow: /\n",
        "useragent:gptbot\nDisallow: /\n",
    ],
)
def test_a_robots_txt_that_is_written_oddly_is_understood(text: str) -> None:
    assert uses(of_robots(text)(PAGE)) == {"ai"}


@pytest.mark.parametrize(
    ("location", "reservation"),
    [("/뉴스/*", 1), ("/%eb%89%b4%ec%8a%a4/", True), ("/%EB%89%B4*", "1")],
)
def test_a_tdmrep_that_is_written_oddly_is_understood(location: str, reservation: object) -> None:
    file = "\ufeff" + json.dumps([{"location": location, "tdm-reservation": reservation}])
    of_url = of_tdmrep(file)
    assert uses(of_url("https://herald.example/%EB%89%B4%EC%8A%A4/1")) == {"tdm"}
    assert of_url(PAGE) == ()


def test_what_robots_txt_says_to_all_reserves_nothing() -> None:
    assert of_robots("User-agent: *\nDisallow: /\n")(PAGE) == ()


def test_the_longest_location_of_tdmrep_decides() -> None:
    file = [
        {"location": "/", "tdm-reservation": 1},
        {"location": "/open/*.html$", "tdm-reservation": 0},
    ]
    of_url = of_tdmrep(json.dumps(file))
    assert uses(of_url(PAGE)) == {"tdm"}
    assert of_url("https://herald.example/open/ferry.html") == ()
    assert uses(of_url("https://herald.example/open/ferry.pdf")) == {"tdm"}


@pytest.mark.parametrize(
    ("location", "path", "is_reserved"),
    [
        ("/news/*", "/news/", True),
        ("/news", "/newsroom", True),
        ("/news$", "/newsroom", False),
        ("/news$", "/news", True),
        ("*.html", "/ferry.html?page=2", True),
        ("/*.html$", "/ferry.html?page=2", False),
        ("/*/ferry/*.html$", "/news/ferry/bay.html", True),
        ("/*/ferry/*.html$", "/news/ferry/.htm", False),
        ("/a*ab$", "/ab", False),  # one "a" is not both
        ("/a**b*", "/ab", True),
        ("/*$", "/news", True),
        ("", "/news", True),
    ],
)
def test_stars_and_ends_of_tdmrep_locations(location: str, path: str, is_reserved: bool) -> None:
    of_url = of_tdmrep(json.dumps([{"location": location, "tdm-reservation": 1}]))
    assert bool(of_url(f"https://herald.example{path}")) is is_reserved


def test_a_tdmrep_location_of_many_stars_does_not_hang_the_crawl() -> None:
    location = "/" + "*a" * 60 + "b"  # as a regular expression it would not be done in a lifetime
    of_url = of_tdmrep(json.dumps([{"location": location, "tdm-reservation": 1}]))
    assert of_url("https://herald.example/" + "a" * 120) == ()
    assert uses(of_url("https://herald.example/" + "a" * 120 + "b")) == {"tdm"}


@pytest.mark.parametrize("text", ["", "<html>", "[" * 100_000, "[1, null, {}]", '{"location": 3}'])
def test_what_is_no_tdmrep_reserves_nothing(text: str) -> None:
    assert of_tdmrep(text)(PAGE) == ()
