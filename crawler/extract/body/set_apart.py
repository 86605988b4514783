"""Parts set apart among a story's paragraphs: tables, chapter headings, pull quotes.

None of them reads like the prose around it. Whether it belongs to the story shows in how it stands
there: a table between two paragraphs, a heading in one box with the paragraph below it, a quotation
whose words a paragraph repeats.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

from crawler.extract.body.blocks import HEADINGS, Block, Frame, frame_around, up
from crawler.extract.body.hints import Hint
from crawler.extract.body.service import is_service

PROSE = 80  # letters of a paragraph; facts in a box look alike too, but are shorter
LONGEST_SUBHEAD = 160  # characters
_LIKELY = -0.5  # log-odds for a heading that shares an element with a paragraph of the story
_LIKELY_ABOVE_TWO = -1.5  # or with two of them
FEWEST_BLOCKS = 3  # blocks of the story that must stand above the place where it may end
_MOST_LINKED = 0.3  # share of a block's text
_MOST_OF_A_LIST = 0.5  # share of a list's text
ENDS = '.!?…”"'  # signs that end a sentence
QUOTES = '"“”„«»‘「『'
ASIDE = Hint.RELATED | Hint.PROMO | Hint.SHARE | Hint.COMMENT | Hint.FOOTER | Hint.MENU | Hint.TOPIC
_FEWEST_CELLS = 4  # of a table
_FEWEST_CHAPTERS = 3
_AROUND_WORDS = QUOTES + "'’ .,…"
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."})
_AROUND_A_QUOTE = 3  # frames from a block outwards, one of which may be a quotation's
_SHORTEST_QUOTE = 20  # characters
_MOST_QUOTES = 20  # quotations of a page that are compared with its paragraphs
_LONGEST_SOURCE = 80  # characters of a line that says who is quoted


def is_heading(block: Block) -> bool:
    """Whether a block is set as a heading: in a heading element, or in bold from end to end."""
    is_bold = block.bold_chars >= len(block.text) * 0.95
    return is_bold or not HEADINGS.isdisjoint(block.frame.path)


def take_tables(blocks: Sequence[Block], sure: list[bool]) -> None:
    """Add to ``sure`` the tables of figures among the story's paragraphs."""
    story = [i for i, is_sure in enumerate(sure) if is_sure]
    for first, last in pairwise(story):
        if last - first <= _FEWEST_CELLS:
            continue
        parent = common(blocks[first].frame, blocks[last].frame)
        tables: defaultdict[Frame, list[int]] = defaultdict(list)
        for i in range(first + 1, last):
            table = _table_around(blocks[i].frame, parent)
            if table is not None:
                tables[table].append(i)
        for table, cells in tables.items():
            if _is_of_figures(table, parent, [blocks[i] for i in cells]):
                for i in cells:
                    sure[i] = True


def _table_around(frame: Frame, parent: Frame) -> Frame | None:
    """The table around a cell, inside ``parent``; ``None`` if there is none or it is no cell."""
    if "table" not in frame.path or frame.tag not in ("td", "th"):
        return None
    within = takewhile(lambda at: at is not parent, up(frame))
    return next((at for at in within if at.tag == "table"), None)


def _is_of_figures(table: Frame, parent: Frame, cells: Sequence[Block]) -> bool:
    if len(cells) < _FEWEST_CELLS or table.all & ~parent.all & (ASIDE | Hint.FACTBOX):
        return False
    size = sum(len(cell.text) for cell in cells)
    return sum(cell.link_chars for cell in cells) <= _MOST_LINKED * size


def take_headings(
    blocks: Sequence[Block], odds: Sequence[float], story: Sequence[int], keep: list[bool]
) -> None:
    """Add to ``keep`` the headings right above a paragraph of the story, in one element with it:
    those of chapters, and those whose own log-odds are good enough. A label that each chapter
    repeats is left out. The bold first line of a paragraph is added too."""
    places = [i for i in story if i and blocks[i - 1].frame.tag in HEADINGS and not keep[i - 1]]
    chapters = _chapters(blocks, story) if places else set()
    likely = _likely_headed(blocks, odds, story, places)
    headed = {i for i in places if headed_box(blocks[i - 1].frame.parent) in chapters}
    heads = [i - 1 for i in places if i in likely | headed and _heads(blocks[i - 1], blocks[i])]
    texts = Counter(block.text for block in blocks) if heads else {}
    for i in heads:
        keep[i] |= texts[blocks[i].text] == 1
    for i in range(story[0] + 1 if story else len(keep), len(keep)):
        keep[i - 1] |= keep[i] and _is_first_line(blocks[i - 1], blocks[i])


