"""Time readers against each other, on the same pages, in the same process and run."""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.extract import extract

Reader = Callable[[bytes, str], object]
ROUNDS = 3  # the fastest counts: what is slower was the machine


def bare_parse(body: bytes, _url: str) -> object:
    """Decode and parse, nothing else: the least that any reader does."""
    return LexborHTMLParser(body.decode("utf-8", "replace"))


def _trafilatura(module: Any) -> Reader:
    def read(body: bytes, url: str) -> object:
        return module.extract(body, url=url, with_metadata=True, fast=True, output_format="json")

    return read


def _newspaper(module: Any) -> Reader:
    def read(body: bytes, url: str) -> object:
        text = body.decode("utf-8", "replace")
        return module.article(url, input_html=text, fetch_images=False)  # else from the network

    return read


def _resiliparse(module: Any) -> Reader:
    def read(body: bytes, _url: str) -> object:
        return module.extract_plain_text(body.decode("utf-8", "replace"), main_content=True)

    return read


PEERS: dict[str, tuple[str, Callable[[Any], Reader]]] = {
    "trafilatura": ("trafilatura", _trafilatura),
    "newspaper4k": ("newspaper", _newspaper),
    "resiliparse": ("resiliparse.extract.html2text", _resiliparse),
}


def readers(peers: bool) -> Iterator[tuple[str, Reader]]:
    yield "ours", extract
    yield "bare parse + decode", bare_parse
    for name, (module, make) in PEERS.items() if peers else ():
        try:
            yield name, make(importlib.import_module(module))
        except ImportError:
            print(f"{name}: not installed, not timed")


def milliseconds(read: Reader, pages: Sequence[tuple[bytes, str]]) -> list[float]:
    """The best time of each page."""
    found = []
    for body, url in pages:
        rounds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            read(body, url)
            rounds.append((time.perf_counter() - start) * 1000)
        found.append(min(rounds))
    return found


def print_timings(pages: Sequence[tuple[bytes, str]], *, peers: bool) -> None:
    print(f"{'ms a page':22}{'mean':>8}{'median':>8}{'p99':>8}{'max':>8}{'x ours':>8}")
    ours = 0.0
    for name, read in readers(peers):
        try:
            times = sorted(milliseconds(read, pages))
        except (ImportError, LookupError) as error:  # a word list or tokenizer of a peer is absent
            told = " ".join(str(error).strip("* \n").split())
            print(f"{name}: not timed, {type(error).__name__}: {told[:80]}")
            continue
        mean = statistics.fmean(times)
        ours = ours or mean
        p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
        columns = (mean, statistics.median(times), p99, times[-1], mean / ours)
        print(f"{name:22}" + "".join(f"{value:8.2f}" for value in columns), flush=True)
