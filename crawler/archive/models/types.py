"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

# A list or an object; PostgreSQL keeps it parsed.
Json = JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC.

    PostgreSQL has a type for it. SQLite has none, so there it is ISO 8601 text with a ``Z``, which
    sorts by time and which SQLite's own date functions understand. What a publisher claims has
    whole seconds; what the archive observed (``fraction=True``) has milliseconds, so that two looks
    within a second keep their order.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def __init__(self, *, fraction: bool = False) -> None:
        super().__init__()
        self.fraction = fraction

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(24))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone: the archive takes aware times only")
        value = cut_to_milliseconds(value) if self.fraction else value.replace(microsecond=0)
        return utc_text(value, fraction=self.fraction) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


def cut_to_milliseconds(value: datetime) -> datetime:
    """The instant cut to milliseconds, as WARC-Date and the archive keep it."""
    return value.replace(microsecond=value.microsecond // 1000 * 1000)


def utc_text(value: datetime, *, fraction: bool) -> str:
    """ISO 8601 in UTC with a ``Z``, to the second or to the millisecond."""
    timespec = "milliseconds" if fraction else "seconds"
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=timespec) + "Z"


CLAIMED = UtcDateTime()
OBSERVED = UtcDateTime(fraction=True)
