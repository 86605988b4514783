"""What is wrong with sources, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base
from crawler.archive.models.types import OBSERVED


class StoredTrouble(Base):
    """A trouble of a source; ``health.trouble`` explains the columns and their words."""

    __tablename__ = "trouble"
    __table_args__ = (Index("ix_trouble_source_since", "source", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]  # a name in the catalogue; the archive may hold nothing from it
    trouble: Mapped[str]
    subject: Mapped[str]
    since: Mapped[datetime] = mapped_column(OBSERVED)
    until: Mapped[datetime | None] = mapped_column(OBSERVED)
    detail: Mapped[str]
    told_at: Mapped[datetime | None] = mapped_column(OBSERVED)  # the alarm was given
