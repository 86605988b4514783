"""Read captures back from the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

from crawler.archive.models import Capture, Source
from crawler.items import Capture as CaptureItem
from crawler.items import CaptureKind


def captures_of(
    connection: Connection, version_ids: Collection[int]
) -> dict[int, list[tuple[str, CaptureItem]]]:
    """Version id -> the responses that showed it, earliest first, each with its source's name.
    Revisits are left out: they have no bytes."""
    found: dict[int, list[tuple[str, CaptureItem]]] = defaultdict(list)
    for row in connection.execute(
        select(Capture.__table__, Source.name.label("source"))
        .join(Source, Source.id == Capture.source_id)
        .where(Capture.version_id.in_(version_ids), Capture.kind == CaptureKind.RESPONSE)
        .order_by(Capture.captured_at, Capture.id)
    ):
        found[row.version_id].append((row.source, capture_item(row)))
    return found


def capture_item(row: Row[Any]) -> CaptureItem:
    """Turn a row of the table ``capture`` back into an item."""
    return CaptureItem(
        record_id=row.record_id,
        url=row.url,
        captured_at=row.captured_at,
        status=row.status,
        payload_digest=row.payload_digest,
        file=row.warc_file,
        offset=row.warc_offset,
        length=row.warc_length,
        kind=CaptureKind(row.kind),
        content_type=row.content_type,
        etag=row.etag,
        last_modified=row.last_modified,
        redirect_to=row.redirect_to,
    )
