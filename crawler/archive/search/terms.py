"""Split texts and queries into the words of the search index, the same on both engines. Pure.

No engine splits every script: SQLite's tokenizers know no Japanese or Thai words, its trigrams find
nothing shorter than three characters, and PostgreSQL's need an extension. So the splitting is done
here, into words without case and accents. Han, Kana, Hangul, Thai, Lao, Khmer and Burmese do not
set words apart or attach particles to them, so they are split into every pair of neighbouring
characters, as Lucene's CJK analyzer does. A query's words become the same pairs, in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Thai, Lao; Burmese; Khmer; Kana; Han; Hangul
_PAIRED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\U00020000-\U0003ffff"
)
# A combining mark (Hindi's vowels) belongs to its letter.
_TOKEN = re.compile(rf"([{_PAIRED}]+)|((?:(?![{_PAIRED}_])[\w\u0900-\u0dff])+)")
# Accents, the points of Hebrew, the vowel signs of Arabic and the line that stretches its words:
# texts of one language are printed with and without them. Other marks are letters of their scripts.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u0640\u064b-\u065f"
    "\u0670\u06d6-\u06ed]+"
)
# letters that Unicode does not take apart, and Persian ones that are printed as Arabic ones
_PLAINER = str.maketrans("ıđøłĐØŁیک", "idolDOLيك")
_APOSTROPHE = "ʼ"  # to Unicode it is a letter
_PAIR_OR_LAST = re.compile(f"[{_PAIRED}]{{1,2}}")
_QUERY = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand in a row. ``prefix``: the last one may be longer."""

    words: tuple[str, ...]
    prefix: bool = False

    def stands_in(self, words: str) -> bool:
        """Whether the words of a text, as the index stores them, have it in a row."""
        return f" {' '.join(self.words)}{'' if self.prefix else ' '}" in f" {words} "


def index_words(text: str) -> str:
    """The words of a text as the index stores them, separated by spaces."""
    return " ".join(word for word, _ in _words(text))


def terms(query: str) -> list[Term]:
    """What a text must contain: every word of the query, and each quoted phrase in a row.

    Empty if the query holds nothing to look for.
    """
    found = []
    for quoted, word in _QUERY.findall(query):
        words = list(_words(quoted or word))
        if not words:
            continue
        last, ends_run = words[-1]
        if ends_run and len(words) == 1:  # a single character: matches any pair that begins with it
            found.append(Term((last,), prefix=True))
        else:
            kept = words[:-1] if ends_run else words
            found.append(Term(tuple(word for word, _ in kept)))
    return found


def snippet(text: str, looked_for: list[Term], around: int = 70) -> str:
    """An excerpt around the first match, which is put in brackets.

    The beginning of the text if nothing in it matches.
    """
    flat = " ".join(text.split())
    place = _place(flat, looked_for)
    if place is None:
        return flat[: 2 * around] + ("…" if len(flat) > 2 * around else "")
    first, behind = place
    start, end = max(first - around, 0), min(behind + around, len(flat))
    before = ("…" if start else "") + flat[start:first]
    after = flat[behind:end] + ("…" if end < len(flat) else "")
    return f"{before}[{flat[first:behind]}]{after}"


def _place(text: str, looked_for: list[Term]) -> tuple[int, int] | None:
    """Start and end of a term in a text, or else of one of its words; None if there is none."""
    plain = "".join(map(_plain_character, text))
    single = [re.escape(word) for term in looked_for for word in term.words]
    for patterns in ([_in_a_row(term) for term in looked_for], single):
        one = "|".join(sorted(patterns, key=len, reverse=True))
        for pattern in (rf"(?<!\w)(?:{one})(?!\w)", one):
            if one and (hit := re.search(pattern, plain)):
                return _position(text, hit.start()), _position(text, hit.end() - 1) + 1
    return None


def _in_a_row(term: Term) -> str:
    """A pattern for a term as printed. Overlapping pairs become a word again, and the last
    character of such a word, which the index also holds alone, is not repeated."""
    pattern = re.escape(term.words[0])
    for before, word in pairwise(term.words):
        overlaps = before[-1] == word[0] and _PAIR_OR_LAST.fullmatch(word)
        pattern += re.escape(word[1:]) if overlaps else rf"[\W_]*{re.escape(word)}"
    return pattern


def _plain(text: str) -> str:
    """A text without case and accents."""
    unaccented = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).translate(_PLAINER)
    return unicodedata.normalize("NFC", unaccented).casefold().replace(_APOSTROPHE, "'")


_plain_character = lru_cache(maxsize=4096)(_plain)  # of a single character


def _position(text: str, offset: int) -> int:
    """Which character of a text stands at an offset in its plain form."""
    for position, character in enumerate(text):
        offset -= len(_plain_character(character))
        if offset < 0:
            return position
    return len(text)


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Words and pairs, in order. An apostrophe parts two words, so that "Seoul's" is found by
    "Seoul", and "l'homme" by "homme". The last character of a run also comes alone, marked True, so
    that a single character can be looked for as the beginning of a word."""
    for run, word in _TOKEN.findall(_plain(text)):
        if word:
            yield word, False
        for at in range(len(run) - 1):
            yield run[at : at + 2], False
        if run:
            yield run[-1], True
