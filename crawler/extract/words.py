"""Small measures on words."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def words(text: str) -> list[str]:
    """Words in lower case; in scripts without spaces each character is one."""
    return _WORD.findall(
        _SPACELESS.sub(r" \g<0> ", text.lower()) if not text.isascii() else text.lower()
    )


def are_in(text: str, other: str) -> bool:
    """Whether every word of ``text`` is in ``other``."""
    return set(words(text)) <= set(words(other))


def overlap(a: str, b: str) -> float:
    """Dice coefficient of the sets of words, 0 to 1."""
    one, two = set(words(a)), set(words(b))
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0
