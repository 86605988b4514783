"""The demo press's time. It is fixed, so that every visit finds the same states."""

from datetime import UTC, datetime, timedelta

FIRST_VISIT = datetime(2025, 6, 19, 9, 0, tzinfo=UTC)
"""The press's first morning: every story that a first visit finds is published by then."""

SECOND_VISIT = FIRST_VISIT + timedelta(days=1)
"""By then every change that the scripts hold has happened."""
