"""The body: which blocks of the page are the story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crawler.extract.blocks import Block, Frame
from crawler.extract.hints import Hint
from crawler.items import Paragraph, ParagraphKind

_NOT_BODY = Hint.RELATED | Hint.PROMO | Hint.SHARE | Hint.COMMENT | Hint.MENU | Hint.FOOTER
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def find_body(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of the story, in order."""
    mass: defaultdict[Frame, float] = defaultdict(float)
    for block in blocks:
        if len(block.text) >= 40 and block.link_chars < len(block.text) / 2:
            frame: Frame | None = block.frame
            share = 1.0 if not (frame and frame.own & _NOT_BODY) else 0.2
            while frame is not None and share > 0.1:
                mass[frame] += len(block.text) * share
                frame, share = frame.parent, share * 0.8
    if not mass:
        return []
    root = max(mass, key=lambda f: mass[f])
    return [b for b in blocks if _is_in(b.frame, root) and _is_story(b)]


def _is_in(frame: Frame | None, root: Frame) -> bool:
    while frame is not None:
        if frame is root:
            return True
        frame = frame.parent
    return False


def _is_story(block: Block) -> bool:
    if block.frame.own & _NOT_BODY or block.link_chars > len(block.text) * 0.6:
        return False
    return len(block.text) > 20 or block.frame.tag == "p" or block.frame.tag in _HEADINGS


def paragraph(block: Block) -> Paragraph:
    """A block as a paragraph, with its kind."""
    path = block.frame.path
    kind = ParagraphKind.TEXT
    if path & _HEADINGS or (len(block.text) < 100 and block.bold_chars >= len(block.text) * 0.9):
        kind = ParagraphKind.SUBHEAD
    elif "blockquote" in path:
        kind = ParagraphKind.QUOTE
    elif "li" in path:
        kind = ParagraphKind.LIST_ITEM
    elif "td" in path and block.frame.tag == "td":
        kind = ParagraphKind.TABLE_ROW
    return Paragraph(block.text, kind)
