"""Find a credit in a caption, in brackets or after a label: "... (Foto: dpa)", "... © Name"."""

from __future__ import annotations

import re

from crawler.extract.agencies import find_agency
from crawler.extract.credits.asia import BRACKETED_PICTURE, SENT_BY, TAKEN_BY
from crawler.extract.credits.names import are_names, is_signed, reads_as_sentence
from crawler.extract.credits.parse import parse_credit
from crawler.extract.credits.persons import is_person
from crawler.extract.credits.unlabelled import LONGEST_TAIL, is_credit, is_screenshot
from crawler.extract.credits.words import (
    BY_IN_A_CAPTION,
    CREDIT,
    DRAWING,
    DRAWN_BY,
    FILE_PHOTO,
    PICTURE,
    PROVIDED,
    SAID,
    TERMS,
    VIA,
)
from crawler.extract.languages.vocabulary import bounded, pattern
from crawler.items import CreditTerm

OWN_LABEL = re.compile(rf"(?:{PICTURE}|caption)\s*[:：]\s*", re.IGNORECASE)  # a caption's
# "(AP Photo/Name) **FILE**": a note that the photo is from the archive may follow
_BRACKET = re.compile(
    r"\s*[(\[（【]([^()\[\]（）【】]{2,160})[)\]）】][.。\s]*(?:\*+ ?FILE ?\*+)?$"
)
# where a label may begin
_MAY_BEGIN = r"(?:^|(?<=[\s.!?…»”\"')\]/|–—−―(（\[【。」』-]))"
_KEPT = pattern("credit.kept")
_BY = rf"\b{BY_IN_A_CAPTION}\b"
_LABEL = re.compile(
    rf"{_MAY_BEGIN}(?:(?:file\s+)?{PICTURE}(?:[\s-]?{SAID})?"
    rf"\s*(?:[:：]|{_BY}|{bounded('credit.courtesy_of')}|[/–-](?=\s))"
    rf"|(?:photo[ -])?{DRAWING}\s*(?:[:：]|{_BY})|{DRAWN_BY}"
    rf"|(?:{SAID}(?:\s{PICTURE})?|{FILE_PHOTO}|{TERMS[CreditTerm.ILLUSTRATION]}|{_KEPT}\.?)\s*[:：]"
    rf"|{CREDIT}\s?(?:\.\.\.|…)|{pattern('credit.begins')}|[©ⓒ]|\(c\)\s|(?:[图圖]|[资資]料[来來]源)\s?[/／]"
    rf"|(?:/\s*)?(?:사진|写真|撮影)\s*{PROVIDED}?\s*[=＝:：／]|撮影・)"
    r"|(?:(?<=[\u3001-\u30ff\u3400-\u9fff])|(?<=[\u3001-\u30ff\u3400-\u9fff] ))[(（][cｃ][)）]",
    re.IGNORECASE,
)
_OPENINGS = (*".!?…»”\"')]|–—−―(（[【。-", "")
_BEFORE_A_DASH = (*".!?…।(（[", "")
_DRAWN = re.compile(rf"(?!(?:photo[ -])?illustration){DRAWING}", re.IGNORECASE)
# "Source:" is always followed by a source, even in small letters: "a reader"
_WHOSE = re.compile(rf"{SAID}\s*[:：]", re.IGNORECASE)
_FEW = 5  # words
_NICKNAME = re.compile(r"[\w.-]{3,30}\s?[/|]\s?([^/|]{2,30})")
_FILE_LABEL = re.compile(r"file\s", re.IGNORECASE)  # "FILE PHOTO: ...": the caption follows
# in brackets, with the newspaper that the photographer works for: "Herald photo by Ann Lee"
_BY_A_HOUSE = re.compile(
    rf"(?:[A-ZÀ-Þ][\w’'-]* ){{1,3}}(?i:{PICTURE} {pattern('byline.by')}) [A-ZÀ-Þ].{{2,40}}"
)
_KEPT_BY = re.compile(rf"{_KEPT}\b\.?\s?\w", re.IGNORECASE)  # "(Dok. Pribadi)"
# perhaps an agency's name before a label: "... MTI Fotó: Name", "... dpa-Foto: Name"
_LAST_WORDS = re.compile(r"(?<!\S)(?:[^\W_][\w-]* ){0,2}[^\W_]\w*[ -]$")
# "... the quay. Foto Ann Lee", "... the quay.Beeld ANP", "(foto Agency)": names without a colon
_PICTURE_OF = re.compile(
    rf"(?:(?<=[.!?…])|(?<=[.!?…”\"»)\]–—-]\s)|^){PICTURE}"
    rf"\s+(?:(?:{pattern('credit.from')}|{VIA})\s+)?(\S.{{2,60}})$",
    re.IGNORECASE,
)


