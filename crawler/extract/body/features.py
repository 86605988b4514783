"""What the body scorer looks at: each block of a page as a row of numbers.

Four kinds: the block's own text (length, links, punctuation), the names and tags of the elements
around it, its place among the page's prose and its neighbours, and what the page's metadata says of
it. All hold for news pages in general; none is a word of one site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from operator import attrgetter

from crawler.extract.body.blocks import Block, Frame, look, up
from crawler.extract.body.hints import Hint

_PROSE_LENGTH = 80  # characters from which a block with few links reads like prose
_LOOKED_AT = 200  # first characters of a block that are searched for words of service
_LONGEST_SERVICE = 250  # characters of a line such as "Sign up for our newsletter"
_TAG_RANK = {"p": 0, "li": 1, "h2": 2, "h3": 2, "h4": 3, "h5": 3, "h6": 3, "h1": 4, "td": 5}
_TAG_RANK |= {"th": 5, "div": 6, "span": 7, "dt": 8, "dd": 8, "address": 9}
_OTHER_TAG = 10
_MOST_TOLD = 100_000  # letters of a story in metadata; the longest of 800 pages has 26,000
_ASIDE = Hint.RELATED | Hint.PROMO | Hint.COMMENT | Hint.FOOTER | Hint.MENU
_SERVICE_HINTS = _ASIDE | Hint.SHARE | Hint.LEGAL | Hint.TOPIC | Hint.AUTHOR_BOX
_STORY = Hint.ARTICLE | Hint.BODY
_SERVICE = (
    *("newsletter", "subscri", "sign up", "©", "(c)", "copyright", "all rights", "alle rechte"),
    *("abonn", "cookie", "whatsapp", "telegram", "facebook", "follow us", "download", "무단"),
    *("재배포", "저작권", "e-mail", "@", "http:", "https:", "app store"),
)


@dataclass(frozen=True, slots=True)
class PageText:
    """What the metadata says of the page's text; empty where it says nothing."""

    headline: str = ""
    description: str = ""
    body: str = ""  # JSON-LD articleBody, as :func:`squeezed`


def squeezed(text: str) -> str:
    """Text without white space, so that a block is found in it whatever its line breaks. A text
    longer than any story is cut off."""
    return "".join(text.split())[:_MOST_TOLD]


def features_of(blocks: Sequence[Block], page: PageText) -> list[list[float] | None]:
    """One row per block; ``None`` for a line of nothing but links, which is no story."""
    return _Page(blocks, page).rows() if blocks else []


