"""Who wrote it: the byline as printed, and the persons and organisations named in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.extract import jsonld
from crawler.extract.agencies import find_agency
from crawler.extract.document import Document, attr, host_of

_LABEL = re.compile(
    r"^(?:(?:written|reported|story|article|posted|published|words|analysis|opinion|comment|review"
    r"|interview|commentary|perspective|column|kommentar|gastbeitrag|analyse|kolumne|essay"
    r"|reportage)\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|autor(?:es|in)?(?:/autor)?|autora|author|text|texto"
    r"|redacción|von:|автор|текст)(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:,|;|\||•|·|\n|&|/)\s*|\s+(?:and|und|et|y|e|en|og|och|with|mit|i|ja|ve)\s+",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|@\w+|[(\[].*?[)\]]")
_KOREAN = re.compile(r"^([가-힣]{2,4})\s*(?:기자|특파원|논설위원|선임기자|인턴기자|PD|앵커)")
_ROLE = re.compile(
    r"\b(?:staff|reporter|correspondent|editor|writer|contributor|journalist|redaktion|"
    r"redakteurin?|chief|bureau|director|updated|published|min read|minutes)\b",
    re.IGNORECASE,
)
# words of a house's name, "example.com", "The Example"; a person may be called Church or House
_ORGANISATION = re.compile(
    r"\b(?:news\w*|media|agency|agencia|agentur|press|staff|desk|team|redaktion|redacción|editorial"
    r"|newsroom|bureau|wire|ministr(?:y|ies)|office|university|association)\b"
    r"|\w\.(?:com|org|net|de|fr|it|es|uk|br|tr|tv|info)\b|^(?:the|el|la|le|der|die|das)\s",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"https?:|[(©]|(?:photo|foto|bild|image|picture|fotograf\w*)\s*[:/]", re.IGNORECASE
)
_WHEN = re.compile(
    r"\s*[-–—|·,]?\s*\b(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{4}-\d\d-\d\d"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_NO_BYLINE = re.compile(
    r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b|\b(?:updated|published|posted|print this|min read|ago)\b",
    re.IGNORECASE,
)
_FOR = re.compile(r"\s+for\s+\S.*$", re.IGNORECASE)  # "Ann Lee for The Herald"
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff가-힣]+$")
_NOT_A_NAME = re.compile(r"\d|[:!?|/…]")
_LONGEST_NAME = 60
_BYLINES = (
    'a[rel~="author"], span[rel~="author"]',
    '[itemprop="author"]',
    '[class*="byline" i]',
    '[class*="author" i]',
    '[class*="autor" i]',
)
_MAX_BYLINES = 12
_FIRST = 3  # lines of a story of which one may be a byline
_LONGEST_BYLINE = 100  # characters
_SAYS_BY = re.compile(
    r"(?:written |text |words )?(?:by|von|par|por|di|door|av|af|text|autor(?:in)?(?:/autor)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class People:
    """``authors`` are persons, ``organisations`` the others; ``byline`` is what is printed."""

    byline: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    rule: str = ""


def find_people(
    document: Document,
    above: Sequence[str] = (),
    story: Sequence[str] = (),
    below: Sequence[str] = (),
) -> People:
    """Authors from JSON-LD, else from meta elements, else from the printed byline.

    ``above`` and ``below`` are the page's lines around the story, where a byline stands that
    nothing in the page's code names as such; ``story`` are the story's own, of which one of the
    first may be nothing but a name.
    """
    near = "\n".join(above)
    byline = _printed_byline(document, near) or _line_that_is_a_byline((*above, *below))
    persons, organisations = _json_ld_authors(document.news.get("author"))
    bare = next(filter(_is_bare_names, story[:_FIRST]), None)
    is_free = not bare.isupper() if bare and byline is None else bool(byline)
    if (
        bare
        and is_free
        and (not byline or byline in organisations or _is_publisher(byline, document))
    ):
        byline = bare
    printed = tuple(n for n in names_in(byline or "") if _looks_like_a_person(n))
    byline = " ".join(byline.split()).strip(" ,;|/–—-") if byline else None
    if printed and all(_is_publisher(n, document) for n in persons + organisations):
        return _sorted(byline, printed, (), "byline", document)
    if persons or organisations:
        known = {name.lower() for name in persons}
        if all(name in near and name.lower() not in known for name in printed):
            persons = (*printed, *persons)  # who wrote and who edited, say
        return _sorted(byline, persons, organisations, "json_ld", document)
    named = document.meta.get("author", ()) + tuple(
        n for n in document.meta.get("article:author", ()) if not n.startswith("http")
    )
    names = _distinct(n for text in named for n in names_in(text))
    if names:
        return _sorted(byline, names, (), "meta", document)
    return _sorted(byline, printed, (), "byline" if printed else "", document)


def _sorted(
    byline: str | None,
    names: tuple[str, ...],
    organisations: tuple[str, ...],
    rule: str,
    document: Document,
) -> People:
    """Persons and organisations apart, whatever the page calls them; beside persons the publisher
    is no author."""
    houses = {n for n in names if _is_organisation(n, document)}
    persons = tuple(n for n in names if n not in houses)
    others = _distinct((*organisations, *(n for n in names if n in houses)))
    if persons:
        others = tuple(n for n in others if not _is_publisher(n, document))
    return People(byline, persons, others, rule)


def _is_organisation(name: str, document: Document) -> bool:
    known = find_agency(name) is not None or _ORGANISATION.search(name) is not None
    return known or _is_publisher(name, document)


def _lines_of(node: LexborNode) -> str:
    """The text of an element, one line for each text in it, since names stand side by side; up
    to the first line that tells the time."""
    texts = filter(None, (" ".join(t.split()) for t in node.text(separator="\n").split("\n")))
    lines = (_WHEN.sub("", text) for text in texts)
    return "\n".join(takewhile(lambda line: line and not _NO_BYLINE.search(line), lines))


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
            if any(str(item.get(k)).rstrip("/").endswith("/author/admin") for k in ("url", "@id")):
                organisations.extend(names)  # the site's own account
                continue
        else:
            kinds, names = frozenset(), jsonld.strings(item)
        for name in names:
            if kinds & {"Organization", "NewsMediaOrganization", "Corporation"}:
                organisations.append(name)
            else:
                persons.extend(names_in(name))
    return _distinct(persons), _distinct(organisations)


def _printed_byline(document: Document, near: str) -> str | None:
    """The first element named as a byline that stands beside the story, else the first one."""
    first = None
    for selector in _BYLINES:
        for node in document.tree.css(selector)[:_MAX_BYLINES]:
            text = "\n".join(_lines_of(beside) for beside in _side_by_side(node, selector))
            if not 2 < len(text) < 200 or text[-1] == "*" or _CREDIT.match(text):
                continue
            if text.partition("\n")[0] in near:
                return text
            first = first or text
    return first


def _side_by_side(node: LexborNode, selector: str) -> list[LexborNode]:
    """An element that names an author, and those right beside it that name the others."""
    name = node.css_first('[itemprop="name"]')  # microdata's own element for it
    if name is not None:
        node, selector = name, '[itemprop="name"]'
    parent = node.parent
    if parent is None:
        return [node]
    kind = node.tag, attr(node, "class")
    named = [n for n in parent.css(selector)[:_MAX_BYLINES] if n.parent == parent]
    return [n for n in named if (n.tag, attr(n, "class")) == kind] or [node]


def _line_that_is_a_byline(lines: Sequence[str]) -> str | None:
    """The first line such as "By Ann Lee" or "김하늘 기자 sky@example.com"."""
    for line in lines:
        if len(line) <= _LONGEST_BYLINE and (_SAYS_BY.match(line) or _KOREAN.match(line)):
            names = names_in(line)
            if names and all(_looks_like_a_person(name) for name in names):
                return line
    return None


def _is_bare_names(line: str) -> bool:
    """Whether a line is nothing but a name, or two with a stroke between."""
    if len(line) > _LONGEST_BYLINE:
        return False
    return all(
        2 <= len(name.split()) <= 4
        and all(w[0].isupper() and w.isalpha() for w in name.split())
        and _looks_like_a_person(name)
        for name in line.split("/")
    )


def names_in(text: str) -> tuple[str, ...]:
    """The names in a byline: "By Ann Lee and Bo Ek, staff writers" gives Ann Lee, Bo Ek."""
    text = _LABEL.sub("", _WHEN.sub("", _MAIL.sub(" ", text)).strip(" ,;|"))
    found = []
    for part in _AND.split(text):
        korean = _KOREAN.match(part.strip())
        name = korean[1] if korean else _FOR.sub("", _LABEL.sub("", part.strip(" .:-–—()")))
        if 1 < len(name) <= _LONGEST_NAME and not _ROLE.search(name) and not name.isdigit():
            found.append(name)
    return _distinct(found)


def _distinct(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
