"""Find where a page prints who wrote the story."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise, takewhile

from selectolax.lexbor import LexborNode

from crawler.extract.agencies import find_wire
from crawler.extract.body.blocks import HEADINGS, Block, Frame, up
from crawler.extract.body.hints import Hint
from crawler.extract.document import Document, attr, text_of, upwards
from crawler.extract.people.anothers import is_anothers, stands_in
from crawler.extract.people.asia import KOREAN, KOREANS, among_facts
from crawler.extract.people.elements import UNREAD, is_authors, lines_of, told_in_data
from crawler.extract.people.names import (
    distinct,
    is_house,
    is_left_over,
    is_name,
    is_role,
    names_in,
    persons_and_wires,
)
from crawler.extract.people.words import LABEL, LAST, NO_NAME, PHOTO_CREDIT, SAYS_BY

_BYLINES = (
    'a[rel~="author"], span[rel~="author"]',
    '[itemprop~="author"]',
    '[class*="byline" i]',
    '[class*="author" i]',
    '[class*="autor" i]',
)
_AUTHORITY = re.compile(r"authori[sztc]", re.IGNORECASE)  # "authorized" has no author
_STROKES = re.compile(r"\s+[|•·]\s+")  # between the facts of a line
_MAX_BYLINES = 12
_MAX_INSIDE = 30  # elements of a line to look at
_FEW = 200  # characters of an element that holds a byline and little else
_PART = 4  # an author's element must be at least this part (a quarter) of its line
_AROUND = 3  # elements around a line whose names count
_AROUND_A_LINE = 6  # elements around a line, one of which may be a link
LONGEST_BYLINE = 100  # characters
LONGEST_WITH_TIME = 160  # of a line with the time and more before its author
_MOST_OF_A_PLACE = 5  # words
_LONGEST_ROLE = 5  # words for what somebody does
_NAME_AND_ROLE = re.compile(
    r"(?P<name>[^\W\d_][^,|•·/()–—]{3,40}?)(?:,|\s[|•·/(–—-])\s*(?P<role>[^,|.]{3,60}?)\)?"
)
_MOST_WORDS = 10  # words in one line of a byline


def printed_byline(
    document: Document, near: str, is_byline: Callable[[str], bool]
) -> tuple[str | None, str | None]:
    """The first element named as a byline that names a person or an agency, as (beside the story,
    elsewhere).

    One of the two is ``None``. An element elsewhere is taken only if none stands beside the story.
    It must not be a reader's, in a quotation or another story's, and may be only a sign.
    """
    others: list[tuple[str, LexborNode]] = []
    for text, node in _named_after_authors(document):
        if _beginning(text) in near and is_byline(text) and not stands_in(node, 0):
            return text, None
        others.append((text, node))
    for is_one in (is_byline, _may_be_sign):
        for text, node in others:
            if is_one(text) and not is_anothers(text, node):
                return None, text
    return None, None


def _named_after_authors(document: Document) -> Iterator[tuple[str, LexborNode]]:
    """The elements named as bylines, the most telling names first, with their texts."""
    for selector in _BYLINES:
        named = [n for n in document.tree.css(selector)[:_MAX_BYLINES] if _may_be_named(n)]
        told = [(_line_of(node), [*map(lines_of, _names_of(node))]) for node in named]
        for node, (place, _) in zip(named, told, strict=True):
            # with the elements right beside it, which name the others
            text = _joined(text for other, texts in told if other == place for text in texts)
            if not 2 < len(text) < 200 or text[-1] == "*" or PHOTO_CREDIT.match(text):
                continue
            if not _is_prose(text) and not is_left_over(text):  # such as ">", in the page's path
                yield text, node


def _beginning(text: str) -> str:
    """Its first line, but for a label, which may stand above every story."""
    first, _, rest = text.partition("\n")
    return rest.partition("\n")[0] if rest and _is_label(first) else first


def _may_be_named(node: LexborNode) -> bool:
    """Whether an element may be named after authors: "authorized" is not."""
    return node.tag not in UNREAD and not _AUTHORITY.search(attr(node, "class"))


def _may_be_sign(text: str) -> bool:
    """Whether a text has a byline's label or is one word, such as an author's sign. Longer ones may
    be buttons: "Edit topics"."""
    return SAYS_BY.match(text) is not None or (" " not in text and not NO_NAME.search(text))


def _is_prose(text: str) -> bool:
    """Whether an element named after authors holds more than names, such as a headline."""
    return "\n" in text and any(len(line.split()) > _MOST_WORDS for line in text.split("\n"))


def _joined(texts: Iterable[str]) -> str:
    """The lines of elements, without any element whose text is already there."""
    lines = ""
    for text in texts:
        if text not in lines:
            lines += f"\n{text}" if lines else text
    return lines


def _line_of(node: LexborNode) -> tuple[int, str | None, str]:
    """The key that elements side by side share, even if each stands in a span of its own."""
    at = node.parent
    at = at.parent if at is not None and at.tag == "span" else at
    return at.mem_id if at is not None else 0, node.tag, attr(node, "class")


def _names_of(node: LexborNode) -> list[LexborNode]:
    """The elements for the names in an author's element, as in microdata; else that element."""
    names = node.css('[itemprop="name"]')[:_MAX_BYLINES]
    same = [n for n in names if attr(n, "class") == attr(names[0], "class")]
    return same or [node]


