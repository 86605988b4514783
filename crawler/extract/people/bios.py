"""Recognise notes on an author below the story: "Ann Lee is a reporter in Leeds."."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.extract.languages.vocabulary import pattern

_SHORTEST, _LONGEST = 25, 600  # characters; "Ann Lee is well" is too short for such a note
# after the name, perhaps after a clause: "Ann Lee, who grew up at sea, covers the coast"
_TELLS = re.compile(
    rf"(?:\s?\([^()]{{1,40}}\)|,[^,.]{{2,80}},)?\s(?:{pattern('byline.is', 'byline.bio')})\s"
)


def tells_of_author(line: str, authors: Iterable[str]) -> bool:
    """Whether a line begins with an author's whole name and continues like a note on an author."""
    if not _SHORTEST <= len(line) <= _LONGEST:
        return False
    return any(line.startswith(name) and _TELLS.match(line, len(name)) for name in authors)
