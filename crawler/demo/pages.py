"""Render the papers' pages, feeds and sitemaps from their stories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.demo.paper import Paper
from crawler.demo.story import Photo, Story

TOP = 10  # stories in a "Top 10" box
NEWS_SITEMAP_SPAN = timedelta(days=2)  # the news sitemap protocol asks for the last two days

_environment = Environment(
    loader=PackageLoader("crawler.demo"),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an article: a paragraph or a photo."""

    kind: str
    text: str = ""
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """A paper's pages at an instant. ``base`` is its address without a path."""

    paper: Paper
    base: str
    now: datetime

    def article(self, story: Story) -> str:
        others = [other for other in self.paper.on_sale(self.now) if other.key != story.key]
        return self._render(
            f"{self.paper.name}/article.html",
            story=story,
            body=list(_blocks(story)),
            top=others[:TOP],
            linked_data=_for_script(self._linked_data(story)),
        )

    def front(self, section: str | None = None) -> str:
        """The front page, or that of a section. It is out of date: withdrawn stories stay on it."""
        stories = self.paper.listed(self.now)
        return self._render(
            f"{self.paper.name}/front.html",
            stories=[story for story in stories if section in (None, story.section)],
            dead_links=["/local/2025/jun/16/tide-tables-for-the-holiday-week"],
            closed_links=["/print/local/2025/jun/18/last-harbour-crane-to-become-a-viewing-tower"],
        )

    def consent(self) -> str:
        return self._render(f"{self.paper.name}/consent.html")

    def feed(self, kind: str) -> str:
        """A feed: ``rss.xml`` or ``atom.xml``."""
        return self._render(kind, stories=self.paper.listed(self.now), now=self.now)

    def sitemap(self, *, news: bool) -> str:
        stories = self.paper.listed(self.now)
        if news:
            oldest = self.now - NEWS_SITEMAP_SPAN
            stories = [story for story in stories if story.published_at >= oldest]
        return self._render("sitemap.xml", stories=stories, news=news)

    def sitemap_index(self) -> str:
        return self._render("sitemap_index.xml")

    def robots(self) -> str:
        return self._render("robots.txt")

    def _render(self, name: str, **values: Any) -> str:
        template = _environment.get_template(name)
        return template.render(
            paper=self.paper,
            base=self.base,
            local=self.paper.local,
            sections=self.paper.sections,
            **values,
        )

    def _linked_data(self, story: Story) -> dict[str, Any]:
        """The story as schema.org's NewsArticle."""
        modified = story.modified_at or story.published_at
        return {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.headline,
            "inLanguage": story.language,
            "articleSection": story.section,
            "keywords": list(story.topics),
            "datePublished": self.paper.local(story.published_at).isoformat(),
            "dateModified": self.paper.local(modified).isoformat(),
            "author": [{"@type": "Person", "name": name} for name in story.authors]
            or [{"@type": "Organization", "name": name} for name in story.agencies],
            "publisher": {"@type": "Organization", "name": self.paper.title},
            "image": [self._linked_photo(photo) for photo in story.photos],
        }

    def _linked_photo(self, photo: Photo) -> dict[str, Any]:
        return {
            "@type": "ImageObject",
            "url": f"{self.base}/img/{photo.key}.png",
            "caption": photo.caption,
            "creditText": photo.credit_line,
        }


def _blocks(story: Story) -> Iterator[Block]:
    """The printed body's blocks, each photo in its place."""
    paragraphs = story.printed_paragraphs
    for n in range(len(paragraphs) + 1):
        for photo in story.photos:
            if photo.after == n:
                yield Block("photo", photo=photo)
        if n < len(paragraphs):
            yield Block(paragraphs[n].kind, paragraphs[n].text)


def _for_script(data: dict[str, Any]) -> Markup:
    """JSON for a script element: it holds no ``<`` that could end it."""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - a script element knows no escapes
