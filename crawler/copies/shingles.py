"""A text as the set of its shingles: runs of three words, or of six characters.

Words are compared without case, character width and punctuation, so that another style of quotation
marks or dashes changes nothing. Scripts that write no spaces (Han, Kana, Thai, Lao, Khmer, Burmese)
have no words to cut at; there a shingle is six characters, about as much text as three words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

WORDS = 3  # in a shingle
CHARACTERS = 6  # in a shingle of a script without spaces

# Thai, Lao; Burmese; Khmer; Kana; Han
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
# A combining mark (Hindi's vowels) belongs to its letter.
_WORD = re.compile(r"[\w\u0300-\u036f\u0900-\u0dff]+")
_TOKEN = re.compile(rf"([{_UNSPACED}]+)|((?:(?![{_UNSPACED}])[\w\u0300-\u036f\u0900-\u0dff])+)")
# An apostrophe belongs to its word. The mark comes first in the pattern, because it is rare.
_APOSTROPHES = re.compile(r"['’ʼ](?<=\w.)(?=\w)")

_FACTOR = 0x9E3779B97F4A7C15  # multiplies a token, to the power of its place in the shingle
_MIXER = np.uint64(0xBF58476D1CE4E5B9)


def shingles(text: str) -> frozenset[int]:
    """The distinct shingles of a text, each as a hash of 32 bits.

    A text shorter than a shingle is one shingle; a text without a letter or digit has none.
    """
    found: set[int] = set()
    for tokens, length in _runs(text):
        found.update(_hashes(tokens, min(length, len(tokens))).tolist())
    return frozenset(found)


def words(text: str) -> list[str]:
    """The words of a text as compared; in a script without spaces, its characters."""
    plain = _plain(text)
    if not _IS_UNSPACED.search(plain):
        return _WORD.findall(plain)
    found: list[str] = []
    for unspaced, word in _TOKEN.findall(plain):
        found.extend(unspaced or [word])
    return found


def _plain(text: str) -> str:
    return _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())


def _runs(text: str) -> Iterator[tuple[list[str], int]]:
    """The tokens of a text by kind of script, each with the length of their shingles.

    A run of words continues across foreign characters between them, and the other way round: a
    Japanese text with English names is still one run of characters.
    """
    plain = _plain(text)
    characters: list[str] = []
    if _IS_UNSPACED.search(plain):
        spaced = []
        for unspaced, word in _TOKEN.findall(plain):
            if unspaced:
                characters.extend(unspaced)
            else:
                spaced.append(word)
    else:
        spaced = _WORD.findall(plain)
    if characters and len(characters) >= len(spaced):
        yield characters, CHARACTERS
    if spaced and len(spaced) >= len(characters) // CHARACTERS:
        yield spaced, WORDS


def _hashes(tokens: list[str], length: int) -> NDArray[np.uint32]:
    """A hash of every run of ``length`` tokens. Each token is hashed once; the runs are hashed all
    together, as polynomials of their tokens."""
    each = np.fromiter(map(crc32, map(str.encode, tokens)), np.uint64, len(tokens))
    count = len(tokens) - length + 1
    mixed = np.zeros(count, np.uint64)
    for place in range(length):
        mixed += each[place : place + count] * np.uint64(pow(_FACTOR, place + 1, 1 << 64))
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIXER
    return (mixed >> np.uint64(32)).astype(np.uint32)
