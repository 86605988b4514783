"""robots.txt is asked first, obeyed by all, and sets the pace."""

from __future__ import annotations

import pytest

from crawler.fetch.robots import product_token
from tests.desk import Desk
from tests.spiders.origin import SITE_FILES, XML, Answer, Site, feed, story

TEXT = ("Content-Type", "text/plain")
FEEDS = [f"/feed-{n}.xml" for n in range(8)]


def publish(desk: Desk, site: Site, robots: Answer, delay: float = 0.0) -> None:
    """A paper with eight feeds of one story each, and a robots.txt."""
    site.answers["/robots.txt"] = robots
    for number, path in enumerate(FEEDS):
        url = site.put(f"/story-{number}", story(f"Ferry number {number} returns"))
        site.put(path, feed(url), XML)
    feeds = ", ".join(f'"{site.url(path)}"' for path in FEEDS)
    desk.describe(site.url("/"), f"feeds = [{feeds}]\nlimits = {{ delay = {delay} }}")


def rules(text: str, after: float = 0.0) -> Answer:
    return Answer(text, 200, (TEXT,), after=after)


def test_no_request_passes_while_robots_txt_is_still_on_its_way(desk: Desk, site: Site) -> None:
    publish(desk, site, rules("User-agent: *\nDisallow: /feed\n", after=0.5))
    desk.crawl("herald", code=1)
    assert [asked.path for asked in site.asked] == ["/robots.txt"]
    assert desk.failures() == {site.url(path): "robots.txt" for path in FEEDS}


def test_the_rules_for_our_name_replace_those_for_all(desk: Desk, site: Site) -> None:
    publish(
        desk, site, rules("User-agent: *\nDisallow: /\n\nUser-agent: crawler\nDisallow: /story-3\n")
    )
    desk.crawl("herald")
    assert desk.failures() == {site.url("/story-3"): "robots.txt"}
    assert len(desk.ask("SELECT * FROM articles")) == 7


@pytest.mark.parametrize("status", [404, 401])
def test_without_a_robots_txt_everything_is_allowed(desk: Desk, site: Site, status: int) -> None:
    publish(desk, site, Answer("User-agent: *\nDisallow: /\n", status))
    desk.crawl("herald")
    assert len(desk.ask("SELECT * FROM articles")) == 8


@pytest.mark.parametrize("status", [503, 429])
def test_a_robots_txt_that_cannot_be_had_forbids_everything(
    desk: Desk, site: Site, status: int
) -> None:
    again_soon = [("Retry-After", "1")]  # else the crawl waits for half a minute
    publish(desk, site, Answer("User-agent: *\nAllow: /\n", status, again_soon))
    desk.crawl("herald", code=1)
    assert site.paths() == []
    rows = desk.ask("SELECT DISTINCT reason, detail FROM failures")
    assert rows == [("robots.txt", f"robots.txt is not to be had: HTTP {status}")]


@pytest.mark.parametrize(("of_source", "of_robots", "spacing"), [(0, 0.2, 0.2), (0.3, 0.1, 0.15)])
def test_of_the_sources_delay_and_the_crawl_delay_the_larger_holds(
    desk: Desk, site: Site, of_source: float, of_robots: float, spacing: float
) -> None:
    """A source's own delay is varied by half, so that requests do not come like a clock's."""
    publish(desk, site, rules(f"User-agent: *\nCrawl-delay: {of_robots}\n"), of_source)
    desk.crawl("herald")
    times = [asked.at for asked in site.asked]
    assert len(times) == len(SITE_FILES) + 2 * len(FEEDS)
    assert times[-1] - times[0] > spacing * (len(times) - 1) * 0.9  # the server reads late at times


def test_a_crawl_delay_that_no_crawl_can_wait_for_is_told_and_nothing_is_fetched(
    desk: Desk, site: Site
) -> None:
    publish(desk, site, rules("User-agent: *\nCrawl-delay: 86400\n"))
    desk.crawl("herald", code=1)
    assert [asked.path for asked in site.asked] == ["/robots.txt"]
    rows = desk.ask("SELECT DISTINCT reason, detail FROM failures")
    asks = "robots.txt asks for 86400 s between two requests; more than 300 s are not waited"
    assert rows == [("robots.txt", asks)]


def test_a_user_agent_goes_by_its_name_and_not_by_words_of_its_comment() -> None:
    assert product_token("crawler/0.1.0 (news archive; +https://example.org)") == "crawler"
    assert product_token("Harbor-Archive") == "Harbor-Archive"
