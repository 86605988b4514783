"""The words by which a news page is read, from one file a language.

How a page says "by", "photo", "updated" or "read more" is data: ``en.toml`` explains each table,
the other languages have those that they need. An entry is a regular expression in small letters,
which most often is a plain word. No reader asks which language a page is in, as many mix them:
a table is the entries of all.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_LETTER_FIRST = re.compile(r"[^\W\d_](?![?*+{])")  # which a pattern must begin with


@cache
def languages() -> Mapping[str, Mapping[str, Any]]:
    """The files by language (BCP 47), in the order of their names."""
    folder = sorted(files(__package__).iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in folder
        if file.name.endswith(".toml")
    }


def words(
    table: str, *, spaced: bool | None = None, language: str | None = None
) -> tuple[str, ...]:
    """The entries of a table such as ``"byline.by"``, of all languages or one, each once; with
    ``spaced`` of those only that set spaces between words, or of those that do not."""
    section, _, name = table.partition(".")
    files = [languages().get(language, {})] if language else languages().values()
    chosen = (file for file in files if spaced in (None, file.get("spaced", True)))
    entries = (entry for file in chosen for entry in file.get(section, {}).get(name, ()))
    return tuple(dict.fromkeys(entries))


@cache
def pattern(*tables: str) -> str:
    """The entries of tables as one group of a regular expression."""
    return alternatives(entry for table in tables for entry in words(table))


@cache
def bounded(*tables: str, language: str | None = None) -> str:
    """The same as :func:`pattern`, where no letter stands around them: but in scripts that set no
    spaces between words, and with a figure before them, since a page's text has no space where its
    code sets two elements apart."""
    spaced, others = (
        [entry for table in tables for entry in words(table, spaced=are, language=language)]
        for are in (True, False)
    )
    groups = [rf"(?<![^\W\d_]){alternatives(spaced)}(?!\w)"] if spaced else []
    groups += [alternatives(others)] if others else []
    return f"(?:{'|'.join(groups)})"


def alternatives(entries: Iterable[str]) -> str:
    """A group of entries, the longest first; those of one first letter in a group of their own,
    since all alternatives of a pattern are tried at each place."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for entry in sorted(dict.fromkeys(entries), key=len, reverse=True):
        first = _LETTER_FIRST.match(entry)
        is_one = first is not None and "|" not in entry
        groups[entry[0] if is_one else ""].append(entry[1:] if is_one else entry)
    parts = (
        f"{first}(?:{'|'.join(rest)})" if first and len(rest) > 1 else first + "|".join(rest)
        for first, rest in groups.items()
    )
    return f"(?:{'|'.join(parts)})"
