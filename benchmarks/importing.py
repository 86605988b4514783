"""``python -m benchmarks.importing [--pages N] [--workers N]``: how fast a WARC file is imported.

Makes a WARC file of made-up pages (30,000 by default) and imports it with ``crawler import``.
Prints pages per second and the peak memory of the importing process. An import of the first pages
in one process shows what a page costs besides its reader.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.stories import page, path
from crawler.capture.exchange import Exchange
from crawler.capture.writer import WarcWriter
from crawler.extract import extract

HOME = "http://herald.example"
SCRIPT = 12_000  # random bytes in a page's script: what a news page has besides its story
FEW = 2_000  # pages, to measure the cost of one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=30_000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = _warc(folder / "few", min(FEW, arguments.pages))
        seconds, processor, _ = _import(folder / "one", few, workers=0)
        pages = min(FEW, arguments.pages)
        whole, reader = 1000 * processor / pages, _reader(pages)
        print(f"one process: {whole:.2f} ms of processor a page, of which the reader {reader:.2f}")
        file = _warc(folder / "all", arguments.pages)
        seconds, _, memory = _import(folder / "many", file, arguments.workers)
        print(
            f"{file.stat().st_size / 1e6:.0f} MB, {arguments.workers} workers: "
            f"{arguments.pages / seconds:.0f} pages/s, at most {memory:.0f} MB"
        )


def story(number: int) -> bytes:
    """A page with a story, and a script that compresses badly."""
    script = random.Random(number).randbytes(SCRIPT).hex()
    return page(number).replace(b"</body>", f"<script>{script!r}</script></body>".encode())


def _warc(folder: Path, pages: int) -> Path:
    """Write a WARC file of so many pages."""
    writer = WarcWriter(folder, "news", max_bytes=1 << 40)
    for number in range(pages):
        kept = writer.write(
            Exchange(
                url=HOME + path(number).decode(),
                at=datetime(2026, 6, 19, tzinfo=UTC) + timedelta(seconds=number),
                request_line=b"GET / HTTP/1.1",
                request_headers=[],
                status=200,
                status_line=b"HTTP/1.1 200 OK",
                headers=[(b"Content-Type", b"text/html; charset=utf-8")],
                body=story(number),
            )
        )
    writer.close()
    return folder / kept.file


def _import(folder: Path, file: Path, workers: int) -> tuple[float, float, float]:
    """Seconds, processor seconds, and megabytes of the importing process."""
    folder.mkdir()
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler", "import", str(file), "--workers", str(workers)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "CRAWLER_ARCHIVE_URL": "sqlite:///archive.db"},
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"the import ended with {os.waitstatus_to_exitcode(status)}")
    seconds = time.perf_counter() - start
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _reader(pages: int) -> float:
    """Milliseconds of processor time to read a page."""
    bodies = [story(number) for number in range(0, pages, 5)]
    start = time.process_time()
    for body in bodies:
        extract(body, HOME + "/news/2026/06/19/1.html")
    return 1000 * (time.process_time() - start) / len(bodies)


if __name__ == "__main__":
    main()
