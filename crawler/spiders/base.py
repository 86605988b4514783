"""What both spiders do: fetch a page, and hand it, or its failure, to the pipelines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.fetch.decoding import PACKING
from crawler.fetch.identity import introduce
from crawler.fetch.refusals import RefusedError
from crawler.items import CapturedPage, FetchFailure, Stage
from crawler.sources.loader import Catalogue, load_catalogue
from crawler.sources.source import Limits

Item = CapturedPage | FetchFailure

# Names for Scrapy's errors, to count by; our own errors have a ``reason``.
REASONS: dict[type[Exception], str] = {
    CannotResolveHostError: "unknown host",
    DownloadTimeoutError: "timeout",
    DownloadConnectionRefusedError: "connection refused",
    ResponseDataLossError: "cut short",
    DownloadCancelledError: "too large",
    DownloadFailedError: "connection lost",
    IgnoreRequest: "too many redirects",  # Scrapy ignores no other request of ours
}


def keep_to(limits: Limits, settings: BaseSettings) -> None:
    """Set a source's own delay, concurrency and budget; AutoThrottle may slow down further."""
    values = {
        "DOWNLOAD_DELAY": limits.delay,
        "AUTOTHROTTLE_START_DELAY": limits.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": limits.concurrency,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(limits.concurrency),
        "CRAWLER_DAILY_REQUESTS": limits.daily_requests,
    }
    for name, value in values.items():
        settings.set(name, value, priority="spider")


class ArchiveSpider(Spider):
    """A spider whose callbacks get every status: an error page is a capture like any other."""

    source_name: str = ""
    is_look: bool = True  # whether what it meets tells how its source is now
    catalogue: Catalogue
    local_hosts: frozenset[str] = frozenset()  # not public; allowed by the operator
    custom_settings = {"HTTPERROR_ALLOW_ALL": True}  # noqa: RUF012 - Scrapy's own form

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.catalogue = load_catalogue(crawler.settings.getlist("CRAWLER_SOURCE_FILES"))
        introduce(crawler.settings, spider.catalogue.contact)
        spider.prepare()
        source = spider.catalogue.find(spider.source_name)
        if source is not None:
            keep_to(source.limits, crawler.settings)
        return spider

    def prepare(self) -> None:
        """Process the arguments, once the catalogue is known. Raises SourceError."""

    def page_request(self, url: str) -> Request:
        """A request for a page that is to be read as an article.

        Each spider asks for a URL once. If a redirect leads to a page that was already requested,
        the page is fetched all the same (``dont_filter``), so that the archive learns of both URLs.
        """
        return Request(
            url,
            callback=self.parse_page,
            errback=self.failed,
            meta={"visit": True},
            dont_filter=True,
        )

    def parse_page(self, response: Response) -> Iterator[Item]:
        yield CapturedPage(
            capture=response.meta["capture"],
            body=response.body,
            source=self.source_name,
            requested_urls=tuple(response.meta.get("redirect_urls", ())),
            packing=response.meta.get(PACKING),
        )

    def failed(self, failure: Failure) -> Iterator[Item]:
        """The errback of every request, so that nothing vanishes. Records the failure under the URL
        asked for."""
        request: Request = failure.request  # type: ignore[attr-defined]
        detail = detail_of(failure.value)
        if "redirect_urls" in request.meta:
            detail = f"redirected to {request.url}: {detail}"
        stage = Stage.FETCH if request.meta.get("visit") else Stage.DISCOVER
        yield self.failure(asked_for(request), stage, reason_of(failure.value), detail)

    def failure(
        self, url: str, stage: Stage, reason: str, detail: str, status: int | None = None
    ) -> FetchFailure:
        return FetchFailure(
            url, self.source_name, stage, reason, datetime.now(UTC), detail or None, status
        )


def asked_for(request: Request) -> str:
    """The URL that was requested, before any redirect."""
    redirected_from: list[str] = request.meta.get("redirect_urls", [])
    return redirected_from[0] if redirected_from else request.url


def reason_of(error: BaseException | None) -> str:
    """A word or two to count a failed request by."""
    if isinstance(error, RefusedError):
        return error.reason
    called = (reason for kind, reason in REASONS.items() if isinstance(error, kind))
    return next(called, type(error).__name__)


def detail_of(error: BaseException | None) -> str:
    """What a failed request's error says. When a connection is lost, Twisted's error has a list of
    reasons behind it."""
    reasons = getattr(getattr(error, "__cause__", None), "reasons", None) or ()
    said = [message for reason in reasons if (message := reason.getErrorMessage())]
    return "; ".join(said) or str(error)
