"""A writer on a fresh archive, and a way to ask it, on either engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from tests.archive.press import HERALD, MORNING

Query = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def writer(archive: Engine) -> ArchiveWriter:
    with archive.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
    return ArchiveWriter(archive, run)


@pytest.fixture
def query(archive: Engine) -> Query:
    def run(sql: str) -> list[dict[str, Any]]:
        with archive.connect() as connection:
            return [dict(row) for row in connection.execute(text(sql)).mappings()]

    return run
