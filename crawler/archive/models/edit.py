"""What changed between two versions of an article."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base


class Edit(Base):
    """The comparison of two versions that stood one after the other (``crawler.edits``).

    ``observation`` tells when that happened: an article that flaps between two states makes the
    same two edits again and again. ``classes`` are joined by "; ".
    """

    __tablename__ = "edit"
    __table_args__ = (
        CheckConstraint("share >= 0 AND share <= 1", name="share"),
        {"sqlite_with_rowid": False},
    )

    from_version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    to_version_id: Mapped[int] = mapped_column(
        ForeignKey("version.id"), primary_key=True, index=True
    )
    classes: Mapped[str]
    silent: Mapped[bool]
    notice: Mapped[str | None]
    share: Mapped[float]
