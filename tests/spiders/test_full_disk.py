"""A disk that takes no more ends the crawl; nothing stands in the archive that was not kept."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

from tests.desk import Desk
from tests.spiders.origin import XML, Site, feed, story

MOST = 4 << 20  # bytes of a file


def test_what_the_disk_does_not_take_is_not_archived(desk: Desk, site: Site) -> None:
    ferry = site.put("/ferry", story("Ferry returns"))
    large = site.put("/large", os.urandom(MOST + 1))
    tug = site.put("/tug", story("Tug leaves"))
    site.put("/feed.xml", feed(ferry, large, tug), XML)
    desk.describe(
        site.url("/"),
        f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.1, concurrency = 1 }}',
    )
    done = subprocess.run(
        [sys.executable, "-m", "crawler", "crawl", "herald"],
        cwd=desk.folder,
        env=desk.environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST)),
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.count("cannot write captures") == 1
    assert "a crawl did not finish: disk_full" in done.stderr
    assert "Traceback" not in done.stderr
    assert desk.ask("SELECT url FROM articles") == [(ferry,)]
    assert desk.failures() == {large: "not captured", tug: "not captured"}

    desk.crawl("herald")  # with room again
    assert desk.ask("SELECT url FROM articles ORDER BY url") == [(ferry,), (tug,)]
    assert desk.failures() == {large: "other"}
