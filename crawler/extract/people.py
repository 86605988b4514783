"""Who wrote it: the byline as printed, and the persons and organisations named in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.extract import jsonld
from crawler.extract.document import Document, attr, host_of

_LABEL = re.compile(
    r"^(?:(?:written|reported|story|article|posted|published|words)\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|autor(?:es|in)?|autora|author|text|texto|redacción|von:)"
    r"(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:,|;|\||•|·|\n|&)\s*|\s+(?:and|und|et|y|e|en|og|och|with|mit|i|ja|ve)\s+", re.IGNORECASE
)
_MAIL = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|@\w+|[(\[].*?[)\]]")
_KOREAN = re.compile(r"^([가-힣]{2,4})\s*(?:기자|특파원|논설위원|선임기자|인턴기자|PD|앵커)")
_ROLE = re.compile(
    r"\b(?:staff|reporter|correspondent|editor|writer|contributor|journalist|redaktion|"
    r"redakteurin?|chief|bureau|updated|published|min read|minutes)\b",
    re.IGNORECASE,
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff가-힣]+$")
_NOT_A_NAME = re.compile(r"\d|[:!?|/…]")
_LONGEST_NAME = 60
_BYLINES = (
    '[rel~="author"]',
    '[itemprop="author"]',
    '[class*="byline" i]',
    '[class*="author" i]',
    '[class*="autor" i]',
)
_MAX_BYLINES = 12
_LONGEST_BYLINE = 100  # characters
_SAYS_BY = re.compile(r"(?:written |text |words )?(?:by|von|par|por|di|door|av|af|text)\b", re.I)


@dataclass(frozen=True, slots=True)
class People:
    """``authors`` are persons, ``organisations`` the others; ``byline`` is what is printed."""

    byline: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    rule: str = ""


def find_people(document: Document, lines: Sequence[str] = (), first: str = "") -> People:
    """Authors from JSON-LD, else from meta elements, else from the printed byline.

    ``lines`` are those of the page around the story's beginning and end, where a byline stands
    that nothing in the page's code names as such; ``first`` is the story's first one, which may
    be nothing but a name.
    """
    byline = _printed_byline(document) or _line_that_is_a_byline(lines)
    if _is_bare_name(first) and (byline is None or _is_publisher(byline, document)):
        byline = first
    persons, organisations = _json_ld_authors(document.news.get("author"))
    printed = tuple(n for n in names_in(byline or "") if _looks_like_a_person(n))
    byline = " ".join(byline.split()) if byline else None
    if printed and all(_is_publisher(n, document) for n in persons + organisations):
        return People(byline, printed, (), "byline")
    if persons or organisations:
        return People(byline, persons, organisations, "json_ld")
    named = document.meta.get("author", ()) + tuple(
        n for n in document.meta.get("article:author", ()) if not n.startswith("http")
    )
    names = _distinct(n for text in named for n in names_in(text))
    if names:
        return People(byline, names, (), "meta")
    return People(byline, printed, (), "byline" if printed else "")


def _lines_of(node: LexborNode) -> str:
    """The text of an element, one line for each text in it: names stand side by side."""
    return "\n".join(
        filter(None, (" ".join(t.split()) for t in node.text(separator="\n").split("\n")))
    )


def _looks_like_a_person(name: str) -> bool:
    if name.isascii() or not _CJK.match(name):
        words = name.split()
        return 2 <= len(words) <= 5 and name[0].isupper() and not _NOT_A_NAME.search(name)
    return len(name) <= 8


def _is_publisher(name: str, document: Document) -> bool:
    """Whether a name is the publisher's own: an author in name only."""
    site = [
        document.first_meta("og:site_name") or "",
        jsonld.string(document.news.get("publisher")) or "",
        host_of(document.url),
    ]
    own = re.sub(r"\W", "", name.lower())
    return any(own in (other := re.sub(r"\W", "", s.lower())) or other in own for s in site if s)


def _json_ld_authors(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    persons: list[str] = []
    organisations: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:50]:
        if isinstance(item, dict):
            kinds = jsonld.types(item)
            names = jsonld.strings(item.get("name"))
        else:
            kinds, names = frozenset(), jsonld.strings(item)
        for name in names:
            if kinds & {"Organization", "NewsMediaOrganization", "Corporation"}:
                organisations.append(name)
            else:
                persons.extend(names_in(name))
    return _distinct(persons), _distinct(organisations)


def _printed_byline(document: Document) -> str | None:
    for selector in _BYLINES:
        for node in document.tree.css(selector)[:_MAX_BYLINES]:
            text = attr(node, "content") if node.tag == "meta" else _lines_of(node)
            if 2 < len(text) < 200 and not text.startswith(("http", "(", "©")):
                return text
    return None


def _line_that_is_a_byline(lines: Sequence[str]) -> str | None:
    """The first line such as "By Ann Lee" or "김하늘 기자 sky@example.com"."""
    for line in lines:
        if len(line) <= _LONGEST_BYLINE and (_SAYS_BY.match(line) or _KOREAN.match(line)):
            names = names_in(line)
            if names and all(_looks_like_a_person(name) for name in names):
                return line
    return None


def _is_bare_name(line: str) -> bool:
    words = line.split()
    is_set_as_name = 2 <= len(words) <= 4 and all(w[0].isupper() and w.isalpha() for w in words)
    return is_set_as_name and len(line) <= _LONGEST_NAME and _looks_like_a_person(line)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a byline: "By Ann Lee and Bo Ek, staff writers" gives Ann Lee, Bo Ek."""
    text = _LABEL.sub("", _MAIL.sub(" ", text).strip(" ,;|"))
    found = []
    for part in _AND.split(text):
        korean = _KOREAN.match(part.strip())
        name = korean[1] if korean else _LABEL.sub("", part.strip(" .:-–—()"))
        if 1 < len(name) <= _LONGEST_NAME and not _ROLE.search(name) and not name.isdigit():
            found.append(name)
    return _distinct(found)


def _distinct(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