def line_that_is_a_byline(lines: Sequence[str], *, with_place: bool) -> str | None:
    """The first line that is a byline: "By Ann Lee", "김하늘 기자 sky@example.com". Its label
    may be a line of its own. ``with_place`` allows "By Ann Lee, Madrid", although sentences look
    like that, too."""
    for place, line in enumerate(lines):
        if len(line) > LONGEST_BYLINE:
            if len(line) <= LONGEST_WITH_TIME and (told := _behind_facts(line)):
                return told
            continue
        if SAYS_BY.match(line) or KOREAN.match(line) or KOREANS.match(line):
            names = names_in(line)
            if _are_named(names) or (with_place and _is_with_place(line, names)):
                return line
            if place + 1 < len(lines) and _is_label(line):
                told = f"{line} {lines[place + 1]}"
                if len(told) <= LONGEST_BYLINE and _are_persons(names_in(told)):
                    return told
        elif found := among_facts(line):
            return found.group().strip(" =")
        elif told := _behind_facts(line):
            return told
    return None


def _behind_facts(line: str) -> str | None:
    """The author in a line of facts, at its end or after a label: "March 4, 2025 by Ann Lee",
    "Category: Sea | Author: Ann Lee | 412 views"."""
    last = LAST.match(line)
    parts = [line[last.end() :]] if last else []
    parts += [p for p in _STROKES.split(line)[1:] if SAYS_BY.match(p) and (":" in p or "：" in p)]
    return next((part for part in parts if _are_persons(names_in(part))), None)


def _are_named(names: Sequence[str]) -> bool:
    """Whether names are those of persons, or a person's followed by agencies."""
    others = (is_name(name) or find_wire(name) for name in names[1:])
    return bool(names) and is_name(names[0]) and all(others)


def _is_with_place(line: str, names: Sequence[str]) -> bool:
    """Whether a name is followed by the place or the employer: "By Ann Lee, Madrid"."""
    is_short = all(len(name.split()) <= _MOST_OF_A_PLACE for name in names)
    return is_short and _are_named(names[:1]) and line[-1] not in ".!?"


def _are_persons(names: Sequence[str]) -> bool:
    return bool(names) and all(is_name(name) and not is_role(name) for name in names)


def _is_label(line: str) -> bool:
    return LABEL.fullmatch(f"{line}\n") is not None


def named_near(above: Sequence[Block]) -> str | None:
    """The first line above the story that is named as an author's, or that links to an author."""
    for block in above:
        if len(block.text) > LONGEST_BYLINE or PHOTO_CREDIT.match(block.text):
            continue
        frame = block.frame
        if _is_named(frame) or (block.link_chars and _is_in_an_authors_link(frame.node)):
            text = lines_of(frame.node) if 0 <= frame.chars <= _FEW else block.text
            told = [text] if persons_and_wires(text) else []
        else:
            inside = islice(frame.node.traverse(), _MAX_INSIDE)
            told = [t for n in inside if is_authors(n) and (t := lines_of(n)) in block.text]
            told = [t for t in told if persons_and_wires(t)]
            if block.text[-1] in ".!?" or _PART * sum(map(len, told)) < len(block.text):
                continue  # a sentence that names somebody
        if told:
            return "\n".join(distinct(told))
    return None


def _is_named(frame: Frame) -> bool:
    small = takewhile(lambda at: at.chars <= _FEW, islice(up(frame), _AROUND))
    return any(at.own & Hint.BYLINE or told_in_data(at.node) for at in small)


def _is_in_an_authors_link(node: LexborNode) -> bool:
    around = upwards(node.parent, _AROUND_A_LINE + 1)
    link = next((at for at in around if at.tag == "a"), None)
    return link is not None and is_authors(link)


def named_by_role(lines: Sequence[str]) -> str | None:
    """The first line with a name and a role, "Ann Lee, Reporter", or a bare name above a role."""
    both = ((line, _NAME_AND_ROLE.fullmatch(line)) for line in lines)
    in_one = ((line, found["name"], found["role"]) for line, found in both if found)
    in_two = ((name, name, role) for name, role in pairwise(lines))
    told = (line for line, name, role in chain(in_one, in_two) if _does(name, role))
    return next(told, None)


def _does(name: str, role: str) -> bool:
    """Whether these are just a person's name and what that person does."""
    if len(role.split()) > _LONGEST_ROLE or len(name) > LONGEST_BYLINE or not is_role(role):
        return False
    return names_in(name) == (name,) and _are_persons((name,)) and not is_house(name)


def signature(last: Block) -> str | None:
    """The story's last line, if it is a signature: names set at the right or in italics, or a name
    and an agency, "Ann Lee (AFP)"."""
    if len(last.text) > LONGEST_BYLINE // 2 or not last.frame.path.isdisjoint(HEADINGS):
        return None
    style = (attr(last.frame.node, "style") + attr(last.frame.node, "align")).replace(" ", "")
    is_apart = style.endswith("right") or "align:right" in style
    is_apart = is_apart or text_of(last.frame.node.css_first("em, i")) == last.text
    names = names_in(last.text)
    if is_apart and _are_persons(names) and _are_all_of(names, last.text):
        return last.text
    is_told = len(names) == 1 and _are_persons(names) and last.text.startswith(names[0])
    rest = last.text[len(names[0]) :].strip() if is_told else ""
    if not is_told or (rest and rest[0] not in "(/–-"):
        return None
    return last.text if is_apart or find_wire(rest.strip("()/–- ")) else None


def _are_all_of(names: Sequence[str], line: str) -> bool:
    """Whether a line has nothing but names and separators."""
    for name in names:
        line = line.replace(name, "", 1)
    return not line.strip(" ,.;/–-")
