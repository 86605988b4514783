"""What publishers opted out of, as seen with each capture."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base, one_of
from crawler.items import OptoutPlace, Use


class OptoutSet(Base):
    """A distinct set of opt-outs. A site's many pages share a few sets."""

    __tablename__ = "optout_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the opt-outs


class Optout(Base):
    """One opt-out of a set. ``items.Optout`` explains the columns."""

    __tablename__ = "optout"
    __table_args__ = (
        one_of("use", Use),
        one_of("place", OptoutPlace),
        {"sqlite_with_rowid": False},
    )

    set_id: Mapped[int] = mapped_column(ForeignKey("optout_set.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    use: Mapped[str]
    place: Mapped[str]
    printed: Mapped[str]
