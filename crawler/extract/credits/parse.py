"""A credit line, read as structure: who took the photo, whose agency, through whom it came.

A line is cut into parts at its separators; each part is a term ("Pool", "Supplied"), a known
agency, a person or another organisation. The parts' order and the word "via" give the roles.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.extract.agencies import find_agency
from crawler.extract.credits.words import (
    DATE_END,
    LABEL,
    NOBODY,
    OPENINGS,
    RIGHTS,
    RIGHTS_ANY_CASE,
    TERM_END,
    TERM_WHOLE,
    is_person,
)
from crawler.items import Credit, CreditedAgency, CreditRole, CreditTerm

LONGEST_LINE = 300  # characters; what is longer is no credit line

_EDGES = " \t\r\n/|;,–—−―-:·•=…／"
_LEADING_AND = re.compile(r"^(?:and|und|et)\s+(?=[A-ZÀ-Þ])")
_OPENED_BY = {")": "(", "]": "[", "）": "（"}
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】", "<": ">"}
_VIA = re.compile(r"\s+(?:via|über|through)\s+|^via\s+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[/|／;]\s*|,\s+|[，、]|\s+[-–—•·]\s+|:\s+|(?<=[a-z\w]{3})\.\s+(?=[A-Z])")
_TIGHT = re.compile(r"[-–=＝]")
_AND = re.compile(r"\s+(?:and|und|et|y|e|og|och|&)\s+")
_PARENTHESIS = re.compile(r"^(.+?)\s*[(（]([^()（）]+)[)）]$")
_FOR = re.compile(r"^(.+?)\s+(?:for|für|pour)\s+(.+)$")
_PHOTO_BY = re.compile(r"^(.*?)\s*\bphotos? by\s+(.+)$", re.IGNORECASE)
_REPORTER = re.compile(
    r"^(.*?)(?:记者|記者)\s*(.+?)\s*(?:摄影?|攝影?|撮影|\s[图圖])$|^()(.+?)\s*(?:撮影|摄影?|攝影?|기자)$"
)
_SENT = re.compile(r"^(新华社|中新社|新華社)[发發]$")
_YEAR = re.compile(r"^(?:©|\(c\)|\s)*(?:19|20)\d\d\b[\s,]*", re.IGNORECASE)
_LABEL_BEHIND = re.compile(r"\s+(?:nuotr\.?|[图圖])$")
_TITLE = re.compile(
    r"\s*(?:기자|撮影)$|\s[图圖]$"
)  # "reporter", "taken by", "picture", after a name
_GIVEN = re.compile(r"^(.+?)\s*(?:제공|提供)$")


@dataclass(slots=True)
class _Reading:
    """What has been read of a line so far."""

    photographers: list[str] = field(default_factory=list)
    agencies: list[CreditedAgency] = field(default_factory=list)
    terms: list[CreditTerm] = field(default_factory=list)
    after_via: bool = False
    role: CreditRole | None = None  # of the organisations to come, where the line says it
    via: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)  # organisations whose role the line says
    last: str = ""  # "person" or "agency": what was read last

    def person(self, name: str) -> None:
        name = name.strip(" .") if name.count(".") == 1 else name.strip()
        if name and name.casefold() not in (p.casefold() for p in self.photographers):
            self.photographers.append(name)
            self.last = "person"

    def agency(self, name: str, role: CreditRole | None = None) -> None:
        known = find_agency(name)
        key, name = (known.key, known.name) if known else (None, name.strip(" ."))
        if not name or any((a.key or a.name) == (key or name) for a in self.agencies):
            return
        role = role or (CreditRole.VIA if self.after_via else self.role)
        if role is not None:
            self.given.add(name)
        self.agencies.append(CreditedAgency(name, role or CreditRole.BY, key))
        self.last = "agency"

    def term(self, term: CreditTerm) -> None:
        if term not in self.terms:
            self.terms.append(term)


@lru_cache(maxsize=2048)  # a page says a credit several times, a publisher for years
def parse_credit(printed: str) -> Credit | None:
    """The structure of a credit line; ``None`` where nothing is left beside its label."""
    shown, line, terms, role = _without_label(_flat(printed)[:LONGEST_LINE])
    rest, note = _without_rights(DATE_END.sub("", line))
    reading = _Reading(terms=terms, role=role)
    for number, stretch in enumerate(_VIA.split(rest)):
        if number:
            reading.after_via = True
        _read_stretch(stretch, reading)
    _settle_roles(reading)
    if not (reading.photographers or reading.agencies or reading.terms or note):
        return None
    return Credit(
        line=_TITLE.sub("", shown) or shown,
        photographers=tuple(reading.photographers),
        agencies=tuple(reading.agencies),
        terms=tuple(reading.terms),
        rights_note=note,
    )


def _flat(text: str) -> str:
    """One line, without the brackets or dashes around it."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    while True:
        bare = text.strip(_EDGES).rstrip("\\")
        close = _BRACKETS.get(bare[:1])
        if close and bare.endswith(close) and bare.count(bare[0]) == 1:
            bare = bare[1:-1]
        elif bare[-1:] in _OPENED_BY and _OPENED_BY[bare[-1]] not in bare:
            bare = bare[:-1]
        if bare == text:
            return bare
        text = bare


