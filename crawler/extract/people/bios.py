"""Recognise notes on authors below the story: "Ann Lee is a reporter in Leeds."."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.extract.languages.vocabulary import pattern

_SHORTEST, _LONGEST = 25, 600  # characters; "Ann Lee is well" is too short for such a note
# after the name, perhaps after a clause: "Ann Lee, who grew up at sea, covers the coast"
_AND = re.compile(rf",?\s{pattern('byline.and')}\s|,\s")
_TELLS = re.compile(
    rf"(?:\s?\([^()]{{1,40}}\)|,[^,.]{{2,80}},)?\s(?:{pattern('byline.is', 'byline.bio')})\s"
)


def tells_of_author(line: str, authors: Iterable[str]) -> bool:
    """Whether a line begins with an author's whole name, or with those of several, and continues
    like a note on them."""
    if not _SHORTEST <= len(line) <= _LONGEST:
        return False
    return any(_TELLS.match(line, end) for end in _ends_of_names(line, tuple(authors)))


def _ends_of_names(line: str, names: tuple[str, ...]) -> set[int]:
    """Where the names that open a line end: after the first, after the second, and so on."""
    ends: set[int] = set()
    starts = [0]
    while starts:
        start = starts.pop()
        for name in names:
            end = start + len(name)
            if end in ends or not name or not line.startswith(name, start):
                continue
            ends.add(end)
            if joined := _AND.match(line, end):
                starts.append(joined.end())
    return ends
