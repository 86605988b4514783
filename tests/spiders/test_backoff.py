"""A host that has enough of us is given time, and in the end is left alone."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from crawler.fetch.backoff import TOO_OFTEN, told_wait
from tests.desk import Desk
from tests.spiders.origin import Site, feed, story

NOON = datetime(2026, 6, 19, 12, tzinfo=UTC)


def describe(desk: Desk, site: Site, links: list[str]) -> None:
    site.put("/rss.xml", feed(*links))
    limits = "limits = { delay = 0.0, concurrency = 1 }"
    desk.describe(site.url("/"), f'feeds = ["{site.url("/rss.xml")}"]\n{limits}')


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        *[("120", 120.0), ("0", 0.0), ("Fri, 19 Jun 2026 12:00:30 GMT", 30.0)],
        *[("Fri, 19 Jun 2026 11:00:00 GMT", 0.0), ("soon", None), ("", None)],
        ("Fri, 19 Jun 2026 12:00:99999999999999999999 GMT", None),
    ],
)
def test_what_retry_after_asks_for(value: str, seconds: float | None) -> None:
    assert told_wait(Response("http://x.example/", headers={"Retry-After": value}), NOON) == seconds


def test_a_host_that_asks_for_time_gets_it(desk: Desk, site: Site) -> None:
    busy = site.put("/busy", "later", ("Retry-After", "3"), status=429)
    other = site.put("/ferry", story("Ferry returns to the old harbor"))
    describe(desk, site, [busy, other])
    desk.crawl("herald", code=0)
    asked = [one for one in site.asked if one.path == "/busy"]
    assert len(asked) == 3  # Scrapy's two retries
    assert asked[1].at - asked[0].at >= 3.0  # what was under way is not called back
    assert desk.ask("SELECT url FROM articles") == [(other,)]


def test_a_host_that_asks_for_an_hour_is_left_alone(desk: Desk, site: Site) -> None:
    links = [site.put(f"/no/{n}", "later", ("Retry-After", "3600"), status=503) for n in range(40)]
    describe(desk, site, links)
    desk.crawl("herald", code=1)  # for nothing could be fetched
    assert len(site.paths()) - 1 <= 16  # what was under way
    assert set(desk.failures()) == set(links)


def test_a_host_that_refuses_again_and_again_is_left_alone(desk: Desk, site: Site) -> None:
    links = [site.put(f"/no/{n}", "no", status=403) for n in range(TOO_OFTEN + 40)]
    describe(desk, site, links)
    desk.crawl("herald")
    refused = len(site.paths()) - 1  # but for the feed
    assert TOO_OFTEN <= refused <= TOO_OFTEN + 16  # what was under way
    failures = desk.failures()
    assert set(failures) == set(links)
    told = Counter(failures.values())
    assert told == {"HTTP 403": refused, "host refuses us": len(links) - refused}
