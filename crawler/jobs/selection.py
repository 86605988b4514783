"""Which sources a job visits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.errors import JobError
from crawler.sources.loader import Catalogue
from crawler.sources.source import Source


def _in_language(source: Source, language: str) -> bool:
    """Whether the source's language is this one or a regional form of it ("pt" has "pt-BR")."""
    own = (source.language or "").lower()
    return own == language.lower() or own.startswith(f"{language.lower()}-")


MATCHES: Mapping[str, Callable[[Source, str], bool]] = {
    "country": lambda source, word: source.country == word.lower(),
    "language": _in_language,
    "tag": lambda source, word: word in source.tags,
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Sources by name, ``country:kr``, ``language:ko`` or ``tag:economy``; any term may match."""

    terms: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.terms)

    def of(self, catalogue: Catalogue) -> list[str]:
        """The names of the sources, sorted, each once.

        Raises SourceError for a name that the catalogue does not have, and JobError for a term that
        selects none.
        """
        return sorted({name for term in self.terms for name in _named(term, catalogue)})


def parse_selection(value: Any, where: str) -> Selection:
    """Parse a selection: a list of terms, or a text with spaces or commas between them.

    Raises JobError, which names the place and the fault.
    """
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    if not isinstance(value, list) or not all(isinstance(term, str) for term in value):
        raise JobError(f"{where}: expected a list of sources, not {value!r}")
    if not value:
        raise JobError(f"{where}: it selects no source: name some, or write country:kr")
    for term in value:
        key, colon, word = term.partition(":")
        if colon and (key not in MATCHES or not word):
            known = ", ".join(f"{known}:…" for known in MATCHES)
            raise JobError(f"{where}: {term!r} selects nothing: write a source's name, or {known}")
    return Selection(tuple(dict.fromkeys(value)))


def _named(term: str, catalogue: Catalogue) -> list[str]:
    key, colon, word = term.partition(":")
    if not colon:
        return [catalogue[term].name]
    found = [source.name for source in catalogue.values() if MATCHES[key](source, word)]
    if not found:
        raise JobError(f"no source has {term}: `crawler sources` lists them with what they have")
    return found
