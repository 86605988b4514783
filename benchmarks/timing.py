"""Time readers against each other, on the same pages and in the same run.

Only the first time that a process reads a page is timed. Readers remember what they have seen
(class names, credit lines), so a second reading of the same page would be cheaper than any that a
crawl pays for.
"""

from __future__ import annotations

import importlib
import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.extract import extract

Reader = Callable[[bytes, str], object]
ROUNDS = 3  # processes per reader; a page's fastest counts: what is slower was the machine
WARM_UP = 10  # pages read first, so that tables and modules are loaded


def _ours() -> Reader:
    return extract


def _bare_parse() -> Reader:
    """Only decode and parse: the least that any reader must do."""
    return lambda body, _url: LexborHTMLParser(body.decode("utf-8", "replace"))


def _trafilatura() -> Reader:
    module: Any = importlib.import_module("trafilatura")
    return lambda body, url: module.extract(
        body, url=url, with_metadata=True, fast=True, output_format="json"
    )


def _newspaper() -> Reader:
    module: Any = importlib.import_module("newspaper")

    def read(body: bytes, url: str) -> object:
        text = body.decode("utf-8", "replace")
        return module.article(url, input_html=text, fetch_images=False)  # else from the network

    return read


def _resiliparse() -> Reader:
    module: Any = importlib.import_module("resiliparse.extract.html2text")
    return lambda body, _url: module.extract_plain_text(
        body.decode("utf-8", "replace"), main_content=True
    )


OURS = {"ours": _ours, "bare parse + decode": _bare_parse}
PEERS = {"trafilatura": _trafilatura, "newspaper4k": _newspaper, "resiliparse": _resiliparse}


def first_reads(make: Callable[[], Reader], pages: Sequence[tuple[bytes, str]]) -> list[float]:
    """Milliseconds for each page in this process, which has not read it before."""
    read = make()
    for body, url in pages[-WARM_UP:]:
        read(body, url)
    found = []
    for body, url in pages:
        start = time.perf_counter()
        read(body, url)
        found.append((time.perf_counter() - start) * 1000)
    return found


def milliseconds(make: Callable[[], Reader], pages: Sequence[tuple[bytes, str]]) -> list[float]:
    """The best time of each page, over several processes that each read all of them."""
    rounds = []
    for _ in range(ROUNDS):
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
            rounds.append(fresh.submit(partial(first_reads, make), pages).result())
    return [min(times) for times in zip(*rounds, strict=True)]


def print_timings(pages: Sequence[tuple[bytes, str]], *, peers: bool) -> None:
    print(f"{'ms a page':22}{'mean':>8}{'median':>8}{'p99':>8}{'max':>8}{'x ours':>8}")
    ours = 0.0
    for name, make in (OURS | PEERS if peers else OURS).items():
        try:
            times = sorted(milliseconds(make, pages))
        except (ImportError, LookupError) as error:  # not installed, or a word list is missing
            told = " ".join(str(error).strip("* \n").split())
            print(f"{name}: not timed, {type(error).__name__}: {told[:80]}")
            continue
        mean = statistics.fmean(times)
        ours = ours or mean
        p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
        columns = (mean, statistics.median(times), p99, times[-1], mean / ours)
        print(f"{name:22}" + "".join(f"{value:8.2f}" for value in columns), flush=True)
