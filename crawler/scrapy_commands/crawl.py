"""``scrapy crawl``, reporting a user's mistake as ``crawler crawl`` does: without a traceback."""

from __future__ import annotations

import argparse
import sys
from asyncio import Task

from scrapy.commands import crawl

from crawler.errors import CrawlerError


class Command(crawl.Command):
    """Scrapy's own, except that it reads how the crawl ended: otherwise asyncio logs the error."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or self.crawler_process is None:
            super().run(args, opts)
            return
        task = self.crawler_process.crawl(self._create_crawler(args[0]), **opts.spargs)
        self.crawler_process.start()
        self.exitcode = int(self.crawler_process.bootstrap_failed)
        error = None
        if isinstance(task, Task) and task.done() and not task.cancelled():
            error = task.exception()
        if isinstance(error, CrawlerError):
            sys.stderr.write(f"crawler: {error}\n")
        elif error is not None:
            raise error
