"""A crawl over real HTTP, from the feed to the archive and the WARC file."""

from __future__ import annotations

import gzip
import subprocess
import sys

from warcio.archiveiterator import ArchiveIterator

from tests.desk import Desk
from tests.spiders.origin import HTML, XML, Answer, Site, feed, story

FERRY = "/news/ferry?id=1&part=&part=2&q=%ED%95%AD"


def publish(desk: Desk, site: Site, *links: str) -> None:
    site.put("/feed.xml", feed(*(link.replace("&", "&amp;") for link in links)), XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')


def test_a_second_crawl_adds_a_version_only_where_a_story_changed(
    desk: Desk, site: Site, archive_url: str
) -> None:
    desk.archive = archive_url
    ferry = site.put(FERRY, story("Ferry returns"))
    tug = site.put("/news/tug", story("Tug leaves"))
    fire = site.put("/news/fire", story("Fire at the dock"))
    publish(desk, site, ferry, tug, fire)
    desk.crawl("herald")
    assert desk.ask("SELECT url, headline, versions, source FROM articles ORDER BY url") == [
        (ferry, "Ferry returns", 1, "herald"),
        (fire, "Fire at the dock", 1, "herald"),
        (tug, "Tug leaves", 1, "herald"),
    ]

    site.put("/news/tug", story("Tug leaves at last"))
    site.put("/news/fire", "<h1>No longer here</h1>", status=410)
    done = desk.crawl("herald")
    assert done.stdout.splitlines()[-1].split("\t") == ["all", "1", "1", "1"]
    assert done.stdout.splitlines()[0].split("\t") == ["source", "changed", "same", "gone"]
    assert desk.ask("SELECT url, headline FROM versions ORDER BY url, version") == [
        (ferry, "Ferry returns"),
        (fire, "Fire at the dock"),
        (tug, "Tug leaves"),
        (tug, "Tug leaves at last"),
    ]
    kinds = "SELECT url, kind FROM captures WHERE url LIKE '%/news/%' ORDER BY captured_at"
    assert [kind for url, kind in desk.ask(kinds) if url == ferry] == ["response", "revisit"]
    assert [kind for url, kind in desk.ask(kinds) if url == tug] == ["response", "response"]


def test_a_page_that_fails_is_left_alone_for_a_while_whatever_its_address_is_spelt_like(
    desk: Desk, site: Site
) -> None:
    site.put("/%EB%89%B4%EC%8A%A4", "busy", status=500)
    publish(desk, site, site.url("/뉴스"), site.put(FERRY, story("Ferry returns")))
    desk.crawl("herald", "--due")
    asked = site.paths().count("/%EB%89%B4%EC%8A%A4")
    desk.crawl("herald", "--due")
    assert site.paths().count("/%EB%89%B4%EC%8A%A4") == asked > 0


def test_a_redirected_story_is_known_by_both_addresses(desk: Desk, site: Site) -> None:
    new = site.put("/news/ferry-returns", story("Ferry returns"))
    old = site.put("/ferry", "", ("Location", "/news/ferry-returns"), status=301)
    publish(desk, site, old, new)
    desk.crawl("herald")
    assert desk.ask("SELECT url, versions FROM articles") == [(new, 1)]
    assert desk.ask("SELECT url, relation FROM article_url ORDER BY url") == [
        (old, "redirect"),
        (new, "fetched"),
    ]
    moved = "SELECT status, redirect_to FROM captures WHERE url LIKE '%/ferry'"
    assert desk.ask(moved) == [(301, new)]


def test_all_that_a_crawl_asks_for_is_of_its_source_on_another_publishers_site_too(
    desk: Desk, site: Site
) -> None:
    """The robots.txt, the redirect and the story itself: recovery and readers find it there."""
    site.put("/ferry", "", ("Location", site.url("/new", "tribune")), status=301)
    site.put("/new", story("Ferry returns"))
    places = [site.url("/feed.xml"), site.url("/feed.xml", "tribune")]
    site.put("/feed.xml", feed(site.url("/ferry", "tribune")), XML)
    desk.describe(site.url("/"), f"feeds = {places}\nlimits = {{ delay = 0.0 }}")
    with (desk.folder / "crawler.toml").open("a") as toml:
        toml.write(f'[sources.tribune]\nhome = "{site.url("/", "tribune")}"\n')
    desk.crawl("herald")
    assert desk.ask("SELECT url, source FROM articles") == [(site.url("/new", "tribune"), "herald")]
    assert desk.ask("SELECT DISTINCT source FROM captures") == [("herald",)]


def test_sitemaps_and_sections_lead_to_stories_too(desk: Desk, site: Site) -> None:
    stories = [site.put(f"/2026/06/19/{n}", story(f"Story number {n}")) for n in range(4)]
    site.put(
        "/index.xml",
        f"<sitemapindex><sitemap><loc>{site.url('/a.xml.gz')}</loc></sitemap>"
        f"<sitemap><loc>{site.url('/index.xml')}</loc></sitemap></sitemapindex>",
        XML,
    )
    site.put(
        "/a.xml.gz",
        gzip.compress(f"<urlset><url><loc>{stories[0]}</loc></url></urlset>".encode()),
        ("Content-Type", "application/gzip"),
    )
    site.put("/news.xml", f"<urlset><url><loc>{stories[1]}</loc></url></urlset>", XML)
    site.put("/harbor/", f'<a href="/2026/06/19/2">Two</a> <a href="{stories[3]}">Three</a>')
    desk.describe(
        site.url("/"),
        f'sitemaps = ["{site.url("/index.xml")}"]\nnews_sitemaps = ["{site.url("/news.xml")}"]\n'
        f'sections = ["{site.url("/harbor/")}"]\nlimits = {{ delay = 0.0 }}',
    )
    desk.crawl("herald")
    assert desk.ask("SELECT url FROM articles ORDER BY url") == [(url,) for url in stories]
    assert desk.failures() == {}
    assert len(site.paths()) == len(set(site.paths()))


def test_a_feed_without_news_beside_one_that_is_lost_is_no_crawl_in_vain(
    desk: Desk, site: Site
) -> None:
    old = site.put("/news/old", story("An old story"))
    dated = "<pubDate>Wed, 01 Jan 2020 08:00:00 GMT</pubDate></item>"
    site.put("/feed.xml", feed(old).replace("</item>", dated), XML)
    places = [site.url("/feed.xml"), site.url("/lost.xml")]
    desk.describe(site.url("/"), f'feeds = {places}\nlimits = {{ delay = 0.0, max_age = "2d" }}')
    desk.crawl("herald")
    assert desk.failures() == {site.url("/lost.xml"): "HTTP 404"}
    assert "/news/old" not in site.paths()


def test_an_index_that_makes_up_others_has_an_end(desk: Desk, site: Site) -> None:
    for n in range(10):
        nested = f"<sitemap><loc>{site.url(f'/index.xml?n={n + 1}')}</loc></sitemap>"
        site.put(f"/index.xml?n={n}", f"<sitemapindex>{nested}</sitemapindex>", XML)
    desk.describe(
        site.url("/"), f'sitemaps = ["{site.url("/index.xml?n=0")}"]\nlimits = {{ delay = 0.0 }}'
    )
    desk.crawl("herald")
    assert [path for path in site.paths() if path.startswith("/index")] == [
        f"/index.xml?n={n}" for n in range(4)
    ]
    assert desk.failures() == {site.url("/index.xml?n=3"): "nested too deep"}


def test_the_sitemaps_of_an_index_are_opened_newest_first_and_no_more_than_needed(
    desk: Desk, site: Site
) -> None:
    days = {"a": "2026-06-17", "b": "", "c": "2026-06-19", "d": "2026-06-18"}
    index = ""
    for name, day in days.items():
        lastmod = f"<lastmod>{day}</lastmod>" if day else ""
        index += f"<sitemap><loc>{site.url(f'/{name}.xml')}</loc>{lastmod}</sitemap>"
        url = site.put(f"/news/{name}", story(f"A story of map {name}"))
        site.put(f"/{name}.xml", f"<urlset><url><loc>{url}</loc></url></urlset>", XML)
    site.put("/d.xml", "no sitemap", XML)
    site.put("/index.xml", f"<sitemapindex>{index}</sitemapindex>", XML)
    desk.describe(
        site.url("/"), f'sitemaps = ["{site.url("/index.xml")}"]\nlimits = {{ delay = 0.0 }}'
    )
    desk.crawl("herald", "--limit", "2")
    maps = [path for path in site.paths() if path.endswith(".xml")]
    assert maps == ["/index.xml", "/c.xml", "/d.xml", "/a.xml"]
    assert set(site.paths()) - set(maps) == {"/news/c", "/news/a"}
    assert desk.failures() == {site.url("/d.xml"): "unreadable"}
    site.asked.clear()
    desk.crawl("herald")
    assert sorted(site.paths()) == sorted(
        ["/index.xml", *(f"/{name}.xml" for name in days), "/news/a", "/news/b", "/news/c"]
    )


def test_age_and_count_are_limited(desk: Desk, site: Site) -> None:
    links = [site.put(f"/news/{n}", story(f"Story number {n}")) for n in range(3)]
    dates = ("Fri, 19 Jun 2020 06:00:00 GMT", "", "Fri, 19 Jun 2099 06:00:00 GMT")
    items = "".join(
        f"<item><link>{link}</link><pubDate>{date}</pubDate></item>"
        for link, date in zip(links, dates, strict=True)
    )
    site.put("/feed.xml", f"<rss><channel>{items}</channel></rss>", XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')
    desk.crawl("herald", "--max-age", "2d", "--limit", "1")
    assert desk.ask("SELECT url FROM articles") == [(links[1],)]
    desk.crawl("herald", "--max-age", "2d")
    assert desk.ask("SELECT url FROM articles ORDER BY url") == [(links[1],), (links[2],)]


def test_scrapys_own_command_runs_the_same_crawl(desk: Desk, site: Site) -> None:
    publish(desk, site, site.put(FERRY, story("Ferry returns")))
    desk.run("scrapy", "crawl", "news", "-a", "source=herald", "-a", "limit=5")
    assert desk.ask("SELECT headline, source FROM articles") == [("Ferry returns", "herald")]
    assert desk.ask("SELECT command, exit_reason FROM runs") == [("crawl herald", "finished")]


def test_a_url_by_itself_belongs_to_its_publisher(desk: Desk, site: Site) -> None:
    desk.describe(site.url("/"), "")
    known = site.put("/news/ferry", story("Ferry returns"))
    site.put("/news/tug", story("Tug leaves"))
    other, missing = site.url("/news/tug", "courier"), site.url("/missing")
    desk.crawl("--url", known, "--url", other, "--url", missing)
    assert desk.ask("SELECT url, source FROM articles ORDER BY source") == [
        (other, "courier.localhost"),
        (known, "herald"),
    ]
    assert desk.ask("SELECT source FROM failures") == [("herald",)]


def test_urls_by_themselves_are_visited_within_the_limits_of_their_source(
    desk: Desk, site: Site
) -> None:
    limits = "limits = { delay = 2.0, concurrency = 1, daily_requests = 3 }"
    desk.describe(site.url("/"), limits)
    theirs = [site.put(f"/news/{n}", story(f"Ferry number {n}")) for n in range(4)]
    other = site.url("/news/0", "courier")
    asked = [word for url in (*theirs, other) for word in ("--url", url)]
    desk.crawl(*asked)  # tdmrep.json and two pages
    assert desk.failures() == dict.fromkeys(theirs[2:], "over budget")
    assert desk.ask("SELECT url FROM articles WHERE url LIKE '%courier%'") == [(other,)]
    times = [each.at for each in site.asked if each.headers["Host"].startswith("herald.")]
    assert times[-1] - times[0] > 0.9 * 3 * 2.0 / 2  # a delay is varied by half
    desk.crawl("--url", theirs[3], code=1)
    assert desk.failures()[theirs[3]] == "over budget"


def test_a_sources_rules_leave_parts_of_a_page_out(desk: Desk, site: Site) -> None:
    promo = '<p class="promo">Every boat of this harbor stands in our letter, each Friday.</p>'
    page = story("Ferry returns").replace("<p>Its owner", f"{promo}<p>Its owner")
    url = site.put("/news/ferry", page)
    desk.describe(site.url("/"), 'rules = { exclude = ["p.promo"] }')
    desk.crawl("--url", url)
    ((body,),) = desk.ask("SELECT body FROM articles")
    assert "Its owner said" in body
    assert "Every boat" not in body
    shown = desk.run("crawler", "show", url).stdout
    assert "Its owner said" in shown
    assert "Every boat" not in shown


def test_urls_may_hold_commas(desk: Desk, site: Site) -> None:
    one = site.put("/news/ferry,1.html", story("Ferry returns"))
    two = site.put("/news/tug,2.html", story("Tug leaves"))
    desk.run("scrapy", "crawl", "urls", "-a", f"urls={one},{two}")
    assert desk.ask("SELECT url FROM articles ORDER BY url") == [(one,), (two,)]


def test_the_warc_file_holds_what_came_over_the_wire(desk: Desk, site: Site) -> None:
    body = gzip.compress(story("Ferry returns").encode())
    cookies = (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2; Path=/"))
    site.answers[FERRY] = Answer(body, 200, (HTML, ("Content-Encoding", "gzip"), *cookies))
    desk.crawl("--url", site.url(FERRY))
    desk.crawl("--url", site.url(FERRY))
    first, second = sorted((desk.folder / "captures").glob("*.warc.gz"))
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(first), str(second)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    kept = {}
    for file in (first, second):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                url = record.rec_headers.get_header("WARC-Target-URI")
                raw = record.raw_stream.read()
                kept[file, record.rec_type, url] = (record, raw)
    record, raw = kept[first, "response", site.url(FERRY)]
    assert raw == body
    sent = [value for name, value in record.http_headers.headers if name == "Set-Cookie"]
    assert sent == [value for _, value in cookies]
    assert (first, "response", site.url("/robots.txt")) in kept
    asked, _ = kept[first, "request", site.url(FERRY)]
    assert asked.http_headers.statusline == f"{FERRY} HTTP/1.1"
    again, nothing = kept[second, "revisit", site.url(FERRY)]
    assert nothing == b""
    assert again.rec_headers.get_header("WARC-Refers-To") == record.rec_headers.get_header(
        "WARC-Record-ID"
    )
