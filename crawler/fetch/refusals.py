"""What we refuse ourselves, as exceptions that say why."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class RefusedError(IgnoreRequest):
    """A request that is not sent, or a response that is not used.

    ``reason`` is a word or two to count by; the message says more.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class NotSentError(RefusedError):
    """A request that is not sent."""
