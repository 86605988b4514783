"""The papers of the demo press, and what their pages are rendered from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from crawler.demo.scripts import read_scripts
from crawler.demo.story import Story


@dataclass(frozen=True, slots=True)
class Paper:
    """A fictional publisher, reached at ``NAME.localhost``."""

    name: str  # also the name of its stories and of its page templates
    title: str
    language: str
    time_zone: str
    charset: str = "utf-8"

    @property
    def host(self) -> str:
        return f"{self.name}.localhost"

    @property
    def sections(self) -> list[str]:
        """The names of its sections, in a fixed order."""
        return sorted({script.first.section for script in read_scripts(self.name)})

    def local(self, instant: datetime) -> datetime:
        """An instant on the paper's own clock."""
        return instant.astimezone(ZoneInfo(self.time_zone))

    def stories(self, now: datetime) -> list[Story]:
        """What it has published by ``now``, including withdrawn stories; the newest first."""
        standing = (script.at(now) for script in read_scripts(self.name))
        published = [story for story in standing if story is not None]
        return sorted(published, key=lambda story: story.published_at, reverse=True)

    def listed(self, now: datetime) -> list[Story]:
        """What its front pages, feeds and sitemaps list: here, everything."""
        return self.stories(now)

    def on_sale(self, now: datetime) -> list[Story]:
        """The stories that were not withdrawn."""
        return [story for story in self.stories(now) if story.status == HTTPStatus.OK]


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("hanbit", "The Hanbit Times", "en", "Asia/Seoul"),
        Paper("baram", "바람일보", "ko", "Asia/Seoul", charset="euc-kr"),
        Paper("hafenblatt", "Hafenblatt", "de", "Europe/Berlin"),
        Paper("faro", "El Faro del Sur", "es", "Europe/Madrid"),
        Paper("harbour", "Harbour Post", "en", "Europe/London"),
    )
}
