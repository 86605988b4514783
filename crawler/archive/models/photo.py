"""Photos with their captions and credits."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base, one_of
from crawler.archive.models.types import Json
from crawler.items import CreditRole

PHOTOGRAPHER = "photographer"
CREDITED_AS = [PHOTOGRAPHER, *CreditRole]  # the roles of a name in a credit line


class Photo(Base):
    """A photo as an article showed it: another caption or credit makes another row."""

    __tablename__ = "photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    url: Mapped[str | None]
    caption: Mapped[str | None]
    alt_text: Mapped[str | None]
    credit_line: Mapped[str | None]
    credit_terms: Mapped[list[str]] = mapped_column(Json)
    rights_note: Mapped[str | None]
    width: Mapped[int | None]  # pixels
    height: Mapped[int | None]


class VersionPhoto(Base):
    """Which photo stands at which position of a version, from 0."""

    __tablename__ = "version_photo"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), index=True)


class Credit(Base):
    """A name in a credit line, and its role: photographers first, then agencies as printed."""

    __tablename__ = "credit"
    __table_args__ = (one_of("role", CREDITED_AS), {"sqlite_with_rowid": False})

    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]
