"""End a crawl that must not go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.utils.defer import deferred_from_coro

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.errors import CrawlerError


STOPPED = "stopped"  # the statistic that holds the reason


def stop_crawl(crawler: Crawler, error: CrawlerError, reason: str) -> None:
    """Log the error and close the spider, once; ``reason`` becomes the run's exit reason.

    Requests waiting in the downloader are still sent; their responses must be dropped.
    """
    if crawler.stats is None or is_stopped(crawler):
        return
    crawler.stats.set_value(STOPPED, reason)
    if crawler.spider is not None and crawler.engine is not None:
        crawler.spider.logger.critical("%s", error)
        deferred_from_coro(crawler.engine.close_spider_async(reason=reason))


def is_stopped(crawler: Crawler) -> bool:
    """Whether the crawl is being ended by ``stop_crawl``."""
    return crawler.stats is not None and crawler.stats.get_value(STOPPED) is not None
