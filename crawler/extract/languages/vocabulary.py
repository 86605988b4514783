"""The words by which a news page is read, one file per language.

How a page says "by", "photo", "updated" or "read more" is data. ``en.toml`` explains each table;
the other languages have the tables that they need. An entry is a regular expression in lower case,
usually a plain word. Readers never ask for a page's language, because many pages mix several: a
table holds the entries of all languages.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_GROUP = re.compile(r"\((?:[^()\\]|\\.)*\)")  # the innermost ones
_LETTER_FIRST = re.compile(r"[^\W\d_](?![?*+{])")  # a first letter that the entry requires


@cache
def languages() -> Mapping[str, Mapping[str, Any]]:
    """The language files by BCP 47 code, in the order of their file names."""
    folder = sorted(files(__package__).iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in folder
        if file.name.endswith(".toml")
    }


def words(
    table: str, *, spaced: bool | None = None, language: str | None = None
) -> tuple[str, ...]:
    """The entries of a table such as ``"byline.by"``, each once, from all languages or one.
    ``spaced`` limits them to languages that put spaces between words (``True``) or do not
    (``False``)."""
    section, _, name = table.partition(".")
    files = [languages().get(language, {})] if language else languages().values()
    chosen = (file for file in files if spaced in (None, file.get("spaced", True)))
    entries = (entry for file in chosen for entry in file.get(section, {}).get(name, ()))
    return tuple(dict.fromkeys(entries))


@cache
def pattern(*tables: str) -> str:
    """The entries of some tables as one group of a regular expression."""
    return alternatives(entry for table in tables for entry in words(table))


@cache
def bounded(*tables: str, language: str | None = None) -> str:
    """Like :func:`pattern`, but the entries match only as whole words.

    Entries of languages without spaces may have letters around them. A digit may stand before any
    entry, since a page's text has no space where its code only separates two elements.
    """
    spaced, others = (
        [entry for table in tables for entry in words(table, spaced=are, language=language)]
        for are in (True, False)
    )
    groups = [rf"(?<![^\W\d_]){alternatives(spaced)}(?!\w)"] if spaced else []
    groups += [alternatives(others)] if others else []
    return f"(?:{'|'.join(groups)})"


def alternatives(entries: Iterable[str]) -> str:
    """A regular-expression group of entries, longest first. Entries with the same first letter
    share a subgroup, as a pattern tries all its alternatives at each position."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for entry in sorted(dict.fromkeys(entries), key=len, reverse=True):
        first = _LETTER_FIRST.match(entry)
        is_one = first is not None and "|" not in _GROUP.sub("", _GROUP.sub("", entry))
        groups[entry[0] if is_one else ""].append(entry[1:] if is_one else entry)
    parts = (
        f"{first}(?:{'|'.join(rest)})" if first and len(rest) > 1 else first + "|".join(rest)
        for first, rest in groups.items()
    )
    return f"(?:{'|'.join(parts)})"
