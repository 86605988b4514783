"""Copies of one text across articles, and the data that finds them (``crawler.copies``)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base


class Sketch(Base):
    """A version whose text can be found by ``band``: the scheme and the week of its keys."""

    __tablename__ = "sketch"

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    scheme: Mapped[int]  # crawler.copies.sketch.SCHEME
    week: Mapped[int]  # crawler.copies.weeks, of the article's first look
    shingles: Mapped[int]  # distinct; a text without any has no bands


class Band(Base):
    """A key under which an article is found: the keys of all its versions, each once.

    ``key`` begins with the fortnight (``crawler.copies.weeks``): copies are looked for near their
    day, so neither look-ups nor inserts wander through the whole table. There is no foreign key: it
    would cost a look-up for each of 64 keys, and a scan of all keys when an article is removed. A
    key of a removed article finds nothing.
    """

    __tablename__ = "band"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    key: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(primary_key=True)


class CopyPair(Base):
    """Two articles of which one is a copy of the other, with the pair of versions that share most.

    ``article_id`` is the smaller of the two ids; that says nothing about who copied whom.
    """

    __tablename__ = "copy_pair"
    __table_args__ = (
        CheckConstraint("article_id < other_id", name="order"),
        CheckConstraint("share >= 0 AND share <= 1", name="share"),
        {"sqlite_with_rowid": False},
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True, index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    other_version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    common: Mapped[int]  # shingles
    share: Mapped[float]  # of the shorter text
    words_only: Mapped[int]  # words of the article that the other lacks
    other_words_only: Mapped[int]


class Story(Base):
    """The leader of the story an article with copies belongs to; its own id if it leads."""

    __tablename__ = "story"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
