"""The labels, terms and rights notes of credit lines, as patterns."""

from __future__ import annotations

import re

from crawler.extract.languages.vocabulary import bounded, pattern
from crawler.items import CreditTerm

# "photo": a label before a credit, in a line and in a caption
PICTURE = pattern("credit.picture")
CREDIT = pattern("credit.credit")
# "credit", "source", "photographer"
SAID = pattern("wire.source", "credit.credit", "credit.photographer", "credit.maker")
# "chart": a label before the maker of a drawing
DRAWING = pattern("credit.drawing")
# between these labels and a name
BY = pattern("credit.by", "credit.from", "credit.of")
# the same within a caption: its sentences also use the other words
BY_IN_A_CAPTION = pattern("credit.by")
FOR = pattern("credit.for")
VIA = pattern("credit.via")
# after a name: "taken by", "reporter"; after an organisation's name: "given by"
TAKEN = pattern("credit.taken")
TITLE = pattern("byline.title")
KOREAN_REPORTER = "(?:선임|전문|인턴|객원)?기자"  # after the name
PROVIDED = pattern("credit.provided")
PICTURE_BEHIND = pattern("credit.picture_behind")

# labels before a credit, in the languages of the table in tests/extract
LABEL = re.compile(
    rf"(?:(?:{PICTURE}[\s-]*{SAID}|{SAID}\s*{PICTURE}|{SAID})"
    rf"\s*(?:{BY_IN_A_CAPTION}\b|[:：=/／.…]+)"
    rf"|{pattern('credit.made')}\s+{BY_IN_A_CAPTION}\b"
    rf"|{PICTURE}\s*(?:{BY}\b|[:：=＝/／・©ⓒ]+|[-–—](?=\s)|(?=[©(]))"
    rf"|{pattern('credit.before_name')}(?=[\s©(])"
    rf"|{pattern('credit.before_full_name')}(?=\s+[A-ZÀ-Þ]\w+(?:\s+[A-ZÀ-Þ/]|/[A-ZÀ-Þ]))"
    r"|[©ⓒ]|[(（][cｃ][)）])\s*",
    re.IGNORECASE,
)
# terms that may be a whole part of the line
TERMS: dict[CreditTerm, str] = {
    CreditTerm.POOL: pattern("credit.pool"),
    CreditTerm.HANDOUT: pattern("credit.handout"),
    CreditTerm.COURTESY: pattern("credit.courtesy"),
    CreditTerm.FILE: pattern("credit.file", "credit.file_photo"),
    CreditTerm.ILLUSTRATION: pattern("credit.illustration"),
    CreditTerm.SCREENSHOT: pattern("credit.screenshot"),
    CreditTerm.AI_GENERATED: pattern("credit.ai_generated"),
}
TERM_WHOLE = {t: re.compile(rf"{p}$", re.IGNORECASE) for t, p in TERMS.items()}
_ENDS: dict[CreditTerm, str] = {
    CreditTerm.HANDOUT: bounded("credit.handout"),
    CreditTerm.FILE: bounded("credit.file", "credit.file_photo"),
    CreditTerm.SCREENSHOT: bounded("credit.screenshot"),
    CreditTerm.AI_GENERATED: bounded("credit.ai_generated"),
}
TERM_END = {t: re.compile(rf"(?<=[\w)])\s*{p}$", re.IGNORECASE) for t, p in _ENDS.items()}
# labels and openings that also name a term
FILE_PHOTO = pattern("credit.file_photo")
DRAWN_BY = rf"{pattern('credit.drawn')}\s+{BY_IN_A_CAPTION}\b"
_DRAWN = rf"{DRAWING}(?:\s*{BY_IN_A_CAPTION}\b|(?=\s*[:：]))"
_GIVEN = pattern("credit.given", "credit.provided")
_OPENINGS: dict[CreditTerm, str] = {
    CreditTerm.ILLUSTRATION: rf"{DRAWN_BY}|(?:photo[ -])?{_DRAWN}"
    rf"|(?:photo[ -])?{TERMS[CreditTerm.ILLUSTRATION]}\s*(?=[:.]|$)",
    CreditTerm.FILE: rf"{FILE_PHOTO}\s*(?=[:/]|$)",
    CreditTerm.POOL: rf"{TERMS[CreditTerm.POOL]} {PICTURE}"
    rf"(?:\s*{BY_IN_A_CAPTION}\b|(?=\s*/)|$)",
    CreditTerm.COURTESY: rf"(?:{PICTURE}\s+)?{bounded('credit.courtesy_of')}",
    CreditTerm.HANDOUT: rf"(?:{PICTURE}\s*)?{_GIVEN}"
    rf"(?:\s+{BY_IN_A_CAPTION}\b|\s+{PICTURE}|(?=\s*[:：=])|$)",
    CreditTerm.SCREENSHOT: pattern("credit.screenshot", "credit.screenshot_of"),
}
OPENINGS = tuple((t, re.compile(rf"(?:{p})[\s:：=/.]*", re.I)) for t, p in _OPENINGS.items())
# a line may say that a picture was given without saying whose it is
_SAYS_GIVEN = (CreditTerm.POOL, CreditTerm.HANDOUT, CreditTerm.COURTESY)
SAYS_GIVEN = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(TERMS[term] for term in _SAYS_GIVEN)})(?!\w)"
    rf"|{'|'.join(_OPENINGS[term] for term in _SAYS_GIVEN)})",
    re.IGNORECASE,
)
# notes that agencies add for editors, from their first word to the end of the line
RIGHTS = re.compile(
    rf"(?:{bounded('credit.rights', 'credit.reserved')}"
    r"|(?-i:\b[A-Z]{4,}(?: [A-Z]{3,})? OUT\b)"
    r"|\bPTI\d{2}_\w+).*$",
    re.IGNORECASE,
)
# a free licence, perhaps with its address: may also stand before and between names
LICENCE = re.compile(
    r"[(<]{0,3}(\bCC[ -]?(?:BY|0)\b(?:-[A-Z]{2})*(?:[ -]\d\.\d)?(?: [A-Z]{2}\b)?"
    rf"|{bounded('credit.licence')})(?:[ <(]+https?://[^\s<>,]+)?[>)]*",
    re.IGNORECASE,
)
# rights notes that may stand alone in the place of a credit
RESERVED = re.compile(pattern("credit.reserved"), re.IGNORECASE)
# when a picture was taken, after whose it is: "12.05.2025", "May 13, 2025", "114年10月8日"
DATE_END = re.compile(
    r"(?<=[\w)）])[\s,;|•(（–-]+(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|\d{2,4}年\d{1,2}月\d{1,2}日|[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d"
    r"|\d{1,2}\.? [^\W\d_]{3,10}\.? (?:19|20)\d\d)[)）.]*$"
)
NOBODY = re.compile(
    rf"{pattern('credit.nobody', 'credit.which')}|{PICTURE}|{BY_IN_A_CAPTION}|{TAKEN}|\d+|\W*",
    re.IGNORECASE,
)
