"""Pages and looks for the archive's tests, with sensible defaults."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from crawler.archive.entries import Entry, SourceFacts, Visit
from crawler.archive.writer import ArchiveWriter
from crawler.items import (
    Article,
    Attribution,
    Capture,
    CaptureKind,
    Credit,
    CreditedAgency,
    CreditRole,
    Evidence,
    Page,
    PageKind,
    Paragraph,
    Photo,
)

MORNING = datetime(2026, 6, 19, 6, 0, tzinfo=UTC)
HERALD = SourceFacts("herald", "The Harbor Herald", "kr", "en", "http://herald.example/")
_records = count(1)


def capture(url: str, minutes: float = 0, **changes: Any) -> Capture:
    """A capture of a URL, so many minutes after the morning began."""
    number = next(_records)
    values: dict[str, Any] = {
        "record_id": f"<urn:uuid:{number:032d}>",
        "url": url,
        "captured_at": MORNING + timedelta(minutes=minutes),
        "status": 200,
        "payload_digest": f"sha1:{number:032d}",
        "file": "herald-1.warc.gz",
        "offset": number * 1000,
        "length": 900,
        "content_type": "text/html; charset=utf-8",
    }
    return Capture(**values | changes)


def article(url: str, headline: str = "Ferry returns to the old harbor", **changes: Any) -> Article:
    paragraphs = (
        Paragraph(
            "The last wooden ferry of the bay came home on Friday after eleven years, towed by "
            "two tugs and followed by a crowd of small boats."
        ),
        Paragraph("Its owner said that the engine would be rebuilt by the spring of next year."),
    )
    values: dict[str, Any] = {
        "url": url,
        "headline": headline,
        "paragraphs": paragraphs,
        "authors": ("Mina Cho",),
        "published_at": MORNING - timedelta(hours=3),
        "published_raw": "2026-06-19 12:00 KST",
        "language": "en",
    }
    return Article(**values | changes)


def wire_photo(caption: str = "The ferry passes the outer mole.") -> Photo:
    """A photo by AP that Yonhap distributed."""
    credit = Credit(
        "AP-Yonhap",
        agencies=(
            CreditedAgency("AP", CreditRole.BY, "ap"),
            CreditedAgency("Yonhap", CreditRole.VIA, "yonhap"),
        ),
    )
    return Photo("http://herald.example/ferry.jpg", caption, "Ferry", credit)


REUTERS_TAIL = Attribution("Reuters", Evidence.TAIL, "(Reuters)", "reuters")


def visit(
    url: str,
    minutes: float = 0,
    read: Article | None = None,
    *,
    requested_urls: tuple[str, ...] = (),
    source: SourceFacts = HERALD,
    **of_capture: Any,
) -> Visit:
    """A look at an article page that was read."""
    page = Page(PageKind.ARTICLE, "a headline and a body", read or article(url))
    return Visit(capture(url, minutes, **of_capture), source, page, requested_urls, "1")


def gone(url: str, minutes: float, status: int = 404) -> Visit:
    return Visit(capture(url, minutes, status=status), HERALD)


def revisit(of: Visit, minutes: float) -> Visit:
    """A look that brought the same bytes again."""
    first = of.capture
    again = capture(
        first.url, minutes, payload_digest=first.payload_digest, kind=CaptureKind.REVISIT
    )
    return Visit(again, of.source)


def write(writer: ArchiveWriter, *entries: Entry) -> None:
    """Write entries as one batch."""
    for entry in entries:
        writer.add(entry)
    writer.flush()
