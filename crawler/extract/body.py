"""The body: which blocks of the page are the story.

Every block is scored by the learned scorer on features that hold for news pages in general; the
blocks above a threshold, in page order, are the body.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from crawler.extract import jsonld
from crawler.extract.blocks import Block, read_blocks
from crawler.extract.document import Document
from crawler.extract.features import PageText, features_of, squeezed
from crawler.extract.headline import Headline, find_headline
from crawler.extract.hints import Hint
from crawler.extract.scorer import body_score
from crawler.items import Paragraph, ParagraphKind

_THRESHOLD = -0.2  # log-odds: a paragraph lost costs a reader more than a line too many
_DOUBTFUL = -3.5  # log-odds from which a block may be the story's by what stands around it
_NEAR = 2  # blocks before and after it at which we look
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LONGEST_SUBHEAD = 160
_CORRECTION = re.compile(
    r"[\W_]*(?:correction|clarification|editor['’]s note|corrigendum|erratum|korrektur|"
    r"anmerkung der redaktion|corrección|fe de erratas|rettelse|rättelse|정정보도|訂正|"
    r"this (?:article|story|report|post) (?:was|has been) (?:corrected|amended|updated|edited))\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The blocks of a page that may be the story, and their features, row by row."""

    blocks: Sequence[Block]
    rows: Sequence[Sequence[float]]
    told: PageText


def candidates(
    document: Document, headline: Headline | None = None, leave_out: Container[int] = ()
) -> Candidates:
    """All blocks of the page that may be the story, ready to be scored."""
    if document.body is None:
        return Candidates([], [], PageText())
    headline = headline or find_headline(document)
    blocks = read_blocks(document.body, leave_out)
    told = _page_text(document, headline)
    rows = features_of(blocks, told)
    scored = [(block, row) for block, row in zip(blocks, rows, strict=True) if row]
    return Candidates([b for b, _ in scored], [r for _, r in scored], told)


def find_body(found: Candidates) -> list[Block]:
    """The blocks of the story, in order."""
    score = body_score()
    odds = [score(row) for row in found.rows]
    sure = chosen(odds)
    return [
        block
        for i, block in enumerate(found.blocks)
        if sure[i] or (odds[i] > _DOUBTFUL and _belongs(found.blocks, sure, i))
    ]


def _belongs(blocks: Sequence[Block], sure: Sequence[bool], i: int) -> bool:
    """Whether a block that is doubtful on its own is the story's by what stands around it."""
    before = [blocks[n] for n in range(max(0, i - _NEAR), i) if sure[n]]
    after = [blocks[n] for n in range(i + 1, min(len(sure), i + 1 + _NEAR)) if sure[n]]
    if not before:
        return False
    if after and _belongs_between(before[-1], blocks[i], after[0]):
        return True
    return _is_correction(blocks[i]) and not blocks[i].frame.all & Hint.COMMENT


def _belongs_between(before: Block, block: Block, after: Block) -> bool:
    """Whether a block that stands between two of the story is its subhead or a quotation.

    Both are short, and look on their own like the heads of other boxes; but a heading without a
    link that has the same parent as the paragraphs above and below it heads the lower one.
    """
    if block.link_chars or len(block.text) > _LONGEST_SUBHEAD:
        return False
    if "blockquote" in block.frame.path:
        return True
    near = (block.frame, block.frame.parent)
    is_sibling = all(b.frame in near or b.frame.parent is near[1] for b in (before, after))
    return is_sibling and _is_heading(block)


def _is_heading(block: Block) -> bool:
    is_bold = block.bold_chars >= len(block.text) * 0.95
    return is_bold or not _HEADINGS.isdisjoint(block.frame.path)


def chosen(odds: Sequence[float]) -> list[bool]:
    """Which blocks are in, by their log-odds."""
    return [o >= _THRESHOLD for o in odds]


def _is_correction(block: Block) -> bool:
    return bool(block.frame.own & Hint.CORRECTION or _CORRECTION.match(block.text))


def _page_text(document: Document, headline: Headline | None) -> PageText:
    body = document.news.get("articleBody")
    told = document.news.get("description")
    description = jsonld.string(told) or document.first_meta("description", "og:description")
    return PageText(
        headline.text if headline else "",
        description or "",
        squeezed(_TAG.sub(" ", body)) if isinstance(body, str) else "",
    )


def paragraph(block: Block) -> Paragraph:
    """A block as a paragraph, with its kind."""
    path, size = block.frame.path, len(block.text)
    kind = ParagraphKind.TEXT
    if size <= _LONGEST_SUBHEAD and _is_heading(block):
        kind = ParagraphKind.SUBHEAD
    elif _is_correction(block):
        kind = ParagraphKind.CORRECTION
    elif "blockquote" in path:
        kind = ParagraphKind.QUOTE
    elif "li" in path:
        kind = ParagraphKind.LIST_ITEM
    elif block.frame.tag in ("td", "th"):
        kind = ParagraphKind.TABLE_ROW
    return Paragraph(block.text, kind)


def told_paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The body as JSON-LD tells it: for pages that build their story by script."""
    body = document.news.get("articleBody")
    if not isinstance(body, str):
        return ()
    text = html.unescape(_TAG.sub("\n", body)).encode("utf-8", "replace").decode("utf-8")
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(Paragraph(line) for line in lines if line)
