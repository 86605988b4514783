"""Tell whether a line without a label is a credit: by a listed agency, or by a credit's words."""

from __future__ import annotations

import re

from crawler.extract.agencies import agencies, may_name_agency
from crawler.extract.credits.names import are_names, reads_as_sentence
from crawler.extract.credits.parse import parse_credit
from crawler.extract.credits.words import LICENCE, OPENINGS, SAYS_GIVEN
from crawler.items import CreditedAgency, CreditTerm

LONGEST_TAIL = 160  # characters of a credit at the end of a caption
_ABBREVIATION = 4  # letters
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\uffdc]")
_SCREENSHOT_ENDS = frozenset("처쳐图圖")
_SCREENSHOT_OF = re.compile(r".{2,24}(?:\s캡[처쳐]|截[图圖])$")  # "페이스북 캡처", "社交媒体截图"
_SCREENSHOT = next(p for term, p in OPENINGS if term is CreditTerm.SCREENSHOT)


def is_credit(line: str) -> bool:
    """Whether an unlabelled line names a listed agency or a licence, or has a credit's words."""
    if len(line) <= LONGEST_TAIL and LICENCE.search(line):
        whose = LICENCE.sub("", line).strip(" ,/|-()")
        return not whose or are_names(whose)
    if len(line) > LONGEST_TAIL or not _may_be_credit(line):
        return False
    credit = parse_credit(line)
    if credit is None:
        return False
    named = any(_is_named(a, line) for a in credit.agencies)
    said = {CreditTerm.HANDOUT, CreditTerm.COURTESY, CreditTerm.POOL} & set(credit.terms)
    given = any(a.role in ("handout", "courtesy") for a in credit.agencies)
    if not (named or said or given) or any(len(a.name) > 40 for a in credit.agencies):
        return False
    return not reads_as_sentence(line)


def _may_be_credit(line: str) -> bool:
    """Whether a line is worth parsing: most lines beside images are other stories' headlines. In
    Korean and in scripts without spaces an agency's name may stand inside a word."""
    return (
        may_name_agency(line)
        or "NASA" in line
        or SAYS_GIVEN.search(line) is not None
        or _UNSPACED.search(line) is not None
    )


def _is_named(agency: CreditedAgency, line: str) -> bool:
    """Whether a line really names a listed agency: "Ap" and "Sana" may be a party and a girl."""
    if agency.key is None:
        return agency.name == "NASA"
    known = agencies()[agency.key]
    spellings = (known.name, *known.spellings)
    short = {s.casefold() for s in spellings if len(s) <= _ABBREVIATION and s.isascii()}
    return not any(
        word.istitle() and word.casefold() in short and word not in spellings
        for word in re.findall(r"\w+", line)
    )


def is_screenshot(text: str) -> bool:
    """Whether a text says that it is a screenshot, and of what."""
    if text[-1:] in _SCREENSHOT_ENDS:
        return _SCREENSHOT_OF.match(text) is not None
    match = _SCREENSHOT.match(text)
    return match is not None and are_names(text[match.end() :].removeprefix("by "))


def says_screenshot(text: str) -> bool:
    """Whether a text begins by saying that it is a screenshot."""
    return _SCREENSHOT.match(text) is not None
