"""``crawler revisit``, run as a user would, against a paper on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.models import Article, Capture, Observation
from tests.desk import Desk
from tests.spiders.origin import XML, Site, feed, serving, story

TIMES: dict[type[Article | Capture | Observation], tuple[str, ...]] = {
    Article: ("first_seen_at",),
    Capture: ("captured_at",),
    Observation: ("observed_from", "last_seen_at"),
}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def crawled(desk: Desk, site: Site) -> str:
    """The address of an article that was crawled."""
    ferry = site.put("/news/ferry", story("Ferry returns"))
    site.put("/feed.xml", feed(ferry), XML)
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')
    desk.crawl("herald")
    return ferry


def hours_pass(desk: Desk, hours: float) -> None:
    """Make all that the archive has seen so much older."""
    engine = open_archive(desk.archive)
    past = timedelta(hours=hours)
    with for_writing(engine).begin() as connection:
        for kind, names in TIMES.items():
            for row in connection.execute(select(kind.__table__)).all():
                values = {name: getattr(row, name) - past for name in names}
                connection.execute(update(kind).where(kind.id == row.id).values(values))
    engine.dispose()


def listed(desk: Desk, *arguments: str) -> list[dict[str, str]]:
    done = desk.run("crawler", "revisit", *arguments, "--format", "jsonl")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_what_is_due_is_visited_and_then_due_no_more(desk: Desk, site: Site) -> None:
    ferry = crawled(desk, site)
    assert "no article is due" in desk.run("crawler", "revisit").stderr
    hours_pass(desk, 6)
    assert [row["headline"] for row in listed(desk, "--dry-run")] == ["Ferry returns"]
    site.put("/news/ferry", story("Ferry returns at last"))
    desk.run("crawler", "revisit", "herald", "--limit", "5")
    assert desk.ask("SELECT url, source, versions, headline FROM articles") == [
        (ferry, "herald", 2, "Ferry returns at last")
    ]
    assert listed(desk, "--dry-run") == []


def test_it_says_why(desk: Desk, site: Site) -> None:
    ferry = crawled(desk, site)
    hours_pass(desk, 6)
    told = {row["what"]: row["value"] for row in listed(desk, "--explain", ferry)}
    assert told["article"].endswith("Ferry returns")
    gained, price = (
        told["chance of an edit since the last look"],
        told["versions that a request must bring"],
    )
    assert float(gained) > float(price)
    assert told["next visit"] > told["last look"]
    hours_pass(desk, 24 * 70)
    told = {row["what"]: row["value"] for row in listed(desk, "--explain", ferry)}
    assert told["next visit"].startswith("never: it is more than 60 days old")


def test_a_source_that_the_archive_does_not_have_is_refused(desk: Desk, site: Site) -> None:
    crawled(desk, site)
    assert "nothing of 'gazette'" in desk.run("crawler", "revisit", "gazette", code=1).stderr
