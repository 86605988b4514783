"""A paper that opts out in every way: what is seen, what is exported, what is archived."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import create_engine, text

from tests.desk import Desk
from tests.spiders.origin import HTML, XML, Answer, Site, feed, story

# path -> (meta element, header, what is reserved)
PAGES: dict[str, tuple[str, tuple[str, str] | None, set[tuple[str, str]]]] = {
    "/free": ("", None, set()),
    "/noai": ('<meta name="robots" content="noai">', None, {("ai", "meta")}),
    "/noimageai": ('<meta name="robots" content="noimageai">', None, {("ai", "meta")}),
    "/noarchive": ('<meta name="Robots" content="noarchive">', None, {("archive", "meta")}),
    "/bot": ('<meta name="CCBot" content="noindex">', None, {("ai", "meta")}),
    "/tdm-meta": ('<meta name="tdm-reservation" content="1">', None, {("tdm", "meta")}),
    "/tdm-header": ("", ("tdm-reservation", "1"), {("tdm", "header")}),
    "/tag-ai": ("", ("X-Robots-Tag", "noai"), {("ai", "header")}),
    "/tag-archive": ("", ("X-Robots-Tag", "noarchive"), {("archive", "header")}),
    "/robots/story": ("", None, {("ai", "robots.txt")}),
    "/kept/story": ("", None, {("archive", "robots.txt")}),
    "/file/story": ("", None, {("tdm", "tdmrep.json")}),
}
ROBOTS = "User-agent: GPTBot\nDisallow: /robots/\n\nUser-agent: ia_archiver\nDisallow: /kept/\n"
TDMREP = json.dumps([{"location": "/file/", "tdm-reservation": 1}])


@pytest.fixture
def paper(desk: Desk, site: Site) -> Desk:
    site.answers["/robots.txt"] = Answer(ROBOTS, headers=[("Content-Type", "text/plain")])
    site.answers["/.well-known/tdmrep.json"] = Answer(TDMREP)
    for path, (meta, header, _) in PAGES.items():
        page = story(f"The ferry of {path} returns").replace("<head>", f"<head>{meta}")
        site.answers[path] = Answer(page, headers=[HTML, *([header] if header else [])])
    site.put("/feed", feed(*map(site.url, PAGES)), XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed")}"]\nlimits = {{ delay = 0 }}')
    return desk


def exported(desk: Desk, *options: str) -> tuple[dict[str, set[tuple[str, str]]], str]:
    """Path -> signals of each record of a dump, and what was told."""
    done = desk.run("crawler", "export", "-", *options)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    found = {
        "/" + record["url"].split("/", 3)[3]: {(o["use"], o["place"]) for o in record["optouts"]}
        for record in records
    }
    return found, done.stderr


def test_every_signal_is_recorded_and_none_leaks(paper: Desk) -> None:
    paper.crawl("herald")
    signals = {path: reserved for path, (_, _, reserved) in PAGES.items()}
    assert exported(paper)[0] == signals
    paper.crawl("herald")  # the same bytes again: what the page said, it says still
    assert exported(paper)[0] == signals
    for use, reserving in (("ai", {"ai", "tdm"}), ("tdm", {"tdm"}), ("archive", {"archive"})):
        found, told = exported(paper, "--respect-optouts", use)
        left = {path for path, of in signals.items() if not {u for u, _ in of} & reserving}
        assert found.keys() == left
        assert f"{len(PAGES) - len(left)} records left out" in told
    # a set for each page with a signal, which the second look shares
    assert paper.ask("SELECT count(*) FROM optout_set") == [(len(PAGES) - 1,)]


def test_a_page_that_returns_to_what_it_was_reserves_what_it_did(paper: Desk, site: Site) -> None:
    before = site.answers["/noai"]
    paper.crawl("--url", site.url("/noai"))
    site.put("/noai", story("The ferry has sunk"))
    paper.crawl("--url", site.url("/noai"))
    assert exported(paper)[0] == {"/noai": set()}
    site.answers["/noai"] = before
    paper.crawl("--url", site.url("/noai"))
    assert exported(paper)[0] == {"/noai": {("ai", "meta")}}


def test_a_tdmrep_that_is_not_to_be_had_reserves_what_it_did(paper: Desk, site: Site) -> None:
    paper.crawl("herald")
    site.put("/.well-known/tdmrep.json", "busy", ("Retry-After", "1"), status=503)
    engine = create_engine(paper.archive)
    with engine.begin() as connection:  # a day later
        connection.execute(text("UPDATE site_file SET fetched_at = '2026-01-01T00:00:00.000Z'"))
    paper.crawl("herald")
    assert exported(paper)[0]["/file/story"] == {("tdm", "tdmrep.json")}


@pytest.mark.parametrize(("use", "signals"), [("archive", {"archive"}), ("ai", {"ai", "tdm"})])
def test_a_policy_keeps_reserved_pages_out_of_the_archive(
    paper: Desk, use: str, signals: set[str]
) -> None:
    """Who reserves text and data mining reserves the training of models, too."""
    file = paper.folder / "crawler.toml"
    file.write_text(f'respect_optouts = ["{use}"]\n' + file.read_text())
    paper.crawl("herald")
    kept = {path for path, (*_, of) in PAGES.items() if not signals & {u for u, _ in of}}
    assert exported(paper)[0].keys() == kept
    assert sorted(paper.failures().values()) == ["opted out"] * (len(PAGES) - len(kept))


@pytest.mark.parametrize("again", [["crawl", "herald"], ["failures", "--retry"]])
def test_what_a_policy_kept_out_is_archived_when_it_is_given_up(
    paper: Desk, again: list[str]
) -> None:
    """The pages are the same as before: their bytes were kept, and never read."""
    file = paper.folder / "crawler.toml"
    without = file.read_text()
    file.write_text(f'respect_optouts = ["ai"]\n{without}')
    for _ in range(2):
        paper.crawl("herald")
    assert set(paper.failures().values()) == {"opted out"}
    file.write_text(without)
    paper.run("crawler", *again)
    assert exported(paper)[0].keys() == PAGES.keys()
    assert paper.failures() == {}


def test_a_policy_that_is_none_is_told(paper: Desk) -> None:
    file = paper.folder / "crawler.toml"
    file.write_text('respect_optouts = "everything"\n' + file.read_text())
    assert "respect_optouts" in paper.crawl("herald", code=1).stderr
