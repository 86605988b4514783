"""Instants as a user types them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click


class Instant(click.ParamType[datetime]):
    """ISO 8601: "2026-06-19", "2026-06-19T14:30", "2026-06-19T14:30:00+09:00".

    Without a zone it is UTC; a date is its first moment.
    """

    name = "instant"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            instant = datetime.fromisoformat(value)
            return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):  # of the year 0 or 10000, in UTC
            self.fail(f"{value!r} is no instant: write 2026-06-19T14:30:00Z", param, ctx)
