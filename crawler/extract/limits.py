"""What keeps hostile pages from taking the parser's time.

HTML's own algorithm is quadratic in two things: elements left open inside each other (every new
one asks all that are open) and attributes of one element (every new one is compared with all).
Pages of the press have some hundred of the first and some dozen of the second. A page that may
have tens of thousands is thinned out first, in linear time; other pages are not touched.
"""

from __future__ import annotations

import re

import numpy as np

MAX_OPEN = 2_000  # elements open inside each other
MAX_TAG = 50_000  # bytes of a tag outside of its quoted values
_SUSPECT_OPEN = 5_000  # more start tags than end tags from which the depth is counted

_TAG = re.compile(
    rb"<(/?)([a-zA-Z][^\s/>]{0,50})((?:[^>\"']++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+)(?:>|\Z)"
)
_VOID = frozenset(
    {
        *(b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta"),
        *(b"param", b"source", b"track", b"wbr", b"!doctype"),
    }
)
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")


def thinned(text: bytes) -> bytes:
    """``text``, in UTF-8, without tags that stand too deep or have very many attributes."""
    tags = int(np.count_nonzero(np.frombuffer(text, np.uint8) == ord("<")))  # 7x bytes.count
    is_deep = tags > _SUSPECT_OPEN and tags - 2 * text.count(b"</") > _SUSPECT_OPEN
    if is_deep or _has_long_tag(text):
        return _Thinner().thin(text)
    return text


def _has_long_tag(text: bytes) -> bool:
    """Whether some "<" and a letter are followed by very many bytes without "<" or ">".

    Goes from the last "<" in a window to the next window, so that it touches little of the text.
    """
    at = text.find(b"<")
    while at >= 0:
        following = text.rfind(b"<", at + 1, at + MAX_TAG)
        if following < 0:
            if text[at + 1 : at + 2].isalpha() and text.find(b">", at, at + MAX_TAG) < 0:
                return len(text) - at > MAX_TAG
            following = text.find(b"<", at + 1)
        at = following
    return False


class _Thinner:
    def __init__(self) -> None:
        self.depth = 0

    def thin(self, text: bytes) -> bytes:
        return _TAG.sub(self.keep, text)

    def keep(self, tag: re.Match[bytes]) -> bytes:
        """The tag, or nothing for one that is too deep or too long."""
        is_end, name, attributes = tag[1], tag[2].lower(), tag[3]
        if len(attributes) > MAX_TAG and len(_QUOTED.sub(b"", attributes)) > MAX_TAG:
            return b""
        if name in _VOID or attributes.endswith(b"/"):
            return tag[0]
        if is_end:
            self.depth = max(0, self.depth - 1)
            return tag[0] if self.depth < MAX_OPEN else b""
        self.depth += 1
        return tag[0] if self.depth <= MAX_OPEN else b""
