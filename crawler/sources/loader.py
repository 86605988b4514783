"""The catalogue: the package's own sources, and the user's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from crawler.errors import SourceError, there_is_no
from crawler.items import Use
from crawler.sources.source import Source, parse_source
from crawler.web import host_of, is_contact

CATALOGUE = Path(__file__).parent / "catalogue"
USER_FILE = "crawler.toml"  # in the working directory; its sources are under [sources.NAME]

USER_KEYS = frozenset({"alarm", "contact", "jobs", "respect_optouts", "sources"})


class Catalogue(Mapping[str, Source]):
    """Sources by name. An unknown name raises a SourceError that suggests the nearest ones.

    ``contact`` is the operator's address, from the user's file. Pages whose publisher opts out of
    one of ``respect_optouts`` are not archived.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        contact: str | None = None,
        respect_optouts: Iterable[str] = (),
    ) -> None:
        self.contact = contact
        self.respect_optouts = frozenset(respect_optouts)
        self._sources = dict(sources)
        self._by_site = {host_of(source.home): source for source in self._sources.values()}

    def __getitem__(self, name: str) -> Source:
        if name in self._sources:
            return self._sources[name]
        raise SourceError(
            f"{there_is_no('source', name, self._sources)} `crawler sources` lists all; "
            f"your own go into {USER_FILE} as [sources.NAME]"
        )

    def find(self, name: str) -> Source | None:
        """The source of this name, or None."""
        return self._sources.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def of_page(self, name: str, url: str) -> Source | None:
        """The source a page belongs to: the one it was fetched for (``name``), else the one of its
        URL.

        A publisher's pages need not be on its home's site. ``name`` may be unknown here.
        """
        return self.find(name) or self.of_url(url)

    def of_url(self, url: str) -> Source | None:
        """The source whose site a URL is on: the longest home host that the URL's host ends in."""
        host = host_of(url)
        while "." in host:
            if host in self._by_site:
                return self._by_site[host]
            host = host.partition(".")[2]
        return None


def load_catalogue(
    extra: Iterable[str | Path] = (), user_file: Path = Path(USER_FILE)
) -> Catalogue:
    """All sources: the package's, then those of ``extra`` files, then the user's own.

    A later entry of the same name changes only the keys it has. Raises SourceError for a file that
    cannot be read or an entry that cannot be understood.
    """
    files = [*sorted(CATALOGUE.glob("*.toml")), *map(Path, extra)]
    return _catalogue(
        tuple(map(_FileState.of, files)), _FileState.of(user_file) if user_file.exists() else None
    )


def user_jobs(user_file: Path = Path(USER_FILE)) -> Mapping[str, Any]:
    """The contents of ``[jobs.NAME]`` in the user's file, by name, not yet parsed.

    Raises SourceError for a file that cannot be read.
    """
    return _users_table("jobs", user_file)


def user_alarm(user_file: Path = Path(USER_FILE)) -> Mapping[str, Any]:
    """The contents of ``[alarm]`` in the user's file, not yet parsed.

    Raises SourceError for a file that cannot be read.
    """
    return _users_table("alarm", user_file)


def _users_table(key: str, file: Path) -> Mapping[str, Any]:
    content = _users_own(_FileState.of(file)) if file.exists() else {}
    table: Mapping[str, Any] = content.get(key, {})
    return table


def _users_own(state: _FileState) -> dict[str, Any]:
    """The content of a user's file. Raises SourceError for an unknown key or a wrong value."""
    file, content = state.path, _parsed(state)
    unknown = sorted(set(content) - USER_KEYS)
    if unknown:
        known = ", ".join(sorted(USER_KEYS))
        raise SourceError(f"{file}: unknown key {unknown[0]!r}; known: {known}")
    contact = content.get("contact")
    if contact is not None and not is_contact(contact):
        raise SourceError(
            f"{file}: the contact {contact!r} is no address that publishers could write to: "
            'give "mailto:you@your.domain" or "https://…"'
        )
    uses = content.get("respect_optouts", [])
    if not isinstance(uses, list) or not all(use in list(Use) for use in uses):
        raise SourceError(f"{file}: respect_optouts is a list of: {', '.join(Use)}")
    for key, header in (("alarm", "alarm"), ("jobs", "jobs.NAME"), ("sources", "sources.NAME")):
        if not isinstance(content.get(key, {}), dict):
            raise SourceError(f"{file}: {key} is no table: write [{header}]")
    return content


@dataclass(frozen=True, slots=True)
class _FileState:
    """A file as it is now: what was made of it holds for as long as this stays the same."""

    path: Path
    changed_at: int  # nanoseconds
    size: int  # bytes

    @classmethod
    def of(cls, file: Path) -> Self:
        """Raises SourceError if there is no such file."""
        try:
            stat = file.stat()
        except OSError as error:
            raise _unreadable(file, error) from error
        return cls(file, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _catalogue(files: tuple[_FileState, ...], user_file: _FileState | None) -> Catalogue:
    """One catalogue for all spiders and pipelines of a process."""
    tables: dict[str, tuple[dict[str, Any], str]] = {}
    for file in files:
        _merge(tables, _parsed(file), file.path)
    users_own: dict[str, Any] = {}
    if user_file is not None:
        users_own = _users_own(user_file)
        _merge(tables, users_own.get("sources", {}), user_file.path, "sources.")
    return Catalogue(
        {name: parse_source(name, table, where) for name, (table, where) in tables.items()},
        users_own.get("contact"),
        users_own.get("respect_optouts", ()),
    )


def _merge(
    tables: dict[str, tuple[dict[str, Any], str]],
    added: Mapping[str, Any],
    file: Path,
    prefix: str = "",
) -> None:
    """Add a file's tables, each with its place for error messages."""
    for name, table in added.items():
        header = f"[{prefix}{name}]"
        if not isinstance(table, dict):
            raise SourceError(f"{file}: {name} is no table: write {header}")
        before = tables.get(name, ({}, ""))[0]
        tables[name] = ({**before, **table}, f"{file}, {header}")


@lru_cache(maxsize=64)
def _parsed(file: _FileState) -> dict[str, Any]:
    """A file's content."""
    try:
        return tomllib.loads(file.path.read_text(encoding="utf-8-sig"))  # Windows writes a mark
    except OSError as error:
        raise _unreadable(file.path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{file.path} is not valid TOML: {error}") from error


def _unreadable(file: Path, error: OSError) -> SourceError:
    return SourceError(f"cannot read {file}: {error.strerror}")
