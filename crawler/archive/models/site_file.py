"""The files in which sites address all crawlers, as last fetched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base
from crawler.archive.models.types import OBSERVED


class StoredSiteFile(Base):
    """A robots.txt or tdmrep.json. Its earlier contents are in the captures."""

    __tablename__ = "site_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    fetched_at: Mapped[datetime] = mapped_column(OBSERVED)
    status: Mapped[int]
    text: Mapped[str]  # empty unless the status is 200
