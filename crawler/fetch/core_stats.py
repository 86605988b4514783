"""Scrapy's own statistics about a crawl's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.extensions.corestats import CoreStats as ScrapysCoreStats

if TYPE_CHECKING:
    from scrapy import Spider


class CoreStats(ScrapysCoreStats):
    """Scrapy's extension, which also accepts a crawl that could not begin: others report why."""

    def spider_closed(self, spider: Spider, reason: str) -> None:
        if self.start_time is not None:
            super().spider_closed(spider, reason)
