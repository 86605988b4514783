"""Papers that live in simulated time, and what a crawl of one of them sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Engine

from crawler.archive.entries import Failed, SourceFacts, Visit
from crawler.archive.runs import finish_run, start_run
from crawler.health.sample import SEEN, Sample
from crawler.items import (
    Article,
    Capture,
    Credit,
    Page,
    PageKind,
    Paragraph,
    Photo,
    Stage,
)
from crawler.sources.listing import Listing
from tests.jobs.simulation import SimulatedCrawl

HOUR = timedelta(hours=1)
TEXT = (Paragraph("The ferry came home on Friday after eleven years in a dock abroad. " * 6),)
PHOTO = Photo("https://p.example/1.jpg", "The ferry", credit=Credit("AP"))


@dataclass
class Paper:
    """A source with one feed. It prints more by day than by night, and not all has a photo.

    ``troubles``: from when until when, and what happens then to a look's sample.
    """

    name: str
    random: Random
    per_hour: float = 4.0  # new articles by day
    looked_at: datetime | None = None
    printed: int = 0
    held_back: int = 0  # what a frozen feed does not list
    troubles: list[tuple[datetime, datetime, str]] = field(default_factory=list)
    bylines: float = 0.7  # the share of articles that have one
    found_at: list[datetime] = field(default_factory=list)  # looks that found articles

    @property
    def feed(self) -> str:
        return f"https://{self.name}.example/feed.xml"

    def trouble(self, at: datetime) -> str:
        """What is wrong at an instant."""
        return next((what for since, until, what in self.troubles if since <= at < until), "")

    def look(self, at: datetime) -> tuple[Sample, int]:
        """What a crawl sees, and the number of new articles."""
        new = self._printed_since_last_look(at)
        trouble = self.trouble(at)
        sample = Sample([self.feed])
        if trouble in ("empty", "unreadable"):
            reason = {"empty": "empty", "unreadable": "HTTP 503"}[trouble]
            sample.add(self._failed(self.feed, Stage.DISCOVER, reason, at))
            return sample, 0
        if trouble == "frozen":
            self.held_back, new = self.held_back + new, 0
        else:
            self.held_back, new = 0, self.held_back + new
        self.printed += new
        if new:
            self.found_at.append(at)
        one_date = trouble == "one date"
        sample.listed(Listing(self.feed, 20, one_date, f"{self.printed:016x}"))
        read = 0
        for _ in range(new):
            entry = self._page(at, trouble)
            sample.add(entry)
            read += isinstance(entry, Visit) and entry.page is not None and bool(entry.page.article)
        return sample, read

    def _printed_since_last_look(self, at: datetime) -> int:
        since, self.looked_at = self.looked_at or at - HOUR, at
        new, moment = 0, since
        while moment < at:
            by_day = 6 <= moment.hour < 22
            new += self.random.random() < (self.per_hour if by_day else self.per_hour / 8) / 12
            moment += HOUR / 12
        return new

    def _page(self, at: datetime, trouble: str) -> Visit | Failed:
        url = f"https://{self.name}.example/{self.random.random()}"
        if trouble == "errors":
            return self._failed(url, Stage.FETCH, "timeout", at)
        if trouble == "robots.txt":
            return self._failed(url, Stage.FETCH, "robots.txt", at)
        if trouble == "blocked":
            page = Page(PageKind.BLOCK, "a captcha")
        else:
            page = Page(PageKind.ARTICLE, "it is one", self._article(url, at, trouble))
        capture = Capture("<urn:x>", url, at, 200, "sha1:X", "f.warc.gz", 0, 1)
        return Visit(capture, SourceFacts(self.name, self.name), page)

    def _article(self, url: str, at: datetime, trouble: str) -> Article:
        article = Article(
            url,
            "Ferry returns",
            paragraphs=TEXT,
            byline="By Ida Brandt" if self.random.random() < self.bylines else None,
            published_at=at,
            photos=(PHOTO,) if self.random.random() < 0.9 else (),
        )
        if trouble == "layout":
            return replace(article, byline=None)
        return article

    def _failed(self, url: str, stage: Stage, reason: str, at: datetime) -> Failed:
        return Failed(url, SourceFacts(self.name, self.name), stage, reason, at)


def recorder(engine: Engine, papers: dict[str, Paper]) -> Callable[[SimulatedCrawl], None]:
    """Writes the run record that a crawl would have written."""

    def record(crawl: SimulatedCrawl) -> None:
        if crawl.exit_code or crawl.stopped:
            return
        name = crawl.task.source
        keep(engine, papers[name], crawl.begun_at, crawl.ends_at, crawl.task.id)

    return record


def keep(
    engine: Engine, paper: Paper, at: datetime, ended: datetime, task: int | None = None
) -> None:
    """Look at a paper, and keep the run with its sample."""
    sample, new = paper.look(at)
    stats = {"sources": {paper.name: {"new": new}}, SEEN: sample.stats()}
    with engine.begin() as connection:
        facts = SourceFacts(paper.name, paper.name)
        run = start_run(connection, f"crawl {paper.name}", at, source=facts, task_id=task)
        finish_run(connection, run, ended, "finished", stats)