def at_bracket(text: str) -> tuple[str, str] | None:
    """Cut off a credit in brackets: "... (Foto: dpa)", "... (AP Photo/Name)"."""
    match = _BRACKET.search(text)
    if not match:
        return None
    inner, before = match[1], text[: match.start()]
    own = OWN_LABEL.match(before)
    if own and is_person(before[own.end() :].strip()):
        return None  # "Foto: Name (Agency)"
    if named := _named_before(before):
        return named[0], f"{named[1]}{text[match.start() :]}"
    sent = SENT_BY.search(before)
    if sent and TAKEN_BY.match(inner):
        return before[: sent.start()], text[sent.start() :]
    place, comma, last = inner.rpartition("、")
    if comma and _is_taken_there(place, last):
        return f"{before}（{place}）", last
    label = _LABEL.match(inner)
    if label and _is_label(label) and inner[label.end() :].strip():
        return before, inner
    after_sentence = before.rstrip().endswith((".", "!", "?", "。", "”", '"'))
    if (
        is_credit(inner)
        or _KEPT_BY.match(inner)
        or TAKEN_BY.match(inner)
        or is_signed(inner)
        or _BY_A_HOUSE.fullmatch(inner)
        or ((after_sentence or not before) and _names(inner))
        or at_picture_word(inner)
        or BRACKETED_PICTURE.search(text)
        or is_screenshot(inner)
    ):
        return before, inner
    return None


def _named_before(text: str) -> tuple[str, str] | None:
    """Caption and credit, if a text ends in a label and a person, "... quay. Photo: Ann Lee", as
    may stand before an agency in brackets."""
    labelled = at_label(text)
    credit = parse_credit(labelled[1]) if labelled else None
    is_person_only = credit is not None and credit.photographers and not credit.agencies
    return labelled if is_person_only else None


def _is_taken_there(place: str, last: str) -> bool:
    """Whether a Japanese bracket says where or when a picture was taken, then by whom it was taken
    or given: "（本社ヘリから、佐藤太郎撮影）"."""
    if not (TAKEN_BY.match(last) or _LABEL.match(last) or last.endswith("提供")):
        return False
    return not any(is_person(part) or is_credit(part) for part in place.split("、"))


def _names(text: str) -> bool:
    """Whether a text is nothing but names."""
    if len(text.split()) > 6 or not text[:1].isupper() or any(map(str.isdigit, text)):
        return False
    credit = parse_credit(text)
    return bool(credit and (credit.photographers or credit.agencies) and len(text) <= 60)


def at_label(text: str) -> tuple[str, str] | None:
    """Cut off a credit after a label: "... Photograph: Name/AP"."""
    labels = [match for match in _LABEL.finditer(text) if _is_label(match)]
    if not labels:
        return None
    label = labels.pop()
    while labels and _is_one(labels[-1], label, text):
        label = labels.pop()
    credit = text[label.start() :].strip(" /")
    told = text[label.end() :].strip()
    if not told or len(told) > LONGEST_TAIL or parse_credit(told) is None:
        return None
    if len(told.split()) > 12 and not is_credit(told):
        return None
    if _DRAWN.match(label[0]) and not (are_names(told) or is_credit(told)):
        return None  # "Chart: Inflation in Europe"
    says_whose = _WHOSE.match(label[0]) and len(told.split()) <= _FEW
    if label.start() == 0 and not says_whose and (_is_told(told) or _FILE_LABEL.match(text)):
        return None
    start = label.start() - len(_house_before(text[: label.start()]))
    return text[:start], text[start : label.start()].lstrip(" /") + credit


def _house_before(text: str) -> str:
    """The agency right before a label, as part of the credit: "... the statue. MTI Fotó: Name"."""
    match = _LAST_WORDS.search(text)
    if match is None:
        return ""
    words = match[0].split(" ")
    ends = (" ".join(words[i:]) for i in range(len(words)))
    return next((end for end in ends if is_credit(end.rstrip(" -"))), "")


def _is_one(before: re.Match[str], label: re.Match[str], text: str) -> bool:
    """Whether two labels belong to one credit: "사진 © Name", "Photo: Name © Agency"."""
    between = text[before.end() : label.start()].strip(" /|,")
    is_right = label[0][0] in "©ⓒ(" and not reads_as_sentence(between)
    return not between or (is_right and are_names(between))


def _is_label(match: re.Match[str]) -> bool:
    """Whether a matched label is one where it stands. Elsewhere, "Images / Name" is the end of an
    agency's name, and "Photo - Name" part of the caption."""
    before = match.string[: match.start()].rstrip(" ")
    if match[0][-1] == "/":
        return before[-1:] in _OPENINGS
    return match[0][-1] not in "-–" or before[-1:] in _BEFORE_A_DASH


def _is_told(text: str) -> bool:
    """Whether the caption, not a credit, follows a label at the very start: a sentence, or words
    with their own credit in brackets."""
    match = _BRACKET.search(text)
    if match and not is_person(text[: match.start()].strip()) and at_bracket(text):
        return True
    return reads_as_sentence(text)


def at_picture_word(text: str) -> tuple[str, str] | None:
    """Cut off names after a label without a colon: "... Foto Name", "....Beeld ANP"."""
    match = _PICTURE_OF.search(text)
    if not match or len(text) - match.start() > 70:
        return None
    if not are_names(match[1]) and not _is_nickname_and_house(match[1]):
        return None
    return text[: match.start()], text[match.start() :]


def _is_nickname_and_house(text: str) -> bool:
    """Whether a text is one word and an agency: a photographer's user name at a stock agency."""
    match = _NICKNAME.fullmatch(text)
    return match is not None and find_agency(match[1]) is not None
