"""The pipeline of ``crawler crawl --photos``: fetches the articles' image files and reads them.

Scrapy's media pipeline fetches each address once in a run; what an earlier run fetched is not
fetched again. The files are in the WARC, as everything that comes over the wire.
"""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.pipelines.media import MediaPipeline

from crawler.archive.database.engine import for_writing, open_archive
from crawler.archive.entries import Failed, Visit
from crawler.archive.failures import note_failures, resolve_failures
from crawler.archive.names import source_ids
from crawler.archive.pictures import is_known_picture, keep_pictures
from crawler.archive.urls import is_overlong
from crawler.items import PictureFile, Stage
from crawler.pictures import read_picture
from crawler.reading import facts
from crawler.sources.loader import load_catalogue

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure


class NoPictureError(Exception):
    """What was fetched is no image. The message is a reason to count by."""


class PhotoPipeline(MediaPipeline):
    """Stands behind the one that archives the page, which so waits for no image."""

    LOG_FAILED_RESULTS = False  # they stand among the failures

    def __init__(self, download_func: None = None, *, crawler: Crawler) -> None:
        super().__init__(download_func, crawler=crawler)
        self.allow_redirects = True
        self._handle_statuses(self.allow_redirects)
        self._engine = open_archive(crawler.settings["CRAWLER_ARCHIVE_URL"])
        self._catalogue = load_catalogue(crawler.settings.getlist("CRAWLER_SOURCE_FILES"))
        self._files: list[PictureFile] = []
        self._failed: dict[str, str] = {}  # URL -> reason

    async def process_item(self, item: Any) -> Any:  # type: ignore[override] # as pipelines are now
        item = await super().process_item(item)
        files, self._files = self._files, []
        failed, self._failed = self._failed, {}
        if files or failed:
            await asyncio.to_thread(self._keep, files, failed)
        return item

    def get_media_requests(self, item: Any, info: Any) -> list[Request]:
        if not isinstance(item, Visit) or item.page is None or item.page.article is None:
            return []
        urls = dict.fromkeys(photo.url for photo in item.page.article.photos if photo.url)
        self._failed |= dict.fromkeys(filter(is_overlong, urls), "address too long")
        return [Request(url, dont_filter=True) for url in urls if not is_overlong(url)]

    def media_to_download(self, request: Request, info: Any, *, item: Any = None) -> Any:
        with self._engine.connect() as connection:
            return {"known": True} if is_known_picture(connection, request.url) else None

    async def media_downloaded(
        self, response: Response, request: Request, info: Any, *, item: Any = None
    ) -> Any:
        if response.status != 200:
            raise NoPictureError(f"HTTP {response.status}")
        body = response.body
        picture = await asyncio.to_thread(read_picture, body)
        if picture is None:
            raise NoPictureError("no picture")
        digest = hashlib.sha256(body).hexdigest()
        file = PictureFile(request.url, datetime.now(UTC), digest, len(body), picture)
        self._files.append(file)
        return {"url": request.url}

    def media_failed(self, failure: Failure, request: Request, info: Any) -> Any:
        """Noted here; what is returned or raised as a failure Scrapy would log with a traceback."""
        error = failure.value
        told = str(error) if isinstance(error, NoPictureError) else type(error).__name__
        self._failed[request.url] = told

    def file_path(
        self, request: Request, response: Any = None, info: Any = None, *, item: Any = None
    ) -> str:
        """Scrapy wants one; a file is in the WARC and has no other place."""
        return request.url

    def _keep(self, files: list[PictureFile], failed: dict[str, str]) -> None:
        now = datetime.now(UTC)
        with for_writing(self._engine).begin() as connection:
            keep_pictures(connection, files)
            resolve_failures(connection, {file.url: now for file in files})
            failures = [
                Failed(url, facts(self._catalogue.of_url(url), url), Stage.PHOTO, reason, now)
                for url, reason in failed.items()
            ]
            sources = source_ids(connection, (failure.source for failure in failures))
            note_failures(connection, None, ((f, sources[f.source.name]) for f in failures))
