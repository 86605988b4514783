"""Find who wrote the story: the byline as printed, and the persons and organisations it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from crawler.extract.agencies import find_agency, find_wire
from crawler.extract.body.blocks import Block
from crawler.extract.document import Document
from crawler.extract.people.bylines import (
    LONGEST_BYLINE,
    LONGEST_WITH_TIME,
)
from crawler.extract.people.evidence import Evidence, evidence_of, near_lines
from crawler.extract.people.names import (
    distinct,
    is_house,
    is_name,
    is_role,
    names_in,
)
from crawler.extract.people.publisher import (
    is_of_the_host,
    is_organisation,
    is_publisher,
    is_publishers,
    is_the_site,
    without_publisher,
)
from crawler.extract.people.told import unprinted_authors
from crawler.extract.people.words import (
    AUTHOR,
    BY_THE_STAFF,
    LIST_GOES_ON,
    NO_BYLINE,
    SAYS_BY,
    WHEN,
)

_DASHES = " –—-|("
_BETWEEN_NAMES = re.compile(r"^[\s–—|(-]+|\s*[,/|]\s*|\)$")
# "(ab)", "(ab/cde)": newspapers of many countries sign stories so
_INITIALS_ALONE = re.compile(r"\([a-zäöüß]{2,4}(?:\s?[/,]\s?[a-zäöüß]{2,4}){0,2}\)")
_TELLS_TIME = re.compile(r"\b\d{4}\b.*\d\s?[:.h]\s?\d\d")
_INITIALS = 5  # letters in an organisation's initials


@dataclass(frozen=True, slots=True)
class People:
    """``authors`` are persons, ``organisations`` the other authors; ``byline`` is as printed."""

    byline: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    rule: str = ""


def find_people(
    document: Document,
    above: Sequence[Block] = (),
    story: Sequence[Block] = (),
    below: Sequence[Block] = (),
    further: Sequence[Block] = (),
) -> People:
    """Take the authors from JSON-LD, else from meta elements, else from the printed byline.

    ``above`` and ``below`` are the page's lines around the story; a byline may stand there that the
    page's code does not name as one. ``story`` are the story's own lines, one of the first of which
    may be just a name. ``further`` is the rest of the page below. There only a line with an
    author's label counts, as in a table of facts on the story.
    """
    evidence = evidence_of(document, above, story, below, further)
    told, metas, printed = evidence.told, evidence.metas, evidence.printed
    byline = _tidied(evidence.byline)
    only_accounts = told.accounts.issuperset(evidence.named)  # also if nobody is named
    are_persons = any(map(_is_person, printed))
    if evidence.is_free and (are_persons or (printed and only_accounts and evidence.is_open)):
        wires = filter(find_wire, (*evidence.named, *metas))
        return _sorted(byline, (*printed, *wires), (), "byline", document)
    byline = byline or _line_of(told.persons or metas, above)
    if evidence.named and not any(map(_is_person, metas)):
        persons = _persons_told(evidence, above, document)
        return _sorted(byline, persons, told.organisations, "json_ld", document)
    if metas:
        return _sorted(byline, metas, (), "meta", document)
    if not printed and (metas := unprinted_authors(document)):
        return _sorted(byline, metas, (), "meta", document)
    return _sorted(byline, printed, (), "byline" if printed else "", document)


def _tidied(byline: str | None) -> str | None:
    """A byline in one line, without the time in it and the signs around it."""
    return " ".join(WHEN.sub("", byline).split()).strip(" ,;|·•/–—-") if byline else None


def _persons_told(
    evidence: Evidence, above: Sequence[Block], document: Document
) -> tuple[str, ...]:
    """Whom JSON-LD names, and those whom the page prints beside them."""
    persons = evidence.told.persons
    if {*persons} < {*evidence.signed}:
        return evidence.signed
    lines = LIST_GOES_ON.sub(" ", evidence.byline or "").splitlines()
    more = _with_more(evidence.printed, persons, lines, document)
    return more or (*_further(evidence.printed, persons, near_lines(above)), *persons)


def is_signed(line: str, people: People, document: Document) -> bool:
    """Whether a line at the story's edge only repeats who wrote it, or for whom: "By Ann Lee,
    Madrid", "The Herald", "(al)"."""
    if _INITIALS_ALONE.fullmatch(line):  # an agency's are left for ``wire`` to read
        return not any(find_wire(part.strip()) for part in re.split("[/,]", line[1:-1]))
    line = line.strip("【】（）")
    line = line[1:-1] if line[:1] + line[-1:] == "()" else line
    most = LONGEST_WITH_TIME if SAYS_BY.match(line) and _TELLS_TIME.search(line) else LONGEST_BYLINE
    if not 0 < len(line) <= most or line[-1] in ".!?":
        return False
    if BY_THE_STAFF.fullmatch(line):
        return True
    names = names_in(line.strip(_DASHES))
    told = {name.lower() for name in (*people.authors, *people.organisations)}
    known = [name.lower() in told or is_the_site(name, document) for name in names]
    if SAYS_BY.match(line):
        return any(known) or _is_label_and_names(line)
    return bool(known) and all(known) and "".join(names) == "".join(_BETWEEN_NAMES.split(line))


