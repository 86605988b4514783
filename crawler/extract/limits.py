"""Keep hostile pages from taking the parser's time and memory.

HTML's own algorithm is quadratic in three things: elements left open inside each other (every new
one asks all that are open), attributes of one element (every new one is compared with all), and
formatting elements left open where a paragraph ends (the next one gets a copy of each that is not
like three others). News pages have some hundred of the first and some dozen of the others. A page
that may have thousands is thinned out first, in linear time; others are not touched.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

import numpy as np
import numpy.typing as npt

MAX_TAGS = 50_000  # of a page, three times as many as the most of 800; the rest is cut off
MAX_OPEN = 2_000  # elements open inside each other
MAX_ATTRIBUTES = 2_000  # of one element
MAX_COPIES = 1_500_000  # of formatting elements and their attributes; 800 pages have room for 1 M
_LONG = 10_000  # bytes of a tag from which its attributes are counted
_MANY = 10_000  # "<" from which the depth is counted; so many open ones take a fifth of a second

_SPACE = r" \t\n\f\r"  # HTML's: \s has one more
_VALUE = rf"\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{_SPACE}>\"'][^{_SPACE}>]*+"
_ATTRIBUTE = rf"[^{_SPACE}/>][^{_SPACE}/>=]*+(?:[{_SPACE}]*+=[{_SPACE}]*+(?:{_VALUE})?+)?+"
_ATTRIBUTES = rf"(?:[{_SPACE}/]++|{_ATTRIBUTE})*+"
# elements whose content is text, whatever it looks like
_TEXT_ONLY = "script|style|textarea|title|xmp|iframe|noembed|noframes"
_PIECE = re.compile(
    rf"""
    (?P<comment> <!-- (?:-?>|.*?(?:--!?>|\Z)) | <(?:(?!!doctype)[!?]|/(?![a-z]))[^>]*+>? )
    |<(?P<holder>{_TEXT_ONLY})(?=[{_SPACE}/>])(?P<told>{_ATTRIBUTES})>
        (?P<content>(?:[^<]++|<(?!/(?P=holder)[{_SPACE}/>]))*+)
    |<(?P<end>/?)(?P<name>[a-z][^{_SPACE}/>]*+)(?P<attributes>{_ATTRIBUTES})(?:>|\Z)
    """.encode(),
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_START = re.compile(rf"<[a-zA-Z][^{_SPACE}/>]*+{_ATTRIBUTES}".encode())
_FORMATTING = re.compile(  # except links, of which only one is open at a time
    r"<((?i:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u))"
    rf"(?=[{_SPACE}/]){_ATTRIBUTES}".encode()
)
_FIRST, _SECOND = np.zeros(256, bool), np.zeros(256, bool)  # bytes of these names
_FIRST[list(b"bceifnstuBCEIFNSTU")] = True
_SECOND[list(b" \t\n\f\r/iomtIOMT")] = True
_TAG_LIKE = re.compile(rb"<(?=[a-zA-Z/])")
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE.encode())
# elements that have no content, or that the next one of their kind closes
_NEVER_NESTED = frozenset(
    {
        *(b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta"),
        *(b"param", b"source", b"track", b"wbr", b"!doctype"),
        *(b"a", b"p", b"li", b"option", b"tbody", b"thead", b"tfoot", b"tr", b"td", b"th"),
    }
)
# elements of drawings, the only ones that a slash closes
_SHAPES = frozenset(
    {
        *(b"circle", b"ellipse", b"g", b"image", b"line", b"path", b"polygon", b"polyline"),
        *(b"rect", b"stop", b"use"),
    }
)


def thinned(text: bytes) -> bytes:
    """``text``, in UTF-8, without tags that are nested too deep or have very many attributes, and
    without the attributes of formatting elements where these may be copied very often."""
    starts = _starts(text)
    if len(starts) > _MANY or _has_long_tag(text):
        text = _Thinner().thin(text)
        starts = _starts(text)
    if _copies(text, starts) > MAX_COPIES:
        return _FORMATTING.sub(rb"<\1", text)  # of those alike, HTML copies no more than three
    return text


def _starts(text: bytes) -> npt.NDArray[np.intp]:
    """Where each "<" stands, except in the last two bytes."""
    return np.flatnonzero(np.frombuffer(text, np.uint8)[:-2] == ord("<"))


def _copies(text: bytes, starts: npt.NDArray[np.intp]) -> int:
    """The most elements and attributes there may be: if all formatting elements are left open, and
    copied at each tag. End tags say nothing, as they may stand where they close none of these."""
    signs = np.frombuffer(text, np.uint8)  # three times as fast as a pattern
    may_be = starts[_FIRST[signs[starts + 1]] & _SECOND[signs[starts + 2]]]
    tags = {tag[0] for at in may_be.tolist() if (tag := _FORMATTING.match(text, at))}
    return len(_ONE_ATTRIBUTE.findall(b" ".join(tags))) * len(starts)


def _has_long_tag(text: bytes) -> bool:
    """Whether there is a tag with too many attributes. One that hides a "<" among them at least
    every ten thousand bytes is missed: to rule that out would cost more than most pages do.

    Jumps from the last "<" in a window to the next window, so that it touches little of the text.
    """
    at = text.find(b"<")
    while at >= 0:
        following = text.rfind(b"<", at + 1, at + _LONG)
        if following < 0:
            tag = _START.match(text, at)
            if tag and _has_too_many(tag[0]):
                return True
            following = text.find(b"<", at + 1)
        at = following
    return False


def _has_too_many(tag: bytes) -> bool:
    """Whether a tag has too many attributes."""
    return len(tag) > _LONG and len(_ONE_ATTRIBUTE.findall(tag)) > MAX_ATTRIBUTES


class _Thinner:
    def __init__(self) -> None:
        self.depth = 0
        self.open: Counter[bytes] = Counter()

    def thin(self, text: bytes) -> bytes:
        parts: list[bytes] = []
        end = 0
        for piece in islice(_PIECE.finditer(text), MAX_TAGS):
            parts += (text[end : piece.start()], self.keep(piece))
            end = piece.end()
        if (cut := _PIECE.search(text, end)) is not None:
            return b"".join(parts) + text[end : cut.start()]
        return b"".join(parts) + text[end:]

    def keep(self, piece: re.Match[bytes]) -> bytes:
        """The tag, or nothing for one that is too deep or too long. What only looks like tags, in
        comments and scripts, is left out or escaped."""
        if piece["comment"]:
            return b"<!---->"
        if _has_too_many(piece["told"] or piece["attributes"] or b""):
            return b""
        if piece["holder"]:
            start = piece.start("content") - piece.start()
            return piece[0][:start] + _TAG_LIKE.sub(rb"\\u003c", piece["content"])
        name = piece["name"].lower()
        if name in _NEVER_NESTED:
            return piece[0]
        if piece["end"]:
            return self.closed(name, piece[0])
        if name in _SHAPES and piece["attributes"].endswith(b"/"):
            return piece[0] + b"</" + name + b">"
        self.open[name] += 1
        self.depth += 1
        return piece[0] if self.depth <= MAX_OPEN else b""

    def closed(self, name: bytes, tag: bytes) -> bytes:
        """An end tag, or nothing if it is too deep. It closes nothing where none of its name is
        open."""
        if not self.open[name]:
            return tag
        self.open[name] -= 1
        self.depth -= 1
        return tag if self.depth < MAX_OPEN else b""
