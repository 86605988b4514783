"""Image files that were fetched, and the addresses that gave them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base
from crawler.archive.models.types import OBSERVED


class StoredPicture(Base):
    """An image file, stored once; ``items.Picture`` explains the columns."""

    __tablename__ = "picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    width: Mapped[int]  # pixels
    height: Mapped[int]
    likeness: Mapped[str]
    like_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"), index=True)  # the first
    embedded_credit: Mapped[str | None]
    embedded_byline: Mapped[str | None]
    embedded_caption: Mapped[str | None]
    embedded_copyright: Mapped[str | None]
    embedded_source: Mapped[str | None]


class PictureUrl(Base):
    """An address, and the last file it gave."""

    __tablename__ = "picture_url"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"), index=True)
    fetched_at: Mapped[datetime] = mapped_column(OBSERVED)


class LikenessBand(Base):
    """A part of a picture's likeness, used to find similar pictures."""

    __tablename__ = "likeness_band"
    __table_args__ = (Index("ix_likeness_band_band_value", "band", "value"),)

    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"), primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int]
