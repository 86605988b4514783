"""The page's text as a row of blocks, in reading order.

A block is what a reader sees as one paragraph: a run of text and inline elements, bounded by block
elements or an empty line (``<br><br>``). A block knows its container (:class:`Frame`), so that
nearly all later questions are answered from this row without touching the tree again. ``walk`` cuts
the page into blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.extract.body.hints import Hint, hints_in

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAMING = frozenset({"id", "itemprop", "role", "data-testid", "data-component", "data-type"})
_NOT_DISPLAYED = re.compile(r"display[\s:]*none")
_NUMBER = re.compile(r"(?<=[a-z_-])\d+(?=\s|$)")
_LINKED = 0.9  # share of a text from which it is nothing but a link
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DENSE_LEADS = bytes(range(0xE3, 0xEE))  # first bytes of such letters in UTF-8


class Frame:
    """A block element on the way from ``<body>`` to a block.

    Most elements of a page hold no text of their own. So a frame reads its names only when the
    first block in it asks for them (:meth:`read_names`); until then it knows its tag and place.
    """

    __slots__ = (
        *("above", "all", "chars", "depth", "hidden", "links", "name", "node", "own", "parent"),
        *("path", "prose", "tag"),
    )
    name: str  # its class attribute, without the numbers by which a page counts its elements
    own: int  # hints of its own names, bits of Hint
    above: int  # hints of all its ancestors
    all: int
    hidden: bool
    path: frozenset[str]  # tags of itself and its ancestors

    def __init__(self, node: LexborNode, tag: str, parent: Frame | None) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.chars = -1  # of all blocks in it; -1 until its names are read
        self.links = 0  # characters of them inside links
        self.prose = 0  # characters of its blocks that read like prose

    def read_names(self) -> None:
        """Read the names of this frame and of all around it that have not been read."""
        unread: list[Frame] = []
        at: Frame | None = self
        while at is not None and at.chars < 0:
            unread.append(at)
            at = at.parent
        for frame in reversed(unread):
            frame._read_names()

    def _read_names(self) -> None:
        self.chars = self.own = 0
        self.name = ""
        parent = self.parent
        if parent is None:  # what <body> is called says nothing
            self.above = self.all = 0
            self.hidden = False
            self.path = frozenset()
            return
        self.above = parent.all
        self.hidden = parent.hidden
        self.path = parent.path if self.tag in parent.path else parent.path | {self.tag}
        for key, value in self.node.attributes.items():
            if key == "class":
                self.name = _without_numbers(value or "")
                self.own |= hints_in(self.name)
            elif key == "hidden" or (key == "style" and value and _NOT_DISPLAYED.search(value)):
                self.hidden = True
            elif value and key in _NAMING:
                # a heading's id is an anchor, often made of its words
                is_place = key == "id" and self.tag in HEADINGS
                self.own |= hints_in(value) & (Hint.COMMENT if is_place else ~Hint.NONE)
        self.all = self.own | self.above


@dataclass(slots=True, eq=False)
class Block:
    """One paragraph as a reader sees it."""

    frame: Frame
    text: str  # single spaces
    size: int  # letters of the text: see size_of
    link_chars: int  # characters of it inside links
    bold_chars: int
    wrapper: Frame | None = None  # the box that held it alone, if unwrap removed it

    @property
    def is_link(self) -> bool:
        """Whether it is nothing, or next to nothing, but a link."""
        return self.link_chars > len(self.text) * _LINKED


def frame_around(one: Frame, other: Frame) -> Frame:
    """The innermost frame that holds both; it may be one of the two."""
    while one is not other:
        if one.depth >= other.depth and one.parent is not None:
            one = one.parent
        elif other.parent is not None:
            other = other.parent
        else:
            break
    return one


def up(frame: Frame) -> Iterator[Frame]:
    """A frame and all around it, innermost first."""
    at: Frame | None = frame
    while at is not None:
        yield at
        at = at.parent


def is_within(frame: Frame, box: Frame) -> bool:
    """Whether a frame is ``box`` or stands in it."""
    return frame_around(frame, box) is box


def look(block: Block) -> tuple[str, str, str, str]:
    """A key shared by blocks that look alike, wherever they stand."""
    frame = block.frame
    parent = frame.parent or frame
    return frame.tag, frame.name, parent.tag, parent.name


def size_of(text: str) -> int:
    """The length of a text in letters; a Korean syllable, a Chinese character or a kana counts for
    two and a half of them."""
    size = len(text)
    if text.isascii():
        return size
    raw = text.encode("utf-8", "replace")
    if len(raw.translate(None, _DENSE_LEADS)) == len(raw):  # Latin, Cyrillic, Arabic and so on
        return size
    return size + len(_DENSE.findall(text)) * 3 // 2


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """All blocks of a page in order, and where among them something was left out."""

    blocks: list[Block]
    left_out: dict[int, int]  # ``mem_id`` of a node left out -> number of blocks before it

    def index_of(self, text: str) -> int:
        """The place of the first block with exactly this text; -1 if there is none."""
        return next((i for i, block in enumerate(self.blocks) if block.text == text), -1)

    def without_unseen_above(self, headline: str) -> PageBlocks:
        """The page without hidden blocks above the headline, such as a dialog or the toolbar of an
        archive. (Below it, a story may be hidden until a script shows it.)"""
        blocks = self.blocks
        top = self.index_of(headline)
        unseen = [i for i in range(top) if blocks[i].frame.hidden]
        return self if not unseen or blocks[top].frame.hidden else self.without(unseen)

    def without(self, gone: Sequence[int]) -> PageBlocks:
        """The page without the blocks at these places, which are in ascending order."""
        places = {node: n - bisect_left(gone, n) for node, n in self.left_out.items()}
        out = set(gone)
        return PageBlocks([b for i, b in enumerate(self.blocks) if i not in out], places)


def article_around(frame: Frame) -> Frame | None:
    """The innermost ``<article>`` that a frame is or stands in."""
    return next((at for at in up(frame) if at.tag == "article"), None)


@lru_cache(maxsize=16_384)
def _without_numbers(name: str) -> str:
    return _NUMBER.sub("", name)
