"""Korean, Chinese and Japanese bylines, which attach a role to a name."""

from __future__ import annotations

import re

from crawler.extract.languages.vocabulary import pattern, words
from crawler.extract.people.words import HAN

_TITLE = pattern("byline.title")
_AUTHOR = pattern("byline.author")
_REPORTER = pattern("byline.reporter")
_WRITER = pattern("byline.writer")
_SIGNS = pattern("byline.signs")
_TITLES = frozenset(words("byline.title"))

KOREAN = re.compile(rf"^([가-힣]{{2,4}})\s*{_TITLE}", re.IGNORECASE)
# "김하늘, 박보라 기자", "군산=김하늘 박보라 기자": one role for all names, perhaps after a place;
# a word with the ending of a town, before a space, is not one of the names
_NAME = r"(?!기자)[가-힣]{3}"  # "기자명" is the label of a name
_ROW = rf"{_NAME}(?:(?:\s?[·ㆍ,/]\s?|(?<![도시군구])\s){_NAME})*(?:\s?[·ㆍ]\s?[가-힣]{{2,4}})?"
KOREANS = re.compile(
    rf"(?:[가-힣]{{2,5}}\s?=\s?|(?:[가-힣]{{2,4}}\s){{1,2}}?)??({_ROW}|[가-힣]{{2,4}})\s*{_TITLE}"
    r"(?![가-힣])",  # "기자회견" is a press conference
    re.IGNORECASE,
)
# "서울 김하늘 기자 sky@example.com": a place first
KOREAN_AT_THE_END = re.compile(rf"(?<=[\s=\])]){_ROW} {_TITLE}\s*(?:=|\S+@\S+|$)", re.I)
_BETWEEN_KOREANS = re.compile(r"\s?[·ㆍ,/]\s?|\s")
_KOREAN_BRACKET = re.compile(r"[(\[][^()\[\]]{2,24}[)\]]\s?")  # "(서울=연합뉴스) 김하늘 기자"
# "聯合報／記者王小明／台北報導": the paper, the names, then the place
_CHINESE = re.compile(
    rf"{_REPORTER}\s*[:：／/＝・]?\s*(?!会見|會見)"
    rf"({HAN}{{2,4}}(?:[、，, ]+{HAN}{{2,4}})*)(?=\s*(?:[／/|（(\n]|$))"
)
_PLACE_OF_A_REPORT = re.compile(rf"[\s／/]+{HAN}{{2,6}}[報报][導导道]$")
# "来源：海港日报 作者：林品均 2025-03-04": after other facts
_AMONG_FACTS = re.compile(
    rf"(?:(?<=[\s网報报社])(?:{_REPORTER}|{_SIGNS})\s*[:：]|(?<=[|｜] ){_AUTHOR})"
    rf"\s*[\u3400-\u9fff·]{{2,8}}(?=[\s|／/]|$)"
)
# "林品均/海港日报": a name and the paper
_NAME_AND_HOUSE = re.compile(rf"{HAN}{{2,4}}\s?[/／]\s?{HAN}{{0,6}}{pattern('byline.house_end')}")
# "김하늘 바다대 교수": a profession other than reporter, after the name
_EXPERT = re.compile(rf"([가-힣]{{2,4}})(?: [\w·]{{1,12}}){{0,4}} ?{pattern('byline.expert')}")
_LONGEST_EXPERT = 40  # characters
# "海港网专栏作者 林品均", "通讯员王海"
_CHINESE_ROLE = re.compile(rf"^{HAN}{{0,8}}(?:{_AUTHOR}|{_REPORTER}|{_WRITER})\s*")
# the two halves of a Japanese name: Chinese ones are set off by commas
_JAPANESE = re.compile(r"記者\s*[:：／/＝・]?\s*([\u3400-\u9fff々]{2}) ([\u3400-\u9fff々]{2})$")


def asian_names(text: str) -> tuple[str, ...] | None:
    """The names in a byline of one of these kinds; ``None`` for any other byline."""
    if koreans := _korean_names(text):
        return koreans
    chinese = _CHINESE.search(text) if "者" in text else None  # the last character of "reporter"
    if chinese is None:
        return None
    if japanese := _JAPANESE.search(text):
        return (f"{japanese[1]} {japanese[2]}",)
    return tuple(filter(None, map(without_role, re.split(r"[、，, ]+", chinese[1]))))


def _korean_names(text: str) -> tuple[str, ...]:
    bracket = _KOREAN_BRACKET.match(text)
    text = text[bracket.end() :] if bracket else text
    if len(text) <= _LONGEST_EXPERT and (expert := _EXPERT.fullmatch(text)):
        return (expert[1],)
    if not KOREANS.match(text):
        return ()
    rows = (_BETWEEN_KOREANS.split(row[1]) for row in KOREANS.finditer(text))
    return tuple(name for row in rows for name in row)


def without_place(text: str) -> str:
    """A byline without the place of the report at its end."""
    return _PLACE_OF_A_REPORT.sub("", text)


def without_role(name: str) -> str:
    return _CHINESE_ROLE.sub("", name)


def is_title(name: str) -> bool:
    """Whether a text is only a title that is attached to names, not a name."""
    return name in _TITLES


def among_facts(line: str) -> re.Match[str] | None:
    """Find an author in a line of other facts."""
    korean = KOREAN_AT_THE_END.search(line)
    if korean:
        return korean
    if "者" in line or "撰" in line:
        return _AMONG_FACTS.search(line)
    return _NAME_AND_HOUSE.fullmatch(line) if line[-1:] >= "\u3400" else None
