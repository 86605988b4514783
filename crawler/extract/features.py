"""What the body scorer looks at: each block of a page as a row of numbers.

Four kinds: the block's own text (length, links, punctuation), the names and tags of what it
stands in, its place among its neighbours, and what the page's metadata says of it. All are true
of news pages in general; none is a word of a site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from crawler.extract.blocks import Block, Frame
from crawler.extract.hints import Hint

_PROSE_LENGTH = 80  # characters from which a block with few links reads like prose
_PATH_TAGS = ("article", "main", "aside", "header", "footer", "li", "table", "blockquote")
_MORE_TAGS = ("figure", "form", "section", "a", "address", "details")
_BITS = [hint.value for hint in Hint if hint]
_TAG_RANK = {"p": 0, "li": 1, "h2": 2, "h3": 2, "h4": 3, "h5": 3, "h6": 3, "h1": 4, "td": 5}
_TAG_RANK |= {"th": 5, "div": 6, "span": 7, "dt": 8, "dd": 8, "address": 9}
_OTHER_TAG = 10
_ASIDE = Hint.RELATED | Hint.PROMO | Hint.COMMENT | Hint.FOOTER | Hint.MENU
_END = re.compile(r"""[.!?…。！？।؟]["'”’»」』)\]]*$""")
_READ_MORE = re.compile(
    r"^\W*(?:(?:read|see|learn|more|watch|listen|also|related|explore|recommended|don'?t miss|"
    r"mehr|lesen|lies|weiterlesen|siehe|auch interessant|lire|voir|à lire|leia|veja|lea|ver|"
    r"te puede|leggi|les|läs|lees|bekijk|les også|czytaj|zobacz|devamı|관련기사|▶|►|➡|→|"
    r"関連|あわせて|もっと)\b)",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"newsletter|subscri|sign up|©|\(c\)|copyright|all rights|alle rechte|abonn|cookie|whatsapp|"
    r"telegram|facebook|follow us|download|무단|재배포|저작권|e-mail|@\w|https?:|app store",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[,;.!?。、，:]")
_UPPER = re.compile(r"[A-ZÀ-ÞА-Я]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class PageText:
    """What the metadata says of the page's text; empty where it says nothing."""

    headline: str = ""
    description: str = ""
    body: str = ""  # JSON-LD articleBody, as :func:`squeezed`


def squeezed(text: str) -> str:
    """Text without any space, to look for a block in whatever its line breaks are."""
    return "".join(text.split())


def features_of(blocks: Sequence[Block], page: PageText) -> list[list[float]]:
    """One row per block."""
    if not blocks:
        return []
    _sum_up(blocks)
    main = _main_frame(blocks)
    spine = _ancestors(main)
    wide = _ancestors(_wide_frame(blocks))
    looks: Counter[tuple[str, str, str, str]] = Counter()
    for block in blocks:
        if len(block.text) >= _PROSE_LENGTH and block.link_chars < len(block.text) * 0.4:
            looks[_look(block)] += len(block.text)
    total = max(1, _root(blocks).prose)
    times = Counter(b.text for b in blocks)
    groups: Counter[tuple[Frame | None, str, str]] = Counter()
    for block in blocks:
        groups[_group(block)] += len(block.text)
    top = _index_of_headline(blocks, page.headline)
    title = _ancestors(blocks[max(0, top)].frame)
    own = [_own(b) for b in blocks]
    rows = []
    last = len(blocks) - 1
    start = squeezed(page.description)[:60]
    for i, block in enumerate(blocks):
        row = own[i] + _place(block, main, spine, total, groups)
        before = own[i - 1] if i else _NOBODY
        after = own[i + 1] if i < last else _NOBODY
        two = own[i + 2] if i + 1 < last else _NOBODY
        ago = own[i - 2] if i > 1 else _NOBODY
        row += before[:4] + after[:4] + two[:2] + ago[:2]
        row.append(float(i > 0 and blocks[i - 1].frame.parent is block.frame.parent))
        row.append(float(i < last and blocks[i + 1].frame.parent is block.frame.parent))
        row.append(min(200.0, max(-20.0, i - top)) if top >= 0 else -50.0)
        row.append(i / (last + 1))
        row.append(float(times[block.text] - 1))
        row += _told(block, page, start)
        row.append(looks[_look(block)] / total)
        row += _steps(block.frame, wide)
        row += _steps(block.frame, title)
        rows.append(row)
    return rows


_NOBODY = [0.0] * 4


def _own(block: Block) -> list[float]:
    text, frame = block.text, block.frame
    size = len(text)
    row = [
        log(size),
        min(1.0, block.link_chars / size),
        float(_END.search(text[-8:]) is not None),
        float(_TAG_RANK.get(frame.tag, _OTHER_TAG)),
        min(1.0, block.bold_chars / size),
        len(_PUNCTUATION.findall(text)) / size,
        len(_UPPER.findall(text)) / size,
        len(_DIGIT.findall(text)) / size,
        (text.count(" ") + 1) / size,
        float(_READ_MORE.match(text) is not None),
        float(_SERVICE.search(text) is not None),
        float(text[-1] == ":"),
        float(frame.hidden),
    ]
    path, mine, above = frame.path, frame.own, frame.above
    row += [float(tag in path) for tag in _PATH_TAGS]
    row += [float(tag in path) for tag in _MORE_TAGS]
    row += [float(mine & bit != 0) for bit in _BITS]
    row += [float(above & bit != 0) for bit in _BITS]
    return row


def _place(
    block: Block,
    main: Frame,
    spine: dict[int, int],
    total: int,
    groups: Counter[tuple[Frame | None, str, str]],
) -> list[float]:
    frame = block.frame
    parent = frame.parent or frame
    grand = parent.parent or parent
    meet: Frame = frame
    while id(meet) not in spine and meet.parent is not None:
        meet = meet.parent
    return [
        float(frame.depth - meet.depth),
        float(main.depth - meet.depth),
        frame.prose / total,
        parent.prose / total,
        grand.prose / total,
        parent.links / max(1, parent.chars),
        grand.links / max(1, grand.chars),
        log(1 + parent.chars),
        groups[_group(block)] / total,
        log(groups[_group(block)]),
        float(frame.depth),
    ]


def _told(block: Block, page: PageText, start: str) -> list[float]:
    text = block.text
    body = page.body
    tight = squeezed(text[:120])
    return [
        -1.0 if not body else float(tight[:40] in body),
        float(bool(start) and tight[:40] == start[:40]),
        float(bool(page.headline) and text == page.headline),
    ]


def _sum_up(blocks: Sequence[Block]) -> None:
    for block in blocks:
        size, links = len(block.text), block.link_chars
        prose = size if size >= _PROSE_LENGTH and links < size * 0.4 else 0
        frame: Frame | None = block.frame
        while frame is not None:
            frame.chars += size
            frame.links += links
            frame.prose += prose
            frame = frame.parent


def _main_frame(blocks: Sequence[Block]) -> Frame:
    """The frame that directly holds most prose: the parent of the story's paragraphs."""
    held: Counter[Frame] = Counter()
    for block in blocks:
        if len(block.text) >= _PROSE_LENGTH and block.link_chars < len(block.text) * 0.4:
            held[block.frame.parent or block.frame] += len(block.text)
    return held.most_common(1)[0][0] if held else blocks[0].frame


def _wide_frame(blocks: Sequence[Block]) -> Frame:
    """The frame around most prose, when every step outwards costs a fifth of it."""
    mass: Counter[Frame] = Counter()
    for block in blocks:
        if len(block.text) >= _PROSE_LENGTH and block.link_chars < len(block.text) * 0.4:
            frame: Frame | None = block.frame
            share = float(len(block.text))
            if frame and (frame.own | frame.above) & _ASIDE:
                share *= 0.2
            for _ in range(8):
                if frame is None:
                    break
                mass[frame] += int(share)
                frame, share = frame.parent, share * 0.8
    return mass.most_common(1)[0][0] if mass else blocks[0].frame


def _look(block: Block) -> tuple[str, str, str, str]:
    frame = block.frame
    parent = frame.parent or frame
    return frame.tag, frame.name, parent.tag, parent.name


def _steps(frame: Frame, wide: dict[int, int]) -> list[float]:
    """How far a frame is outside or inside of the widest frame of prose."""
    meet = frame
    while id(meet) not in wide and meet.parent is not None:
        meet = meet.parent
    return [float(frame.depth - meet.depth), float(len(wide) - 1 - meet.depth)]


def _ancestors(frame: Frame) -> dict[int, int]:
    found = {}
    at: Frame | None = frame
    while at is not None:
        found[id(at)] = at.depth
        at = at.parent
    return found


def _root(blocks: Sequence[Block]) -> Frame:
    frame = blocks[0].frame
    while frame.parent is not None:
        frame = frame.parent
    return frame


def _group(block: Block) -> tuple[Frame | None, str, str]:
    frame = block.frame
    return frame.parent, frame.tag, frame.name


def _index_of_headline(blocks: Sequence[Block], headline: str) -> int:
    at = -1
    for i, block in enumerate(blocks):
        if block.frame.tag == "h1" or (headline and block.text == headline):
            if headline and block.text == headline:
                return i
            at = i if at < 0 else at
    return at
