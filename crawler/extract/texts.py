"""Clean the texts of pages of what no text should hold, wherever they come from."""

from __future__ import annotations

import html
import re

_SOFT_HYPHEN = "\u00ad"
# Control characters are no text, and PostgreSQL takes no NUL; others reverse what follows. Those of
# no width tell where a line may break. In scripts of South East Asia they end a word, and stay.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
    "|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"
)
TAG = re.compile(r"<[^<>]*>")  # of HTML in a text that should have none
# A reference to no character; Python refuses to read a number of thousands of digits.
_ENDLESS = re.compile(r"&#x?0*[\da-f]{8,};?", re.IGNORECASE)


def spaced(text: str) -> str:
    """A text with single spaces and without invisible characters: control characters, and soft
    hyphens, which only tell where a line may break."""
    if _SOFT_HYPHEN in text:
        text = text.replace(_SOFT_HYPHEN, "")
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_NO_TEXT.sub("", text).split())


def without_surrogates(text: str) -> str:
    """A text without lone surrogates ("\\ud83d" cut off), which no encoding can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


def unescaped(text: str) -> str:
    """A text with HTML's character references resolved."""
    if "&" not in text:
        return text
    return html.unescape(_ENDLESS.sub("", text) if "&#" in text else text)