class _Page:
    """Sums over the whole page, made once and used for every block."""

    def __init__(self, blocks: Sequence[Block], told: PageText) -> None:
        self.blocks, self.told = blocks, told
        self.prose = [b for b in blocks if _is_prose(b)]
        _sum_up(blocks)
        self.total = max(1, _root(blocks[0].frame).prose)
        self.main = set(up(self.main_frame()))
        self.wide = set(up(self.wide_frame()))
        self.top = self.index_of_headline()
        self.groups: Counter[tuple[int, str, str]] = Counter()
        for block in blocks:
            self.groups[_group(block)] += block.size
        self.looks: Counter[tuple[str, str, str, str]] = Counter()
        for block in self.prose:
            self.looks[look(block)] += block.size

    def rows(self) -> list[list[float] | None]:
        following = [*((log(b.size), _linked(b)) for b in self.blocks), _NOBODY, _NOBODY]
        count = len(self.blocks)
        rows: list[list[float] | None] = []
        for i, block in enumerate(self.blocks):
            if _is_menu(block):
                rows.append(None)
                continue
            rows.append(
                [
                    *following[i],
                    *following[i + 1],
                    following[i + 2][0],
                    *_words_of(block),
                    *_names_of(block.frame),
                    *self.place(block),
                    self.is_told(block),
                    min(200, max(-20, i - self.top)) if self.top >= 0 else -50,
                    i / count,
                ]
            )
        return rows

    def place(self, block: Block) -> tuple[float, ...]:
        frame = block.frame
        parent = frame.parent or frame
        grand = parent.parent or parent
        to_wide = _meeting(frame, self.wide)
        group = self.groups[_group(block)]
        return (
            frame.depth - _meeting(frame, self.main),
            frame.depth - to_wide,
            len(self.wide) - 1 - to_wide,
            frame.prose / self.total,
            parent.prose / self.total,
            grand.prose / self.total,
            parent.links / (parent.chars or 1),
            log(1 + parent.chars),
            group / self.total,
            log(group),
            frame.depth,
            self.looks[look(block)] / self.total,
        )

    def is_told(self, block: Block) -> int:
        """Whether the metadata's body has the block's first words; -1 where it has no body."""
        return squeezed(block.text[:60])[:40] in self.told.body if self.told.body else -1

    def main_frame(self) -> Frame:
        """The frame that directly holds most prose: the parent of the story's paragraphs."""
        held: Counter[Frame] = Counter()
        for block in self.prose:
            held[block.frame.parent or block.frame] += block.size
        return held.most_common(1)[0][0] if held else self.blocks[0].frame

    def wide_frame(self) -> Frame:
        """The frame around most prose, if every step outwards costs a fifth of it."""
        mass: Counter[Frame] = Counter()
        for block in self.prose:
            frame: Frame | None = block.frame
            share = block.size
            if block.frame.all & _ASIDE:
                share //= 5
            for _ in range(8):
                if frame is None:
                    break
                mass[frame] += share
                frame, share = frame.parent, share * 4 // 5
        return mass.most_common(1)[0][0] if mass else self.blocks[0].frame

    def index_of_headline(self) -> int:
        at = -1
        for i, block in enumerate(self.blocks):
            if self.told.headline and block.text == self.told.headline:
                return i
            if at < 0 and block.frame.tag == "h1":
                at = i
        return at


_NOBODY = (0.0, 0.0)


def _linked(block: Block) -> float:
    """The share of a block's text that is in links."""
    return min(1.0, block.link_chars / len(block.text))


def _words_of(block: Block) -> tuple[float, ...]:
    text = block.text
    return (
        _TAG_RANK.get(block.frame.tag, _OTHER_TAG),
        min(1.0, block.bold_chars / len(text)),
        block.size <= _LONGEST_SERVICE and _speaks_of_service(text[:_LOOKED_AT].lower()),
    )


def _names_of(frame: Frame) -> tuple[float, ...]:
    return (
        "article" in frame.path,
        "blockquote" in frame.path,
        frame.own & Hint.PARAGRAPH != 0,
        (frame.above & _SERVICE_HINTS).bit_count(),
        (frame.above & _STORY).bit_count(),
    )


def _speaks_of_service(text: str) -> bool:
    return any(map(text.__contains__, _SERVICE))  # a loop in C


def _is_prose(block: Block) -> bool:
    return block.size >= _PROSE_LENGTH and block.link_chars < len(block.text) * 0.4


def _is_menu(block: Block) -> bool:
    return block.size < _PROSE_LENGTH and block.is_link


def _sum_up(blocks: Sequence[Block]) -> None:
    """Sum up the blocks of every frame, innermost first: each adds its sums to its parent's."""
    frames: dict[Frame, None] = {}
    for block in blocks:
        size, frame = len(block.text), block.frame
        frame.chars += size
        frame.links += block.link_chars
        frame.prose += block.size if _is_prose(block) else 0
        at: Frame | None = frame
        while at is not None and at not in frames:
            frames[at] = None
            at = at.parent
    for frame in sorted(frames, key=_depth, reverse=True):
        around = frame.parent
        if around is not None:
            around.chars += frame.chars
            around.links += frame.links
            around.prose += frame.prose


_depth = attrgetter("depth")


def _root(frame: Frame) -> Frame:
    while frame.parent is not None:
        frame = frame.parent
    return frame


def _meeting(frame: Frame, spine: set[Frame]) -> int:
    """The depth of the innermost frame in ``spine`` that is or holds ``frame``."""
    while frame not in spine and frame.parent is not None:
        frame = frame.parent
    return frame.depth


def _group(block: Block) -> tuple[int, str, str]:
    """A key shared by blocks that stand side by side and look alike."""
    frame = block.frame
    return id(frame.parent), frame.tag, frame.name
