"""Read versions back from the archive as articles, with a few queries for many versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from crawler.archive.models import (
    PHOTOGRAPHER,
    Agency,
    Attribution,
    Author,
    AuthorKind,
    Paragraph,
    Photo,
    Version,
    VersionAuthor,
    VersionParagraph,
    VersionPhoto,
)
from crawler.archive.models import Article as ArticleRow
from crawler.archive.models import Credit as CreditRow
from crawler.items import (
    Article,
    Credit,
    CreditedAgency,
    CreditRole,
    CreditTerm,
    Dateline,
    Evidence,
    ParagraphKind,
)
from crawler.items import Attribution as AttributionItem
from crawler.items import Paragraph as ParagraphItem
from crawler.items import Photo as PhotoItem

Parts = dict[int, list[Any]]  # version id (for credits: photo id) -> its parts, in order

# Built once: for a few versions, building a statement takes longer than running it.
_THESE: BindParameter[Any] = bindparam("ids", expanding=True)
VERSIONS = (
    select(Version.__table__, ArticleRow.canonical_url)
    .join(ArticleRow, ArticleRow.id == Version.article_id)
    .where(Version.id.in_(_THESE))
)
PARAGRAPHS = (
    select(VersionParagraph.version_id, Paragraph.kind, Paragraph.text)
    .join(Paragraph, Paragraph.id == VersionParagraph.paragraph_id)
    .where(VersionParagraph.version_id.in_(_THESE))
    .order_by(VersionParagraph.version_id, VersionParagraph.position)
)
PHOTOS = (
    select(VersionPhoto.version_id, Photo.__table__)
    .join(Photo, Photo.id == VersionPhoto.photo_id)
    .where(VersionPhoto.version_id.in_(_THESE))
    .order_by(VersionPhoto.version_id, VersionPhoto.position)
)
CREDITS = (
    select(CreditRow.photo_id, CreditRow.role, CreditRow.name, Agency.key)
    .outerjoin(Agency, Agency.id == CreditRow.agency_id)
    .where(CreditRow.photo_id.in_(_THESE))
    .order_by(CreditRow.photo_id, CreditRow.position)
)
AUTHORS = (
    select(VersionAuthor.version_id, Author.name, VersionAuthor.kind)
    .join(Author, Author.id == VersionAuthor.author_id)
    .where(VersionAuthor.version_id.in_(_THESE))
    .order_by(VersionAuthor.version_id, VersionAuthor.position)
)
ATTRIBUTIONS = (
    select(
        Attribution.version_id,
        Attribution.name,
        Attribution.evidence,
        Attribution.printed,
        Agency.key,
    )
    .outerjoin(Agency, Agency.id == Attribution.agency_id)
    .where(Attribution.version_id.in_(_THESE))
    .order_by(Attribution.version_id, Attribution.position)
)


def stored_articles(connection: Connection, version_ids: Collection[int]) -> dict[int, Article]:
    """Version id -> the article as that version shows it.

    Of a dateline, only the line and the place are stored.
    """
    versions = connection.execute(VERSIONS, {"ids": list(version_ids)}).all()
    paragraphs = paragraphs_of(connection, version_ids)
    photos = photos_of(connection, version_ids)
    authors = authors_of(connection, version_ids)
    attributions = attributions_of(connection, version_ids)
    return {
        row.id: _article(
            row, paragraphs[row.id], photos[row.id], authors[row.id], attributions[row.id]
        )
        for row in versions
    }


def _article(
    row: Row[Any],
    paragraphs: list[ParagraphItem],
    photos: list[PhotoItem],
    authors: list[tuple[str, str]],
    attributions: list[AttributionItem],
) -> Article:
    return Article(
        url=row.canonical_url,
        canonical_url=row.canonical_url,
        headline=row.headline,
        headline_raw=row.headline_raw,
        alternative_headline=row.alternative_headline,
        standfirst=row.standfirst,
        paragraphs=tuple(paragraphs),
        byline=row.byline,
        authors=tuple(name for name, kind in authors if kind == AuthorKind.PERSON),
        organisations=tuple(name for name, kind in authors if kind == AuthorKind.ORGANISATION),
        dateline=Dateline(row.dateline, row.dateline_place) if row.dateline else None,
        published_at=row.published_at,
        published_raw=row.published_raw,
        modified_at=row.modified_at,
        modified_raw=row.modified_raw,
        language=row.language,
        section=row.section,
        topics=tuple(row.topics),
        photos=tuple(photos),
        attributions=tuple(attributions),
        provenance=row.provenance,
    )


def paragraphs_of(connection: Connection, version_ids: Collection[int]) -> Parts:
    """The paragraphs of each version."""
    found: Parts = defaultdict(list)
    for version, kind, text in connection.execute(PARAGRAPHS, {"ids": list(version_ids)}):
        found[version].append(ParagraphItem(text, ParagraphKind(kind)))
    return found


def photos_of(connection: Connection, version_ids: Collection[int]) -> Parts:
    """The photos of each version. Agencies in their credits have their printed names."""
    rows = connection.execute(PHOTOS, {"ids": list(version_ids)}).all()
    names = _credited(connection, {row.id for row in rows})
    found: Parts = defaultdict(list)
    for row in rows:
        credit = _credit(row, names[row.id]) if row.credit_line is not None else None
        found[row.version_id].append(
            PhotoItem(row.url, row.caption, row.alt_text, credit, row.width, row.height)
        )
    return found


def _credited(connection: Connection, photo_ids: Collection[int]) -> Parts:
    found: Parts = defaultdict(list)
    for row in connection.execute(CREDITS, {"ids": list(photo_ids)}):
        found[row.photo_id].append(row)
    return found


def _credit(photo: Row[Any], names: Iterable[Row[Any]]) -> Credit:
    agencies = tuple(
        CreditedAgency(row.name, CreditRole(row.role), row.key)
        for row in names
        if row.role != PHOTOGRAPHER
    )
    return Credit(
        photo.credit_line,
        tuple(row.name for row in names if row.role == PHOTOGRAPHER),
        agencies,
        tuple(CreditTerm(term) for term in photo.credit_terms),
        photo.rights_note,
    )


def authors_of(connection: Connection, version_ids: Collection[int]) -> Parts:
    """The author names of each version, each with its kind."""
    found: Parts = defaultdict(list)
    for version, name, kind in connection.execute(AUTHORS, {"ids": list(version_ids)}):
        found[version].append((name, kind))
    return found


def attributions_of(connection: Connection, version_ids: Collection[int]) -> Parts:
    """The agencies that each version's story came from."""
    found: Parts = defaultdict(list)
    these = {"ids": list(version_ids)}
    for version, name, evidence, printed, key in connection.execute(ATTRIBUTIONS, these):
        found[version].append(AttributionItem(name, Evidence(evidence), printed, key))
    return found
