"""Recognise elements that a page's code names as an author's, and read a byline's lines in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from selectolax.lexbor import LexborNode

from crawler.extract.body.hints import Hint, hints_in
from crawler.extract.document import attr
from crawler.extract.people.names import is_name, is_role, without_time
from crawler.extract.people.words import BUTTON, NO_BYLINE

_MAX_TEXTS = 40  # pieces of text of an element to look at
_MAX_TEXT = 1_000  # characters of these; a byline has a fifth
_MAX_NODES = 2_000  # nodes passed on the way
UNREAD = frozenset(
    {"button", "svg", "script", "style", "noscript", "template", "select", "-comment"}
)
# the address of a person's page
_OF_A_PERSON = re.compile(
    r"/(?:authors?|autor[ai]?|autor(?:es|en|zy)|auteurs?|autor[ei]|people|persons?|staff|by|av|af"
    r"|profiles?|profil|reporters?|writers?|journalists?|journalistes?|contributors?|columnists?"
    r"|toimittaja|szerzo|redaktor|redakteur|skribent(?:er)?|yazar(?:lar)?|penulis|firmas?)[/=]",
    re.IGNORECASE,
)


def lines_of(node: LexborNode) -> str:
    """The text of an element, one line per text in it, as names stand side by side. It ends at the
    first line with a time, or at a name that comes again."""
    texts = (without_time(text) for text in _texts(node) if not BUTTON.fullmatch(text))
    lines = list(takewhile(lambda line: line and not NO_BYLINE.search(line), texts))
    lines = lines[: next((i for i, line in enumerate(lines) if _is_again(line, lines[:i])), None)]
    is_one = len(lines) == 2 and any(" " not in line for line in lines)
    if is_one and node.tag == "a" and is_name(" ".join(lines)):
        return " ".join(lines)  # first and family name
    return "\n".join(lines)


def _is_again(line: str, before: Sequence[str]) -> bool:
    """Whether a name comes again: in a box about the author, or for other screen sizes."""
    return line in before and is_name(line) and not is_role(line)


def _texts(node: LexborNode) -> Iterator[str]:
    """The texts in an element, without those of buttons and drawings."""
    pending, passed, read, chars = [node.first_child], 0, 0, 0
    while pending and passed < _MAX_NODES and read < _MAX_TEXTS and chars < _MAX_TEXT:
        passed += 1
        at = pending.pop()
        if at is None:
            continue
        pending.append(at.next)
        if at.tag == "-text":
            text = " ".join((at.text_content or "").lstrip()[:_MAX_TEXT].split())
            chars += len(text)
            if text and not text.replace(",", "").isdigit():  # not the number of readers
                read += 1
                yield text
        elif at.tag not in UNREAD and not (at.tag == "i" and "icon" in attr(at, "class")):
            pending.append(at.first_child)


def is_authors(node: LexborNode) -> bool:
    if not node.is_element_node:
        return False
    if node.tag == "a" and _OF_A_PERSON.search(attr(node, "href")):
        return True
    name = attr(node, "class")
    return bool(name and hints_in(name) & Hint.BYLINE) or told_in_data(node)


def told_in_data(node: LexborNode) -> bool:
    return any(
        bool(value and hints_in(value) & Hint.BYLINE)
        for key, value in node.attributes.items()
        if key.startswith("data-")
    )
