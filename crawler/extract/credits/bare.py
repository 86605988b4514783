"""Find an unlabelled credit at a caption's end: names after the last sentence or stroke."""

from __future__ import annotations

import re

from crawler.extract.agencies import find_agency
from crawler.extract.credits.asia import placed, signed
from crawler.extract.credits.names import are_names, has_label_behind, is_signed
from crawler.extract.credits.persons import is_person
from crawler.extract.credits.unlabelled import (
    LONGEST_TAIL,
    is_credit,
    is_screenshot,
    says_screenshot,
)
from crawler.extract.credits.words import (
    BY_IN_A_CAPTION,
    DATE_END,
    LABEL,
    PICTURE,
    RESERVED,
    TERM_WHOLE,
)
from crawler.items import CreditTerm

_DATE_ENDS = frozenset("0123456789日)）.")
_SENTENCE = re.compile(
    r"(?<=[.!?।…])\s*[–—]\s*|\s+[–—•-]\s+"
    r"|(?:(?<=[.!?。।…])(?<![\s.][A-Z]\.)(?<!^[A-Z]\.)(?<!\bDok\.)[”\"’')»]*|(?<=[”\"»]))\s+"
    r"|\s*[/|／]\s*|。|[＝](?=[^＝]{2,12}$)|(?<=[^\x00-\x7f])=(?=[^=\s]{2,12}$)"
)
_STROKE = re.compile(r"\s\|\s")
_ENDS = (".", "!", "?", "।")
_STOPS = (".", "!", "?", "…", "”", '"')
_ABBREVIATED = re.compile(r"(?:\b[A-Z][a-z]{1,4}|\b[ap]\.m)\.$")  # "Nov.", "Sen.", "p.m."
# titles stand before a name, so their full stop ends no sentence
_TITLED = re.compile(
    r"\b(?:St|Ste|Ft|Mt|Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|Col|Maj|Capt|Lt|Sgt|Rev)\.$"
)
_STROKES = ("|", "/", "–", "—", "-", "•")
_DASHED = re.compile(r"[.!?।…]\s*(?:[–—]\s*|-\s+)$")
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]")  # a letter of a script with capitals
_LONGEST_UNCASED = 30  # characters after a dash that are names in a script without capitals
_MOST_WORDS = 14
_MOST_CUTS = 16  # places at which a credit may begin
_LONGEST_WHOLE = 80
# "... Korea Times photo by Name"
_NAMED_BY = re.compile(
    rf"(?<=[.\s])((?:[A-Z]\w+ ){{1,3}}(?:file )?{PICTURE} {BY_IN_A_CAPTION} .{{3,40}})$"
)
_BEFORE_AGENCY = re.compile(
    r"((?:[^\W\d_a-zß-öø-ÿ][\w.'’-]{1,40}\s+){1,3}[^\W\d_a-zß-öø-ÿ][\w.'’-]{1,40})"
    r"\s*[/|]\s*([^/|]{2,30})(?:[/|][^/|]{2,30})?$"
)
# "... Friday AP Photo/Ann Lee", "(Image:Getty Images)" with no space or stop before it
_AGENCY_PHOTO = re.compile(r"(?<=\s)((?:[A-Z]{2,5}|Reuters) (?:Photo|Images?)/.{3,60})$")
# "... New York/REUTERS/Ann Lee": an agency in capitals and a name, whatever stands before
_AGENCY_AND_NAME = re.compile(
    r"(?:^|[\s/])((?:[A-Z]{2,}/)*[A-Z]{3,}\s?/\s?[A-ZÀ-Þ][\w.'’ -]{3,40}(?:/File Photo)?)$"
)
_LONGEST_LABELLED = 24  # characters of a label and an organisation
_STOP = frozenset("。！？，.!?,")
_STOCK = re.compile(r"\S+(?: \S+){0,3} - \w+\.\w+(?:\.\w+)?$")  # "name - stock.example.com"


def at_photo_by(text: str) -> tuple[str, str] | None:
    """Cut off a credit such as "... Korea Times photo by Name" or "... 김한솔 기자"."""
    if _STOCK.match(text) and find_agency(text.rpartition(" - ")[2]):
        return "", text
    match = _NAMED_BY.search(text) or _AGENCY_PHOTO.search(text) or signed(text)
    if match is None:
        return None
    before = text[: match.start()]
    label = LABEL.match(before)
    if label and len(before) <= _LONGEST_LABELLED and _STOP.isdisjoint(before):
        return "", text  # "图片来源：海港报记者 李明 摄": the label before it belongs to it
    return before, match[match.lastindex or 0]


