"""What the body scorer looks at: each block of a page as a row of numbers.

Four kinds: the block's own text (length, links, punctuation), the names and tags of what it
stands in, its place among the page's prose and its neighbours, and what the page's metadata
says of it. All are true of news pages in general; none is a word of a site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from operator import attrgetter

from crawler.extract.blocks import Block, Frame
from crawler.extract.hints import Hint

_PROSE_LENGTH = 80  # characters from which a block with few links reads like prose
_LOOKED_AT = 200  # first characters of a block whose letters are counted
_TAG_RANK = {"p": 0, "li": 1, "h2": 2, "h3": 2, "h4": 3, "h5": 3, "h6": 3, "h1": 4, "td": 5}
_TAG_RANK |= {"th": 5, "div": 6, "span": 7, "dt": 8, "dd": 8, "address": 9}
_OTHER_TAG = 10
_ASIDE = (Hint.RELATED | Hint.PROMO | Hint.COMMENT | Hint.FOOTER | Hint.MENU).value
_SERVICE_HINTS = _ASIDE | (Hint.SHARE | Hint.LEGAL | Hint.TOPIC | Hint.AUTHOR_BOX).value
_MEDIA = (Hint.CAPTION | Hint.EMBED).value
_TOP = (Hint.STANDFIRST | Hint.BYLINE | Hint.DATE | Hint.HEADLINE).value
_STORY = (Hint.ARTICLE | Hint.BODY).value
_PARAGRAPH, _LEGAL = Hint.PARAGRAPH.value, Hint.LEGAL.value
_RELATED, _PROMO = Hint.RELATED.value, Hint.PROMO.value
_LONGEST_SERVICE = 250  # characters of a line such as "Sign up for our newsletter"
_CLOSED = '.!?…。！？।؟"”’»」』)]'
_SERVICE = (
    *("newsletter", "subscri", "sign up", "©", "(c)", "copyright", "all rights", "alle rechte"),
    *("abonn", "cookie", "whatsapp", "telegram", "facebook", "follow us", "download", "무단"),
    *("재배포", "저작권", "e-mail", "@", "http:", "https:", "app store"),
)
_UPPER = re.compile(r"[A-ZÀ-ÞА-Я]")


@dataclass(frozen=True, slots=True)
class PageText:
    """What the metadata says of the page's text; empty where it says nothing."""

    headline: str = ""
    description: str = ""
    body: str = ""  # JSON-LD articleBody, as :func:`squeezed`


def squeezed(text: str) -> str:
    """Text without any space, to look for a block in whatever its line breaks are."""
    return "".join(text.split())


def features_of(blocks: Sequence[Block], page: PageText) -> list[list[float] | None]:
    """One row per block; ``None`` for a line of nothing but links, which is no story."""
    return _Page(blocks, page).rows() if blocks else []


class _Page:
    """Sums over the whole page, made once and asked by every block."""

    def __init__(self, blocks: Sequence[Block], told: PageText) -> None:
        self.blocks, self.told = blocks, told
        self.start = squeezed(told.description)[:40]
        self.prose = [b for b in blocks if _is_prose(b)]
        _sum_up(blocks)
        self.total = max(1, _root(blocks[0].frame).prose)
        self.main = _spine(self.main_frame())
        self.wide = _spine(self.wide_frame())
        self.top = self.index_of_headline()
        self.title = _spine(blocks[max(0, self.top)].frame)
        self.groups: Counter[tuple[int, str, str]] = Counter()
        for block in blocks:
            self.groups[_group(block)] += block.size
        self.looks: Counter[tuple[str, str, str, str]] = Counter()
        for block in self.prose:
            self.looks[_look(block)] += block.size

    def rows(self) -> list[list[float] | None]:
        short = [_NOBODY, _NOBODY, *map(_in_short, self.blocks), _NOBODY, _NOBODY]
        frames = [None, *(b.frame.parent for b in self.blocks), None]
        count = len(self.blocks)
        rows: list[list[float] | None] = []
        for i, block in enumerate(self.blocks):
            if _is_menu(block):
                rows.append(None)
                continue
            ago, before, own, after, later = short[i : i + 5]
            row = [*own, *before, *after, *ago[:2], *later[:2]]
            row += _words_of(block)
            row += self.place(block)
            row += self.told_of(block)
            parent = frames[i + 1]
            row += (frames[i] is parent, frames[i + 2] is parent)
            row += (min(200, max(-20, i - self.top)) if self.top >= 0 else -50, i / count)
            rows.append(row)
        return rows

    def place(self, block: Block) -> tuple[float, ...]:
        frame = block.frame
        parent = frame.parent or frame
        grand = parent.parent or parent
        group = self.groups[_group(block)]
        return (
            *_steps(frame, self.main),
            *_steps(frame, self.wide),
            *_steps(frame, self.title),
            frame.prose / self.total,
            parent.prose / self.total,
            grand.prose / self.total,
            parent.links / (parent.chars or 1),
            grand.links / (grand.chars or 1),
            log(1 + parent.chars),
            group / self.total,
            log(group),
            frame.depth,
            self.looks[_look(block)] / self.total,
        )

    def told_of(self, block: Block) -> tuple[float, ...]:
        start = squeezed(block.text[:60])[:40]
        in_body = (start in self.told.body) if self.told.body else -1
        return in_body, bool(start) and start == self.start

    def main_frame(self) -> Frame:
        """The frame that directly holds most prose: the parent of the story's paragraphs."""
        held: Counter[Frame] = Counter()
        for block in self.prose:
            held[block.frame.parent or block.frame] += block.size
        return held.most_common(1)[0][0] if held else self.blocks[0].frame

    def wide_frame(self) -> Frame:
        """The frame around most prose, when every step outwards costs a fifth of it."""
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