def _is_person(name: str) -> bool:
    return find_agency(name) is None and not is_role(name)


def _line_of(names: Sequence[str], above: Sequence[Block]) -> str | None:
    """The short line above the story that begins with the metadata's names, without a time."""
    for text in (block.text for block in above if len(block.text) <= LONGEST_BYLINE):
        is_theirs = names and text.startswith(names[0]) and all(name in text for name in names)
        if is_theirs and text[-1] not in ".!?":
            end = text.index(names[-1]) + len(names[-1])
            return text[:end] if NO_BYLINE.search(text, end) else text
    return None


def _is_label_and_names(line: str) -> bool:
    """Whether a line is an author's label and names: "Autor: Ann Lee"."""
    label, colon, rest = line.partition(":")
    names = names_in(line) if colon and AUTHOR.match(f"{label}: A") else ()
    return bool(names) and rest.strip() in (names[0], " ".join(names), ", ".join(names))


def _with_more(
    printed: tuple[str, ...], persons: tuple[str, ...], lines: Sequence[str], document: Document
) -> tuple[str, ...]:
    """The persons in the byline, if it names everyone from the metadata and more in one line; else
    (). Metadata often has room for the first author only. Names from the publisher's on are
    dropped: a place follows it."""
    known = {name.lower() for name in persons}
    named = takewhile(lambda name: not is_publisher(name, document), printed)
    printed = tuple(named)
    more = [name for name in printed if name.lower() not in known]
    is_whole = bool(known) and len(printed) == len(known) + len(more)
    is_one_line = any(all(name in line for name in printed) for line in lines)
    return printed if more and is_whole and is_one_line and all(map(_may_be_more, more)) else ()


def _may_be_more(name: str) -> bool:
    is_full = is_name(name) and " " in name
    return is_full and not (is_role(name) or is_house(name) or find_agency(name))


def _further(printed: tuple[str, ...], persons: tuple[str, ...], near: str) -> tuple[str, ...]:
    """The persons in the byline if the metadata has none of them, perhaps the editor; else ()."""
    known = [name.lower() for name in persons]

    def is_other(name: str) -> bool:
        low = name.lower()
        if any(low == k or low.startswith(f"{k} ") or _is_cut(low, k) for k in known):
            return False
        return name in near and not (is_role(name) or is_house(name) or find_agency(name))

    return printed if all(map(is_other, printed)) else ()


def _is_cut(name: str, other: str) -> bool:
    """Whether a name is another without its last letters, which the page sets apart."""
    return other.startswith(name) and other[len(name)] != " "


def _sorted(
    byline: str | None,
    names: tuple[str, ...],
    organisations: tuple[str, ...],
    rule: str,
    document: Document,
) -> People:
    """Sort names into persons and organisations, whatever the page calls them. The publisher is no
    author beside persons."""
    names = tuple(without_publisher(n, document) for n in names)
    houses = {n for n in names if is_organisation(n, document)}
    persons = distinct(n for n in names if n not in houses)
    persons = tuple(n for n in persons if not _has_a_house_behind(n, persons))
    persons = tuple(n for n in persons if not is_of_the_host(n, document)) or persons
    others = distinct((*organisations, *(n for n in names if n in houses)))
    if persons:
        others = tuple(n for n in others if not is_publishers(n, document))
    return People(byline, persons, others, rule)


def _has_a_house_behind(name: str, names: tuple[str, ...]) -> bool:
    """Whether a name is another one with an organisation's initials: "Ann Lee", "Ann Lee HS"."""
    start, _, tail = name.rpartition(" ")
    return start in names and tail.isupper() and not name.isupper() and len(tail) <= _INITIALS
