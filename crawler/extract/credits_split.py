"""A caption with the credit run in, cut into caption and credit line.

The credit stands at the tail: in brackets, after a label ("Photo:", "©"), or as bare names after
the last sentence or stroke. A bare tail is a credit only if it names an agency of the list or says
so in words ("Courtesy of ...", "... 제공"); otherwise the words stay with the caption.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.extract.agencies import find_agency
from crawler.extract.credits import parse_credit
from crawler.extract.credits_words import is_person
from crawler.items import CreditTerm

_LONGEST = 160  # characters of a credit in a tail

_BRACKET = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{2,160})[)\]）】][.\s]*$")
_LABEL = re.compile(
    r"(?:^|(?<=[\s.!?…»”\"')\]/|–—-]))(?:"
    r"(?:photos?|photographs?|pictures?|pics?|images?)\s*(?:credits?)?\s*(?:[:：]|\bby\b"
    r"|\bcourtesy of\b|/(?=\s))"
    r"|(?:photo[ -])?illustrations?\s*(?:[:：]|\bby\b)|cartoons?\s+by\b"
    r"|(?:foto|fotos|bild|beeld|kuva|fotó|imagen|imagem|fotografía|crédit(?: photo)?|credits?"
    r"|fot\.|fotoğraf"
    r"|dok\.?|bildquelle|quelle|source|zdroj|źródło|(?:archiv|symbol|arkiv)(?:foto|bild))\s*[:：]"
    r"|fotos?\s+di\s|©|\(c\)\s|copyright\s|courtesy of\s|cedida por\s"
    r"|фото\s*[:：]|(?:/\s*)?사진\s*(?:제공)?\s*[=:]|写真\s*[=＝:：／]|撮影\s*[=＝:：・]|图片?来源[:：]|图[/／])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?:(?<=[.!?。…])(?<![\s.][A-Z]\.)(?<!^[A-Z]\.)[”\"’')»]*|(?<=[”\"»]))\s+|\s*[/|／]\s*|\s+[–—-]\s+|。|[＝](?=[^＝]{2,12}$)"
)
_NAMED_BY = re.compile(r"(?<=[.\s])((?:[A-Z]\w+ ){1,3}(?:file )?photo by .{3,40})$")
_BEFORE_AGENCY = re.compile(
    r"((?:[^\W\d_a-zß-öø-ÿ][\w.'’-]+\s+){1,3}[^\W\d_a-zß-öø-ÿ][\w.'’-]+)\s*[/|]\s*([^/|]{2,30})$"
)
# "... Friday AP Photo/Ann Lee", "(Image:Getty Images)" with no space or stop before it
_AGENCY_PHOTO = re.compile(r"(?<=\s)((?:[A-Z]{2,5}|Reuters) (?:Photo|Images?)/.{3,60})$")
# "... New York/REUTERS/Ann Lee": whatever stands before, an agency in capitals and a name
_AGENCY_AND_NAME = re.compile(
    r"[\s/]((?:[A-Z]{3,})\s?/\s?[A-ZÀ-Þ][\w.'’ -]{3,40}(?:/File Photo)?)$"
)
_STOCK = re.compile(r"\S+(?: \S+){0,3} - \w+\.\w+(?:\.\w+)?$")  # "name - stock.example.com"
_PLACED = re.compile(r"[가-힣]{2,5}\s?=\s?([가-힣\w]{2,10})$")  # "인천=연합뉴스": place, agency
_KEPT_BY = re.compile(r"dok(?:umentasi)?\b\.?\s?\w", re.IGNORECASE)  # "(Dok. Pribadi)"
_REPORTER = re.compile(r"(?<=[.\s])([가-힣]{2,4}\s?기자)$")


@lru_cache(maxsize=2048)
def split_caption(text: str) -> tuple[str | None, str | None]:
    """``text`` as (caption, credit line as printed); either is ``None`` where there is none."""
    text = " ".join(text.split())
    if not text:
        return None, None
    for cut in (_at_bracket, _at_photo_by, _at_label, _at_tail):
        found = cut(text)
        if found is not None:
            caption, credit = found
            return caption.strip(" /|–—-•") or None, credit.strip() or None
    return text, None


def is_credit(line: str) -> bool:
    """Whether a line without a label names an agency of the list, or says what a credit says."""
    credit = parse_credit(line) if len(line) <= _LONGEST else None
    if credit is None:
        return False
    named = any(a.key or a.name in ("NASA",) for a in credit.agencies)
    said = {CreditTerm.HANDOUT, CreditTerm.COURTESY, CreditTerm.POOL} & set(credit.terms)
    given = any(a.role in ("handout", "courtesy") for a in credit.agencies)
    return (named or bool(said) or given) and all(len(a.name) <= 40 for a in credit.agencies)


def _at_bracket(text: str) -> tuple[str, str] | None:
    """ "... (Foto: dpa)", "... (AP Photo/Name)"."""
    match = _BRACKET.search(text)
    if not match:
        return None
    inner = match[1]
    label = _LABEL.match(inner)
    if label and _LABEL.sub("", inner, count=1).strip():
        return text[: match.start()], inner
    after_sentence = text[: match.start()].rstrip().endswith((".", "!", "?", "。", "”", '"'))
    if (
        is_credit(inner)
        or _KEPT_BY.match(inner)
        or inner.endswith(("撮影", "기자"))
        or (after_sentence and _names(inner))
    ):
        return text[: match.start()], inner
    return None


def _names(text: str) -> bool:
    """Whether a text is nothing but names."""
    if len(text.split()) > 6 or not text[:1].isupper() or any(map(str.isdigit, text)):
        return False
    credit = parse_credit(text)
    return bool(credit and (credit.photographers or credit.agencies) and len(text) <= 60)


def _at_label(text: str) -> tuple[str, str] | None:
    """ "... Photograph: Name/AP"."""
    labels = list(_LABEL.finditer(text))
    if not labels:
        return None
    label = labels[-1]
    if len(labels) > 1 and not text[labels[-2].end() : label.start()].strip(" /"):
        label = labels[-2]  # "사진 © Name"
    credit = text[label.start() :].strip(" /")
    told = text[label.end() :].strip()
    if not told or len(told) > _LONGEST or parse_credit(told) is None:
        return None
    if len(told.split()) > 12 and not is_credit(told):
        return None
    return text[: label.start()], credit


def _at_photo_by(text: str) -> tuple[str, str] | None:
    """ "... Korea Times photo by Name", "... 김한솔 기자"."""
    if _STOCK.match(text) and find_agency(text.rpartition(" - ")[2]):
        return "", text
    match = _NAMED_BY.search(text) or _REPORTER.search(text) or _AGENCY_PHOTO.search(text)
    return (text[: match.start()], match[1]) if match else None


def _at_tail(text: str) -> tuple[str, str] | None:
    """ "... June 19. AP-Yonhap", "... / Yonhap", "... Andrew Harnik / AP"."""
    match = _AGENCY_AND_NAME.search(text)
    if match and find_agency(match[1].partition("/")[0]):
        return text[: match.start()], match[1]
    match = _BEFORE_AGENCY.search(text)
    if match and find_agency(match[2]):
        start = match.start()
        sentence = [m.end() for m in _SENTENCE.finditer(text, start, match.start(2) - 2)]
        sentence = [e for e in sentence if "/" not in text[start:e]]
        start = sentence[-1] if sentence else start
        if len(text[start : match.end(1)].split()) <= 3:
            return text[:start], text[start:]
    for cut in [m for m in _SENTENCE.finditer(text) if len(text) - m.end() <= _LONGEST]:
        tail = text[cut.end() :]
        placed = _PLACED.match(tail)
        if placed and find_agency(placed[1]):
            return text[: cut.start()], placed[1]
        by_stroke = "/" in cut.group() and is_person(tail)
        if tail and len(tail.split()) <= 14 and (by_stroke or is_credit(tail)):
            return text[: cut.start()], tail
    return (None or "", text) if len(text) <= 80 and is_credit(text) else None
