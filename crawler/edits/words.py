"""Split texts into words and sentences, in any language and script.

A word is the smallest thing that an edit replaces: a run of letters with their marks, a figure, or,
in scripts without spaces between words (Han, kana, Thai and its neighbours), a character.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

_MARKS = re.escape(
    "".join(
        chr(point)
        for point in range(0x300, min(sys.maxunicode, 0x11FFF))
        if unicodedata.category(chr(point)).startswith("M")
    )
)
CACHED = 256  # texts: two states of an article share most of theirs
# kana, Han with its extensions; Thai, Lao, Tibetan, Myanmar, Khmer
_UNSPACED = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
)
_LETTERS = rf"[^\W\d_{_UNSPACED}]+"
_TOKEN = re.compile(
    rf"""(?P<word>(?:{_LETTERS}|[{_MARKS}]+)(?:[{_MARKS}]+(?:{_LETTERS})?|['’]{_LETTERS})*
                  | [^\W\d_](?<=[{_UNSPACED}])[{_MARKS}]*)
       | (?P<space>\s+)
       | (?P<number>(?:(?<![\w.])[-+−])?\d+(?:[.,:٫٬]\d+)*(?:[A-Za-z]{{1,3}}\b)?)
       | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_APOSTROPHE = str.maketrans("", "", "'’")
_MINUS = str.maketrans("−٫٬", "-.,")

# opening mark -> the marks that close it; German, Swedish and others reverse the English ones
_QUOTES = {
    "“": "”",
    "„": "“”",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "”": "”",
    '"': '"',
    "＂": "＂",
    "「": "」",
    "『": "』",
    "‘": "’",
    "'": "'",
}
_APOSTROPHES = "‘’'"  # marks that also stand inside or at the end of words

_HEBREW = re.compile("[\u05d0-\u05ea]{2}")  # between these, a double quote marks an abbreviation

_ENDS = ".!?…؟۔।"  # end a sentence if a space follows
_FULL_ENDS = "。！？｡"  # end it wherever they stand
_CLOSING = "\"'”’»«“)]」』）"
_ABBREVIATION = re.compile(
    "mr|mrs|ms|dr|st|prof|gov|sen|rep|gen|lt|col|sgt|jr|sr|no|vs|jan|feb|mar|apr|jun|jul|aug|sept?"
    "|oct|nov|dec|hr|fr|nr|bzw|ca|mme|mlle|sra|srta|ing|art|abs|vol"
)


class Token(NamedTuple):
    """A piece of a text. ``key`` is what it says, whatever its typography: empty for spaces and
    punctuation. ``quoted``: it is inside quotation marks."""

    text: str
    key: str = ""
    is_number: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class Text:
    """A text, and what it says regardless of typography."""

    tokens: tuple[Token, ...]

    @cached_property
    def text(self) -> str:
        """The text as printed."""
        return "".join(token.text for token in self.tokens).strip()

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The tokens that say something."""
        return tuple(token for token in self.tokens if token.key)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of its words."""
        return tuple(word.key for word in self.words)

    @cached_property
    def key(self) -> str:
        """What the text says, ignoring spaces, quotation marks, punctuation and case.

        Spaces between words may come and go (as in Korean), spaces between figures may not.
        """
        return "".join(f"\x00{w.key}\x00" if w.is_number else w.key for w in self.words)


EMPTY = Text(())


def read(text: str | None, *, quoted: bool = False) -> Text:
    """Tokenise a text. ``quoted``: all of it is a quotation."""
    return Text(tokenise(text or "", quoted=quoted))


@lru_cache(maxsize=CACHED)
def tokenise(text: str, *, quoted: bool = False) -> tuple[Token, ...]:
    """The tokens of a text; joined, they are the text again."""
    tokens: list[Token] = []
    closing = ""
    for found in _TOKEN.finditer(text):
        piece = found.group()
        if found.lastgroup == "mark":
            closing = _after_mark(piece, closing, text, found.start())
        key, is_number = _key(piece, found.lastgroup or "")
        tokens.append(Token(piece, key, is_number, quoted or bool(closing)))
    return tuple(tokens)


def _after_mark(mark: str, closing: str, text: str, at: int) -> str:
    """The marks that would close the quotation open after this mark; "" if none is open."""
    before = text[at - 1 : at] or " "
    after = text[at + 1 : at + 2] or " "
    if mark == '"' and _HEBREW.fullmatch(before + after):
        return closing
    if closing:
        ends = mark in closing and not (mark in _APOSTROPHES and after.isalnum())
        return "" if ends else closing
    if mark in _APOSTROPHES and (before.isalnum() or not after.isalnum()):
        return ""
    return _QUOTES.get(mark, "")


@lru_cache(maxsize=10_000)
def _key(piece: str, group: str) -> tuple[str, bool]:
    """What a token says, and whether it is a figure."""
    if group == "number":
        digits = "".join(_digit(character) for character in piece.translate(_MINUS))
        return _THOUSANDS.sub("", digits).casefold(), True
    if group == "word":
        return unicodedata.normalize("NFKC", piece).casefold().translate(_APOSTROPHE), False
    return "", False


def _digit(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdigit() else character


def key_of(text: str) -> str:
    """What a text says: ``Text.key``."""
    return read(text).key


def sentences(text: str, *, quoted: bool = False) -> list[Text]:
    """The sentences of a paragraph."""
    tokens = tokenise(text, quoted=quoted)
    found: list[Text] = []
    start = 0
    for end in range(1, len(tokens)):
        if _ends_sentence(tokens, end):
            found.append(Text(tokens[start:end]))
            start = end
    if start < len(tokens):
        found.append(Text(tokens[start:]))
    return found


def _ends_sentence(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a sentence begins at this token."""
    spaced = tokens[at - 1].text.isspace()
    last = at - 2 if spaced else at - 1
    while last >= 0 and tokens[last].text in _CLOSING:
        last -= 1
    closes = tokens[at].text in _CLOSING and not (spaced and tokens[at].quoted)
    if last < 0 or closes or tokens[at].text.isspace():
        return False
    mark = tokens[last].text
    if mark in _FULL_ENDS:
        return tokens[at].text not in _FULL_ENDS
    if not spaced or mark not in _ENDS or tokens[at].text[0].islower():
        return False
    before = tokens[last - 1].key if last else ""
    abbreviated = bool(_ABBREVIATION.fullmatch(before)) or (len(before) == 1 and before.isascii())
    return not (mark == "." and abbreviated and not before.isdigit())
