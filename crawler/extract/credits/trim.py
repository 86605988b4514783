"""Trim what surrounds a credit but is no part of it: brackets, labels, notes on rights."""

from __future__ import annotations

import re
import unicodedata

from crawler.extract.agencies import find_agency
from crawler.extract.credits.persons import is_person
from crawler.extract.credits.words import LABEL, LICENCE, OPENINGS, RIGHTS
from crawler.items import CreditRole, CreditTerm

EDGES = " \t\r\n/|;,–—−―-:·•∙=…／"
_STROKES = re.compile(r"/\s+/")  # between the texts of two elements
_OPENED_BY = {")": "(", "]": "[", "）": "（"}
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】", "<": ">"}
# "(파리 AFP=연합뉴스) 김한솔": the place, the agency, and the one that passed it on
_FROM = re.compile(r"[(\[]?([^()\[\]=]{1,20})=\s?([^()\[\]=]{2,20}?)[)\]]?(?:\s|$)")
_YEAR = re.compile(r"^(?:©|\(c\)|\s)*(?:19|20)\d\d\b[\s,]*", re.IGNORECASE)


def flat(text: str) -> str:
    """The text on one line, without the brackets or dashes around it."""
    text = _STROKES.sub("/", unicodedata.normalize("NFC", " ".join(text.split())))
    while True:
        bare = text.strip(EDGES).rstrip("\\")
        close = _BRACKETS.get(bare[:1])
        if close and bare.endswith(close) and bare.count(bare[0]) == 1:
            bare = bare[1:-1]
        elif bare[-1:] in _OPENED_BY and _OPENED_BY[bare[-1]] not in bare:
            bare = bare[:-1]
        if bare == text:
            return bare
        text = bare


def without_label(line: str) -> tuple[str, str, list[CreditTerm], CreditRole | None]:
    """The line without the labels at its start, in two forms: as shown and as read on.

    Only the shown form keeps an opening such as "Courtesy of". The other two values are the terms
    that the openings name and the role they give.
    """
    terms: list[CreditTerm] = []
    role = shown = None
    for _ in range(4):
        if find_agency(line):
            break
        before = line
        opening = next(((t, m) for t, p in OPENINGS if (m := p.match(line))), None)
        label = LABEL.match(line)
        if opening and not (label and label.end() > opening[1].end()):
            term, match = opening
            rest = line[match.end() :].strip(EDGES)
            if term in (CreditTerm.COURTESY, CreditTerm.HANDOUT) and rest and rest != "photo":
                role = CreditRole(term.value)
            if role is None or is_person(rest):
                terms.append(term)
            if not match[0].rstrip().endswith((":", "：", "=")):
                shown = shown or line
            line = rest if role or rest else line
        elif label and label.end() < len(line):
            line = line[label.end() :]
        line = flat(_YEAR.sub("", line))
        if line == before:
            break
    return shown or line, line, terms, role


def without_rights(line: str) -> tuple[str, str | None]:
    """The line without its notes on rights, and the note. A licence may stand among names; any
    other note runs to the end of the line."""
    if match := LICENCE.search(line):
        before, behind = line[: match.start()].strip(EDGES + "("), line[match.end() :]
        return f"{before} / {behind.strip(EDGES)}".strip(EDGES), match[1]
    if match := RIGHTS.search(line):
        note = match.group().strip(" ()").strip()
        return line[: match.start()].strip(EDGES + ".(©"), note or None
    return line, None


def ends_in_agency(names: str) -> bool:
    """Whether the last of several names, parted by stroke or space, is an agency's: "AP/뉴시스"."""
    return find_agency(re.split("[ /]", names)[-1]) is not None


def without_place(line: str) -> str:
    """The line without the place of the report before its agencies, which are set as in other
    lines: "(파리 AFP=연합뉴스) 김한솔" becomes "AFP-연합뉴스 / 김한솔"."""
    found = _FROM.match(line) if "=" in line else None
    if found is None or not ends_in_agency(found[2]):
        return line
    words = [found[1].rpartition(" ")[2], *found[2].split(), *line[found.end() :].split()]
    wires = [word for word in words if find_agency(word)] or [found[2]]
    others = " ".join(word for word in words[1:] if word not in (*wires, found[2]))
    return f"{'-'.join(wires)} / {others}" if others else "-".join(wires)
