"""What a better reader corrected in a version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base
from crawler.archive.models.types import OBSERVED, Json


class Extraction(Base):
    """A version that was read again from its capture by another version of the reader.

    The version holds what the new reading says; this is no edit by the publisher. ``changed`` names
    the fields that differed, joined by "; ": empty if the readings agree, null if the reader found
    no article and the version was left alone. ``said_before`` is what the earlier reading said of
    these fields; null if that was not kept.
    """

    __tablename__ = "extraction"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    extractor_version: Mapped[str] = mapped_column(primary_key=True)
    extracted_at: Mapped[datetime] = mapped_column(OBSERVED)
    changed: Mapped[str | None]
    said_before: Mapped[dict[str, Any] | None] = mapped_column(Json)
