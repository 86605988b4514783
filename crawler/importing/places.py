"""How far a file was imported, so that an interrupted import can continue there.

A file is known by its first bytes, so it may be moved. With other filters it is another import.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from crawler.archive.models import CrawlRun
from crawler.errors import CaptureError
from crawler.importing.filter import Filter

HEAD = 512  # bytes; they contain the id of the file's first record


@dataclass(frozen=True, slots=True)
class Place:
    """A record of a file. All records before it are archived or noted as failures."""

    offset: int = 0  # bytes from the file's start
    records: int = 0  # records with a page before this one


def key_of(file: Path, wanted: Filter) -> str:
    """The key of an import of this file. Raises CaptureError when it cannot be read."""
    try:
        with file.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise CaptureError(f"cannot read {file}: {error.strerror}") from error
    filters = [
        sorted(value) if isinstance(value, frozenset) else str(value)
        for value in asdict(wanted).values()
    ]
    return hashlib.sha256(head + repr(filters).encode()).hexdigest()


def place_of(connection: Connection, key: str) -> Place:
    """How far the imports so far have come in a file."""
    # this part of the stats only: their tally may have thousands of hosts
    noted = select(CrawlRun.stats["files", key]).where(CrawlRun.command == "import")
    places = [Place(**place) for place in connection.scalars(noted) if place]
    return max(places, key=lambda place: place.offset, default=Place())
