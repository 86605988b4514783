"""Looking at a page or a source without archiving anything."""

from __future__ import annotations

import gzip

import pytest

from tests.desk import Desk
from tests.spiders.origin import HTML, XML, Answer, Site, feed, story


def test_a_source_is_checked_place_by_place(desk: Desk, site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n")
    site.put("/feed.xml", feed("/news/1", "/news/2"), XML)
    site.put("/page.xml", "<!doctype html><title>Herald</title>", XML)
    site.put("/harbor/", '<a href="/2026/06/19/ferry">Ferry</a>')
    names = ("/feed.xml", "/page.xml", "/missing.xml", "/private.xml")
    feeds = ", ".join(f'"{site.url(name)}"' for name in names)
    desk.describe(site.url("/"), f'feeds = [{feeds}]\nsections = ["{site.url("/harbor/")}"]')
    done = desk.run("crawler", "sources", "check", "herald")
    rows = [line.split("\t") for line in done.stdout.splitlines()[1:]]
    assert [(kind, count, problem, url) for kind, count, _, problem, url in rows] == [
        ("feed", "2", "", site.url("/feed.xml")),
        ("feed", "0", "it is an HTML page", site.url("/page.xml")),
        ("feed", "0", "HTTP 404", site.url("/missing.xml")),
        ("feed", "0", "forbidden by robots.txt", site.url("/private.xml")),
        ("section", "1", "", site.url("/harbor/")),
    ]
    assert sorted(path.name for path in desk.folder.iterdir()) == ["crawler.toml", "scrapy.cfg"]


def test_a_source_of_which_no_place_names_an_article_fails_the_check(
    desk: Desk, site: Site
) -> None:
    desk.describe(site.url("/"), f'feeds = ["{site.url("/missing.xml")}"]')
    desk.run("crawler", "sources", "check", "herald", code=1)


def test_a_page_is_shown_and_nothing_is_kept(desk: Desk, site: Site) -> None:
    packed = gzip.compress(story("Ferry returns to its harbor").encode())
    site.answers["/ferry"] = Answer(packed, 200, (HTML, ("Content-Encoding", "gzip")))
    done = desk.run("crawler", "show", site.url("/ferry"))
    assert "Ferry returns to its harbor" in done.stdout
    assert "three blasts" in done.stdout
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) > 100, "in a pipe a paragraph is one line"
    assert lines == [line.rstrip() for line in lines]
    assert [path.name for path in desk.folder.iterdir()] == ["scrapy.cfg"]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://no-such-host.invalid/", "cannot fetch http://no-such-host.invalid/: DNS lookup"),
        ("missing.html", "cannot read missing.html: No such file"),
        (".", "cannot read .: Is a directory"),
    ],
)
def test_what_cannot_be_shown_is_told(desk: Desk, address: str, says: str) -> None:
    assert says in desk.run("crawler", "show", address, code=1).stderr
