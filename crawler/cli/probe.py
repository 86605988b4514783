"""Fetch a few URLs for a look, politely and without an archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler import settings as project_settings
from crawler.errors import CrawlerError
from crawler.fetch.addresses import local_hosts
from crawler.fetch.identity import introduce
from crawler.sources.loader import load_catalogue


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave: a body, or the reason why there is none."""

    asked: str
    url: str  # after redirects
    status: int | None
    content_type: str
    body: bytes
    error: str | None = None


class ProbeSpider(Spider):
    """Fetches URLs and hands each to ``found``."""

    name = "probe"
    custom_settings = {  # noqa: RUF012 - Scrapy's own form
        "ITEM_PIPELINES": {},
        "DOWNLOADER_MIDDLEWARES": {
            name: order
            for name, order in project_settings.DOWNLOADER_MIDDLEWARES.items()
            if not name.endswith(".CaptureMiddleware")
        },
        "HTTPERROR_ALLOW_ALL": True,
        "RETRY_ENABLED": False,
        "LOG_LEVEL": "CRITICAL",
    }

    def __init__(self, urls: Sequence[str], found: list[Fetched], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls, self.found = urls, found
        self.local_hosts = local_hosts(urls)

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield Request(
                url, self.parse, errback=self.failed, dont_filter=True, meta={"asked": url}
            )

    def parse(self, response: Response) -> None:
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        asked = response.meta["asked"]
        self.found.append(
            Fetched(asked, response.url, response.status, content_type, response.body)
        )

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        why = str(failure.value) or type(failure.value).__name__
        self.found.append(Fetched(request.meta["asked"], request.url, None, "", b"", why))


def fetch_all(urls: Sequence[str]) -> list[Fetched]:
    """Fetch each URL once, obeying robots.txt. Once per process: Twisted's reactor runs only
    once."""
    found: list[Fetched] = []
    settings = Settings()
    settings.setmodule(project_settings, priority="project")
    settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")
    introduce(settings, load_catalogue().contact)
    process = AsyncCrawlerProcess(settings)
    process.crawl(ProbeSpider, urls=list(urls), found=found)
    process.start()
    return sorted(found, key=lambda fetched: list(urls).index(fetched.asked))


def fetch(url: str) -> Fetched:
    """Fetch one URL. Raises CrawlerError if nothing came."""
    found = fetch_all([url])
    if not found or found[0].error:
        why = found[0].error if found else "nothing came back"
        raise CrawlerError(f"cannot fetch {url}: {why}")
    return found[0]
