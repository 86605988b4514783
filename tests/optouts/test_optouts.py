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
        ("TDM-Reservation", "1", {"tdm"}),
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


@pytest.mark.parametrize("text", ["", "<html>", "[" * 100_000, "[1, null, {}]", '{"location": 3}'])
def test_what_is_no_tdmrep_reserves_nothing(text: str) -> None:
    assert of_tdmrep(text)(PAGE) == ()
