"""The demo press: its answers to requests. The network is in ``server``.

Its papers offer different things, as real papers do: one has RSS with "GMT+9" dates and sends two
cookies, one section pages in EUC-KR, one Atom and a consent page with status 200, one a sitemap
index, one entity tags and closed paths.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from crawler.demo.pages import Pages
from crawler.demo.paper import PAPERS, Paper
from crawler.demo.pictures import picture
from crawler.demo.story import Story

HTML, XML, TEXT = "text/html", "application/xml", "text/plain"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: status, headers in order, body as sent."""

    status: HTTPStatus
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the press's own log."""

    at: datetime  # the press's time
    url: str
    status: int


@dataclass(slots=True)
class Press:
    """All papers behind one port, at the time that ``clock`` tells."""

    clock: Callable[[], datetime]
    port: int
    log: list[Logged] = field(default_factory=list)
    papers: Mapping[str, Paper] = field(default_factory=lambda: PAPERS)

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        """Answer a GET of ``target`` (path and query) at ``host``."""
        now = self.clock().astimezone(UTC)
        name = host.partition(":")[0].removesuffix(".localhost")
        paper = self.papers.get(name)
        if paper is None:
            answer = _plain(HTTPStatus.NOT_FOUND, "No paper of this name is printed here.\n")
        else:
            answer = _encoded(self.of_paper(paper, urlsplit(target).path, now), headers)
        self.log.append(Logged(now, f"http://{host}{target}", answer.status))
        return answer

    def of_paper(self, paper: Paper, path: str, now: datetime) -> Answer:
        """A paper's answer, before it is encoded."""
        pages = Pages(paper, f"http://{paper.host}:{self.port}", now)
        if path.startswith("/img/"):
            key = path.removeprefix("/img/").removesuffix(".png")
            return Answer(HTTPStatus.OK, picture(key), (("Content-Type", "image/png"),))
        if path.startswith("/plus/"):
            return _page(pages.consent(), paper)
        for render in (_service, _listing, _story):
            answer = render(pages, path)
            if answer is not None:
                return answer
        return _plain(HTTPStatus.NOT_FOUND, "There is no such page.\n")


def _service(pages: Pages, path: str) -> Answer | None:
    """The pages for machines: robots.txt, feeds, sitemaps."""
    renderers: Mapping[str, Callable[[], str]] = {
        "/robots.txt": pages.robots,
        "/rss.xml": lambda: pages.feed("rss.xml"),
        "/atom.xml": lambda: pages.feed("atom.xml"),
        "/sitemap.xml": pages.sitemap_index,
        "/sitemap-news.xml": lambda: pages.sitemap(news=True),
        "/sitemap-2025.xml": lambda: pages.sitemap(news=False),
    }
    if path not in renderers:
        return None
    content_type = TEXT if path.endswith(".txt") else XML
    return Answer(
        HTTPStatus.OK,
        renderers[path]().encode(),
        (("Content-Type", f"{content_type}; charset=utf-8"),),
    )


def _listing(pages: Pages, path: str) -> Answer | None:
    """The front page, and a page per section: by name, or by number if names are not ASCII."""
    if path == "/":
        return _page(pages.front(), pages.paper)
    for number, name in enumerate(pages.paper.sections, start=1):
        if path.rstrip("/") in (f"/{name.lower()}", f"/section/{number}"):
            return _page(pages.front(name), pages.paper)
    return None


def _story(pages: Pages, path: str) -> Answer | None:
    for story in pages.paper.stories(pages.now):
        if path == story.path or (path in story.old_paths and not story.old_paths_redirect):
            return _article(pages, story)
        if path in story.old_paths:
            location = f"{pages.base}{story.path}"
            return Answer(HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", location),))
    return None


def _article(pages: Pages, story: Story) -> Answer:
    if story.status != HTTPStatus.OK:
        return _plain(story.status, "This story is no longer available.\n")
    return _page(pages.article(story), pages.paper)


def _page(html: str, paper: Paper) -> Answer:
    body = html.encode(paper.charset, "xmlcharrefreplace")
    headers = [("Content-Type", f"{HTML}; charset={paper.charset}")]
    if paper.name == "hanbit":
        headers += [("Set-Cookie", "visit=1; Path=/"), ("Set-Cookie", "edition=en; Path=/")]
    if paper.name == "harbour":
        headers.append(("ETag", f'"{hashlib.sha256(body).hexdigest()[:16]}"'))
    return Answer(HTTPStatus.OK, body, tuple(headers))


def _plain(status: HTTPStatus, text: str) -> Answer:
    return Answer(status, text.encode(), (("Content-Type", f"{TEXT}; charset=utf-8"),))


def _encoded(answer: Answer, headers: Mapping[str, str]) -> Answer:
    """The answer this client gets: no body if it already has it, else gzip if it accepts that."""
    etag = dict(answer.headers).get("ETag")
    if etag is not None and headers.get("If-None-Match") == etag:
        return Answer(HTTPStatus.NOT_MODIFIED, headers=(("ETag", etag),))
    is_picture = ("Content-Type", "image/png") in answer.headers
    if is_picture or not answer.body or "gzip" not in headers.get("Accept-Encoding", ""):
        return answer
    body = gzip.compress(answer.body, mtime=0)
    added = (("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    return Answer(answer.status, body, (*answer.headers, *added))
