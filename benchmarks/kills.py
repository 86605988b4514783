"""``python -m benchmarks.kills [--kills N] [--seed N]``: is anything lost when a crawl is killed?

A loopback paper publishes new stories. A crawl of it is begun and killed (``kill -9``) at a random
instant, then the next one, and so on. A third of the kills hit a reader process, which the crawl
must survive; a third hit the crawl itself; a third hit the crawl just when its writer writes. At
the end one crawl runs to completion. Then the program compares what the paper served, what the WARC
files hold and what the archive knows.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.paper import Paper, opened
from benchmarks.processes import children
from crawler.capture.reader import read_records

STORIES = 100  # new ones before each kill; the crawl's own process reads the first pages
OLD = 40  # earlier stories that are still in the feed
AT_ONCE = 8  # requests
JITTER = 0.1  # most seconds between the page after which a crawl is killed and the kill
KINDS = ("reader", "crawl", "writer")


@dataclass(frozen=True, slots=True)
class Report:
    """What was found at the end. All but the first three lines must be 0."""

    served: int  # pages that the paper sent
    captured: int  # captures of pages in the archive
    in_flight: int  # sent, but still on their way when a crawl died
    missing: int  # stories that were sent but have no version in the archive
    doubled: int  # stories in the archive more than once, or in more than one version
    captured_twice: int  # captures of one WARC record
    not_archived: int  # whole records in the WARC files that the archive does not know
    not_kept: int  # captures in the archive that the WARC files do not hold

    @property
    def is_sound(self) -> bool:
        faults = (self.missing, self.doubled, self.captured_twice)
        return not any((*faults, self.not_archived, self.not_kept))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with opened() as paper, tempfile.TemporaryDirectory() as folder:
        killed = kill_crawls(paper, Path(folder), arguments.kills, random.Random(arguments.seed))
        report = compare(paper, Path(folder))
    print(", ".join(f"{number} of the {kind}" for kind, number in sorted(killed.items())))
    for name in Report.__slots__:
        print(f"{name.replace('_', ' '):16} {getattr(report, name):8}")
    if not report.is_sound or report.in_flight > arguments.kills * AT_ONCE:
        raise SystemExit("something was lost, or is there twice")


def kill_crawls(paper: Paper, folder: Path, kills: int, chosen: random.Random) -> Counter[str]:
    """Begin crawls and kill them, then let one finish; return how many kills hit what."""
    home = f"http://herald.localhost:{paper.server_port}/"
    (folder / "crawler.toml").write_text(
        f'[sources.herald]\npublisher = "Herald"\nhome = "{home}"\nfeeds = ["{home}feed.xml"]\n'
        f"limits = {{ delay = 0.0, concurrency = {AT_ONCE} }}\n"
    )
    hit: Counter[str] = Counter()
    for number in range(kills):
        paper.show(number * STORIES - OLD, (number + 1) * STORIES)
        kind = KINDS[number % len(KINDS)]
        crawl = _crawl(folder)
        enough = sum(paper.served.values()) + chosen.randrange(STORIES)
        while crawl.poll() is None and sum(paper.served.values()) <= enough:
            time.sleep(0.001)
        time.sleep(chosen.uniform(0, JITTER))
        hit[_kill(crawl, kind, folder)] += 1
    paper.show(0, kills * STORIES)
    _end(_crawl(folder))
    return hit


def _crawl(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", "crawl", "herald", "--workers", "2"],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "CRAWLER_ARCHIVE_URL": "sqlite:///archive.db"},
    )


def _kill(crawl: subprocess.Popen[str], kind: str, folder: Path) -> str:
    """Kill the chosen target; return what the kill actually hit."""
    if kind == "reader":
        reader = _reader(crawl)
        if reader is not None:
            os.kill(reader, signal.SIGKILL)
        _end(crawl)
        return "nothing" if reader is None else kind
    if kind == "writer":
        _wait_for_writing(crawl, folder / "archive.db-wal")
    was_alive = crawl.poll() is None
    crawl.kill()
    crawl.communicate()
    return kind if was_alive else "nothing"


def _reader(crawl: subprocess.Popen[str]) -> int | None:
    """A reader process of the crawl, as soon as there is one; None if the crawl ends first."""
    while crawl.poll() is None:
        for server in children(crawl.pid):
            for reader in children(server):
                return reader
        time.sleep(0.001)
    return None


def _wait_for_writing(crawl: subprocess.Popen[str], log: Path) -> None:
    """Wait until the writer adds to SQLite's log, which begins with a transaction's first page."""
    before = _written(log)
    while crawl.poll() is None and _written(log) == before:
        time.sleep(0.0005)


def _written(log: Path) -> tuple[int, int]:
    try:
        found = log.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _end(crawl: subprocess.Popen[str]) -> None:
    said, _ = crawl.communicate()
    if crawl.returncode:
        raise RuntimeError(f"a crawl ended with {crawl.returncode}: {said}")


def compare(paper: Paper, folder: Path) -> Report:
    """Compare what the paper served, the WARC files hold and the archive knows."""
    engine = create_engine(f"sqlite:///{folder / 'archive.db'}")
    with engine.connect() as connection:
        captures = connection.execute(
            text("SELECT record_id FROM captures WHERE url LIKE '%/news/%'")
        ).all()
        articles = connection.execute(text("SELECT url, versions FROM articles")).all()
    engine.dispose()
    kept = {
        record.field("WARC-Record-ID")
        for file in (folder / "captures").glob("*.warc.gz")
        for record in read_records(file)
        if "/news/" in (record.field("WARC-Target-URI") or "")
    }
    known = {row.record_id for row in captures}
    stories = Counter("/" + row.url.split("/", 3)[3] for row in articles)
    served = sum(paper.served.values())
    return Report(
        served=served,
        captured=len(captures),
        in_flight=served - len(captures),
        missing=len(paper.served.keys() - stories.keys()),
        doubled=sum(n > 1 for n in stories.values()) + sum(r.versions != 1 for r in articles),
        captured_twice=len(captures) - len(known),
        not_archived=len(kept - known),
        not_kept=len(known - kept),
    )


if __name__ == "__main__":
    main()
