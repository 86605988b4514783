"""One crawl of ``benchmarks.crawl``, in a process of its own: prints pages and seconds."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from sqlalchemy import create_engine, make_url, text

from benchmarks.crawl import EMPTY, NEWS_PLEASE, OURS, STOCK, TRAFILATURA
from crawler import settings as project_settings
from crawler.archive.database.engine import open_archive, parse_url
from crawler.spiders.urls import UrlsSpider

AT_ONCE = {  # the same for all: loopback needs no politeness
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "AUTOTHROTTLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "LOG_LEVEL": "CRITICAL",
    "TWISTED_DNS_RESOLVER": "crawler.fetch.resolver.Resolver",
    "TELNETCONSOLE_ENABLED": False,
}


class EmptySpider(Spider):
    """Fetches pages, and does nothing with them."""

    name = "empty"
    file = ""

    async def start(self) -> AsyncIterator[Any]:
        for url in Path(self.file).read_text().split():
            yield Request(url)

    def parse(self, response: Response) -> None:
        """Do nothing."""


class TrafilaturaSpider(EmptySpider):
    """Reads each page with trafilatura, including metadata."""

    name = "trafilatura"

    def parse(self, response: Response) -> None:
        import trafilatura

        trafilatura.bare_extraction(response.body, url=response.url, with_metadata=True)


class NewsPleaseSpider(EmptySpider):
    """Reads each page with news-please, as its own crawler does."""

    name = "news-please"

    def parse(self, response: Response) -> None:
        from newsplease import NewsPlease

        NewsPlease.from_html(response.body, url=response.url)


PEERS: dict[str, type[Spider]] = {TRAFILATURA: TrafilaturaSpider, NEWS_PLEASE: NewsPleaseSpider}


def main(task: dict[str, str]) -> None:
    name = task["name"]
    settings = Settings()
    if name != STOCK and name not in PEERS:
        settings.setmodule(project_settings, priority="project")
    settings.update(AT_ONCE, priority="cmdline")
    spider = PEERS.get(name, EmptySpider)
    if name == EMPTY:
        settings.update({"ITEM_PIPELINES": {}, "DOWNLOADER_MIDDLEWARES": {}}, priority="cmdline")
    if name in OURS:
        spider = UrlsSpider
        settings.update(_archive(task, *OURS[name]), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    process.crawl(crawler, file=task["urls"])
    start = time.perf_counter()
    process.start()
    seconds = time.perf_counter() - start
    assert crawler.stats is not None
    print(
        json.dumps(
            {
                "pages": crawler.stats.get_value("downloader/response_status_count/200"),
                "seconds": seconds,
            }
        )
    )


def _archive(task: dict[str, str], workers: int, engine: str) -> dict[str, Any]:
    folder = Path(task["folder"])
    folder.mkdir(parents=True)
    url = f"sqlite:///{folder / 'archive.db'}"
    if engine == "postgres":
        name = f"bench_{uuid4().hex}"
        server = create_engine(parse_url(task["server"]), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        url = make_url(task["server"]).set(database=name).render_as_string(hide_password=False)
    open_archive(url).dispose()
    return {
        "CRAWLER_ARCHIVE_URL": url,
        "CRAWLER_CAPTURES": str(folder / "captures"),
        "CRAWLER_WORKERS": workers,
    }


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