def _without_label(line: str) -> tuple[str, str, list[CreditTerm], CreditRole | None]:
    """The line without the labels at its start, as it is shown and as it is read on: an opening
    such as "Courtesy of" is shown. With it the terms that the openings say and the role they
    give."""
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
            rest = line[match.end() :].strip(_EDGES)
            if term in (CreditTerm.COURTESY, CreditTerm.HANDOUT) and rest and rest != "photo":
                role = CreditRole(term.value)
            if role is None or is_person(rest):
                terms.append(term)
            if not match[0].rstrip().endswith((":", "：", "=")):
                shown = shown or line
            line = rest if role or rest else line
        elif label and label.end() < len(line):
            line = line[label.end() :]
        line = _flat(_YEAR.sub("", line))
        if line == before:
            break
    return shown or line, line, terms, role


def _without_rights(line: str) -> tuple[str, str | None]:
    match = RIGHTS_ANY_CASE.search(line) or RIGHTS.search(line)
    if not match:
        return line, None
    note = match.group()
    if note.startswith("CC") and " / " in note:
        note, _, rest = note.partition(" / ")
        return rest, note.strip()
    return line[: match.start()].strip(_EDGES + ".(©"), note.strip(" ()").strip() or None


def _read_stretch(stretch: str, reading: _Reading) -> None:
    """The parts between two "via"; neighbours that are one name together ("EPA/EFE") are one."""
    stretch = stretch.strip(_EDGES)
    if not stretch:
        return
    if find_agency(stretch):
        reading.agency(stretch)
        return
    if _SPLIT.search(stretch):
        for part in _SPLIT.split(stretch):
            _read_part(_flat(part), reading)
    else:
        _read_part(stretch, reading)


def _read_part(part: str, reading: _Reading, depth: int = 0) -> None:
    """One part: a term, an agency, a person or an organisation, or several run together."""
    part = _LEADING_AND.sub("", part)
    if not part or NOBODY.fullmatch(part) or depth > 6:
        return
    if find_agency(part):
        reading.agency(part)
        return
    for term, whole in TERM_WHOLE.items():
        if whole.match(part):
            reading.term(term)
            return
    for read in (_opened, _given, _ended, _nested, _assigned, _joined, _photographed, _prefixed):
        if read(part, reading, depth + 1):
            return
    part = _LABEL_BEHIND.sub("", part)
    if is_person(part):
        reading.person(part)
    elif reading.role or not _is_no_name(part):
        reading.agency(part)


def _is_no_name(part: str) -> bool:
    """Whether a part is words of a sentence, such as "opens new tab", or a place in the picture."""
    return part.isascii() and part.islower() and (" " in part or part in ("left", "right"))


def _opened(part: str, reading: _Reading, depth: int) -> bool:
    """ "Courtesy of the ICJ", "Screenshot YouTube", or a label in the middle of the line."""
    _, line, terms, role = _without_label(part)
    if line == part:
        return False
    for term in terms:
        reading.term(term)
    outer, reading.role = reading.role, role or reading.role
    if not any(TERM_WHOLE[t].match(line) for t in terms):
        _read_part(line, reading, depth)
    reading.role = outer
    return True


