"""The spider of explicit URLs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from crawler.errors import SourceError
from crawler.spiders.base import ArchiveSpider


class UrlsSpider(ArchiveSpider):
    """Visits the URLs it is given: ``-a urls=URL,URL`` or ``-a file=FILE``, one a line."""

    name = "urls"

    def __init__(self, urls: str = "", file: str = "", source: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        lines = Path(file).read_text(encoding="utf-8").split() if file else []
        self.urls = [url for url in (*urls.split(","), *lines) if url]
        self.source_name = source

    def prepare(self) -> None:
        if not self.urls:
            raise SourceError("no URLs were given: -a urls=URL,URL or -a file=FILE")

    async def start(self) -> AsyncIterator[Any]:
        for url in dict.fromkeys(self.urls):
            yield self.page_request(url)