_NOBODY = (0.0, 0.0, 0.0, 0.0)


def _in_short(block: Block) -> tuple[float, ...]:
    """What a neighbour needs to know of a block."""
    text, size = block.text, len(block.text)
    return (
        log(block.size),
        min(1.0, block.link_chars / size),
        text[-1] in _CLOSED,
        _TAG_RANK.get(block.frame.tag, _OTHER_TAG),
    )


def _words_of(block: Block) -> tuple[float, ...]:
    text, frame = block.text, block.frame
    size, head = len(text), text[:_LOOKED_AT]
    path, mine, above = frame.path, frame.own, frame.above
    return (
        min(1.0, block.bold_chars / size),
        (text.count(",") + text.count(".") + text.count("、")) / size,
        len(_UPPER.findall(head)) / len(head),
        (text.count(" ") + 1) / size,
        block.size <= _LONGEST_SERVICE and _speaks_of_service(head.lower()),
        text[-1] == ":",
        frame.hidden,
        "article" in path,
        "main" in path,
        "aside" in path,
        "header" in path,
        "footer" in path,
        "li" in path,
        "table" in path,
        "blockquote" in path,
        "figure" in path,
        mine & _PARAGRAPH != 0,
        mine & _SERVICE_HINTS != 0,
        mine & _MEDIA != 0,
        mine & _TOP != 0,
        (above & _SERVICE_HINTS).bit_count(),
        above & _RELATED != 0,
        above & _PROMO != 0,
        above & _LEGAL != 0,
        above & _MEDIA != 0,
        above & _TOP != 0,
        (above & _STORY).bit_count(),
    )


def _speaks_of_service(text: str) -> bool:
    return any(word in text for word in _SERVICE)


def _is_prose(block: Block) -> bool:
    return block.size >= _PROSE_LENGTH and block.link_chars < len(block.text) * 0.4


def _is_menu(block: Block) -> bool:
    return block.size < _PROSE_LENGTH and block.link_chars > len(block.text) * 0.9


def _sum_up(blocks: Sequence[Block]) -> None:
    """Give every frame the sums of its blocks: innermost frames first, each to the one around."""
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


def _spine(frame: Frame) -> set[Frame]:
    """A frame and all around it."""
    found = set()
    at: Frame | None = frame
    while at is not None:
        found.add(at)
        at = at.parent
    return found


def _root(frame: Frame) -> Frame:
    while frame.parent is not None:
        frame = frame.parent
    return frame


def _steps(frame: Frame, spine: set[Frame]) -> tuple[int, int]:
    """How many steps lead from a frame out to the spine, and from there to the spine's end."""
    meet = frame
    while meet not in spine and meet.parent is not None:
        meet = meet.parent
    return frame.depth - meet.depth, len(spine) - 1 - meet.depth


def _group(block: Block) -> tuple[int, str, str]:
    """Blocks side by side that look alike."""
    frame = block.frame
    return id(frame.parent), frame.tag, frame.name


def _look(block: Block) -> tuple[str, str, str, str]:
    """Blocks that look alike, wherever they stand."""
    frame = block.frame
    parent = frame.parent or frame
    return frame.tag, frame.name, parent.tag, parent.name