def _given(part: str, reading: _Reading, depth: int) -> bool:
    """ "한빛전자 제공", "警視庁提供": the organisation handed it out."""
    match = _GIVEN.match(part)
    if match:
        reading.agency(match[1], CreditRole.HANDOUT)
    return bool(match)


def _ended(part: str, reading: _Reading, depth: int) -> bool:
    """ "AP file photo", "유튜브 캡처"."""
    for term, end in TERM_END.items():
        shorter = end.sub("", part)
        if shorter != part:
            reading.term(term)
            _read_part(shorter, reading, depth)
            return True
    return False


def _nested(part: str, reading: _Reading, depth: int) -> bool:
    """ "Urs Amman (Keystone)"."""
    match = _PARENTHESIS.match(part)
    if match:
        _read_part(match[1], reading, depth)
        _read_part(match[2], reading, depth)
    return bool(match)


def _assigned(part: str, reading: _Reading, depth: int) -> bool:
    """ "Bill Orvane for The Harlow Times", "Korea Times photo by Han Seo-jun"."""
    match = _FOR.match(part)
    if match and is_person(match[1]):
        reading.person(match[1])
        reading.agency(match[2])
        return True
    match = _PHOTO_BY.match(part)
    if not match:
        return False
    reading.person(match[2])
    if match[1]:
        reading.agency(match[1])
    return True


def _joined(part: str, reading: _Reading, depth: int) -> bool:
    """ "AP-Yonhap", "로이터=연합뉴스", "Drew Hallam-USA TODAY Sports"; "Ann Oak and Bea Roll"."""
    for match in _TIGHT.finditer(part):
        left, right = part[: match.start()], part[match.end() :]
        if left and right and find_agency(right) and (find_agency(left) or is_person(left)):
            _read_part(left, reading, depth)
            _read_part(right, reading, depth)
            return True
    names = _AND.split(part)
    if len(names) > 1 and all(is_person(n) for n in names):
        for name in names:
            reading.person(name)
        return True
    return False


def _photographed(part: str, reading: _Reading, depth: int) -> bool:
    """ "新华社记者李文海摄", "佐々木健太撮影", "김한솔 기자"."""
    sent = _SENT.match(part)
    if sent:
        reading.agency(sent[1])
        return True
    match = _REPORTER.match(part)
    if not match:
        return False
    house, name = match[1] or match[3], (match[2] or match[4]).strip()
    first, _, rest = name.partition(" ")
    if not house and rest and find_agency(first):  # "뉴스1 김한솔 기자"
        house, name = first, rest
    reading.person(name)
    if house:
        reading.agency(house)
    return True


def _prefixed(part: str, reading: _Reading, depth: int) -> bool:
    """ "BELGA PHOTO PIET LOOS": an agency and a name with nothing between."""
    words = part.split(" ")
    for count in (3, 2, 1):
        head, tail = " ".join(words[:count]), " ".join(words[count:])
        if tail and is_person(tail) and find_agency(head):
            reading.person(tail)
            reading.agency(head)
            return True
    return False


def _settle_roles(reading: _Reading) -> None:
    """Roles that the order gives: maker first, then who passed it on; a line that ends with the
    photographer is printed the other way round ("imago/Maker/Name")."""
    agencies = reading.agencies
    free = [a for a in agencies if a.name not in reading.given]
    roles: dict[str, CreditRole] = {}
    if CreditTerm.HANDOUT in reading.terms and not reading.photographers:
        unknown = [a for a in free if not _is_wire(a)]
        roles = {a.name: CreditRole.HANDOUT for a in unknown[:1]}
        if not unknown and len(free) == len(agencies):
            roles = {a.name: CreditRole.VIA for a in free}
        free = [a for a in free if a.name not in roles]
    makers = [a for a in free if not _distributes(a)] or free
    if len(free) > 1:
        backwards = reading.last == "person"
        maker = makers[-1 if backwards else 0]
        roles |= {a.name: CreditRole.VIA for a in free if a is not maker}
    reading.agencies[:] = [
        CreditedAgency(a.name, roles.get(a.name, a.role), a.key) for a in agencies
    ]


def _is_wire(agency: CreditedAgency) -> bool:
    known = find_agency(agency.name)
    return known is not None and known.kind == "wire"


def _distributes(agency: CreditedAgency) -> bool:
    known = find_agency(agency.name)
    return known is not None and known.distributes
