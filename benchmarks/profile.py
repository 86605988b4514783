"""Where the time of a crawl goes: ``python -m benchmarks.profile [--pages N] [--picture FILE]``.

Crawls real pages from memory on loopback, all in one process, under py-spy, and prints the share of
each part of the code. A sample belongs to the innermost package of ours on its stack, with any
library it calls; a sample outside our code belongs to the innermost library.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.corpus import labelled_pages, truth_files
from benchmarks.origin import serving, site

INLINE = "ours, 0 workers, SQLite"
RATE = 200  # samples a second
_OURS = re.compile(r"\(crawler/([a-z_]+)(?:/([a-z_/]+\.py))?")
_THEIRS = re.compile(r"(?:site-packages/|\()([a-zA-Z_]+)/")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--deep", metavar="PACKAGE", help="the shares within one of ours, by file")
    parser.add_argument("--picture", type=Path, help="write a flame graph (SVG), too")
    arguments = parser.parse_args()
    corpus = [page for truth in truth_files() for page in labelled_pages(truth)]
    pages = site(corpus, -(-arguments.pages // len(corpus)))
    paths = [path.decode() for path in pages][: arguments.pages]
    with serving(pages) as port, tempfile.TemporaryDirectory() as folder:
        urls = Path(folder, "urls.txt")
        urls.write_text("\n".join(f"http://site.localhost:{port}{path}" for path in paths))
        stacks = _sampled(urls, Path(folder), "raw")
        if arguments.picture:
            arguments.picture.write_text(_sampled(urls, Path(folder), "flamegraph"))
    shares = _shares(stacks, arguments.deep)
    total = shares.total()
    for part, count in shares.most_common(25):
        share = 100 * count / total
        print(f"{part:40} {share:5.1f} %  {1000 * count / RATE / len(paths):6.2f} ms a page")


def _sampled(urls: Path, folder: Path, form: str) -> str:
    """What py-spy saw of a crawl, in one of its formats."""
    out = folder / f"profile.{form}"
    task = {"name": INLINE, "urls": str(urls), "folder": str(folder / form), "server": None}
    sampler = Path(sys.executable).with_name("py-spy")
    if not sampler.exists():
        raise SystemExit(f"no py-spy beside {sys.executable}: pip install py-spy")
    subprocess.run(
        [
            *(str(sampler), "record", "--rate", str(RATE), "--format", form, "--output", str(out)),
            *("--", sys.executable, "-m", "benchmarks.crawl_once", json.dumps(task)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return out.read_text(encoding="utf-8")


def _shares(stacks: str, deep: str | None) -> Counter[str]:
    shares: Counter[str] = Counter()
    for line in stacks.splitlines():
        stack, _, count = line.rpartition(" ")
        shares[_part(stack.split(";")[::-1], deep)] += int(count)
    return shares


def _part(frames: list[str], deep: str | None) -> str:
    """The part that a sample belongs to; ``frames`` go from the innermost outwards."""
    for frame in frames:
        ours = _OURS.search(frame)
        if ours:
            package = f"crawler/{ours[1]}"
            return f"{package}/{ours[2]}" if deep == ours[1] and ours[2] else package
    for frame in frames:
        theirs = _THEIRS.search(frame)
        if theirs:
            return theirs[1]
    return "start"


if __name__ == "__main__":
    main()
