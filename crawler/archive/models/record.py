"""What the crawler did: runs, captures, failures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base, one_of, unique_where
from crawler.archive.models.types import OBSERVED, Json
from crawler.items import CaptureKind, PageKind


class CrawlRun(Base):
    """One execution of a crawl or an import. ``finished_at`` null: running, or killed."""

    __tablename__ = "crawl_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)
    command: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(OBSERVED)
    finished_at: Mapped[datetime | None] = mapped_column(OBSERVED)
    exit_reason: Mapped[str | None]
    warc_prefix: Mapped[str | None]  # how the run's WARC files' names begin
    stats: Mapped[dict[str, Any]] = mapped_column(Json)


class Capture(Base):
    """What one retrieval brought, and where it is stored. ``items.Capture`` explains the
    columns."""

    __tablename__ = "capture"
    __table_args__ = (
        one_of("kind", CaptureKind),
        one_of("page_kind", PageKind),
        Index("ix_capture_article_id_captured_at", "article_id", "captured_at"),
        Index("ix_capture_warc_file_warc_offset", "warc_file", "warc_offset"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(unique=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"), index=True)
    url: Mapped[str]
    captured_at: Mapped[datetime] = mapped_column(OBSERVED)
    status: Mapped[int]
    kind: Mapped[str]
    payload_digest: Mapped[str] = mapped_column(index=True)
    content_type: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    redirect_to: Mapped[str | None]
    warc_file: Mapped[str]
    warc_offset: Mapped[int]
    warc_length: Mapped[int]
    page_kind: Mapped[str | None]  # null: not visited as an article (a feed, robots.txt, ...)
    page_reason: Mapped[str | None]
    optout_set_id: Mapped[int | None] = mapped_column(ForeignKey("optout_set.id"))  # null: none


class Failure(Base):
    """A URL that could not be fetched, read or archived. ``resolved_at``: a later try succeeded."""

    __tablename__ = "failure"
    __table_args__ = (
        CheckConstraint("attempts >= 1", name="attempts"),
        unique_where("uq_failure_open", ["url_sha256", "stage"], "resolved_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("crawl_run.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    url: Mapped[str]
    stage: Mapped[str]  # items.Stage
    reason: Mapped[str]  # one word or two, to count by
    detail: Mapped[str | None]  # for a person to read
    status: Mapped[int | None]  # HTTP
    attempts: Mapped[int]
    first_failed_at: Mapped[datetime] = mapped_column(OBSERVED)
    last_failed_at: Mapped[datetime] = mapped_column(OBSERVED)
    resolved_at: Mapped[datetime | None] = mapped_column(OBSERVED)
    url_sha256: Mapped[str]  # urls.digest_of: the URL itself may be too long for an index
