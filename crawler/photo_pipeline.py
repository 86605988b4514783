"""The pipeline of ``crawler crawl --photos``: fetches the articles' image files and reads them.

Scrapy's media pipeline fetches each address once per run, and what an earlier run fetched is not
fetched again. The files are in the WARC, like everything that comes over the wire.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.pipelines.media import MediaPipeline

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.entries import Failed, SourceFacts, Visit
from crawler.archive.failures import note_failures, resolve_failures
from crawler.archive.names import source_ids
from crawler.archive.pictures import is_known_picture, keep_pictures
from crawler.archive.urls import is_overlong
from crawler.fetch.refusals import RefusedError
from crawler.items import PictureFile, Stage
from crawler.pictures import read_picture
from crawler.pipelines import RUN
from crawler.spiders.base import detail_of, reason_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure


SOURCE = "photo_source"  # key in a request's meta: the source whose page shows the photo


class NoPictureError(RefusedError):
    """What was fetched is no image."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason, "")
        self.status = status


class PhotoPipeline(MediaPipeline):
    """Comes after the pipeline that archives the page, so that the page waits for no image."""

    LOG_FAILED_RESULTS = False  # they are recorded as failures

    def __init__(self, download_func: None = None, *, crawler: Crawler) -> None:
        super().__init__(download_func, crawler=crawler)
        self.allow_redirects = True
        self._handle_statuses(self.allow_redirects)
        self._engine = open_archive(crawler.settings["CRAWLER_ARCHIVE_URL"])
        self._files: list[PictureFile] = []
        self._failed: list[Failed] = []

    async def process_item(self, item: Any) -> Any:  # type: ignore[override] # as pipelines are now
        item = await super().process_item(item)
        files, self._files = self._files, []
        failed, self._failed = self._failed, []
        if files or failed:
            await asyncio.to_thread(self._keep, files, failed)
        return item

    def get_media_requests(self, item: Any, info: Any) -> list[Request]:
        if not isinstance(item, Visit) or item.page is None or item.page.article is None:
            return []
        urls = dict.fromkeys(photo.url for photo in item.page.article.photos if photo.url)
        for url in filter(is_overlong, urls):
            self._failed.append(_failure(url, item.source, "address too long"))
        meta = {SOURCE: item.source}
        return [Request(url, dont_filter=True, meta=meta) for url in urls if not is_overlong(url)]

    def media_to_download(self, request: Request, info: Any, *, item: Any = None) -> Any:
        with self._engine.connect() as connection:
            return {"known": True} if is_known_picture(connection, request.url) else None

    async def media_downloaded(
        self, response: Response, request: Request, info: Any, *, item: Any = None
    ) -> Any:
        if response.status != 200:
            raise NoPictureError(f"HTTP {response.status}", response.status)
        body = response.body
        picture = await asyncio.to_thread(read_picture, body)
        if picture is None:
            raise NoPictureError("no picture", response.status)
        digest = hashlib.sha256(body).hexdigest()
        file = PictureFile(request.url, datetime.now(UTC), digest, len(body), picture)
        self._files.append(file)
        return {"url": request.url}

    def media_failed(self, failure: Failure, request: Request, info: Any) -> Any:
        """Note the failure here. Scrapy would log a returned or raised failure with a traceback."""
        error = failure.value
        self._failed.append(
            replace(
                _failure(request.url, request.meta[SOURCE], reason_of(error)),
                detail=detail_of(error) or None,
                status=error.status if isinstance(error, NoPictureError) else None,
            )
        )

    def file_path(
        self, request: Request, response: Any = None, info: Any = None, *, item: Any = None
    ) -> str:
        """Scrapy requires a path, but the file is only in the WARC."""
        return request.url

    def _keep(self, files: list[PictureFile], failed: list[Failed]) -> None:
        now = datetime.now(UTC)
        run = self.crawler.stats.get_value(RUN) if self.crawler.stats is not None else None
        with for_writing(self._engine).begin() as connection:
            keep_pictures(connection, files)
            resolve_failures(connection, {file.url: now for file in files})
            sources = source_ids(connection, (failure.source for failure in failed))
            note_failures(connection, run, ((each, sources[each.source.name]) for each in failed))


def _failure(url: str, source: SourceFacts, reason: str) -> Failed:
    return Failed(url, source, Stage.PHOTO, reason, datetime.now(UTC))
