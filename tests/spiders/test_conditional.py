"""A look at a page that stands as it was costs a header; robots.txt is asked once a day; jobs visit
what is new, changed or due."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, text
from warcio.archiveiterator import ArchiveIterator

from tests.desk import Desk
from tests.spiders.origin import HTML, XML, Answer, Asked, Site, feed, story

ETAG, SINCE = ("ETag", '"one"'), ("Last-Modified", "Fri, 19 Jun 2026 07:00:00 GMT")


def publish(desk: Desk, site: Site, *links: str) -> None:
    site.put("/feed.xml", feed(*links), XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')


def last(site: Site, path: str) -> Asked:
    return [asked for asked in site.asked if asked.path == path][-1]


def write(desk: Desk, statement: str) -> None:
    engine = create_engine(desk.archive)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_page_that_was_not_modified_is_a_look_and_a_revisit_record(
    desk: Desk, site: Site, archive_url: str
) -> None:
    desk.archive = archive_url
    ferry = site.put("/news/ferry", story("Ferry returns"), HTML, ETAG, SINCE)
    publish(desk, site, ferry)
    desk.crawl("herald")
    assert "If-None-Match" not in last(site, "/news/ferry").headers

    site.answers["/news/ferry"] = Answer(b"", 304, (ETAG,))
    for _ in range(2):
        desk.crawl("herald")
        asked = last(site, "/news/ferry").headers
        assert (asked["If-None-Match"], asked["If-Modified-Since"]) == (ETAG[1], SINCE[1])
    looks = (
        "SELECT status, kind, version FROM captures WHERE url LIKE '%ferry' ORDER BY captured_at"
    )
    assert desk.ask(looks) == [(200, "response", 1), *[(304, "revisit", 1)] * 2]
    assert desk.failures() == {}

    site.put("/news/ferry", story("Ferry returns again"), HTML, ("ETag", '"two"'))
    desk.crawl("herald")
    assert desk.ask("SELECT headline, versions FROM articles") == [("Ferry returns again", 2)]
    desk.run("crawler", "verify")


def test_the_revisit_record_names_the_response_that_stands(desk: Desk, site: Site) -> None:
    ferry = site.put("/news/ferry", story("Ferry returns"), HTML, ETAG)
    publish(desk, site, ferry)
    desk.crawl("herald")
    site.answers["/news/ferry"] = Answer(b"", 304, (ETAG,))
    desk.crawl("herald")
    records = []
    for file in sorted(Path(desk.folder, "captures").glob("*.warc.gz")):
        with file.open("rb") as stream:
            records += [r.rec_headers for r in ArchiveIterator(stream) if r.rec_type != "request"]
    whole, unchanged = [r for r in records if r["WARC-Target-URI"] == ferry]
    assert unchanged["WARC-Type"] == "revisit"
    assert unchanged["WARC-Profile"].endswith("/revisit/server-not-modified")
    assert unchanged["WARC-Refers-To"] == whole["WARC-Record-ID"]
    assert unchanged["WARC-Payload-Digest"] == whole["WARC-Payload-Digest"]


def test_once_a_day_and_after_an_error_the_whole_page_is_asked_for(desk: Desk, site: Site) -> None:
    ferry = site.put("/news/ferry", story("Ferry returns"), HTML, ETAG)
    publish(desk, site, ferry)
    desk.crawl("herald")
    write(desk, "UPDATE capture SET captured_at = '2026-06-19T08:00:00.000Z'")
    desk.crawl("herald")
    assert "If-None-Match" not in last(site, "/news/ferry").headers

    site.answers["/news/ferry"] = Answer("<h1>Gone</h1>", 404)
    desk.crawl("herald")
    site.put("/news/ferry", story("Ferry returns"), HTML, ETAG)
    desk.crawl("herald")
    assert "If-None-Match" not in last(site, "/news/ferry").headers


def test_where_a_redirect_leads_is_asked_by_its_own_tag(desk: Desk, site: Site) -> None:
    new = site.put("/news/new", story("Ferry returns"), HTML, ("ETag", '"new"'))
    old = site.put("/news/old", story("Ferry returns"), HTML, ETAG)
    publish(desk, site, new, old)
    desk.crawl("herald")
    site.put("/news/old", "", ("Location", new), status=301)
    publish(desk, site, old)
    desk.crawl("herald")
    assert last(site, "/news/old").headers["If-None-Match"] == '"one"'
    assert last(site, "/news/new").headers["If-None-Match"] == '"new"'


def test_robots_txt_is_asked_once_a_day(desk: Desk, site: Site, archive_url: str) -> None:
    desk.archive = archive_url
    secret = site.put("/secret/ferry", story("Ferry returns"))
    publish(desk, site, secret, site.put("/news/tug", story("Tug leaves")))
    site.put("/robots.txt", "User-agent: *\nDisallow: /secret/", ("Content-Type", "text/plain"))
    for _ in range(2):
        desk.crawl("herald")
        assert desk.failures() == {secret: "robots.txt"}
    asked = [asked.path for asked in site.asked]
    assert asked.count("/robots.txt") == asked.count("/.well-known/tdmrep.json") == 1


def test_a_robots_txt_of_yesterday_is_asked_again(desk: Desk, site: Site) -> None:
    publish(desk, site, site.put("/news/tug", story("Tug leaves")))
    desk.crawl("herald")
    write(desk, "UPDATE site_file SET fetched_at = '2026-06-19T08:00:00.000Z'")
    site.put("/robots.txt", "User-agent: *\nDisallow: /news/", ("Content-Type", "text/plain"))
    desk.crawl("herald", code=1)
    assert desk.failures() == {site.url("/news/tug"): "robots.txt"}
    assert [asked.path for asked in site.asked].count("/robots.txt") == 2


def entry(link: str, updated: str) -> str:
    return f'<entry><link href="{link}"/><updated>{updated}</updated></entry>'


def test_a_crawl_of_what_is_due_visits_new_and_changed_pages_only(
    desk: Desk, site: Site, archive_url: str
) -> None:
    desk.archive = archive_url
    links = [site.put(f"/news/{n}", story(f"Ferry number {n}")) for n in range(4)]
    missing = site.url("/news/missing")
    publish(desk, site, *links[:3], missing)
    desk.crawl("herald", "--due")
    assert sorted(site.paths()) == ["/feed.xml", "/news/0", "/news/1", "/news/2", "/news/missing"]

    site.asked.clear()
    changed = "2999-01-01T00:00:00Z", "2026-01-01T00:00:00Z"
    atom = "".join(
        [
            entry(links[0], changed[0]),
            entry(links[1], changed[1]),
            *map(plain, [*links[2:], missing]),
        ]
    )
    site.put("/feed.xml", f'<feed xmlns="http://www.w3.org/2005/Atom">{atom}</feed>', XML)
    desk.crawl("herald", "--due")
    assert site.paths() == ["/feed.xml", "/news/3"]
    ((left_out,),) = desk.ask("SELECT stats FROM runs ORDER BY run_id DESC LIMIT 1")
    assert '"not_due": 4' in left_out if isinstance(left_out, str) else left_out["not_due"] == 4

    later = "UPDATE capture SET captured_at = '2026-01-02T00:00:00.000Z' WHERE url LIKE '%/news/1'"
    write(desk, later.replace("news/1", "news/0"))
    site.asked.clear()
    atom = "".join([entry(links[0], "2026-01-03T00:00:00Z"), *map(plain, [*links[1:], missing])])
    site.put("/feed.xml", f'<feed xmlns="http://www.w3.org/2005/Atom">{atom}</feed>', XML)
    desk.crawl("herald", "--due")
    assert site.paths() == ["/feed.xml", "/news/0"]

    write(desk, "UPDATE failure SET last_failed_at = '2026-01-01T00:00:00.000Z'")
    site.asked.clear()
    desk.crawl("herald", "--due")  # what fails again is no failure of the crawl
    assert site.paths() == ["/feed.xml", "/news/missing"]


def plain(link: str) -> str:
    return f'<entry><link href="{link}"/></entry>'


def test_a_days_budget_of_requests_is_kept_over_several_runs(
    desk: Desk, site: Site, archive_url: str
) -> None:
    desk.archive = archive_url
    links = [site.put(f"/news/{n}", story(f"Ferry number {n}")) for n in range(6)]
    site.put("/feed.xml", feed(*links), XML)
    desk.describe(
        site.url("/"),
        f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0, daily_requests = 7 }}',
    )
    desk.crawl("herald")  # tdmrep.json, the feed, and five stories
    assert list(desk.failures().values()) == ["over budget"]
    desk.crawl("herald", code=1)
    assert len(site.paths()) == 6
    assert desk.failures() == {links[5]: "over budget", site.url("/feed.xml"): "over budget"}
    write(desk, "UPDATE crawl_run SET finished_at = '2026-06-19T08:00:00.000Z'")
    desk.crawl("herald", "--due")
