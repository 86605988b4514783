"""A crawl says how far it is, and ends in good order when it is told to."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time

import pytest

from tests.desk import Desk
from tests.spiders.origin import XML, Answer, Site, feed, story

COMMAND = [sys.executable, "-m", "crawler", "crawl", "herald"]
STORIES = 24


def publish(desk: Desk, site: Site, delay: float) -> None:
    """Twenty-four stories, and the seconds between two requests for them."""
    links = [site.put(f"/news/{n}", story(f"Ferry number {n} returns")) for n in range(STORIES)]
    site.put("/feed.xml", feed(*links), XML)
    address = site.url("/feed.xml")
    desk.describe(site.url("/"), f'feeds = ["{address}"]\nlimits = {{ delay = {delay} }}')


def begun(desk: Desk) -> subprocess.Popen[str]:
    """A crawl that goes on, whose output is piped."""
    return subprocess.Popen(
        COMMAND,
        cwd=desk.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=desk.environment,
    )


def test_in_a_pipe_there_is_a_line_at_times_and_only_the_summary_on_stdout(
    desk: Desk, site: Site
) -> None:
    publish(desk, site, 0.3)
    done = desk.crawl("herald")
    told = [
        re.fullmatch(r"(\d+) fetched(?:, (\d+) new)?", line) for line in done.stderr.splitlines()
    ]
    assert told
    assert all(told)
    fetched = [int(line[1]) for line in told if line]
    assert fetched == sorted(fetched)
    assert 0 < fetched[0] < STORIES
    assert done.stdout == f"source\tnew\nherald\t{STORIES}\nall\t{STORIES}\n"


def test_on_a_terminal_there_is_a_live_line(desk: Desk, site: Site) -> None:
    publish(desk, site, 0.15)
    ours, theirs = pty.openpty()
    env = {**desk.environment, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        COMMAND, cwd=desk.folder, stdout=subprocess.PIPE, stderr=theirs, text=True, env=env
    ) as crawl:
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
        assert crawl.stdout is not None
        assert crawl.stdout.read() == f"source\tnew\nherald\t{STORIES}\nall\t{STORIES}\n"
    os.close(ours)
    assert crawl.returncode == 0
    fetched = {int(number) for number in re.findall(rb"(\d+) fetched", shown)}
    assert len(fetched) > 2
    assert re.search(rb"\d+ fetched, \d+ new", shown)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_crawl_ends_with_a_summary_and_loses_nothing(
    desk: Desk, site: Site, how: signal.Signals
) -> None:
    publish(desk, site, 0.15)
    with begun(desk) as crawl:
        while len(site.asked) < 8 and crawl.poll() is None:
            time.sleep(0.01)
        crawl.send_signal(how)
        out, err = crawl.communicate()
    assert crawl.returncode == 130, out + err
    assert "Traceback" not in err
    assert "crawler: interrupted" in err
    archived = desk.ask("SELECT count(*) FROM articles")[0][0]
    assert out.splitlines()[-1] == f"all\t{archived}"
    served = len(site.paths()) - 1  # but for the feed
    assert archived == served
    assert 5 <= archived < STORIES

    desk.crawl("herald")
    assert desk.ask("SELECT count(*), max(versions) FROM articles") == [(STORIES, 1)]
    reasons = desk.ask("SELECT exit_reason FROM runs ORDER BY run_id")
    assert reasons == [("shutdown",), ("finished",)]


def test_a_second_signal_ends_at_once_and_the_next_crawl_has_the_rest(
    desk: Desk, site: Site
) -> None:
    publish(desk, site, 1.0)
    with begun(desk) as crawl:
        while len(site.asked) < 4 and crawl.poll() is None:
            time.sleep(0.01)
        site.answers["/news/5"] = Answer(story("Ferry number 5"), after=30)
        while "/news/5" not in site.paths() and crawl.poll() is None:
            time.sleep(0.01)
        crawl.send_signal(signal.SIGINT)
        time.sleep(1)
        crawl.send_signal(signal.SIGINT)
        out, err = crawl.communicate(timeout=20)
    assert crawl.returncode == 130, out + err
    assert "Traceback" not in err
    assert "ended at once" in err
    assert out == ""
    publish(desk, site, 0.0)
    desk.crawl("herald")
    assert desk.ask("SELECT count(*), max(versions) FROM articles") == [(STORIES, 1)]


def test_a_mistake_is_told_by_scrapy_too(desk: Desk) -> None:
    done = desk.run("scrapy", "crawl", "news", "-a", "source=koreatime", code=1)
    assert "crawler: there is no source 'koreatime'. Did you mean koreatimes" in done.stderr
