"""The spider for explicit URLs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from crawler.errors import SourceError
from crawler.fetch.addresses import local_hosts
from crawler.spiders.base import ArchiveSpider
from crawler.web import is_web


class UrlsSpider(ArchiveSpider):
    """Visits the URLs it is given: ``-a urls=URL,URL`` or ``-a file=FILE``, one per line.

    Commas within a URL are left alone. From Python, ``urls`` may be a sequence. If all are of one
    source, its limits hold. ``retry`` says that they failed before, and so tell nothing about how
    their source is now.
    """

    name = "urls"

    def __init__(
        self,
        urls: str | Sequence[str] = (),
        file: str = "",
        source: str = "",
        retry: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        given = re.split(r",(?=https?://)", urls) if isinstance(urls, str) else urls
        self.urls = [url for url in (*given, *_lines(file)) if url]
        self.source_name = source
        self.is_look = retry in ("", "0")

    def prepare(self) -> None:
        if not self.urls:
            raise SourceError("no URLs were given: -a urls=URL,URL or -a file=FILE")
        for url in self.urls:
            if not is_web(url):
                raise SourceError(f"{url!r} is no address of a page: write http:// or https://…")
        self.local_hosts = local_hosts(self._named())
        if not self.source_name:
            self.source_name = self._publisher()
            self.is_look = False  # a few pages that somebody chose tell nothing about the source

    def _named(self) -> Sequence[str]:
        """The addresses that the operator wrote down: these URLs, or the source's places if the
        URLs come from the archive. A URL that a page named is not trusted for being retried."""
        if not self.source_name:
            return self.urls
        source = self.catalogue.find(self.source_name)
        return () if source is None else (source.home, *source.places)

    def _publisher(self) -> str:
        """The source that all URLs belong to, whose limits then hold; "" if there is none."""
        sources = [self.catalogue.of_url(url) for url in self.urls]
        names = {source.name if source else "" for source in sources}
        return names.pop() if len(names) == 1 else ""

    async def start(self) -> AsyncIterator[Any]:
        for url in dict.fromkeys(self.urls):
            yield self.page_request(url)


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").split() if file else []
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read URLs from {file}: {error}") from error
