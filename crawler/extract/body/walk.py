"""From the page's tree to its row of blocks: one walk, in reading order."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import (
    HEADINGS,
    Block,
    Frame,
    PageBlocks,
    article_around,
    size_of,
)
from crawler.extract.body.hints import Hint, hints_in
from crawler.extract.texts import spaced

MAX_BLOCKS = 20_000  # of a page; the rest is left out
MAX_DEPTH = 200  # of nested block elements; deeper ones are read as one with their parent

# what an element is
_SKIP, _INLINE, _LINK, _BOLD, _SPAN, _RAISED, _BREAK, _CITE, _FOOTER, _BLOCK = range(10)
_KINDS = {"a": _LINK, "b": _BOLD, "strong": _BOLD, "span": _SPAN}
_KINDS |= {"sup": _RAISED, "br": _BREAK, "cite": _CITE, "footer": _FOOTER}
_KINDS |= dict.fromkeys(
    (
        *("script", "style", "noscript", "template", "svg", "iframe", "nav", "button"),
        *("select", "option", "textarea", "input", "object", "canvas", "audio", "video"),
        *("head", "title", "link", "meta", "dialog", "menu", "datalist", "label", "map"),
        *("figcaption", "-comment", "!doctype", "math", "img", "source", "wbr"),
    ),
    _SKIP,
)
_KINDS |= dict.fromkeys(
    (
        *("abbr", "acronym", "bdi", "bdo", "big", "code", "data", "del"),
        *("dfn", "em", "font", "i", "ins", "kbd", "mark", "picture", "q", "rp", "rt"),
        *("ruby", "s", "samp", "small", "strike", "sub"),
        *("time", "tt", "u", "var", "noindex", "nobr"),
    ),
    _INLINE,
)
_UNSEEN = re.compile(
    r"^footnote$|visually-?hidden|hide-?visually|sr-only|screen-?reader|a11y-?hidden|h-offscreen"
    r"|assistive-?text"
    r"|(?:tooltip|popover|rollover|hover-?card)[-_a-z]{0,40}(?:block|content|box|text|inner|body)"
)
_DATELINE = re.compile(r"(?<![a-z])(?:dateline|location|place)(?![a-z])")
_SETS_APART = Hint.CAPTION | Hint.RELATED | Hint.SHARE  # inline, yet set as a block
_INDENTED = re.compile(r"\s*?(?:\u3000|\xa0\xa0)")  # after a line break, a new paragraph
_BOLD_LINE = 0.9  # share of a line's text from which the line is bold
_NO_WIDTH = " \u200b\u200c\u200d\u2060\ufeff"  # editors make empty paragraphs of these alone
_ANCHOR = re.compile(r"^[#¶§🔗]\s*(?=\w)|(?<=\S)\s*[#¶§🔗]$")  # a heading's link to itself


def read_blocks(root: LexborNode, leave_out: Container[int] = ()) -> PageBlocks:
    """All blocks under ``root``. ``leave_out`` holds the ``mem_id`` of nodes whose text is not read
    (captions and credits)."""
    walk = _Walk(leave_out)
    return PageBlocks(walk.read(root), walk.left_out)


class _Walk:
    def __init__(self, leave_out: Container[int]) -> None:
        self.leave_out = leave_out
        self.blocks: list[Block] = []
        self.left_out: dict[int, int] = {}
        self.links = 0  # open links
        self.anchors: list[int] = []  # of the open <a> elements: 1 for a link, 0 for a place
        self.bolds = 0  # open <b>, <strong> elements
        self.parts: list[str] = []  # the text since the last block boundary
        self.link_chars = self.bold_chars = self.breaks = 0
        self.is_behind_span = False

    def read(self, root: LexborNode) -> list[Block]:
        """Walk depth-first, without recursion: pages nest their elements as deep as they like."""
        frame = Frame(root, "body", None)
        pending: list[tuple[LexborNode, Frame, int]] = []  # open elements: node, frame, kind
        node = root.first_child
        while len(self.blocks) < MAX_BLOCKS:
            if node is None:
                if not pending:
                    self.flush(frame)
                    break
                node, around, kind = pending.pop()
                self.close(kind, frame, around)
                frame = around
            elif (tag := node.tag) == "-text":
                text = node.text_content or ""
                if self.parts or not text.isspace():
                    self.read_text(text, frame)
            elif (kind := _KINDS.get(tag or "", _BLOCK)) != _SKIP:
                inner = self.open(node, kind, frame)
                if inner is not None:
                    pending.append((node, frame, kind))
                    frame, node = inner, node.first_child
                    continue
            elif node.mem_id in self.leave_out:  # an image: its place is needed
                self.left_out[node.mem_id] = len(self.blocks)
            node = node.next
        return self.blocks

    def close(self, kind: int, frame: Frame, around: Frame) -> None:
        """Leave an element, whose content was in ``frame``, for the frame ``around`` it."""
        if frame is not around and self.parts:
            self.flush(frame)
        if kind == _LINK:
            self.links -= self.anchors.pop()
        elif kind == _BOLD:
            self.bolds -= 1
        elif kind == _SPAN:
            self.is_behind_span = True

    def open(self, node: LexborNode, kind: int, frame: Frame) -> Frame | None:
        """Enter an element: the frame for its content, ``None`` if it has none or is left out."""
        if kind == _BREAK:
            self.add_break(frame)
            return None
        if self.leave_out and node.mem_id in self.leave_out:
            self.left_out[node.mem_id] = len(self.blocks)
            return None
        if kind == _LINK:
            self.anchors.append(0 if _names_a_place(node) else 1)
            self.links += self.anchors[-1]
        elif kind == _BOLD:
            self.bolds += 1
        elif kind == _SPAN:
            return self.open_span(node, frame)
        elif kind == _RAISED:
            return None if _is_note_mark(node) else frame
        elif kind >= _CITE:
            return self.open_box(node, kind, frame)
        return frame

    def open_box(self, node: LexborNode, kind: int, frame: Frame) -> Frame | None:
        """Enter an element that browsers set as a box."""
        if kind == _CITE:  # below the paragraphs of a quotation, it says whose words they are
            is_apart = frame.tag == "blockquote" and not self.parts
            return self.open_block(node, frame) if is_apart else frame
        if kind == _FOOTER and article_around(frame) is None:
            return None
        if self.parts and not self.breaks and "-" in (node.tag or ""):
            return frame  # a custom element in the middle of a sentence
        return self.open_block(node, frame)

    def open_block(self, node: LexborNode, frame: Frame) -> Frame:
        if self.parts:
            self.flush(frame)
        return Frame(node, node.tag or "", frame) if frame.depth < MAX_DEPTH else frame

    def open_span(self, node: LexborNode, frame: Frame) -> Frame | None:
        attributes = node.attributes
        if not attributes:
            return frame
        name = attributes.get("class") or ""
        if is_unseen(name, attributes.get("style") or ""):
            return None
        if name == "br" or name.endswith(" br"):
            self.flush(frame)
        if name and not self.parts and _is_dateline(name):
            self.add_text(f"{spaced(node.text())} ")  # only CSS sets it off
            return None
        if not name or not hints_in(name) & _SETS_APART or self.is_amid_commas(node):
            return frame
        if self.parts and hints_in(name) & Hint.SHARE and not node.text().strip():
            return None  # a button in the middle of a sentence
        return self.open_block(node, frame)

    def is_amid_commas(self, node: LexborNode) -> bool:
        """Whether an element is a part of a sentence, whatever its name says."""
        after = node.next
        if after is not None and after.tag == "-text" and (after.text_content or "")[:1] == ",":
            return True
        return bool(self.parts) and self.parts[-1].rstrip().endswith(",")

    def add_text(self, text: str) -> None:
        self.parts.append(text)
        if text.isspace():
            return
        self.breaks = 0
        if self.links:
            self.link_chars += len(text.strip())
        if self.bolds:
            self.bold_chars += len(text.strip())

    def read_text(self, text: str, frame: Frame) -> None:
        if self.breaks and (_INDENTED.match(text) or self.is_below_bold(text)):
            self.flush(frame)
        if self.is_behind_span:
            self.is_behind_span = False
            if self.parts and text[:1] == ",":
                self.parts[-1] = self.parts[-1].rstrip()
            elif self.parts and _is_set_off(self.parts[-1], text):
                self.parts.append(" ")
        self.add_text(text)

    def is_below_bold(self, text: str) -> bool:
        """Whether ``text`` begins a plain line below a bold one: a heading or a question."""
        if self.bolds or not self.bold_chars or text.isspace():
            return False
        return self.bold_chars > len(spaced("".join(self.parts))) * _BOLD_LINE

    def add_break(self, frame: Frame) -> None:
        """One ``<br>`` is a space, two are the end of a paragraph."""
        if not self.parts:
            return
        self.breaks += 1
        self.parts.append("\n")
        if self.breaks >= 2:
            self.flush(frame)

    def flush(self, frame: Frame) -> None:
        text = spaced("".join(self.parts)).strip(_NO_WIDTH)
        if self.link_chars == 1 and frame.tag in HEADINGS:
            text, self.link_chars = _ANCHOR.sub("", text), 0
        if text:
            if frame.chars < 0:
                frame.read_names()
            block = Block(frame, text, size_of(text), self.link_chars, self.bold_chars)
            self.blocks.append(block)
        self.parts.clear()
        self.link_chars = self.bold_chars = self.breaks = 0


def _is_set_off(label: str, text: str) -> bool:
    """Whether a span's words and those right behind it are a label and a sentence, between which
    only CSS makes a space: "NEW" and "Listen to this story", "Interview" and "She knows"."""
    if not (label[-2:].isalpha() and len(label) > 1 and text[:1].isupper()):
        return False
    return label[-1].islower() or text[1:2].islower()


def _names_a_place(node: LexborNode) -> bool:
    """Whether an ``<a>`` is not a link but an anchor that links lead to."""
    attributes = node.attributes
    return "href" not in attributes and ("name" in attributes or "id" in attributes)


def _is_note_mark(node: LexborNode) -> bool:
    """Whether a ``<sup>`` links to a note on the same page, as the number of a footnote does."""
    within = node.css_first("a[href]")
    link = within if within is not None else node.parent
    return link is not None and link.tag == "a" and (link.attributes.get("href") or "")[:1] == "#"


def is_unseen(name: str, style: str) -> bool:
    """Whether an inline element is not shown in its place: only to screen readers ("opens in a new
    tab"), only under the pointer, or below the story."""
    return bool(name and _is_named_unseen(name)) or ("clip" in style and "absolute" in style)


@lru_cache(maxsize=16_384)
def _is_dateline(name: str) -> bool:
    return _DATELINE.search(name.lower()) is not None


@lru_cache(maxsize=16_384)
def _is_named_unseen(name: str) -> bool:
    return _UNSEEN.search(name.lower()) is not None
