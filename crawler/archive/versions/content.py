"""Store what a version says: paragraphs, photos, credits, authors, attributions.

Paragraphs and photos belong to the article and are shared by its versions: a new version inserts
only those that no earlier version had.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from crawler.archive.database.inserts import insert_all, insert_for_ids
from crawler.archive.models import (
    PHOTOGRAPHER,
    Attribution,
    AuthorKind,
    Credit,
    Paragraph,
    Photo,
    VersionAuthor,
    VersionParagraph,
    VersionPhoto,
)
from crawler.archive.names import agency_ids, author_ids
from crawler.archive.versions.knowledge import KnownArticle, KnownVersion
from crawler.items import Article
from crawler.items import Credit as CreditItem
from crawler.items import Photo as PhotoItem

ParagraphKey = tuple[int, str, str]  # article id, kind, text
PhotoKey = tuple[Any, ...]  # article id and every column


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that was just inserted, and what it says."""

    article: KnownArticle
    version: KnownVersion
    content: Article


def store_content(connection: Connection, new: Sequence[NewVersion]) -> None:
    """Insert everything that belongs to these versions."""
    if not new:
        return
    # A first version shares nothing, so nothing is looked up for it.
    shared = {n.article.id for n in new if len(n.article.versions) > 1}
    agencies = agency_ids(connection, _agency_names(new))
    _store_paragraphs(connection, new, shared)
    _store_photos(connection, new, shared, agencies)
    _store_authors(connection, new)
    attributions = [
        {
            "version_id": n.version.id,
            "position": position,
            "agency_id": agencies.get(attribution.key or ""),
            "name": attribution.name,
            "evidence": attribution.evidence.value,
            "printed": attribution.printed,
        }
        for n in new
        for position, attribution in enumerate(n.content.attributions)
    ]
    insert_all(connection, Attribution, attributions)


def _agency_names(new: Iterable[NewVersion]) -> dict[str, str]:
    found: dict[str, str] = {}
    for n in new:
        for photo in n.content.photos:
            for agency in photo.credit.agencies if photo.credit else ():
                if agency.key:
                    found[agency.key] = agency.name
        for attribution in n.content.attributions:
            if attribution.key:
                found[attribution.key] = attribution.name
    return found


def _store_paragraphs(connection: Connection, new: Sequence[NewVersion], shared: set[int]) -> None:
    ids: dict[ParagraphKey, int] = {}
    if shared:
        for row in connection.execute(
            select(Paragraph.__table__).where(Paragraph.article_id.in_(shared))
        ):
            ids[row.article_id, row.kind, row.text] = row.id
    wanted = [
        (n.version.id, position, (n.article.id, paragraph.kind.value, paragraph.text))
        for n in new
        for position, paragraph in enumerate(n.content.paragraphs)
    ]
    missing = list(dict.fromkeys(key for _, _, key in wanted if key not in ids))
    rows = [{"article_id": a, "kind": kind, "text": text} for a, kind, text in missing]
    ids |= zip(missing, insert_for_ids(connection, Paragraph, rows), strict=True)
    places = [
        {"version_id": version, "position": position, "paragraph_id": ids[key]}
        for version, position, key in wanted
    ]
    insert_all(connection, VersionParagraph, places)


_PHOTO_COLUMNS = [column.name for column in Photo.__table__.columns if column.name != "id"]


def _photo_row(article_id: int, photo: PhotoItem) -> dict[str, Any]:
    credit = photo.credit
    return {
        "article_id": article_id,
        "url": photo.url,
        "caption": photo.caption,
        "alt_text": photo.alt_text,
        "credit_line": credit.line if credit else None,
        "credit_terms": [term.value for term in credit.terms] if credit else [],
        "rights_note": credit.rights_note if credit else None,
        "width": photo.width,
        "height": photo.height,
    }


def _photo_key(row: Any) -> PhotoKey:
    return tuple(
        tuple(value) if isinstance(value := row[column], list) else value
        for column in _PHOTO_COLUMNS
    )


def _store_photos(
    connection: Connection,
    new: Sequence[NewVersion],
    shared: set[int],
    agencies: dict[str, int],
) -> None:
    ids: dict[PhotoKey, int] = {}
    if shared:
        for stored in connection.execute(
            select(Photo.__table__).where(Photo.article_id.in_(shared))
        ).mappings():
            ids[_photo_key(stored)] = stored["id"]
    wanted: list[tuple[int, int, PhotoKey]] = []
    missing: dict[PhotoKey, tuple[dict[str, Any], CreditItem | None]] = {}
    for n in new:
        for position, photo in enumerate(n.content.photos):
            row = _photo_row(n.article.id, photo)
            key = _photo_key(row)
            wanted.append((n.version.id, position, key))
            if key not in ids:
                missing[key] = (row, photo.credit)
    added = insert_for_ids(connection, Photo, [row for row, _ in missing.values()])
    ids |= zip(missing, added, strict=True)
    credits_ = [credit for _, credit in missing.values()]
    _store_credits(connection, zip(added, credits_, strict=True), agencies)
    places = [
        {"version_id": version, "position": position, "photo_id": ids[key]}
        for version, position, key in wanted
    ]
    insert_all(connection, VersionPhoto, places)


def _store_credits(
    connection: Connection,
    credited: Iterable[tuple[int, CreditItem | None]],
    agencies: dict[str, int],
) -> None:
    rows = []
    for photo_id, credit in credited:
        if credit is None:
            continue
        named: list[tuple[str, str, int | None]] = [
            (PHOTOGRAPHER, name, None) for name in credit.photographers
        ]
        named += [(a.role.value, a.name, agencies.get(a.key or "")) for a in credit.agencies]
        rows += [
            {
                "photo_id": photo_id,
                "position": position,
                "role": role,
                "name": name,
                "agency_id": agency,
            }
            for position, (role, name, agency) in enumerate(named)
        ]
    insert_all(connection, Credit, rows)


def _store_authors(connection: Connection, new: Sequence[NewVersion]) -> None:
    wanted = [
        (n.version.id, position, name, kind)
        for n in new
        for position, (name, kind) in enumerate(
            [(name, AuthorKind.PERSON) for name in n.content.authors]
            + [(name, AuthorKind.ORGANISATION) for name in n.content.organisations]
        )
    ]
    ids = author_ids(connection, (name for _, _, name, _ in wanted))
    rows = [
        {"version_id": version, "position": position, "author_id": ids[name], "kind": kind}
        for version, position, name, kind in wanted
    ]
    insert_all(connection, VersionAuthor, rows)
