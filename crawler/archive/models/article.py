"""One work at one publisher, its addresses, its versions, and when each was seen.

A version is one distinct content state and never changes. Paragraphs and photos belong to the
article and are shared by its versions, so that a small edit costs a small row. When a version stood
is recorded separately (``Observation``): an article that flaps between two states has two versions
and many observations.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base, one_of, unique_where
from crawler.archive.models.types import CLAIMED, OBSERVED, Json
from crawler.items import ARTICLE_KINDS, Evidence, ParagraphKind


class UrlRelation(StrEnum):
    """How a URL leads to its article."""

    FETCHED = "fetched"
    REDIRECT = "redirect"  # it redirected to a fetched URL
    CANONICAL = "canonical"  # the page named it as rel=canonical


class State(StrEnum):
    """Whether an article still stands at its address."""

    LIVE = "live"
    GONE = "gone"  # 404 or 410


class AuthorKind(StrEnum):
    """What a name in a byline is."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Article(Base):
    """One work at one publisher. ``first_seen_at``: time of the first capture that found it."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    canonical_url: Mapped[str]
    first_seen_at: Mapped[datetime] = mapped_column(OBSERVED, index=True)


class ArticleUrl(Base):
    """A URL that leads to the article; ``capture`` keeps the URLs as fetched."""

    __tablename__ = "article_url"
    __table_args__ = (one_of("relation", UrlRelation),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    url_key: Mapped[str] = mapped_column(unique=True)  # canonical form: archive/urls.py
    url: Mapped[str]  # as first seen
    relation: Mapped[str]
    first_seen_at: Mapped[datetime] = mapped_column(OBSERVED)


class Version(Base):
    """A content state of an article; ``items.Article`` explains the columns."""

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        one_of("kind", sorted(ARTICLE_KINDS)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    number: Mapped[int]  # 1, 2, … in the order of archiving; after a merge, of first looks
    content_sha256: Mapped[str] = mapped_column(index=True)
    extractor_version: Mapped[str]
    kind: Mapped[str]
    headline: Mapped[str]
    headline_raw: Mapped[str | None]
    alternative_headline: Mapped[str | None]
    standfirst: Mapped[str | None]
    byline: Mapped[str | None]
    dateline: Mapped[str | None]
    dateline_place: Mapped[str | None]
    published_at: Mapped[datetime | None] = mapped_column(CLAIMED)
    published_raw: Mapped[str | None]
    modified_at: Mapped[datetime | None] = mapped_column(CLAIMED)
    modified_raw: Mapped[str | None]
    language: Mapped[str | None]
    section: Mapped[str | None]
    topics: Mapped[list[str]] = mapped_column(Json)
    provenance: Mapped[dict[str, Any]] = mapped_column(Json)


class Observation(Base):
    """A stretch of time in which each look found the article in one state.

    The open one (``observed_until`` null) is the article's present. For a gone article,
    ``version_id`` is the last version that stood.
    """

    __tablename__ = "observation"
    __table_args__ = (
        one_of("state", State),
        CheckConstraint("last_seen_at >= observed_from", name="seen_after_from"),
        CheckConstraint("observed_until >= last_seen_at", name="until_after_seen"),
        Index("ix_observation_article_id_observed_from", "article_id", "observed_from"),
        unique_where("uq_observation_open", ["article_id"], "observed_until IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    state: Mapped[str]
    observed_from: Mapped[datetime] = mapped_column(OBSERVED)
    last_seen_at: Mapped[datetime] = mapped_column(OBSERVED)
    observed_until: Mapped[datetime | None] = mapped_column(OBSERVED)


class Paragraph(Base):
    """A distinct paragraph of an article, stored once for all its versions."""

    __tablename__ = "paragraph"
    __table_args__ = (one_of("kind", ParagraphKind),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    kind: Mapped[str]
    text: Mapped[str]


class VersionParagraph(Base):
    """Which paragraph stands at which position of a version, from 0."""

    __tablename__ = "version_paragraph"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), index=True)


class VersionAuthor(Base):
    """An author that a version names, at a position from 0: persons first, then organisations."""

    __tablename__ = "version_author"
    __table_args__ = (one_of("kind", AuthorKind), {"sqlite_with_rowid": False})

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), index=True)
    kind: Mapped[str]


class Attribution(Base):
    """An agency that the story came from."""

    __tablename__ = "attribution"
    __table_args__ = (one_of("evidence", Evidence), {"sqlite_with_rowid": False})

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]
    evidence: Mapped[str]
    printed: Mapped[str]
