"""What is already captured. This is asked of every page before it is kept, so it uses one open
connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, bindparam, or_, select
from sqlalchemy.exc import DBAPIError

from crawler.archive.database.engine import lookup_connection
from crawler.archive.entries import PlainCapture, Visit
from crawler.archive.models import ArticleUrl, Capture
from crawler.archive.past.captures import capture_item
from crawler.archive.urls import url_key
from crawler.items import Capture as CaptureItem
from crawler.items import CaptureKind, PageKind

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
# A page that the reader could make nothing of (OTHER) is kept and read again: the fault may have
# been the reader's. So is a page that was never read, because it was opted out or could not be
# unpacked.
_EARLIEST_READ = _EARLIEST.where(Capture.page_kind != PageKind.OTHER)
_EARLIEST_ANY = _EARLIEST.where(
    or_(Capture.page_kind.is_(None), Capture.page_kind != PageKind.OTHER)
)

_LAST_LOOKS = (
    select(Capture.__table__)
    .join(ArticleUrl, ArticleUrl.article_id == Capture.article_id)
    .where(ArticleUrl.url_key == bindparam("key"), Capture.url == bindparam("url"))
    .order_by(Capture.captured_at.desc(), Capture.id.desc())
    .limit(100)
)
_RECORD = select(Capture.id).where(Capture.record_id == bindparam("record_id"))


class KnownCaptures:
    """The captures in the archive, and those about to be written to it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        # those about to be written, and whether each was read
        self._payloads: dict[tuple[str, str], tuple[CaptureItem, bool]] = {}
        self._records: set[str] = set()

    def note(self, entry: Visit | PlainCapture) -> None:
        """Note a capture that will be written to the archive."""
        capture = entry.capture
        self._records.add(capture.record_id)
        if capture.kind is CaptureKind.RESPONSE:
            self._payloads[capture.url, capture.payload_digest] = capture, isinstance(entry, Visit)

    def forget(self, captures: Iterable[CaptureItem]) -> None:
        """Forget captures that are in the archive now."""
        for capture in captures:
            self._records.discard(capture.record_id)
            self._payloads.pop((capture.url, capture.payload_digest), None)

    def has_record(self, record_id: str) -> bool:
        """Whether a WARC record is in the archive or about to be."""
        if record_id in self._records:
            return True
        return self._ask(_RECORD, {"record_id": record_id}) is not None

    def find_payload(
        self, url: str, payload_digest: str, is_to_be_read: bool
    ) -> CaptureItem | None:
        """The earliest response of this URL with this payload; for a page that is to be read, the
        earliest that was read.

        None if the archive cannot be asked: then the payload is kept once more than needed.
        """
        coming = self._payloads.get((url, payload_digest))
        if coming is not None and (coming[1] or not is_to_be_read):
            return coming[0]
        query = _EARLIEST_READ if is_to_be_read else _EARLIEST_ANY
        try:
            row = self._ask(query, {"digest": payload_digest, "url": url})
        except DBAPIError:
            return None
        return None if row is None else capture_item(row)

    def find_current_response(self, url: str) -> CaptureItem | None:
        """The last full response of an article's URL, if every look since got a 304.

        None if the last look found something else, or the archive cannot be asked.
        """
        try:
            rows = self._ask_all(_LAST_LOOKS, {"key": url_key(url), "url": url})
        except DBAPIError:
            return None
        last = next((row for row in rows if row.status != HTTPStatus.NOT_MODIFIED), None)
        if last is None or last.status != HTTPStatus.OK or last.version_id is None:
            return None
        return capture_item(last)

    def _ask(self, query: Select[Any], wanted: dict[str, str]) -> Row[Any] | None:
        return next(iter(self._ask_all(query, wanted)), None)

    def _ask_all(self, query: Select[Any], wanted: dict[str, str]) -> Sequence[Row[Any]]:
        try:
            if self._connection is None:
                self._connection = lookup_connection(self._engine)
            return self._connection.execute(query, wanted).all()
        except DBAPIError:
            self.close()  # the next query opens a new one
            raise

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
