"""Ending a crawl that must not go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.utils.defer import deferred_from_coro

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.errors import CrawlerError


def stop_crawl(crawler: Crawler, error: CrawlerError, reason: str) -> None:
    """Log the error and close the spider; ``reason`` is the exit reason of the run."""
    if crawler.spider is not None and crawler.engine is not None:
        crawler.spider.logger.critical("%s", error)
        deferred_from_coro(crawler.engine.close_spider_async(reason=reason))
