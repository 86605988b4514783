"""The page's text as a row of blocks: one walk over the tree, in reading order.

A block is what a reader sees as one paragraph: a run of text and inline elements, bounded by
block elements or an empty line (``<br><br>``). A block knows its container (:class:`Frame`), so
that all later questions are answered from this row without touching the tree again.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.extract.hints import Hint, hints_in

MAX_BLOCKS = 20_000  # of a page; the rest is left out
MAX_DEPTH = 200  # of nested block elements; deeper ones are read as one with their parent

_SKIPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "iframe", "nav", "button"),
        *("select", "option", "textarea", "input", "object", "canvas", "audio", "video"),
        *("head", "title", "link", "meta", "dialog", "menu", "datalist", "label", "map"),
        *("figcaption", "-comment", "!doctype", "math", "img", "source", "wbr"),
    }
)
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del"),
        *("dfn", "em", "font", "i", "ins", "kbd", "mark", "picture", "q", "rp", "rt"),
        *("ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "noindex", "nobr"),
    }
)
_BOLD = frozenset({"b", "strong"})
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_UNSEEN = re.compile(
    r"visually-?hidden|sr-only|screen-?reader"
    r"|(?:tooltip|popover|rollover|hover-?card)[-_a-z]*(?:block|content|box|text|inner|body)"
)
_SETS_APART = (Hint.CAPTION | Hint.RELATED | Hint.SHARE).value  # inline, yet set as a block
_NAMING = frozenset({"id", "itemprop", "role", "data-testid", "data-component", "data-type"})
_NOT_DISPLAYED = re.compile(r"display.*none")


class Frame:
    """A block element on the way from ``<body>`` to a block."""

    __slots__ = (
        *("above", "all", "chars", "depth", "hidden", "links", "name", "node", "own", "parent"),
        *("path", "prose", "tag"),
    )

    def __init__(self, node: LexborNode, tag: str, parent: Frame | None) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.name = ""  # its class attribute
        self.own = 0  # hints of its own names, bits of Hint
        self.above: int = parent.all if parent else 0  # hints of all its ancestors
        self.hidden: bool = parent.hidden if parent else False
        self.path: frozenset[str] = frozenset()  # tags of itself and its ancestors
        if parent:
            self.path = parent.path if tag in parent.path else parent.path | {tag}
            self._read_names(node)
        self.all: int = self.own | self.above
        self.chars = 0  # of all blocks in it
        self.links = 0  # characters of them inside links
        self.prose = 0  # characters of its blocks that read like prose

    def _read_names(self, node: LexborNode) -> None:
        attributes = node.attributes
        if not attributes:
            return
        name = attributes.get("class")
        if name:
            self.name = name
            self.own = hints_in(name)
        for key, value in attributes.items():
            if key == "hidden" or (key == "style" and value and _NOT_DISPLAYED.search(value)):
                self.hidden = True
            elif value and key in _NAMING:
                self.own |= hints_in(value)


@dataclass(slots=True, eq=False)
class Block:
    """One paragraph as a reader sees it."""

    frame: Frame
    text: str  # single spaces
    size: int  # of the text, in letters: see size_of
    link_chars: int  # characters of it inside links
    bold_chars: int


def size_of(text: str) -> int:
    """How much a text says, in letters: a Korean syllable, a Chinese character or a kana stands
    for two and a half of them."""
    return len(text) if text.isascii() else len(text) + len(_DENSE.findall(text)) * 3 // 2


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """All blocks of a page in its order, and where among them something was left out."""

    blocks: list[Block]
    left_out: dict[int, int]  # ``mem_id`` of what was left out: how many blocks stand before it


def read_blocks(root: LexborNode, leave_out: Container[int] = ()) -> PageBlocks:
    """All blocks under ``root``; ``leave_out`` holds ``mem_id`` of nodes whose text is not read
    (captions and credits)."""
    walk = _Walk(leave_out)
    return PageBlocks(walk.read(root), walk.left_out)


class _Walk:
    def __init__(self, leave_out: Container[int]) -> None:
        self.leave_out = leave_out
        self.blocks: list[Block] = []
        self.left_out: dict[int, int] = {}
        self.links = 0  # open <a> elements
        self.bolds = 0  # open <b>, <strong> elements
        self.parts: list[str] = []  # the text since the last block boundary
        self.link_chars = self.bold_chars = self.breaks = 0

    def read(self, root: LexborNode) -> list[Block]:
        """Iterative depth-first walk: pages nest their elements as deep as they like."""
        frame = Frame(root, "body", None)
        pending: list[tuple[LexborNode, Frame, str]] = []  # open elements: node, frame, tag
        node = root.first_child
        while len(self.blocks) < MAX_BLOCKS:
            if node is None:
                if not pending:
                    self.flush(frame)
                    break
                node, frame = self.step_out(pending, frame)
                continue
            tag = node.tag or ""
            if tag == "-text":
                text = node.text_content or ""
                if self.parts or not text.isspace():
                    self.add_text(text)
            elif tag == "br":
                self.add_break(frame)
            elif tag not in _SKIPPED and (tag != "footer" or "article" in frame.path):
                inner = self.open(node, tag, frame)
                if inner is not None:
                    pending.append((node, frame, tag))
                    frame, node = inner, node.first_child
                    continue
            node = node.next
        return self.blocks

    def step_out(
        self, pending: list[tuple[LexborNode, Frame, str]], frame: Frame
    ) -> tuple[LexborNode | None, Frame]:
        """Close the innermost open element; return what follows it, and the frame around."""
        opened, around, tag = pending.pop()
        if around is not frame and self.parts:
            self.flush(frame)
        if tag == "a":
            self.links -= 1
        elif tag in _BOLD:
            self.bolds -= 1
        return opened.next, around

    def open(self, node: LexborNode, tag: str, frame: Frame) -> Frame | None:
        """The frame of an element's content, or ``None`` if it is left out."""
        if self.leave_out and node.mem_id in self.leave_out:
            self.left_out[node.mem_id] = len(self.blocks)
            return None
        if tag in _INLINE:
            if tag == "a":
                self.links += 1
            elif tag in _BOLD:
                self.bolds += 1
            elif tag == "span":
                return self.open_span(node, frame)
            return frame
        if self.parts:
            self.flush(frame)
        return Frame(node, tag, frame) if frame.depth < MAX_DEPTH else frame

    def open_span(self, node: LexborNode, frame: Frame) -> Frame | None:
        attributes = node.attributes
        name = attributes.get("class") if attributes else None
        if attributes and is_unseen(name or "", attributes.get("style") or ""):
            return None
        if name and hints_in(name) & _SETS_APART and frame.depth < MAX_DEPTH:
            if self.parts:
                self.flush(frame)
            return Frame(node, "span", frame)
        return frame

    def add_text(self, text: str) -> None:
        if text.isspace():
            self.parts.append(" ")
            return
        self.parts.append(text)
        self.breaks = 0
        if self.links:
            self.link_chars += len(text.strip())
        if self.bolds:
            self.bold_chars += len(text.strip())

    def add_break(self, frame: Frame) -> None:
        """One ``<br>`` is a space, two are the end of a paragraph."""
        if not self.parts:
            return
        self.breaks += 1
        self.parts.append("\n")
        if self.breaks >= 2:
            self.flush(frame)

    def flush(self, frame: Frame) -> None:
        text = " ".join("".join(self.parts).split())
        if text:
            block = Block(frame, text, size_of(text), self.link_chars, self.bold_chars)
            self.blocks.append(block)
        self.parts.clear()
        self.link_chars = self.bold_chars = self.breaks = 0


def is_unseen(name: str, style: str) -> bool:
    """Whether an inline element is for screen readers only, such as "opens in a new tab", or is
    shown only where the pointer is."""
    return bool(name and _UNSEEN.search(name.lower())) or ("clip" in style and "absolute" in style)
