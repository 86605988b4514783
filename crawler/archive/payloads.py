"""Which payload was captured already, so that it need not be kept twice.

Asked of every page that is fetched, before it is kept: one prepared query on a connection that
stays open.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.exc import DBAPIError

from crawler.archive.captures import capture_item
from crawler.archive.engine import looking_up
from crawler.archive.models import Capture
from crawler.items import Capture as CaptureItem
from crawler.items import CaptureKind

_EARLIEST = (
    select(Capture.__table__)
    .where(
        Capture.payload_digest == bindparam("digest"),
        Capture.url == bindparam("url"),
        Capture.kind == CaptureKind.RESPONSE,
    )
    .order_by(Capture.captured_at)
    .limit(1)
)


class Payloads:
    """The payloads of the archive, and of the captures that are about to be written to it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._coming: dict[tuple[str, str], CaptureItem] = {}

    def note(self, capture: CaptureItem) -> None:
        """A capture will be written to the archive."""
        if capture.kind is CaptureKind.RESPONSE:
            self._coming[capture.url, capture.payload_digest] = capture

    def forget(self, captures: Iterable[CaptureItem]) -> None:
        """These captures are in the archive now."""
        for capture in captures:
            self._coming.pop((capture.url, capture.payload_digest), None)

    def find(self, url: str, payload_digest: str) -> CaptureItem | None:
        """The earliest response of this URL with this payload.

        Where the archive cannot be asked it is None: the payload is kept once more than needed.
        """
        coming = self._coming.get((url, payload_digest))
        if coming is not None:
            return coming
        wanted = {"digest": payload_digest, "url": url}
        try:
            if self._connection is None:
                self._connection = looking_up(self._engine)
            row = self._connection.execute(_EARLIEST, wanted).one_or_none()
        except DBAPIError:
            self.close()
            return None
        return None if row is None else capture_item(row)

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
