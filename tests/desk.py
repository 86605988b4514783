"""A user's folder, the commands run in it, and the archive that results."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from crawler.archive.database.engine import parse_url
from tests import warm


@dataclass
class Desk:
    """A user's working directory: crawler.toml, the archive, the captures."""

    folder: Path
    archive: str = ""  # a SQLite file in the folder, if no other is named

    def __post_init__(self) -> None:
        self.archive = self.archive or f"sqlite:///{self.folder / 'archive.db'}"

    def describe(self, home: str, toml: str, name: str = "herald") -> None:
        """Write crawler.toml with one source: its home page, and these lines."""
        (self.folder / "crawler.toml").write_text(
            f'[sources.{name}]\npublisher = "The Herald"\nhome = "{home}"\n{toml}\n'
        )

    def run(self, *command: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a module of Python as a user would, and expect its exit code and no traceback."""
        done = warm.run(command, self.folder, self.environment)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
        return done

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the commands."""
        return {**os.environ, "CRAWLER_ARCHIVE_URL": self.archive}

    def crawl(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        """``crawler crawl``"""
        return self.run("crawler", "crawl", *arguments, code=code)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the archive."""
        engine = create_engine(parse_url(self.archive))
        with engine.connect() as connection:
            rows = [tuple(row) for row in connection.execute(text(query))]
        engine.dispose()
        return rows

    def failures(self) -> dict[str, str]:
        """URL -> reason of what failed and stands open."""
        return dict(self.ask("SELECT url, reason FROM failures WHERE resolved_at IS NULL"))
