"""What keeps hostile pages from taking the parser's time.

HTML's own algorithm is quadratic in two things: elements left open inside each other (every new
one asks all that are open) and attributes of one element (every new one is compared with all).
Pages of the press have some hundred of the first and some dozen of the second. A page that may
have tens of thousands is thinned out first, in linear time; other pages are not touched.
"""

from __future__ import annotations

import re

MAX_OPEN = 2_000  # elements open inside each other
MAX_TAG = 50_000  # characters of a tag outside of its quoted values
_SUSPECT_OPEN = 5_000  # more start tags than end tags from which the depth is counted

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,50})((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "!doctype"),
    }
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def thinned(text: str) -> str:
    """``text`` without tags that stand too deep, and without tags of very many attributes."""
    tags = text.count("<")
    is_deep = tags > _SUSPECT_OPEN and tags - 2 * text.count("</") > _SUSPECT_OPEN
    if is_deep or _has_long_tag(text):
        return _Thinner().thin(text)
    return text


def _has_long_tag(text: str) -> bool:
    """Whether some "<" and a letter are followed by very many characters without "<" or ">".

    Goes from the last "<" in a window to the next window, so that it touches little of the text.
    """
    at = text.find("<")
    while at >= 0:
        following = text.rfind("<", at + 1, at + MAX_TAG)
        if following < 0:
            if text[at + 1 : at + 2].isalpha() and text.find(">", at, at + MAX_TAG) < 0:
                return len(text) - at > MAX_TAG
            following = text.find("<", at + 1)
        at = following
    return False


class _Thinner:
    def __init__(self) -> None:
        self.depth = 0

    def thin(self, text: str) -> str:
        return _TAG.sub(self.keep, text)

    def keep(self, tag: re.Match[str]) -> str:
        """The tag, or nothing for one that is too deep or too long."""
        is_end, name, attributes = tag[1], tag[2].lower(), tag[3]
        if len(attributes) > MAX_TAG and len(_QUOTED.sub("", attributes)) > MAX_TAG:
            return ""
        if name in _VOID or attributes.endswith("/"):
            return tag[0]
        if is_end:
            self.depth = max(0, self.depth - 1)
            return tag[0] if self.depth < MAX_OPEN else ""
        self.depth += 1
        return tag[0] if self.depth <= MAX_OPEN else ""
