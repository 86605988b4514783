"""Progress of the crawls, on standard error: a live line on a terminal, else a line now and
then."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Self

import click
from rich.console import Console
from rich.status import Status
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from twisted.internet.task import LoopingCall

from crawler.archive.tally import WORDS

LIVE = 0.5  # seconds between updates on a terminal
PLAIN = 5.0  # seconds between lines in a pipe or a log


class Progress:
    """Watches crawls while Twisted's reactor runs; leaving the context removes the live line."""

    def __init__(self, crawlers: Iterable[Crawler]) -> None:
        self.begun: list[Crawler] = []
        for crawler in crawlers:
            crawler.signals.connect(self.opened, signals.spider_opened)
        self.status: Status | None = None
        if sys.stderr.isatty():
            self.status = Status("", console=Console(stderr=True))
        self.ticks = LoopingCall(self.tell)

    def __enter__(self) -> Self:
        if self.status is not None:
            self.status.start()
        self.ticks.start(PLAIN if self.status is None else LIVE, now=False)
        return self

    def __exit__(self, *_: object) -> None:
        self.ticks.stop()
        if self.status is not None:
            self.status.stop()

    def opened(self, spider: Spider) -> None:
        """Watch a crawl from now on: before that, Scrapy has no statistics for it."""
        self.begun.append(spider.crawler)

    def tell(self) -> None:
        """Report the progress."""
        if self.status is None:
            click.echo(self.line(), err=True)
        else:
            self.status.update(self.line())

    def line(self) -> str:
        """How many responses were fetched, and the results of the pages archived so far."""
        counts = [("fetched", self._sum("downloader/response_count"))]
        counts += [(word, self._sum(f"archive/{word}")) for word in WORDS]
        told = ", ".join(
            f"{number} {word}" for word, number in counts if number or word == "fetched"
        )
        return f"{told}; {self._end()}" if self._end() else told

    def _sum(self, key: str) -> int:
        return sum(c.stats.get_value(key, 0) for c in self.begun if c.stats is not None)

    def _end(self) -> str:
        """What to add once Ctrl-C was pressed."""
        engines = [crawler.engine for crawler in self.begun if crawler.engine is not None]
        if all(engine.running or engine.spider is None for engine in engines):
            return ""
        return "ending with the requests under way, Ctrl-C again ends at once"
