"""Image files in the archive: each stored once, and linked to the first that looks the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, and_, or_, select

from crawler.archive.database.inserts import insert_all, insert_for_id, upsert
from crawler.archive.database.turns import lock_until_commit
from crawler.archive.models import LikenessBand, PictureUrl, StoredPicture
from crawler.items import PictureFile
from crawler.pictures.likeness import bands, is_alike

LOCK = 0x70696374757265  # PostgreSQL's lock: "picture"


def is_known_picture(connection: Connection, url: str) -> bool:
    """Whether a file was fetched from this address before."""
    query = select(PictureUrl.id).where(PictureUrl.url == url)
    return connection.execute(query).first() is not None


def keep_pictures(connection: Connection, files: Iterable[PictureFile]) -> None:
    """Store files, and the addresses that gave them.

    On PostgreSQL only one writer at a time does this, until it commits: two with the same file
    would both insert it.
    """
    lock_until_commit(connection, LOCK)
    for file in files:
        known = select(StoredPicture.id).where(StoredPicture.sha256 == file.sha256)
        id_ = connection.scalar(known)
        if id_ is None:
            id_ = _insert(connection, file)
        row = {"picture_id": id_, "fetched_at": file.fetched_at}
        address = upsert(connection, PictureUrl).values(url=file.url, **row)
        connection.execute(address.on_conflict_do_update(index_elements=["url"], set_=row))


def _insert(connection: Connection, file: PictureFile) -> int:
    picture = file.picture
    parts = list(enumerate(bands(picture.likeness)))
    embedded = {f"embedded_{name}": value for name, value in asdict(picture.embedded).items()}
    row = {
        "sha256": file.sha256,
        "media_type": picture.media_type,
        "size": file.size,
        "width": picture.width,
        "height": picture.height,
        "likeness": picture.likeness,
        "like_id": _alike(connection, picture.likeness, parts),
        **embedded,
    }
    id_ = insert_for_id(connection, StoredPicture, row)
    rows = [{"picture_id": id_, "band": band, "value": value} for band, value in parts]
    insert_all(connection, LikenessBand, rows)
    return id_


def _alike(connection: Connection, likeness: str, parts: Sequence[tuple[int, int]]) -> int | None:
    """The first picture that looks the same, or None."""
    same_part = [and_(LikenessBand.band == band, LikenessBand.value == v) for band, v in parts]
    rows = connection.execute(
        select(StoredPicture.id, StoredPicture.likeness)
        .where(
            StoredPicture.like_id.is_(None),
            StoredPicture.id.in_(select(LikenessBand.picture_id).where(or_(*same_part))),
        )
        .order_by(StoredPicture.id)
    )
    return next((row.id for row in rows if is_alike(row.likeness, likeness)), None)
