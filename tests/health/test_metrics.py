"""``crawler metrics``, asked over HTTP as Prometheus asks."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.desk import Desk
from tests.spiders.origin import XML, Site, feed, serving, story

CAPTCHA = """<html><head><title>Just a moment...</title></head><body>
<h1>Checking your browser</h1><p>Please complete the captcha to prove that you are human.</p>
</body></html>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def scraped(url: str) -> dict[tuple[str, ...], float]:
    """Name and labels (by their names, as they are told) of each sample -> its value."""
    with urlopen(url, timeout=30) as answer:
        told = answer.read().decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }


def test_each_scrape_tells_the_present(desk: Desk, site: Site, archive_url: str) -> None:
    desk.archive = archive_url
    desk.describe(site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}')
    site.put(
        "/feed.xml", feed(*(site.put(f"/news/{n}", story(f"Ferry {n}")) for n in range(3))), XML
    )
    desk.crawl("herald")
    desk.run("crawler", "import", "--queue", *map(str, desk.folder.glob("captures/*.warc.gz")))
    serving_it = subprocess.Popen(
        [sys.executable, "-m", "crawler", "metrics", "--port", "0"],
        cwd=desk.folder,
        env=desk.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert serving_it.stderr is not None
        url = serving_it.stderr.readline().strip()
        before = scraped(url)
        assert before["crawler_last_run", "new", "herald"] == 3
        assert before["crawler_tasks", "import", "queued"] == 1
        assert not any(name == "crawler_troubles" for name, *_ in before)

        site.put("/feed.xml", feed(*(site.put(f"/news/{n}", CAPTCHA) for n in range(3, 6))), XML)
        desk.crawl("herald")
        desk.run("crawler", "health", code=1)
        after = scraped(url)
        assert after["crawler_troubles", "herald", "blocked"] == 1
        ended = "crawler_last_run_finished_timestamp_seconds", "herald"
        assert after[ended] > before[ended]
        serving_it.send_signal(signal.SIGTERM)
        assert serving_it.wait(30) == 0
    finally:
        serving_it.kill()
        serving_it.wait()
