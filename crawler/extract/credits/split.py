"""A caption with the credit run in, cut into caption and credit line.

The credit stands at the tail: in brackets, after a label ("Photo:", "©"), or as bare names after
the last sentence or stroke. A bare tail is a credit only if it names an agency of the list or says
so in words ("Courtesy of ...", "... 제공"); otherwise the words stay with the caption.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.extract.agencies import agencies, find_agency, may_name_agency
from crawler.extract.credits.names import are_names, is_signed, reads_as_sentence
from crawler.extract.credits.parse import parse_credit
from crawler.extract.credits.words import (
    DATE_END,
    DRAWING,
    OPENINGS,
    PICTURE,
    RESERVED,
    SAID,
    SAYS_GIVEN,
    TERM_WHOLE,
    is_person,
)
from crawler.items import CreditedAgency, CreditTerm

_DATE_ENDS = frozenset("0123456789日)）.")
_LONGEST = 160  # characters of a credit in a tail
_ABBREVIATION = 4  # letters

# "(AP Photo/Name) **FILE**": behind it may stand that the photo is from the archive
_BRACKET = re.compile(
    r"\s*[(\[（【]([^()\[\]（）【】]{2,160})[)\]）】][.。\s]*(?:\*+ ?FILE ?\*+)?$"
)
# where a label may begin
_MAY_BEGIN = r"(?:^|(?<=[\s.!?…»”\"')\]/|–—−―(（\[【。-]))"
_LABEL = re.compile(
    rf"{_MAY_BEGIN}(?:"
    rf"(?:file\s+)?{PICTURE}(?:[\s-]?{SAID})?\s*(?:[:：]|\bby\b|\bcourtesy of\b|از\b|[/–-](?=\s))"
    rf"|(?:photo[ -])?{DRAWING}\s*(?:[:：]|\bby\b)|cartoons?\s+by\b"
    rf"|(?:crédit photo|dok\.?|{SAID}(?:\s{PICTURE})?"
    r"|(?:archiv|symbol|arkiv)(?:foto|bild))\s*[:：]"
    r"|credit\s?(?:\.\.\.|…)"
    r"|(?:fot|dok)\.\s|fotos?\s+di\s|[©ⓒ]|\(c\)\s|copyright\s|courtesy of\s|cedida por\s"
    r"|(?:/\s*)?사진\s*(?:제공)?\s*[=:]|写真\s*[=＝:：／]|撮影\s*[=＝:：・]|[图圖]片?[来來]源[:：]"
    r"|[图圖]\s?[/／]|ขอบคุณภาพจาก)",
    re.IGNORECASE,
)
_OPENINGS = (*".!?…»”\"')]|–—−―(（[【。-", "")
_OWN_LABEL = re.compile(rf"(?:{PICTURE}|caption)\s*[:：]\s*", re.IGNORECASE)
_DRAWN = re.compile(rf"(?!(?:photo[ -])?illustration){DRAWING}", re.IGNORECASE)
# after "Source:" stands whose it is, though in small letters: "a reader"
_WHOSE = re.compile(rf"{SAID}\s*[:：]", re.IGNORECASE)
_FEW = 5  # words
_FILE_LABEL = re.compile(r"file\s", re.IGNORECASE)
# "... the quay. Foto Ann Lee", "... the quay.Beeld ANP", "(foto Agency)": no colon, but names
_PICTURE_OF = re.compile(
    rf"(?:(?<=[.!?…])|(?<=[.!?…”\"»)\]–—-]\s)|^){PICTURE}\s+(?:(?:from|via|de)\s+)?(\S.{{2,60}})$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?<=[.!?।…])\s*[–—]\s*|\s+[–—•-]\s+"
    r"|(?:(?<=[.!?。।…])(?<![\s.][A-Z]\.)(?<!^[A-Z]\.)(?<!\bDok\.)[”\"’')»]*|(?<=[”\"»]))\s+"
    r"|\s*[/|／]\s*|。|[＝](?=[^＝]{2,12}$)|(?<=[^\x00-\x7f])=(?=[^=\s]{2,12}$)"
)
_STROKE = re.compile(r"\s\|\s")
_DASHED = re.compile(r"[.!?।…]\s*(?:[–—]\s*|-\s+)$")
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]")  # a letter of a script with capitals
_LONGEST_UNCASED = 30  # characters behind a dash that are names in a script without capitals
_SCREENSHOT_ENDS = frozenset("처쳐图圖")
_SCREENSHOT_OF = re.compile(r".{2,24}(?:\s캡[처쳐]|截[图圖])$")  # "페이스북 캡처", "社交媒体截图"
_SCREENSHOT = next(p for term, p in OPENINGS if term is CreditTerm.SCREENSHOT)
_NAMED_BY = re.compile(r"(?<=[.\s])((?:[A-Z]\w+ ){1,3}(?:file )?photo by .{3,40})$")
_BEFORE_AGENCY = re.compile(
    r"((?:[^\W\d_a-zß-öø-ÿ][\w.'’-]+\s+){1,3}[^\W\d_a-zß-öø-ÿ][\w.'’-]+)\s*[/|]\s*([^/|]{2,30})$"
)
# "... Friday AP Photo/Ann Lee", "(Image:Getty Images)" with no space or stop before it
_AGENCY_PHOTO = re.compile(r"(?<=\s)((?:[A-Z]{2,5}|Reuters) (?:Photo|Images?)/.{3,60})$")
# "... New York/REUTERS/Ann Lee": whatever stands before, an agency in capitals and a name
_AGENCY_AND_NAME = re.compile(
    r"(?:^|[\s/])((?:[A-Z]{2,}/)*[A-Z]{3,}\s?/\s?[A-ZÀ-Þ][\w.'’ -]{3,40}(?:/File Photo)?)$"
)
_STOCK = re.compile(r"\S+(?: \S+){0,3} - \w+\.\w+(?:\.\w+)?$")  # "name - stock.example.com"
# "인천=연합뉴스", "런던=AP 뉴시스": a place, and one agency or two
_PLACED = re.compile(r"[가-힣]{2,5}\s?=\s?((?:[A-Z]+[ /])?[가-힣\w]{2,10})$")
_KEPT_BY = re.compile(r"dok(?:umentasi)?\b\.?\s?\w", re.IGNORECASE)  # "(Dok. Pribadi)"
_REPORTER = re.compile(
    r"(?<=[.\s/])([가-힣]{2,4}\s?기자)(?:\s+\S+@\S+)?$"
    r"|(?<=[。、，,／/])\s*((?:[\u4e00-\u9fff]{2,4}社)?(?:[\u4e00-\u9fff]{2,8}\s)?"
    r"(?:[\u4e00-\u9fff]{0,6}(?:记者|記者))?\s*"
    r"[\u3005\u3040-\u30ff\u4e00-\u9fff]{2,8}\s?[/／]?(?:撮影|摄|攝影?))$"
    r"|(?<=[\u4e00-\u9fff]\s)((?:[\u4e00-\u9fff]{0,6}(?:记者|記者)\s?)?"
    r"[\u4e00-\u9fff]{2,4}\s?[/／]?(?:摄|攝影?))$"
)
# "... 2026.11.12/뉴스1 ⓒ News1 김한솔 기자": the day, the wire, and its sign with who took it
_WIRED = re.compile(r"\s*(?:19|20)\d\d\.\d\d?\.\d\d?\.?\s?/\s?(?:\S+\s(?=[ⓒ©]))?(\S[^/]{2,30})$")
# "... 新华社发（王海 摄）": the agency to which somebody else sent it
_SENT_BY = re.compile(r"(?:新华社|新華社|中新社)[发發]\s*$")
# what the wires of Korea tell behind the brackets of whose photo it is: the day, an address
_FILED = re.compile(r"(?<=[)\]])\s*(?:19|20)\d\d\.\d\d?\.\d\d?\.?(?:\s+\S+@\S+)?$")
# "... 路透社", "... ภาพรอยเตอร์": an agency behind a space, in scripts that set none between words
_SPACED_AGENCY = re.compile(
    r"(?<=[\u4e00-\u9fff”」）])\s([\u4e00-\u9fff]{2,6})$|\s(?:ภาพ|ภาพจาก)\s?([^\s:()]{2,20})$"
)
# "... 视觉中国 图", "... 某报记者 张三 图", "... 港务局供图": the label stands behind the name
_PICTURE_BEHIND = re.compile(
    r"(?:^|(?<=[\s。！？）]))((?:[^\s。！？]*(?:记者|記者)\s)?"
    r"[^\s。！？]{2,16}(?:\s[图圖]|\s?供[图圖]))$"
)
_BRACKETED_PICTURE = re.compile(r"\[사진\s+\S.*\][.\s]*$")  # "[사진 연합뉴스]"
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\uffdc]")
_TAKEN = re.compile(r"(?:촬영\s.+|.*(?:撮影|摄|攝影?|기자))$")


@lru_cache(maxsize=2048)
def split_caption(text: str) -> tuple[str | None, str | None]:
    """``text`` as (caption, credit line as printed); either is ``None`` where there is none."""
    text = " ".join(text.split()).lstrip("▲△↑")  # which point to the photo above
    text = _FILED.sub("", text)
    if not text:
        return None, None
    for cut in (
        _at_bracket,
        _at_wire,
        _at_photo_by,
        _at_label,
        _at_picture_word,
        _at_date,
        _at_tail,
    ):
        found = cut(text)
        if found is not None:
            caption, credit = found
            caption = _OWN_LABEL.sub("", caption, count=1) if _OWN_LABEL.match(caption) else caption
            return caption.strip(" /|–—−―-•、，") or None, credit.strip() or None
    return text, None


def is_credit(line: str) -> bool:
    """Whether a line without a label names an agency of the list, or says what a credit says."""
    if len(line) > _LONGEST or not _may_be_credit(line):
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
    """Whether it is worth reading: most lines beside images are other stories' headlines. In
    scripts without spaces, and in Korean, a name stands within words."""
    return (
        may_name_agency(line)
        or "NASA" in line
        or SAYS_GIVEN.search(line) is not None
        or _UNSPACED.search(line) is not None
    )


def _is_named(agency: CreditedAgency, line: str) -> bool:
    """Whether a line names an agency of the list, and not by chance: "Ap" and "Sana" are a party
    and a girl."""
    if agency.key is None:
        return agency.name == "NASA"
    known = agencies()[agency.key]
    spellings = (known.name, *known.spellings)
    short = {s.casefold() for s in spellings if len(s) <= _ABBREVIATION and s.isascii()}
    return not any(
        word.istitle() and word.casefold() in short and word not in spellings
        for word in re.findall(r"\w+", line)
    )


def _at_bracket(text: str) -> tuple[str, str] | None:
    """ "... (Foto: dpa)", "... (AP Photo/Name)"."""
    match = _BRACKET.search(text)
    if not match:
        return None
    inner, before = match[1], text[: match.start()]
    own = _OWN_LABEL.match(before)
    if own and is_person(before[own.end() :].strip()):
        return None  # "Foto: Name (Agency)"
    sent = _SENT_BY.search(before)
    if sent and _TAKEN.match(inner):
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
        or _TAKEN.match(inner)
        or is_signed(inner)
        or (after_sentence and _names(inner))
        or _at_picture_word(inner)
        or _BRACKETED_PICTURE.search(text)
        or _is_screenshot(inner)
    ):
        return before, inner
    return None


def _at_wire(text: str) -> tuple[str, str] | None:
    match = _WIRED.search(text) if not text.isascii() else None
    return (text[: match.start()], match[1]) if match and is_credit(match[1]) else None


def _is_taken_there(place: str, last: str) -> bool:
    """Whether a Japanese bracket tells first where or when, then by whom a picture was taken or
    given: "（本社ヘリから、佐藤太郎撮影）"."""
    if not (_TAKEN.match(last) or _LABEL.match(last) or last.endswith("提供")):
        return False
    return not any(is_person(part) or is_credit(part) for part in place.split("、"))


def _names(text: str) -> bool:
    """Whether a text is nothing but names."""
    if len(text.split()) > 6 or not text[:1].isupper() or any(map(str.isdigit, text)):
        return False
    credit = parse_credit(text)
    return bool(credit and (credit.photographers or credit.agencies) and len(text) <= 60)


def _at_label(text: str) -> tuple[str, str] | None:
    """ "... Photograph: Name/AP"."""
    labels = [match for match in _LABEL.finditer(text) if _is_label(match)]
    if not labels:
        return None
    label = labels.pop()
    while labels and _is_one(labels[-1], label, text):
        label = labels.pop()
    credit = text[label.start() :].strip(" /")
    told = text[label.end() :].strip()
    if not told or len(told) > _LONGEST or parse_credit(told) is None:
        return None
    if len(told.split()) > 12 and not is_credit(told):
        return None
    if _DRAWN.match(label[0]) and not (are_names(told) or is_credit(told)):
        return None  # "Chart: Inflation in Europe"
    says_whose = _WHOSE.match(label[0]) and len(told.split()) <= _FEW
    if label.start() == 0 and not says_whose and (_is_told(told) or _FILE_LABEL.match(text)):
        return None
    return text[: label.start()], credit


def _is_one(before: re.Match[str], label: re.Match[str], text: str) -> bool:
    """Whether two labels make one credit: "사진 © Name", "Photo: Name © Agency"."""
    between = text[before.end() : label.start()].strip(" /|,")
    is_right = label[0][0] in "©ⓒ(" and not reads_as_sentence(between)
    return not between or (is_right and are_names(between))


def _is_label(match: re.Match[str]) -> bool:
    """Whether what was found is a label where it stands: "Images / Name" is else a house's second
    word, "Photo - Name" a part of the caption."""
    before = match.string[: match.start()].rstrip(" ")
    if match[0][-1] == "/":
        return before[-1:] in _OPENINGS
    return match[0][-1] not in "-–" or before[-1:] in ("", "(", "（", "[")


def _is_told(text: str) -> bool:
    """Whether what follows a label at the very start is the caption: a sentence, or words with a
    credit of their own in brackets."""
    match = _BRACKET.search(text)
    if match and not is_person(text[: match.start()].strip()) and _at_bracket(text):
        return True
    return reads_as_sentence(text)


def _at_picture_word(text: str) -> tuple[str, str] | None:
    """ "... Foto Name", "....Beeld ANP": the label without its colon, before names only."""
    match = _PICTURE_OF.search(text)
    if not match or len(text) - match.start() > 70 or not are_names(match[1]):
        return None
    return text[: match.start()], text[match.start() :]


def _at_photo_by(text: str) -> tuple[str, str] | None:
    """ "... Korea Times photo by Name", "... 김한솔 기자"."""
    if _STOCK.match(text) and find_agency(text.rpartition(" - ")[2]):
        return "", text
    match = (
        _NAMED_BY.search(text)
        or _REPORTER.search(text)
        or _AGENCY_PHOTO.search(text)
        or (_PICTURE_BEHIND.search(text) if text[-1] in "图圖" else None)
    )
    if match is None and not text.isascii():
        match = _SPACED_AGENCY.search(text)
        if match and not find_agency(match[match.lastindex or 0]):
            match = None
    return (text[: match.start()], match[match.lastindex or 0]) if match else None


def _at_tail(text: str) -> tuple[str, str] | None:
    """ "... June 19. AP-Yonhap", "... / Yonhap", "... Andrew Harnik / AP"."""
    if _SCREENSHOT.match(text) and _is_screenshot(text):
        return "", text
    match = _AGENCY_AND_NAME.search(text)
    if match and find_agency(match[1].partition("/")[0].rstrip()):
        return text[: match.start()], match[1]
    match = _BEFORE_AGENCY.search(text)
    if match and find_agency(match[2]):
        start = match.start()
        sentence = [m.end() for m in _SENTENCE.finditer(text, start, match.start(2) - 2)]
        sentence = [e for e in sentence if "/" not in text[start:e]]
        start = sentence[-1] if sentence else start
        if len(text[start : match.end(1)].split()) <= 3:
            return text[:start], text[start:]
    strokes = [m.end() for m in _STROKE.finditer(text)]
    for cut in [m for m in _SENTENCE.finditer(text) if len(text) - m.end() <= _LONGEST]:
        tail = text[cut.end() :]
        if tail[:1] in ("|", "/", "–", "—", "-", "•") or _is_open(text[: cut.start()]):
            continue
        placed = _PLACED.match(tail)
        if placed and find_agency(re.split("[ /]", placed[1])[-1]):
            return text[: cut.start()], placed[1]
        if (
            tail
            and len(tail.split()) <= 14
            and _is_credit_after(
                text[: cut.end()], cut.group(), tail, bool(strokes) and strokes[-1] == cut.end()
            )
        ):
            return text[: cut.start()], tail
    return ("", text) if len(text) <= 80 and is_credit(text) else None


def _at_date(text: str) -> tuple[str, str] | None:
    """ "... CNA photo May 13, 2025": a date behind a credit that names an agency, and no place."""
    date = DATE_END.search(text) if text[-1] in _DATE_ENDS else None
    if date is None:
        return None
    bare = text[: date.start()]
    found = _at_photo_by(bare) or _at_tail(bare)
    if not found or not found[0] or not is_credit(found[1]):
        return None
    return found[0], found[1] + date[0]


def _is_open(text: str) -> bool:
    """Whether a text ends within brackets."""
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")


def _is_credit_after(before: str, cut: str, tail: str, last_stroke: bool) -> bool:
    """Whether a tail is a credit where it stands: behind a stroke or a dash names are enough, after
    a sentence they must be a person's and a house's."""
    if is_credit(tail) or RESERVED.fullmatch(tail.rstrip(".")) or _is_screenshot(tail):
        return True
    if "/" in cut:
        return is_person(tail) or TERM_WHOLE[CreditTerm.FILE].match(tail) is not None
    if last_stroke or _DASHED.search(before):
        return are_names(tail) or (not _CASED.search(tail) and len(tail) <= _LONGEST_UNCASED)
    if not cut.isspace() or not before.rstrip().endswith((".", "!", "?", "।")):
        return False
    return is_signed(tail) or (tail.isupper() and is_person(tail) and not before.isupper())


def _is_screenshot(text: str) -> bool:
    """Whether a text says that it is a screenshot, and names of what."""
    if text[-1:] in _SCREENSHOT_ENDS:
        return _SCREENSHOT_OF.match(text) is not None
    match = _SCREENSHOT.match(text)
    return match is not None and are_names(text[match.end() :].removeprefix("by "))
