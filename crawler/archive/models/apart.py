"""Addresses that a person has set apart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base
from crawler.archive.models.types import OBSERVED


class UrlSetApart(Base):
    """A URL that ``crawler article split`` made lead to its own article, whatever canonical URL its
    page names."""

    __tablename__ = "url_set_apart"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    url_key: Mapped[str] = mapped_column(primary_key=True)
    set_apart_at: Mapped[datetime] = mapped_column(OBSERVED)