def _likely_headed(
    blocks: Sequence[Block], odds: Sequence[float], story: Sequence[int], places: Sequence[int]
) -> set[int]:
    """The ``places`` below a heading whose log-odds are good enough. Less will do above two
    paragraphs of the story side by side."""
    in_story = set(story) if places else set()
    likely: set[int] = set()
    for i in places:
        has_two = i + 1 in in_story and blocks[i].frame.parent is blocks[i + 1].frame.parent
        if i != story[0] and odds[i - 1] > (_LIKELY_ABOVE_TWO if has_two else _LIKELY):
            likely.add(i)
    return likely


def _chapters(blocks: Sequence[Block], story: Sequence[int]) -> set[Frame]:
    """The boxes around the story's paragraphs that form a series: three or more of one make, side
    by side or each in a wrapper. They are chapters, or the items of a list."""
    boxes: defaultdict[tuple[Frame, str, str], set[Frame]] = defaultdict(set)
    for i in story:
        box = blocks[i].frame.parent
        around = box.parent if box is not None else None
        if box is None or around is None:
            continue
        boxes[around, box.tag, box.name].add(box)
        if around.parent is not None and around.name:
            boxes[around.parent, around.name, box.name].add(box)
    alike = (made for made in boxes.values() if len(made) >= _FEWEST_CHAPTERS)
    return set().union(*alike)


def _is_first_line(block: Block, below: Block) -> bool:
    """Whether a block is the bold line that begins the paragraph ``below``."""
    return block.frame is below.frame and is_heading(block) and not is_service(block.text)


def _heads(block: Block, below: Block) -> bool:
    """Whether a block is the heading of the paragraph ``below``, in one element with it."""
    if below.frame.parent is not headed_box(block.frame.parent) or block.link_chars:
        return False
    return len(block.text) <= LONGEST_SUBHEAD and not is_service(block.text)


def headed_box(box: Frame | None) -> Frame | None:
    """The box that a heading in ``box`` heads: ``box``, or its parent if it is a ``<header>``."""
    return box.parent if box is not None and box.tag == "header" else box


def drop_pull_quotes(blocks: Sequence[Block], keep: list[bool]) -> None:
    """Take pull quotes out of ``keep``: quotations whose words a paragraph of the story has as
    well. The lines in their boxes that say who is quoted go too."""
    kept = [i for i, is_kept in enumerate(keep) if is_kept]
    boxes = {i: box for i in kept if (box := _quote_around(blocks[i].frame))}
    quotes = list(boxes)[:_MOST_QUOTES]
    if not quotes:
        return
    told = _folded("\n".join(blocks[i].text for i in kept if i not in boxes))
    echoes = {i for i in quotes if _is_said(blocks[i].text, told)}
    around = {boxes[i] for i in echoes}
    for i in quotes:
        is_source = boxes[i] in around and len(blocks[i].text) <= _LONGEST_SOURCE
        keep[i] = not (i in echoes or is_source)


def _quote_around(frame: Frame) -> Frame | None:
    """The outermost of the nearest frames that is a quotation, by its tag or its name."""
    if not frame.all & Hint.FACTBOX and "blockquote" not in frame.path:
        return None
    around = islice(up(frame), _AROUND_A_QUOTE)
    named = [at for at in around if at.tag == "blockquote" or "quote" in at.name.lower()]
    return named[-1] if named else None


def _is_said(quote: str, told: str) -> bool:
    words = _folded(quote).strip(_AROUND_WORDS)
    return len(words) >= _SHORTEST_QUOTE and words in told


def _folded(text: str) -> str:
    """A text without what a pull quote may set differently: capitals, curly quotation marks."""
    return text.translate(_STRAIGHT).casefold()


def common(one: Frame, other: Frame) -> Frame:
    """The innermost frame around the parents of two frames."""
    return frame_around(one.parent or one, other.parent or other)


def is_linked(block: Block) -> bool:
    """Whether a block has more of its text in links than a paragraph of the story would."""
    return block.link_chars > len(block.text) * _MOST_LINKED


def is_list_of_links(around: Frame) -> bool:
    """Whether most of a list's text is links, as where a page points elsewhere."""
    return around.links > around.chars * _MOST_OF_A_LIST
