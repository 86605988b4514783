"""A text as the set of its shingles: runs of three words, or of six characters.

Words are compared without case, accents of width and punctuation, so that another style of
quotation marks or dashes changes nothing. Scripts that write no spaces (Han, Kana, Thai, Lao,
Khmer, Burmese) have no words to cut at; there a shingle is six characters, which is about as much
text as three words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from zlib import crc32

WORDS = 3  # in a shingle
CHARACTERS = 6  # in a shingle of a script without spaces

# Thai, Lao; Burmese; Khmer; Kana; Han
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
# An apostrophe belongs to its word; a mark that combines (Hindi's vowels) to its letter.
_TOKEN = re.compile(rf"([{_UNSPACED}]+)|((?:(?![{_UNSPACED}])[\w\u0300-\u036f\u0900-\u0dff])+)")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=\w)")


def shingles(text: str) -> frozenset[int]:
    """The distinct shingles of a text, each as its CRC-32.

    A text shorter than a shingle is one shingle; a text without a letter or digit has none.
    """
    found: set[int] = set()
    for tokens, length, joiner in _runs(text):
        length = min(length, len(tokens))
        runs = zip(*(tokens[at:] for at in range(length)), strict=False)
        found.update(map(crc32, map(str.encode, map(joiner.join, runs))))
    return frozenset(found)


def words(text: str) -> list[str]:
    """The words of a text as they are compared; each character of a script without spaces."""
    found: list[str] = []
    for unspaced, word in _TOKEN.findall(_plain(text)):
        found.extend(unspaced or [word])
    return found


def _plain(text: str) -> str:
    return _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())


def _runs(text: str) -> Iterator[tuple[list[str], int, str]]:
    """The tokens of a text by kind of script, with the length and the joiner of their shingles.

    Runs of words go on over foreign characters between them, and the other way round: a Japanese
    text with English names is still one run of characters.
    """
    spaced: list[str] = []
    characters: list[str] = []
    for unspaced, word in _TOKEN.findall(_plain(text)):
        if unspaced:
            characters.extend(unspaced)
        else:
            spaced.append(word)
    if characters and len(characters) >= len(spaced):
        yield characters, CHARACTERS, ""
    if spaced and len(spaced) >= len(characters) // CHARACTERS:
        yield spaced, WORDS, " "
