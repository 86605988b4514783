"""How the East Asian press signs its photos: the label follows the name."""

from __future__ import annotations

import re

from crawler.extract.agencies import find_agency
from crawler.extract.credits.trim import ends_in_agency
from crawler.extract.credits.unlabelled import is_credit
from crawler.extract.credits.words import KOREAN_REPORTER, PROVIDED, TAKEN
from crawler.extract.languages.vocabulary import pattern

_HAN = r"[\u4e00-\u9fff]"
_REPORTER = pattern("byline.reporter")
_TITLE = pattern("byline.title")
# "... 김한솔 기자", "... 佐藤太郎撮影", "... 记者 李明 摄"
_SIGNED = re.compile(
    rf"(?<=[.\s/])(?:[가-힣]{{2,5}}=)?([가-힣]{{2,4}}\s?{KOREAN_REPORTER})(?:\s+\S+@\S+)?$"
    rf"|(?<=[。、，,／/])\s*((?:{_HAN}{{2,4}}社)?(?:{_HAN}{{2,8}}\s)?"
    rf"(?:{_HAN}{{0,6}}{_REPORTER})?\s*"
    rf"[\u3005\u3040-\u30ff\u4e00-\u9fff]{{2,8}}\s?[/／]?{TAKEN})$"
    rf"|(?<={_HAN}\s)((?:{_HAN}{{0,6}}{_REPORTER}\s?)?{_HAN}{{2,4}}\s?[/／]?(?:摄|攝影?))$"
)
# "... 北里町教育委員会提供", "... 진소림 작가 제공": after the last punctuation, and no sentence
_PROVIDED = re.compile(
    rf"(?:(?<=[。、，＝=）)])|(?<=[.!?）)]\s))[＝=]?"
    r"((?!\S{0,24}를 )"
    rf"(?:[^。、，.!?＝=をがはに]{{2,24}}?|[^。、，.!?＝=がは]{{2,20}}会)\s?{PROVIDED})$"
    r"|(?<=[.!?]\s)(사진\s?[^.:=]{2,24})$"
    rf"|(?<=[。！？])\s*({_HAN}{{2,4}}\s?[摄攝]\s?[(（]{_HAN}{{2,12}}[)）])$"
    rf"|(?<=[。！？])\s*({_HAN}{{2,10}}(?:資料|资料)(?:照片?|圖|图|畫面))$"
)
# "... 视觉中国 图", "... 某报记者 张三 图", "... 港务局供图"
_PICTURE_BEHIND = re.compile(
    rf"(?:^|(?<=[\s。！？）]))((?:[^\s。！？]*{_REPORTER}\s)?"
    r"[^\s。！？]{2,16}(?:\s[图圖]|\s?供[图圖]))$"
)
# "... 路透社", "... ภาพรอยเตอร์": an agency after a space, in scripts without spaces between words
_SPACED_AGENCY = re.compile(
    rf"(?<=[\u4e00-\u9fff”」）])\s({_HAN}{{2,6}})$|\s(?:ภาพ|ภาพจาก)\s?([^\s:()]{{2,20}})$"
)
# "... 2026.11.12/뉴스1 ⓒ News1 김한솔 기자": the day, the wire, "ⓒ" and the photographer
_WIRED = re.compile(r"\s*(?:19|20)\d\d\.\d\d?\.\d\d?\.?\s?/\s?(?:\S+\s(?=[ⓒ©]))?(\S[^/]{2,30})$")
# what Korean wires print after the bracketed credit: the day, an e-mail address
FILED = re.compile(r"(?<=[)\]])\s*(?:19|20)\d\d\.\d\d?\.\d\d?\.?(?:\s+\S+@\S+)?$")
# how these captions begin, perhaps after a title: "(서울=연합뉴스) 김한솔 기자 = ...", and end
_OPENING = re.compile(
    r"(?:^|\s)([(\[][^()\[\]=]{1,20}=([^()\[\]=]{2,20})[)\]]"
    rf"(?:\s?[가-힣·, ]{{2,16}}{_TITLE}(?=\s?=))?)\s(?:=\s)?"
)
_FILED_AT = re.compile(
    r"(?:\s*(?:19|20)\d\d\.\s?\d\d?\.\s?\d\d?\.?)?(?:\s+\S+@\S+)?(?:\s*\*재판매.*)?$"
)
# "인천=연합뉴스", "런던=AP 뉴시스": a place, and one agency or two
_PLACED = re.compile(r"[가-힣]{2,5}\s?=\s?((?:[A-Z]+[ /])?[가-힣\w]{2,10})$")
# "... 新华社发（王海 摄）": the agency that an outside photographer sent it to
SENT_BY = re.compile(r"(?:新华社|新華社|中新社)[发發]\s*$")
BRACKETED_PICTURE = re.compile(r"\[사진\s+\S.*\][.\s]*$")  # "[사진 연합뉴스]"
# "佐藤太郎撮影", "촬영 김한솔", "김한솔 기자", "受访者供图"
TAKEN_BY = re.compile(rf"(?:촬영\s.+|.*(?:{TAKEN}|기자|供[图圖]))$")


def at_wire(text: str) -> tuple[str, str] | None:
    match = _WIRED.search(text) if not text.isascii() else None
    return (text[: match.start()], match[1]) if match and is_credit(match[1]) else None


def at_opening(text: str) -> tuple[str, str] | None:
    """Take out the credit that opens a Korean wire's caption; drop the day and address at its
    end."""
    found = _OPENING.search(text) if "=" in text else None
    if found is None or (found[1][-1] in ")]" and not ends_in_agency(found[2])):
        return None
    title, caption = text[: found.start()], _FILED_AT.sub("", text[found.end() :])
    return f"{title} {caption}".strip(), found[1]


def signed(text: str) -> re.Match[str] | None:
    """The credit at the end of a caption, as the last group of the match."""
    if text.isascii():
        return None
    found = _SIGNED.search(text) or _PROVIDED.search(text)
    if found is None and text[-1] in "图圖":
        found = _PICTURE_BEHIND.search(text)
    if found is None:
        found = _SPACED_AGENCY.search(text)
        if found and not find_agency(found[found.lastindex or 0]):
            found = None
    return found


def placed(text: str) -> str | None:
    """The agencies after a place and an equals sign."""
    found = _PLACED.match(text)
    return found[1] if found and ends_in_agency(found[1]) else None
