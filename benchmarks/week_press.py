"""The demo press, alive for a week.

Its stories come again each hour as new ones and are edited as their scripts say, and the papers
have troubles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from http import HTTPStatus

from crawler.demo.clock import FIRST_VISIT
from crawler.demo.paper import PAPERS, Paper
from crawler.demo.press import Answer, Press
from crawler.demo.scripts import read_scripts
from crawler.demo.story import Paragraph, Story

START = FIRST_VISIT
HOUR = timedelta(hours=1)
DAY = 24
LISTED = 15  # stories per section on a paper's front pages and in its feeds

CAPTCHA = (
    b"<html><head><title>Just a moment...</title></head><body><h1>Verify you are human</h1>"
    b"<p>Please complete the captcha to continue.</p></body></html>"
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A trouble of a paper, and the name that health must give it. Times are hours after the
    start."""

    paper: str
    since: int
    until: int
    what: str
    trouble: str
    subject: str = ""  # "place": the paper's feed, sitemap or section
    fails_crawls: bool = False  # nothing can be listed, so the source counts as not watched

    def holds(self, now: datetime) -> bool:
        return self.since * HOUR <= now - START < self.until * HOUR


PLANTED = (
    Planted("hanbit", 3 * DAY, 4 * DAY, "captcha", "blocked"),
    Planted("hanbit", 5 * DAY + 1, 5 * DAY + 5, "empty", "empty", "place", True),
    Planted("hafenblatt", 3 * DAY + 2, 5 * DAY, "no bylines", "yield", "authors"),
    Planted("hafenblatt", 6 * DAY, 6 * DAY + 12, "frozen", "frozen", "place"),
    Planted("faro", 2 * DAY, 2 * DAY + 7, "outage", "unreadable", "place", True),
    Planted("harbour", 4 * DAY, 4 * DAY + 9, "errors", "errors"),
)


NO_SCHEDULER = (4 * DAY + 12, 4 * DAY + 18)
TO_BE_FOUND = (
    *PLANTED,
    *(Planted(p.paper, p.since, p.until, "", "unwatched") for p in PLANTED if p.fails_crawls),
    *(Planted(paper, *NO_SCHEDULER, "", "unwatched") for paper in PAPERS),
)


def planted(paper: str, now: datetime) -> str:
    """What is wrong with a paper at an instant; "" if nothing is."""
    return next((p.what for p in PLANTED if p.paper == paper and p.holds(now)), "")


def reprint(story: Story, number: int) -> Story:
    """The story as a new one, as if its script ran ``number`` hours later."""
    if not number:
        return story
    later = number * HOUR
    return replace(
        story,
        key=f"{story.key}-{number}",
        path=_path(story.path, number),
        old_paths=tuple(_path(path, number) for path in story.old_paths),
        headline=f"{story.headline} ({number})",
        paragraphs=tuple(
            Paragraph(f"{block.text} [{number}]", block.kind) if block.kind == "text" else block
            for block in story.paragraphs
        ),
        published_at=story.published_at + later,
        changed_at=story.changed_at + later,
        modified_at=story.modified_at and story.modified_at + later,
    )


def _path(path: str, number: int) -> str:
    return path if path.startswith("/plus/") else f"/{number}{path}"


@lru_cache(maxsize=32)
def _stories(name: str, now: datetime) -> list[Story]:
    hours = int((now - START) / HOUR)
    found = [
        reprint(story, number)
        for number in range(hours + 1)
        for script in read_scripts(name)
        if (story := script.at(now - number * HOUR)) is not None
    ]
    if planted(name, now) == "no bylines":
        found = [replace(story, byline=None, authors=()) for story in found]
    return sorted(found, key=lambda story: story.published_at, reverse=True)


class LivingPaper(Paper):
    """A paper with new stories each hour."""

    def stories(self, now: datetime) -> list[Story]:
        return _stories(self.name, now)

    def listed(self, now: datetime) -> list[Story]:
        trouble = planted(self.name, now)
        if trouble == "empty":
            return []
        while planted(self.name, now) == "frozen":
            now -= HOUR
        left = Counter(dict.fromkeys(self.sections, LISTED))
        listed = []
        for story in self.stories(now):
            if not story.path.startswith("/plus/") and left[story.section]:
                left[story.section] -= 1
                listed.append(story)
        return listed


class LivingPress(Press):
    """All papers, with their troubles."""

    def __init__(self, clock: Callable[[], datetime], port: int) -> None:
        super().__init__(clock, port, papers=living_papers())

    def of_paper(self, paper: Paper, path: str, now: datetime) -> Answer:
        trouble = planted(paper.name, now)
        if path == "/robots.txt":
            return super().of_paper(paper, path, now)
        if trouble == "outage":
            return Answer(HTTPStatus.BAD_GATEWAY)
        answer = super().of_paper(paper, path, now)
        if trouble in ("captcha", "errors") and story_at(paper, path, now) is not None:
            html = (("Content-Type", "text/html; charset=utf-8"),)
            if trouble == "errors":
                return Answer(HTTPStatus.INTERNAL_SERVER_ERROR)
            return Answer(HTTPStatus.OK, CAPTCHA, html)
        return answer


def living_papers() -> Mapping[str, Paper]:
    """The demo press's papers, come to life."""
    return {
        name: LivingPaper(name, p.title, p.language, p.time_zone, p.charset)
        for name, p in PAPERS.items()
    }


def story_at(paper: Paper, path: str, now: datetime) -> Story | None:
    """The story that a path leads to, or None."""
    for story in paper.stories(now):
        if path == story.path or path in story.old_paths:
            return story
    return None
