"""``python -m benchmarks.memory [--pages N]``: does the memory of a crawl grow with its pages?

Crawls a loopback site of made-up stories with our spider and whole pipeline, as
``benchmarks.crawl`` does, and prints the resident memory of the crawling process and its readers as
the pages come.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.crawl import OURS
from benchmarks.origin import serving
from benchmarks.processes import descendants, resident
from benchmarks.stories import Site

LOOK = 2.0  # seconds between two looks
WORKERS = "ours, 2 workers, SQLite"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=100_000)
    pages = parser.parse_args().pages
    assert WORKERS in OURS
    with serving(Site(pages)) as port, tempfile.TemporaryDirectory() as folder:
        urls = Path(folder, "urls.txt")
        with urls.open("w") as lines:
            lines.writelines(
                f"http://site.localhost:{port}{path.decode()}\n" for path in Site(pages)
            )
        task = {"name": WORKERS, "urls": str(urls), "folder": str(Path(folder, "archive"))}
        crawl = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.crawl_once", json.dumps(task)],
            stdout=subprocess.DEVNULL,
        )
        print(f"{'pages':>8} {'seconds':>8} {'crawl MB':>9} {'readers MB':>11}", flush=True)
        for line in _looks(crawl, Path(folder, "archive", "archive.db"), pages):
            print(line, flush=True)


def _looks(crawl: subprocess.Popen[bytes], archive: Path, pages: int) -> Iterator[str]:
    """A line at each tenth of the pages, and one at the first hundredth."""
    start = time.monotonic()
    marks = [pages // 100, *range(pages // 10, pages, pages // 10)]
    last = ""
    while crawl.poll() is None:
        time.sleep(LOOK)
        done, here, readers = _archived(archive), resident(crawl.pid), descendants(crawl.pid)
        if here:
            seconds = time.monotonic() - start
            last = f"{done:8} {seconds:8.0f} {here:9.0f} {sum(map(resident, readers)):11.0f}"
        if marks and done >= marks[0]:
            marks = [mark for mark in marks if mark > done]
            yield last
    yield last
    if crawl.returncode:
        raise RuntimeError(f"the crawl ended with {crawl.returncode}")


def _archived(archive: Path) -> int:
    if not archive.exists():
        return 0
    engine = create_engine(f"sqlite:///{archive}")
    with engine.connect() as connection:
        found: int = connection.execute(
            text("SELECT coalesce(max(id), 0) FROM capture")
        ).scalar_one()
    engine.dispose()
    return found


if __name__ == "__main__":
    main()
