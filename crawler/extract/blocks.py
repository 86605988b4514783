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
MAX_DEPTH = 400  # of nested block elements; deeper ones are read as one with their parent

_SKIPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "iframe", "nav", "button"),
        *("select", "option", "textarea", "input", "object", "canvas", "audio", "video"),
        *("head", "title", "link", "meta", "dialog", "menu", "datalist", "label", "map"),
        *("figcaption", "-comment", "!doctype", "math"),
    }
)
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del"),
        *("dfn", "em", "font", "i", "img", "ins", "kbd", "mark", "picture", "q", "rp", "rt"),
        *("ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "wbr", "noindex", "nobr"),
    }
)
_BOLD = frozenset({"b", "strong"})
_UNSEEN = re.compile(r"visually-?hidden|sr-only|screen-?reader", re.IGNORECASE)
_SETS_APART = Hint.CAPTION | Hint.RELATED | Hint.SHARE  # inline elements that are set as blocks


@dataclass(slots=True, eq=False)
class Frame:
    """A block element on the way from ``<body>`` to a block."""

    parent: Frame | None
    node: LexborNode
    tag: str
    depth: int
    own: int  # hints of its own names, bits of Hint
    above: int  # hints of all its ancestors
    path: frozenset[str]  # tags of itself and its ancestors
    name: str  # its class attribute
    hidden: bool
    chars: int = 0  # of all blocks in it
    links: int = 0  # characters of them inside links
    prose: int = 0  # characters of its blocks that read like prose


@dataclass(slots=True, eq=False)
class Block:
    """One paragraph as a reader sees it."""

    frame: Frame
    text: str  # single spaces
    link_chars: int  # characters of it inside links
    bold_chars: int
    index: int = 0


class _Run:
    """The text gathered since the last block boundary."""

    __slots__ = ("bold", "breaks", "links", "parts")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.parts: list[str] = []
        self.links = 0
        self.bold = 0
        self.breaks = 0


def read_blocks(root: LexborNode, leave_out: Container[int] = ()) -> list[Block]:
    """All blocks under ``root``, in page order; ``leave_out`` holds ``mem_id`` of nodes whose
    text is not read (captions and credits)."""
    return _Walk(leave_out).read(root)


class _Walk:
    def __init__(self, leave_out: Container[int]) -> None:
        self.leave_out = leave_out
        self.blocks: list[Block] = []
        self.run = _Run()
        self.links = 0  # open <a> elements
        self.bolds = 0  # open <b>, <strong> elements

    def read(self, root: LexborNode) -> list[Block]:
        """Iterative depth-first walk: pages nest their elements as deep as they like."""
        frame = Frame(None, root, "body", 0, 0, 0, frozenset(), "", False)
        pending: list[tuple[LexborNode, Frame, str]] = []  # open elements: node, frame, tag
        node = root.first_child
        while len(self.blocks) < MAX_BLOCKS:
            if node is None:
                self.flush_if_block(frame, pending)
                if not pending:
                    break
                opened, frame, tag = pending.pop()
                self.close(tag)
                node = opened.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self.add_text(node.text_content or "")
            elif tag == "br":
                self.add_break(frame)
            elif tag not in _SKIPPED:
                inner = self.open(node, tag, frame)
                if inner is not None:
                    pending.append((node, frame, tag if inner is frame else ""))
                    frame, node = inner, node.first_child
                    continue
            node = node.next
        return self.blocks

    def open(self, node: LexborNode, tag: str, frame: Frame) -> Frame | None:
        """The frame of an element's content, or ``None`` if it is left out."""
        if self.leave_out and node.mem_id in self.leave_out:
            return None
        if tag in _INLINE:
            if tag == "a":
                self.links += 1
            elif tag in _BOLD:
                self.bolds += 1
            elif tag == "span":
                return self.open_span(node, frame)
            return frame
        self.flush(frame)
        return _frame(node, tag, frame) if frame.depth < MAX_DEPTH else frame

    def open_span(self, node: LexborNode, frame: Frame) -> Frame | None:
        attributes = node.attributes
        name = attributes.get("class") if attributes else None
        if attributes and _is_unseen(name or "", attributes.get("style") or ""):
            return None
        if name and hints_in(name) & _SETS_APART:
            self.flush(frame)
            return _frame(node, "span", frame)
        return frame

    def close(self, tag: str) -> None:
        if tag == "a":
            self.links -= 1
        elif tag in _BOLD:
            self.bolds -= 1

    def flush_if_block(self, frame: Frame, pending: list[tuple[LexborNode, Frame, str]]) -> None:
        if not pending or pending[-1][1] is not frame:
            self.flush(frame)

    def add_text(self, text: str) -> None:
        run = self.run
        run.parts.append(text)
        if self.links or self.bolds:
            size = len(text.strip())
            if self.links:
                run.links += size
            if self.bolds:
                run.bold += size
        if run.breaks and not text.isspace():
            run.breaks = 0

    def add_break(self, frame: Frame) -> None:
        """One ``<br>`` is a space, two are the end of a paragraph."""
        run = self.run
        run.breaks += 1
        if run.breaks >= 2:
            self.flush(frame)
        else:
            run.parts.append("\n")

    def flush(self, frame: Frame) -> None:
        run = self.run
        if not run.parts:
            return
        text = " ".join("".join(run.parts).split())
        if text:
            self.blocks.append(Block(frame, text, run.links, run.bold, len(self.blocks)))
        run.clear()


def _is_unseen(name: str, style: str) -> bool:
    """Whether an inline element is for screen readers only, such as "opens in a new tab"."""
    return bool(_UNSEEN.search(name)) or ("clip" in style and "absolute" in style)


def _frame(node: LexborNode, tag: str, parent: Frame) -> Frame:
    attributes = node.attributes
    name = attributes.get("class") or ""
    own = 0
    hidden = parent.hidden
    if attributes:
        own = hints_in(name) if name else 0
        for key in ("id", "itemprop", "role", "data-testid", "data-component", "data-type"):
            value = attributes.get(key)
            if value:
                own |= hints_in(value)
        if not hidden:
            style = attributes.get("style")
            hidden = "hidden" in attributes or bool(
                style and "display" in style and "none" in style
            )
    path = parent.path if tag in parent.path else parent.path | {tag}
    return Frame(
        parent, node, tag, parent.depth + 1, own, parent.own | parent.above, path, name, hidden
    )
