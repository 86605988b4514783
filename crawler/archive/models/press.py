"""Who publishes, who supplies, who writes."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base


class Source(Base):
    """A publisher as we crawl it."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    publisher: Mapped[str]
    country: Mapped[str | None]  # ISO 3166-1 alpha-2, lower case
    language: Mapped[str | None]  # BCP 47
    home_url: Mapped[str | None]


class Agency(Base):
    """An organisation that supplies copy or photos, as ``extract/agencies.toml`` knows it."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str | None]
    country: Mapped[str | None]
    wikidata: Mapped[str | None]


class Author(Base):
    """A name read from bylines. Two persons of one name are one row: a byline cannot tell."""

    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
