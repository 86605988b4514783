"""The agencies of the world, and which one a printed name means.

The list is data (``agencies.toml``). Names are compared without case, punctuation or spaces; a slip
of one letter in a long word ("RETUERS") is forgiven.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

KINDS = frozenset({"wire", "photo", "distributor", "stock", "platform"})

NO_COUNTRY = "XX"

_SEPARATORS = re.compile(r"[\s\W_]+")
_WORD = re.compile(r"[^\W_]+")
_GENERIC_END = re.compile(
    r"(?<![\s-])[\s-]++(?:photos?|images?|pictures?|pics?|fotos?|bild|news agency|wire)$",
    re.IGNORECASE,
)
_SHORTEST_MISSPELT = 6  # letters; a shorter name with a wrong letter is another name
_LONGEST = 200  # characters of a printed name; the names of the list have up to 41


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation that supplies copy or photos."""

    key: str  # stable identifier
    name: str
    kind: str  # one of KINDS
    country: str  # ISO 3166-1 alpha-2, "XX" where it has none
    wikidata: str | None
    spellings: tuple[str, ...]  # further ways to print the name

    @property
    def distributes(self) -> bool:
        """Whether credits name it for passing on another maker's picture."""
        return self.kind in ("distributor", "platform")


@cache
def agencies() -> dict[str, Agency]:
    """All agencies by key, in the order of the file."""
    text = files("crawler.extract").joinpath("agencies.toml").read_text(encoding="utf-8")
    return {
        key: Agency(
            key,
            row["name"],
            row["kind"],
            row["country"],
            row.get("wikidata"),
            tuple(row["spellings"]),
        )
        for key, row in tomllib.loads(text).items()
    }


def find_agency(printed: str) -> Agency | None:
    """The agency that a printed name means, or ``None`` for a name that is not in the list."""
    return _find_agency(printed) if len(printed) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _find_agency(printed: str) -> Agency | None:
    key = folded(printed)
    if not key:
        return None
    found = _by_spelling().get(key)
    if found is None:
        shorter = _GENERIC_END.sub("", printed.strip())
        found = _by_spelling().get(folded(shorter)) if shorter != printed else None
    return found or (_misspelt(key) if len(printed.split()) == 1 else None)


def may_name_agency(line: str) -> bool:
    """Whether any words of a line, in a script with spaces, are an agency's name: a quick look
    before the line is read as a credit."""
    words = _WORD.findall(unicodedata.normalize("NFKC", line).casefold())
    return any(map(_misspelt, words)) or any(
        _begins_name(words, place) for place in range(len(words))
    )


def _begins_name(words: list[str], place: int) -> bool:
    """Whether an agency's name begins at this word; a spelling may join several words."""
    name = ""
    for word in words[place:]:
        name += word
        if name in _by_spelling():
            return True
        if name not in _beginnings():
            return False
    return False


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:end] for name in _by_spelling() for end in range(1, len(name)))


def find_wire(printed: str) -> Agency | None:
    """The news agency that a name in running text means. Abbreviations must be printed as the list
    has them or in capitals, since "aa" or "beta" in a sentence is no agency."""
    agency = find_agency(printed)
    if agency is None or agency.kind not in ("wire", "photo"):
        return None
    short = printed.isascii() and len(printed) <= 4
    known = (agency.name, *agency.spellings)
    return agency if not short or printed.isupper() or printed in known else None


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name to compare by: NFKC, no case, no punctuation, no spaces."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold().replace("\u00ad", ""))


@cache
def _by_spelling() -> dict[str, Agency]:
    return {
        folded(spelling): agency
        for agency in agencies().values()
        for spelling in (agency.name, *agency.spellings)
    }


@cache
def _long_by_letters() -> dict[str, list[str]]:
    """Spellings long enough to be misspelt, by all their letters and by all but one. Two words that
    differ in one letter, or in the order of two, have such a key in common."""
    found: dict[str, list[str]] = {}
    for spelling in _by_spelling():
        if len(spelling) >= _SHORTEST_MISSPELT:
            for letters in _all_or_all_but_one(spelling):
                found.setdefault(letters, []).append(spelling)
    return found


def _all_or_all_but_one(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@lru_cache(maxsize=8192)
def _misspelt(key: str) -> Agency | None:
    """The only agency whose long one-word name differs by one letter, or by two swapped ones, but
    not in the first."""
    if not _SHORTEST_MISSPELT <= len(key) <= _LONGEST:
        return None
    index = _long_by_letters()
    alike = {name for part in _all_or_all_but_one(key) for name in index.get(part, ())}
    near = {
        _by_spelling()[spelling].key: _by_spelling()[spelling]
        for spelling in alike
        if spelling[0] == key[0] and _near(spelling, key)
    }
    return next(iter(near.values())) if len(near) == 1 else None


def _near(a: str, b: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns a into b."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return max(len(a), len(b)) <= 1 or (len(a) == 2 and a == b[::-1])
