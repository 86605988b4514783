"""Scrapy's own statistics of a crawl's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.extensions.corestats import CoreStats as ScrapysCoreStats

if TYPE_CHECKING:
    from scrapy import Spider


class CoreStats(ScrapysCoreStats):
    """Scrapy's, for which a crawl that could not begin is not a defect: why is told elsewhere."""

    def spider_closed(self, spider: Spider, reason: str) -> None:
        if self.start_time is not None:
            super().spider_closed(spider, reason)
