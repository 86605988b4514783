"""Read a credit line as structure: who took the photo, for which agency, and through whom it came.

The line is cut into parts at its separators. Each part is a term ("Pool", "Supplied"), a known
agency, a person or another organisation. The order of the parts and the word "via" give the roles.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.extract.agencies import find_agency, find_wire
from crawler.extract.credits.persons import is_person
from crawler.extract.credits.reading import Reading, settle_roles
from crawler.extract.credits.trim import EDGES, flat, without_label, without_place, without_rights
from crawler.extract.credits.words import (
    DATE_END,
    FOR,
    KOREAN_REPORTER,
    NOBODY,
    PICTURE,
    PICTURE_BEHIND,
    PROVIDED,
    TAKEN,
    TERM_END,
    TERM_WHOLE,
    TITLE,
    VIA,
)
from crawler.extract.languages.vocabulary import pattern
from crawler.items import Credit, CreditRole, CreditTerm

LONGEST_LINE = 300  # characters; a longer text is no credit line
_LONGEST_PRINTED = 2_000  # characters with the spaces and brackets around it

_VIA = re.compile(rf"\s+{VIA}\s+|^via\s+", re.IGNORECASE)
# part of the name despite the comma before it: "Lind Systems, Inc.", "Tom Low, Jr."
_OF_THE_NAME = r"(?:Inc|Ltd|LLC|LLP|Corp|Co|PLC|GmbH|Jr|Sr|II|III)(?=[.,/]|$)"
_SPLIT = re.compile(
    rf"\s*[/|／;©ⓒ]\s*|(?<=供[图圖])\s+|,\s+(?!{_OF_THE_NAME})|[，、]"
    rf"|\s+(?i:{PICTURE})\s*:\s*"  # "dpa Foto: Name"
    r"|\s+[-–—•·∙]\s+|:\s+|(?<=\w{3})(?<!\bBros)\.\s+(?=[A-Z])"
)
# "(left)", "(top)": which of several photos is whose
_WHICH = pattern("credit.which")
_ASIDE = re.compile(rf"[\s.]*(?:[(\[]{_WHICH}[)\]]:?|(?<!\w){_WHICH}:)\s*", re.IGNORECASE)
_MOST_PARTS = 30  # of a line
_TIGHT = re.compile(r"[-–—=＝]")
_JOINS = pattern("byline.and")
_AND = re.compile(rf"\s+(?:{_JOINS}|&)\s+")
_LEADING_AND = re.compile(rf"^{_JOINS}\s+(?=[A-ZÀ-Þ])")
_PARENTHESIS = re.compile(r"^(.+?)\s*[(（]([^()（）]+)[)）]$")
_FOR = re.compile(rf"^(.+?)\s+{FOR}\s+(.+)$")
_ON = re.compile(rf"^(.+?)\s+{pattern('credit.on')}\s+(.+)$")
_PHOTO_BY = re.compile(rf"^(.*?)\s*\b{PICTURE} {pattern('byline.by')}\s+(.+)$", re.IGNORECASE)
# "新华社记者李文海摄", "佐々木健太撮影", "김한솔 기자"
_REPORTER = re.compile(
    rf"^(.*?){pattern('byline.reporter', 'byline.writer')}\s*(.+?)\s*(?:{TAKEN}|\s[图圖])$"
    rf"|^()(.+?)\s*(?:{TAKEN}|{TITLE})$"
)
_SENT = re.compile(r"^(新华社|中新社|新華社|\w{2,8}[网網报報台])[发發]$")
_LABEL_BEHIND = re.compile(rf"\s+(?:{PICTURE_BEHIND}|[图圖])$", re.IGNORECASE)
# left out of the line as shown, after a name: "reporter", "taken by", "picture"
_TITLE = re.compile(rf"\s*(?:{KOREAN_REPORTER}|撮影)$|\s[图圖]$")
_KEPT_BY = re.compile(rf"^{pattern('credit.kept')}\.?\s*:?\s+", re.IGNORECASE)  # "Dok. BPBD"
_INITIALS = re.compile(r"[a-z]{1,3}")
_GIVEN = re.compile(rf"^(.+?)\s*{PROVIDED}$")


def parse_credit(printed: str) -> Credit | None:
    """Parse a credit line; ``None`` if nothing but its label is left."""
    return _parsed(printed[:_LONGEST_PRINTED])


@lru_cache(maxsize=2048)  # a page repeats a credit several times, a publisher for years
def _parsed(printed: str) -> Credit | None:
    shown, line, terms, role = without_label(flat(printed)[:LONGEST_LINE])
    line = _ASIDE.sub(" / ", line).strip(EDGES)
    line = _KEPT_BY.sub("", line)
    rest, note = without_rights(DATE_END.sub("", without_place(line)))
    reading = Reading(terms=terms, role=role)
    for number, stretch in enumerate(_VIA.split(rest)):
        if number:
            reading.after_via = True
        _read_stretch(stretch, reading)
    settle_roles(reading)
    if not (reading.photographers or reading.agencies or reading.terms or note):
        return None
    return Credit(
        line=_TITLE.sub("", shown) or shown,
        photographers=tuple(reading.photographers),
        agencies=tuple(reading.agencies),
        terms=tuple(reading.terms),
        rights_note=note,
    )


def _read_stretch(stretch: str, reading: Reading) -> None:
    """Read the parts between two "via". A known name of several parts ("EPA/EFE") stays whole."""
    stretch = stretch.strip(EDGES)
    if not stretch:
        return
    if find_agency(stretch):
        reading.agency(stretch)
        return
    if _SPLIT.search(stretch):
        for part in _SPLIT.split(stretch)[:_MOST_PARTS]:
            _read_part(flat(part), reading)
    else:
        _read_part(stretch, reading)


def _read_part(part: str, reading: Reading, depth: int = 0) -> None:
    """Read one part: a term, an agency, a person, an organisation, or several of these joined."""
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
    if reading.photographers and _INITIALS.fullmatch(part):
        return  # the editor's initials at the end: "ANTARA FOTO/Ann Lee/foc"
    if is_person(part):
        reading.person(part)
    elif reading.role or not _is_no_name(part):
        reading.agency(part)


def _is_no_name(part: str) -> bool:
    """Whether a part is words of a sentence, such as "opens new tab", or a place in the picture."""
    return part.isascii() and part.islower() and " " in part


def _opened(part: str, reading: Reading, depth: int) -> bool:
    """Read an opening, "Courtesy of the ICJ", "Screenshot YouTube", or a label in mid-line."""
    _, line, terms, role = without_label(part)
    if line == part:
        return False
    for term in terms:
        reading.term(term)
    outer, reading.role = reading.role, role or reading.role
    if not any(TERM_WHOLE[t].match(line) for t in terms):
        _read_part(line, reading, depth)
    reading.role = outer
    return True


def _given(part: str, reading: Reading, depth: int) -> bool:
    """Read who handed the photo out: "한빛전자 제공", "警視庁提供"."""
    match = _GIVEN.match(part)
    if match:
        reading.agency(match[1], CreditRole.HANDOUT)
    return bool(match)


def _ended(part: str, reading: Reading, depth: int) -> bool:
    """Read a part that ends in a term: "AP file photo", "유튜브 캡처"."""
    for term, end in TERM_END.items():
        shorter = end.sub("", part)
        if shorter != part:
            reading.term(term)
            if term is CreditTerm.SCREENSHOT and " " not in shorter:
                reading.agency(shorter)  # the site or programme that it shows
            else:
                _read_part(shorter, reading, depth)
            return True
    return False


def _nested(part: str, reading: Reading, depth: int) -> bool:
    """Read a part with brackets: "Urs Amman (Keystone)"."""
    match = _PARENTHESIS.match(part)
    if match:
        _read_part(match[1], reading, depth)
        _read_part(match[2], reading, depth)
    return bool(match)


def _assigned(part: str, reading: Reading, depth: int) -> bool:
    """Read a person and where they publish: "Bill Orvane for The Harlow Times",
    "Ann Oak on Unsplash", "Harlow Times photo by Bo Ek"."""
    match = _FOR.match(part)
    published = _ON.match(part)
    if published and find_agency(published[2]):
        match = published
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


def _joined(part: str, reading: Reading, depth: int) -> bool:
    """Read joined names: "AP-Yonhap", "로이터=연합뉴스", "Drew Hallam-USA TODAY Sports";
    "Ann Oak and Bea Roll"."""
    for match in _TIGHT.finditer(part):
        left, right = part[: match.start()].strip(), part[match.end() :].strip()
        before, behind = find_agency(left), find_agency(right)
        if (behind and (before or is_person(left))) or (
            before and left.isupper() and is_person(right)  # "Petra-Ann Oak" is a person
        ):
            _read_part(left, reading, depth)
            _read_part(right, reading, depth)
            return True
    names = _AND.split(part)
    if len(names) > 1 and all(is_person(n) for n in names):
        for name in names:
            reading.person(name)
        return True
    return False


def _photographed(part: str, reading: Reading, depth: int) -> bool:
    """Read a signature of East Asia: "新华社记者李文海摄", "佐々木健太撮影", "김한솔 기자"."""
    sent = _SENT.match(part)
    if sent:
        reading.agency(sent[1])
        return True
    match = _REPORTER.match(part)
    if not match:
        return False
    house, name = match[1] or match[3], (match[2] or match[4]).strip()
    first, _, rest = name.partition(" ")
    if not house and (find_agency(first) or (is_person(rest) and not is_person(first))):
        # "뉴스1 김한솔 기자", "海港摄影队 李明 摄"
        house, name = first, rest
    reading.person(name)
    if house:
        reading.agency(house)
    return True


def _prefixed(part: str, reading: Reading, depth: int) -> bool:
    """Read an agency and a name without a separator: "BELGA PHOTO PIET LOOS", "Ann Oak AFP"."""
    words = part.split(" ")
    for count in (3, 2, 1):
        head, tail = " ".join(words[:count]), " ".join(words[count:])
        if tail and is_person(tail) and find_agency(head):
            reading.person(tail)
            reading.agency(head)
            return True
    name, _, house = part.rpartition(" ")
    if " " in name and find_wire(house) and is_person(name):
        reading.person(name)
        reading.agency(house)
        return True
    return False
