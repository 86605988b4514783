"""Back off from a host that has had enough of us: wait, and in the end leave it alone.

A 429 or 503 delays the host's requests for as long as its Retry-After says (RFC 9110, section
10.2.3), or for a longer time at each refusal; then Scrapy asks again. A host that goes on refusing,
or asks for more time than a run should wait, is not asked again in this run. Its remaining requests
become failures, which can be retried.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

from crawler.fetch.refusals import NotSentError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.downloader import Downloader
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

SLOW_DOWN = frozenset({429, 503})
REFUSING = SLOW_DOWN | {401, 403, 451}
FIRST_WAIT = 10.0  # seconds, if the host does not say how long; doubled each time
LONGEST_WAIT = 300.0
LEAST = 0.001  # seconds
TOO_OFTEN = 8  # refusals in a row after which a host is left alone


class BackOffMiddleware:
    """Comes before Scrapy's retries, so that they wait."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.refusals: Counter[str] = Counter()  # by slot, since its last success
        self.left_alone: dict[str, str] = {}  # slot -> why

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        key = self._key(request)
        if key in self.left_alone:
            raise NotSentError(
                "host refuses us",
                f"host refuses us: {key} {self.left_alone[key]}, and is left alone now",
            )

    def process_response(self, request: Request, response: Response) -> Response:
        key = self._key(request)
        if response.status in REFUSING:
            self.refusals[key] += 1
            told = told_wait(response, datetime.now(UTC)) if response.status in SLOW_DOWN else None
            if told is not None and told > LONGEST_WAIT:
                self._leave_alone(key, f"asks not to be asked for {told:.0f} s")
            elif self.refusals[key] >= TOO_OFTEN:
                self._leave_alone(key, f"refused {TOO_OFTEN} requests")
            elif response.status in SLOW_DOWN:
                self._wait(key, told)
        elif response.status < 400:
            self.refusals[key] = 0
        return response

    def _leave_alone(self, key: str, why: str) -> None:
        if key not in self.left_alone:
            self.left_alone[key] = why
            logger.warning("%s %s: it is left alone now", key, why)

    def _wait(self, key: str, told: float | None) -> None:
        """Delay the next request of the host's slot: Scrapy counts a slot's delay from when it was
        last seen."""
        slot = self._downloader.slots.get(key)
        wait = min(FIRST_WAIT * 2 ** (self.refusals[key] - 1), LONGEST_WAIT)
        wait = wait if told is None else told
        if slot is not None:
            slot.delay = slot.delay or LEAST  # without a delay, Scrapy does not look at the clock
            slot.lastseen = max(slot.lastseen, time.monotonic() + wait)
            logger.info("%s asks for time: it is not asked for %.0f s", key, wait)

    def _key(self, request: Request) -> str:
        return self._downloader.get_slot_key(request)

    @property
    def _downloader(self) -> Downloader:
        engine = self.crawler.engine
        if engine is None:
            raise RuntimeError("a request passes before the engine is there")
        return engine.downloader


def told_wait(response: Response, now: datetime) -> float | None:
    """The seconds that Retry-After asks for; None if it is missing or unreadable."""
    value = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except (OverflowError, TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())