def at_tail(text: str) -> tuple[str, str] | None:
    """Cut off bare names: "... June 19. AP-Yonhap", "... / Yonhap", "... Andrew Harnik / AP"."""
    if says_screenshot(text) and is_screenshot(text):
        return "", text
    return _at_agency(text) or _at_sentence(text) or _whole(text)


def _at_agency(text: str) -> tuple[str, str] | None:
    """An agency and a name, whatever stands before them."""
    match = _AGENCY_AND_NAME.search(text)
    if match:
        first, *_, last = (part.strip() for part in match[1].split("/"))
        if find_agency(first) and not find_agency(last):
            return text[: match.start()], match[1]
    match = _BEFORE_AGENCY.search(text)
    if match and is_credit(match[2].rstrip()):
        start = match.start()
        sentence = [m.end() for m in _SENTENCE.finditer(text, start, match.start(2) - 2)]
        sentence = [e for e in sentence if "/" not in text[start:e]]
        start = sentence[-1] if sentence else start
        if len(text[start : match.end(1)].split()) <= 3:
            return text[:start], text[start:]
    return None


def _at_sentence(text: str) -> tuple[str, str] | None:
    """Cut after the first end of a sentence, or stroke, that only a credit follows.

    A full stop after an abbreviation counts only if no better one follows: "... on Tuesday, Nov. 3,
    2026. AP".
    """
    doubtful: tuple[str, str] | None = None
    strokes = [m.end() for m in _STROKE.finditer(text)]
    cuts = [m for m in _SENTENCE.finditer(text) if len(text) - m.end() <= LONGEST_TAIL]
    for cut in cuts[-_MOST_CUTS:]:
        before, tail = text[: cut.start()], text[cut.end() :]
        if tail[:1] in _STROKES or _is_open(before) or _TITLED.search(before):
            continue
        if "|" not in cut[0] and _is_better_cut_at_stroke(tail):
            continue
        if agencies := placed(tail):
            return before, agencies
        is_last_stroke = bool(strokes) and strokes[-1] == cut.end()
        if (
            tail
            and len(tail.split()) <= _MOST_WORDS
            and _is_credit_after(text[: cut.end()], cut.group(), tail, is_last_stroke)
        ):
            if doubtful and not (before[-1:] in _STOPS and _goes_on(doubtful[1], tail)):
                return doubtful
            doubtful = before, tail
            if not _ABBREVIATED.search(before):
                break
    return doubtful


def _is_better_cut_at_stroke(tail: str) -> bool:
    """Whether a stroke in a tail has the end of the caption before it, and no part of a credit."""
    before, stroke, _ = tail.partition(" | ")
    return bool(stroke) and not (is_credit(before) or are_names(before))


def _goes_on(doubtful: str, tail: str) -> bool:
    """Whether the sentence continues after a doubtful full stop: no name stands before the tail."""
    between = doubtful[: len(doubtful) - len(tail)].strip(" .")
    return not are_names(between)


def _whole(text: str) -> tuple[str, str] | None:
    is_whole = len(text) <= _LONGEST_WHOLE and (is_credit(text) or has_label_behind(text))
    return ("", text) if is_whole else None


def at_date(text: str) -> tuple[str, str] | None:
    """Cut off a credit and its date: "... CNA photo May 13, 2025". It must name an agency."""
    date = DATE_END.search(text) if text[-1] in _DATE_ENDS else None
    if date is None:
        return None
    bare = text[: date.start()]
    found = at_photo_by(bare) or at_tail(bare)
    if not found or not found[0] or not is_credit(found[1]):
        return None
    return found[0], found[1] + date[0]


def _is_open(text: str) -> bool:
    """Whether a text ends inside brackets."""
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")


def _is_credit_after(before: str, cut: str, tail: str, last_stroke: bool) -> bool:
    """Whether a tail is a credit in its position. After a stroke or a dash, names are enough; after
    a sentence they must be a person and an organisation. After both, either will do."""
    if is_credit(tail) or RESERVED.fullmatch(tail.rstrip(".")) or is_screenshot(tail):
        return True
    is_behind_a_stop = before.rstrip(" /").endswith(_ENDS)
    if "/" in cut:
        is_told = is_person(tail) or TERM_WHOLE[CreditTerm.FILE].match(tail) is not None
        return is_told or (is_behind_a_stop and is_signed(tail))
    if last_stroke or _DASHED.search(before):
        is_told = are_names(tail) or has_label_behind(tail)
        return is_told or (not _CASED.search(tail) and len(tail) <= _LONGEST_UNCASED)
    if not cut.isspace() or not is_behind_a_stop:
        return False
    return is_signed(tail) or (tail.isupper() and is_person(tail) and not before.isupper())
