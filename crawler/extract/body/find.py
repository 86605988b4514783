"""The body: which blocks of the page are the story.

The learned scorer scores every block on features that hold for news pages in general. Then
``context`` judges the blocks by those around them, ``remnants`` drops what is left over of boxes,
and ``linked_items`` adds items of the story's lists that are mere links.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from crawler.extract import jsonld
from crawler.extract.body.blocks import HEADINGS, Block, PageBlocks, up
from crawler.extract.body.context import choose_story, is_correction
from crawler.extract.body.features import PageText, features_of, squeezed
from crawler.extract.body.linked_items import with_linked_items
from crawler.extract.body.microdata import without_microdata
from crawler.extract.body.next_story import without_others
from crawler.extract.body.readers_words import without_readers_words
from crawler.extract.body.remnants import without_remnants
from crawler.extract.body.scorer import body_score
from crawler.extract.body.set_apart import LONGEST_SUBHEAD, is_heading
from crawler.extract.body.walk import read_blocks
from crawler.extract.body.wrappers import unwrap
from crawler.extract.document import Document, host_of
from crawler.extract.headline import Headline, find_headline, in_its_line
from crawler.extract.texts import TAG, spaced, unescaped, without_surrogates
from crawler.items import Paragraph, ParagraphKind

_SHORTEST_TWIN = 100  # characters; a song repeats shorter lines
_COLUMN = 0.9  # share of a list's text in one of its items
_SEVERAL = 2  # times as much text in an item as in one of its paragraphs
_SHORTEST_SENTENCE = 40  # letters
_ENDS_SENTENCE = re.compile(r"[.!。．।۔][\"'”’»“)\]]?$")
_IN = 4  # frames from a line outwards, one of which may be the heading


@dataclass(frozen=True, slots=True)
class Candidates:
    """The blocks of a page that may be the story, with one row of features each."""

    blocks: Sequence[Block]
    rows: Sequence[Sequence[float]]
    told: PageText
    page: PageBlocks
    headline: Headline | None = None
    host: str = ""


def candidates(
    document: Document, headline: Headline | None = None, leave_out: Container[int] = ()
) -> Candidates:
    """All blocks of the page that may be the story, ready to be scored."""
    if document.body is None:
        return Candidates([], [], PageText(), PageBlocks([], {}), headline)
    headline = headline or find_headline(document)
    page = without_microdata(read_blocks(document.body, leave_out))
    lines = (block.text for block in page.blocks if not block.is_link)
    headline = _as_printed(in_its_line(headline, document, lines), page)
    told = _page_text(document, headline)
    page = without_others(page.without_unseen_above(told.headline), told.headline)
    page = without_readers_words(page, told.headline)
    unwrap(page.blocks)
    rows = features_of(page.blocks, told)
    scored = [(block, row) for block, row in zip(page.blocks, rows, strict=True) if row]
    host = host_of(document.url)
    return Candidates([b for b, _ in scored], [r for _, r in scored], told, page, headline, host)


def _as_printed(headline: Headline | None, page: PageBlocks) -> Headline | None:
    """The headline, with the ``line`` that prints it where no block has all of its heading's text:
    the heading may have several lines, such as a kicker above, or words that are not seen."""
    if headline is None or headline.node is None or page.index_of(headline.printed) >= 0:
        return headline
    node = headline.node.mem_id
    within = [
        b for b in page.blocks if any(f.node.mem_id == node for f in islice(up(b.frame), _IN))
    ]
    return replace(headline, line=within[-1].text) if within else headline


def find_body(found: Candidates) -> list[Block]:
    """The blocks of the story, in order."""
    score = body_score()
    keep = choose_story(found.blocks, [score(row) for row in found.rows], found.told.headline)
    story = [block for block, kept in zip(found.blocks, keep, strict=True) if kept]
    story = without_remnants(found.page.blocks, story, found.host)
    return _without_copy(_without_twins(with_linked_items(found.page.blocks, story)))


def _without_twins(story: list[Block]) -> list[Block]:
    """The story with each of its boxes once: a box for wide screens may be followed at once by its
    copy for narrow ones."""
    texts = [block.text for block in story]
    if len(set(texts)) == len(texts):
        return story
    kept: list[Block] = []
    last: dict[str, int] = {}  # the last place above where a text stands
    i = 0
    while i < len(texts):
        before = last.get(texts[i], i)
        box = texts[before:i]
        is_twin = sum(map(len, box)) >= _SHORTEST_TWIN and box == texts[i : i + len(box)]
        step = len(box) if is_twin else 1
        kept += [] if is_twin else [story[i]]
        last.update({texts[n]: n for n in range(i, i + step)})
        i += step
    return kept


def _without_copy(story: list[Block]) -> list[Block]:
    """The story up to where its first paragraph begins a copy of it, such as one for printing."""
    texts = [block.text for block in story]
    again = next((i for i, text in enumerate(texts) if i and text == texts[0]), len(texts))
    is_copy = again < len(texts) and set(texts[again:]) <= set(texts[:again])
    return story[:again] if is_copy else story


def _page_text(document: Document, headline: Headline | None) -> PageText:
    body = document.news.get("articleBody")
    told = document.news.get("description")
    description = jsonld.string(told) or document.first_meta("description", "og:description")
    return PageText(
        headline.printed if headline else "",
        description or "",
        squeezed(TAG.sub(" ", body)) if isinstance(body, str) else "",
    )


def paragraph(block: Block) -> Paragraph:
    """A block as a paragraph, with its kind."""
    path = block.frame.path
    kind = ParagraphKind.TEXT
    if len(block.text) <= LONGEST_SUBHEAD and is_heading(block) and not _is_bold_sentence(block):
        kind = ParagraphKind.SUBHEAD
    elif is_correction(block):
        kind = ParagraphKind.CORRECTION
    elif "blockquote" in path:
        kind = ParagraphKind.QUOTE
    elif "li" in path and not _is_in_a_column(block):
        kind = ParagraphKind.LIST_ITEM
    elif block.frame.tag in ("td", "th") and block.frame.chars <= block.size:
        # the cell of a layout holds several paragraphs
        kind = ParagraphKind.TABLE_ROW
    return Paragraph(block.text, kind)


def _is_in_a_column(block: Block) -> bool:
    """Whether a block's list item has several paragraphs and nearly all text of its list, which is
    there only to lay out the page."""
    item = next(at for at in up(block.frame) if at.tag == "li")
    if item.parent is None or item.chars < block.size * _SEVERAL:
        return False
    return item.chars > item.parent.chars * _COLUMN


def _is_bold_sentence(block: Block) -> bool:
    """Whether a block is a lede or a passage merely set in bold: a heading has no full stop."""
    if not HEADINGS.isdisjoint(block.frame.path) or block.size < _SHORTEST_SENTENCE:
        return False
    return _ENDS_SENTENCE.search(block.text) is not None


def told_paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The body from JSON-LD's ``articleBody``, for pages that build their story by script."""
    body = document.news.get("articleBody")
    if not isinstance(body, str):
        return ()
    text = without_surrogates(unescaped(TAG.sub("\n", body)))
    lines = map(spaced, text.splitlines())
    return tuple(Paragraph(line) for line in lines if line)
