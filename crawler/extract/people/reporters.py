"""Find the reporters named in the story's own text: in its dateline, or after its last sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from crawler.extract.agencies import find_agency
from crawler.extract.body.blocks import Block
from crawler.extract.languages.vocabulary import pattern
from crawler.extract.people.names import is_name, names_in

# reporters in the dateline: "（记者李明、王芳）", "〔記者王曉明／台北報導〕"
_IN_THE_DATELINE = re.compile(
    r"[（(〔【\[](?:本报|本報|本网|新华社)?(?:记者|記者|[^（(〔【\[\s。]{0,2}通讯员)\s*"
    r"([^（）()〔〕【】\[\]／/]{2,30})(?:[／/][^（）()〔〕【】\[\]]{2,12})?[)）〕】\]]"
)
# or joined to the place and day of an agency's dateline: "（中央社記者王曉明台北3日電）"
_BEFORE_THE_PLACE = re.compile(
    r"[社報报]記者([\u3400-\u9fff]{3}(?:、[\u3400-\u9fff]{3})*)[\u3400-\u9fff]{2,8}"
    r"(?:\d{1,2}月)?\d{1,2}日(?:\w{0,4})電"
)
# or in Korea: "(서울=연합뉴스) 김하늘 박보라 기자 =", "[바다신문=김하늘 기자]" and the like
_KOREAN = re.compile(
    rf"[(\[][^()\[\]]{{2,24}}[)\]]\s?([가-힣][가-힣 ·ㆍ,]{{1,40}}{pattern('byline.title')})\s?="
    rf"|[(\[](?:[^()\[\]=|]{{2,20}}[=|]\s?|[^()\[\]=|\s]{{2,20}}\s)(?:글 )?"
    rf"([가-힣][가-힣 ·ㆍ,]{{1,30}}{pattern('byline.title')})[)\]/]"
)
# or after the last sentence, or in a line of its own: "（山田健太郎、佐藤 美咲）", "【林凛】",
# "（取材・文＝山田健太郎／ライター）", "（編集委員 山田健太郎）"
_JAPANESE = r"[\u3400-\u9fff々ヶぁ-んァ-ヴー]"
_JAPANESE = rf"(?:{_JAPANESE}{{3,6}}|{_JAPANESE}{{1,4}} {_JAPANESE}{{1,4}})"
_WORK = r"(?:(?:取材|文|構成|執筆|聞き手)(?:・(?:文|構成|写真))*[＝=：:・])?"
# "豊田支局・木全彩香": the office before the name
_POST = (
    r"(?:[\u3400-\u9fff]{0,8}(?:委員|記者|局長|部長|次長|特派員) ?|[\u3400-\u9fff]{1,8}[局部]・)"
)
# a profession, "who took the photos, too", or who drew the charts
_BESIDE = rf"(?:／[^（）【】／]{{2,12}}|、写真も|、[ァ-ヴー]{{2,10}} {_JAPANESE})"
_CHINESE = r"[\u3400-\u9fff]{2,3}"
_AT_THE_END = re.compile(
    rf"(?:^|。)[（【]{_WORK}({_POST}?{_JAPANESE}(?:、(?!写真){_POST}?{_JAPANESE})*){_BESIDE}?[）】]$"
    rf"|[。！？”][（(]({_CHINESE}(?:[、 ]{_CHINESE})*)[）)]$"
)
# or behind the place: "【ワシントン＝山田健太郎】"
_BEHIND_THE_PLACE = re.compile(rf"【[^【】=＝]{{2,16}}[=＝]({_JAPANESE}(?:、{_JAPANESE})*)】")
# or in English, as agencies sign what their clients print: "(By Ann Lee)", "(c)AFP/Ann LEE"
_SIGNED = re.compile(
    r"[.!?”\"。）)]\s?(?:\([Bb]y ([^()]{4,60})\)\W{0,3}(?:Enditem\W?)?"
    r"|(?:\(c\)|©)\s?\w+/([^/()]{4,40}))$"
)
_HAS_POST = re.compile(_POST)
LAST = 4  # last paragraphs, one of which may be signed: notes may follow it
_LONGEST_SIGNED = 100
_LONGEST_AT_THE_END = 60
_FILED = re.compile(r"[（(](?:19|20)\d\d/\d\d?/\d\d?[-ー ]\d\d?:\d\d[）)]$")
_NO_PERSON = re.compile(
    r"新聞|通信|関連|特集|連載|おわり|つづく|[社部局班時略続中面版終了写真]|化名|节选|综合|待续|图文|整理|编译|连载|记者|下转"
)


def reporters_in(story: Sequence[Block]) -> tuple[str, ...]:
    """The reporters named in the story's text, as the press of East Asia and agencies do."""
    if not story:
        return ()
    starts = [block.text[:80] for block in story[:2]]
    if korean := next(filter(None, map(_KOREAN.match, starts)), None):
        return names_in(korean[1] or korean[2])
    if japanese := _BEHIND_THE_PLACE.match(starts[0]):
        return _without_posts(japanese[1].split("、"))
    found = next(filter(None, map(_IN_THE_DATELINE.search, starts)), None)
    found = found or next(filter(None, map(_BEFORE_THE_PLACE.search, starts)), None)
    if found:
        return tuple(name for name in names_in(found[1].replace(" ", "、")) if is_name(name))
    last = story[-1].text
    signed = _SIGNED.search(last, max(0, len(last) - _LONGEST_SIGNED))
    if signed and (by := names_in(signed[1] or signed[2])) and all(map(is_name, by)):
        return by
    return next(filter(None, (_at_the_end(b.text) for b in story[: -LAST - 1 : -1])), ())


def _at_the_end(text: str) -> tuple[str, ...]:
    found = _AT_THE_END.search(text, max(0, len(text) - _LONGEST_AT_THE_END))
    if found is None:
        return ()
    return _without_posts(re.split("[、 ]", found[2]) if found[2] else found[1].split("、"))


def _without_posts(names: Sequence[str]) -> tuple[str, ...]:
    """The persons without their posts; none if one of the names is an organisation or a note."""
    persons = tuple(_HAS_POST.sub("", name) for name in names)
    return () if any(find_agency(p) or _NO_PERSON.search(p) for p in persons) else persons


def without_signature(text: str, authors: Collection[str]) -> str:
    """A paragraph without what follows its words in brackets: the story's authors, or when it was
    filed. It is "" if nothing else is left."""
    signed = _at_the_end(text)
    filed = _FILED.search(text)
    if filed or (signed and set(signed) <= set(authors)):
        return text[: max(map(text.rfind, "（【("))].rstrip()
    return text
