"""The names in a printed byline: labels, places, roles and mail addresses are no part of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from crawler.extract.agencies import find_agency, find_wire

_BY = r"by|von|durch|par|por|di|da|door|deur|av|af|oleh|od|från|โดย"
_MADE = (
    r"written|reported|story|article|posted|published|submitted|words|analysis|opinion|comment|review"
    r"|interview|commentary|perspective|column|kommentar|gastbeitrag|analyse|kolumne|essay"
    r"|reportage|skrevet|skriven|scritto|escrito|publicado|publié|rédigé|geschreven|geschrieben"
    r"|gespeichert|verfasst|erstellt|eingestellt|ingediend|geplaatst|soumis|enviado|inviato|indsendt"
    r"|ditulis|a cura|te?kst|photos|compiled|propos recueillis"
)
# what stands before a colon only: without one these may begin a house's name ("Redacción Ellery")
_TOLD = (
    r"reporter|writers?|writer|journaliste?|journalist|redaktor|redakteurin?|redactora?|redaktion"
    r"|redacción|redação|redaksi|redazione|redactie|texte|texto?s?|teksti?|testo|words"
    r"|skribent|skrevet|toimittaja|szerző|írta|yazan|yazar|muhabir|haber|penulis|reporter|autorzy"
    r"|autoři|autorka|auteurs?|autori|autore|authors?|автор[ыи]?|автори|текст|журналіст|корреспондент"
    r"|корреспонденты|tác giả|piše|pišu|napisala?|opracowanie|zpracovala?|připravila?|επιμέλεια"
    r"|(?:te?kst|text|texto|testo|текст|szöveg|bài|tin)\s?(?:,|&|/|\+|i|y|e|et|und|en|og|och|a|și|és|và|и"
    r"|і|та)\s?(?:photos?|fotos?|fotografie|fotó|bilder|zdjęcia|фото|ảnh)|tin bài"
    r"|γράφει|συντάκτης|συντάκτρια|كتب|كاتب|مأخذ|بقلم|إعداد|מאת|लेखक|ผู้เขียน"
)
_ONE = r"an?|eine?|une?|una?|uno"  # "Eine Analyse von Ann Lee"
LABEL = re.compile(
    rf"^(?:(?:(?:(?:{_ONE})\s+)?(?:{_MADE})\s+)?(?:{_BY}|autor(?:es|in)?(?:/autor)?|autora|author|автор)"
    rf"(?:\s*[:：]\s*|\s+)|(?:{_TOLD})\s*(?:[:：]\s*|\n\s*)"
    r"|(?:(?:see|view|read)\s+)?(?:all|more)\s+(?:stories|articles|posts)\s+(?:by|from)\s+"
    r"|(?:本报|本報|本网|取材・)?(?:記者|记者|作者|撰文|采写|执笔|文)(?:\s*[:：／/｜|]\s*|\s+)"
    r"|作者(?=[\u3400-\u9fff]{2,3}$)"
    r"|(?:كتبت?|بقلم)(?:\s*:\s*|\s+)|γράφει (?:ο|η) |oprac\.\s*)",
    re.IGNORECASE,
)
SAYS_BY = re.compile(
    rf"(?:(?:(?:{_ONE})\s+)?(?:{_MADE}|text)\s+)?(?:{_BY}|text|autor(?:in)?(?:/autor)?)\b"
    rf"|(?:{_TOLD})\s*[:：]|كتبت:|بقلم\s|γράφει (?:ο|η)\b|oprac\.|取材・文\s?[:：]"
    r"|[\u3400-\u9fff]{0,8}(?:記者|记者)[\u3400-\u9fff]{2,4}\s*[／/|]"
    r"|(?:[\u3400-\u9fff]{0,8}(?:記者|记者)|作者|撰文|采写|执笔|文)\s*[:：／/｜| ]",
    re.IGNORECASE,
)
# the label of an author, and of nobody else
AUTHOR = re.compile(
    r"(?:autor(?:in|a|es|en)?(?:/autor(?:in)?)?|authors?|auteurs?|autor[ei]|автор|作者)"
    r"\s*[:：]?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
# the name comes last: "Published March 4, 2025 by Ann Lee"
LAST = re.compile(
    r"^[^\n]*?(?:(?:\d{4}|\d\s?[:.h/]\s?\d+)[^\n\d]{0,25}[\s|·,–-](?:by|von|par|por|door)"
    r"|\b(?:published|posted|written|reported) by"
    rf"|\d[^\n]*?[\s|·,–-](?:{_TOLD})(?=\s?[:：]))"
    r"[:：\s]\s*(?=[^\W\d_])",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(\s*(?:,|;|\||•|·|、|\n|&|/)\s*|\s[-–—]\s|\s+(?:and|und|et|y|e|en|og|och|with|mit|i|ja|ve)\s+)",
    re.IGNORECASE,
)
_WITHIN = frozenset({"y", "e", "i"})  # an "and" that joins two family names as well
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|ph\.? ?d|m\.?d|esq|mba|phd)\b\.?", re.IGNORECASE)
_MAIL = re.compile(  # and a button at the end that follows the author
    r"\S+@\S+|(?:https?://|www\.)\S+|(?:\bFollow )?@\w+|(?<=\w )Follow$|[(\[].*?[)\]]"
)
KOREAN = re.compile(r"^([가-힣]{2,4})\s*(?:기자|특파원|논설위원|선임기자|인턴기자|PD|앵커)")
# "서울 김하늘 기자 sky@example.com": a place first
KOREAN_AT_THE_END = re.compile(r"(?<=[\s=\]])[가-힣]{3} (?:기자|특파원)\s*(?:=|\S+@\S+|$)")
# "聯合報／記者王小明／台北報導": for which paper, and after the names where from
_CHINESE = re.compile(
    r"(?:記者|记者)\s*[:：／/]?\s*(?!会見|會見)"
    r"([\u3400-\u9fff]{2,4}(?:[、，, ]+[\u3400-\u9fff]{2,4})*)(?=\s*(?:[／/|（(\n]|$))"
)
# "来源：海港日报 作者：林品均 2025-03-04": after other facts
CHINESE_AMONG_FACTS = re.compile(
    r"(?:(?<=[\s网報报社])(?:作者|记者|記者|撰文)\s*[:：]|(?<=[|｜] )作者)"
    r"\s*[\u3400-\u9fff·]{2,8}(?=[\s|／/]|$)"
)
_PLACE_OF_A_REPORT = re.compile(r"[\s／/]+[\u3400-\u9fff]{2,6}[報报][導导道]$")
# "海港网专栏作者 林品均", "通讯员王海"
_CHINESE_ROLE = re.compile(
    r"^[\u3400-\u9fff]{0,8}(?:作者|作家|记者|記者|评论员|評論員|通讯员|通訊員|实习生)\s*"
)
# "김하늘, 박보라 기자": the role is told once
KOREANS = re.compile(r"^([가-힣]{3}(?:\s?[·ㆍ,/]\s?[가-힣]{3})+)\s*(?:기자|특파원)")
# the two halves of a Japanese name: Chinese ones are set off by commas beside this letter for "who"
_JAPANESE = re.compile(r"記者\s*[:：／/]?\s*([\u3400-\u9fff々]{2}) ([\u3400-\u9fff々]{2})$")
_KOREAN_ROLES = frozenset({"기자", "선임기자", "인턴기자", "특파원", "논설위원", "앵커"})
# what people do at papers that write in other languages
_DOES = (
    r"journalist(?:e|in)?|correspondante?|envoyée? spéciale?|rédact(?:eur|rice)|periodista"
    r"|corresponsal|enviad[oa] especial|(?:sub)?editora|subeditor|redactora?|giornalista|inviat[oa]"
    r"|corrispondente|caporedattore|redattrice|redattore|jornalista|repórter|correspondente"
    r"|colunista|dziennikar(?:z|ka)|korespondent(?:ka)?|verslaggever|redacteur|korrespondent(?:in)?"
    r"|muhabiri?|wartawan|jurnalis|kontributor|novinář|novinarka|novinar|журналист|журналіст(?:ка)?"
    r"|корреспондент|кореспондент(?:ка)?|обозреватель|редактор(?:ка)?"
)
_ROLE = re.compile(
    r"\b(?:staff|reporters?|correspondents?|editors?|writers?|contributor|journalist|redaktion|columnist|"
    rf"redakteurin?|chief|bureau|director|{_DOES})\b",
    re.IGNORECASE,
)
# the networks on which a page offers to share it have inflected names; an account is nobody's name
_NO_NAME = re.compile(
    r"\b(?:updated|published|submitted|min read|minutes|text size|font size|admin(?:istrator)?"
    r"|webmaster)\b"
    r"|\b(?:facebook|twitter|whatsapp|linkedin|tiktok)"
    r"|^(?:more|reporting) from\b",  # a link to what else somebody wrote; where it was written
    re.IGNORECASE,
)
# words of buttons and of facts on a story, which a name of a few letters does not have
_NO_CHINESE_NAME = re.compile(
    r"[关關]注|[发發]布|授[权權]|[声聲]明|[简簡]介|[编編]排|整合|篇[数數]|[订訂][阅閱]|未知|佚名"
    r"|[转轉][载載]|[点點][击擊]|[阅閱][读讀]|收藏|分享|[评評][论論]|登[录錄]|注[册冊]|[网網]友|匿名"
    r"|[来來]源|本站|原[创創]"
)
# what a person does, after the name: "Ann Lee Senior Health Reporter"
_TRAILING_ROLE = re.compile(
    r"\s+(?:(?:senior|chief|deputy|assistant|associate|managing|executive|contributing|guest"
    r"|special|staff|freelance|news|health|politic(?:s|al)|business|sports?|science|crime"
    r"|education|tech(?:nology)?|econom(?:ics|y)|environment|climate|legal|media|arts?|culture"
    r"|entertainment|travel|food|royal|world|national|local|foreign|diplomatic|home|affairs"
    r"|transport|data|community|city|digital|features?|opinion)\s+)*"
    rf"(?:reporter|correspondent|editor|writer|contributor|columnist|{_DOES})$",
    re.IGNORECASE,
)
# words of a house's name, "example.com", "The Example"; a person may be called Church or House
_ORGANISATION = re.compile(
    r"\b(?:news(?!ome?\b|ham\b)\w*|media|agency|agencias?|agentur|press|staff|desk|team|redaktion|redacción"
    r"|redaksi|redação|redakcja|toimitus|редакция|редакція|editorial"
    r"|groupe?|grup[ao]|grupp[eo]|newsroom|bureau|wire|office|university|association)\b"
    r"|minist(?:ry|ries|erium|erio|ère|ero)\b"
    r"|\b(?:gmbh|e\. ?v|d\.o\.o|z o\.o|ltd|llc|inc|s\.r\.l|s\.a\.s|kft|zrt)\b"
    r"|\w\.(?:com|org|net|de|fr|it|es|uk|br|tr|tv|info)\b|^(?:the|el|la|le|der|die|das)\s"
    r"|(?:[\u3400-\u9fff][报報网網社]|新[闻聞]|[财財][经經]|科技|[传傳]媒|媒体|媒體|消息|综合|[电電][视視]台|周刊|[杂雜][志誌])$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\s*[-–—|·,]?\s*\b(?:on (?:mon|tue|wed|thu|fri|sat|sun)\b|(?:on\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{4}-\d\d-\d\d"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b"
    r"|at \d{1,2}[:.]\d\d\b|(?:last )?updated\b"
    r"|(?:am|le|el|il|op|den|em|på) (?:\w{2,12}\.?,? )?\d{1,2}[./ -])).*$",
    re.IGNORECASE | re.DOTALL,
)
# who changed or checked what another wrote
_EDITED = re.compile(
    r"(?<=\S)\s+(?:edited|reviewed|(?:fact[- ])?checked|translated) by\b.*$", re.I | re.S
)
# after the names the labels of a source, of who took the photos and who edited
_FURTHER = re.compile(
    r"(?<=\S)\s+(?:zdroj|source|fuente|fonte|quelle|źródło|källa|kilde|lähde|kaynak|kameraman|izvor"
    r"|источник|джерело|sumber|nguồn|πηγή|المصدر|来源|來源|摄影|攝影|责任编辑|責任編輯|编辑|編輯|责编|責編)\s*[:：／/].*$",
    re.I | re.S,
)
_PHOTO = re.compile(
    r"\s*[|/,]?\s*\b(?:foto|photo|bild|image|picture|kuva)\w*\s*[:/].*$", re.I | re.S
)
_IS_A = re.compile(r"\s+(?:is|was|ist|est|es|è)\s+(?:an?|the|eine?|une?|el|la)\b.*$")  # who it is
_HOUSE_AND_PLACE = re.compile(r"(?<=\n)([A-Z]\w* News), [^\n,]+$")  # "XYZ News, South West"
_FOR = re.compile(r"\s+for\s+\S.*$", re.IGNORECASE)  # "Ann Lee for The Herald"
_PLACE = re.compile(r"\s+(?:in|à)\s+[A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ][\w-]+)?$")  # "Ann Lee in Berlin"
_IN_A_PLACE = re.compile(r"(?:in|à|en|aus|i|w)\s+[A-ZÀ-Þ]")
_HOUSE_BEHIND = re.compile(r"(?<=\w)\s+[A-Z]{2,5} News$")  # "Ann Lee BBC News"
_INITIALS_BEHIND = re.compile(r"(?<=[a-z])\s+[A-Z]{2,5}$")  # "Ann Lee BBC", before what she does
_RANK = re.compile(r"(?:senior|chief|deputy|assistant|associate|managing|executive)\b", re.I)
# scripts that set no spaces between words
_SPACELESS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff가-힣]+$"
)
_NOT_A_NAME = re.compile(r"\d|[:!?|/…]")
_LONGEST_NAME = 60
_SHORTEST_HOUSE = 6  # letters of an agency's name that is nobody's family name
_LONGEST_SPACELESS = 8
_LONGEST_THAI = 20


@lru_cache(maxsize=1024)
def names_in(text: str) -> tuple[str, ...]:
    """The names in a byline: "By Ann Lee and Bo Ek, staff writers" gives Ann Lee, Bo Ek.

    A part that tells a role is left out where another name is told; alone it is the name.
    """
    if koreans := KOREANS.match(text):
        return distinct(re.split(r"\s?[·ㆍ,/]\s?", koreans[1]))
    text = _PLACE_OF_A_REPORT.sub("", text)
    chinese = _CHINESE.search(text) if "者" in text else None
    if chinese and (japanese := _JAPANESE.search(text)):
        return (f"{japanese[1]} {japanese[2]}",)
    if chinese:
        told = (_CHINESE_ROLE.sub("", name) for name in re.split(r"[、，, ]+", chinese[1]))
        return distinct(filter(None, told))
    text = _HOUSE_AND_PLACE.sub(r"\1", text)
    text = _FURTHER.sub("", _EDITED.sub("", text))
    text = _PHOTO.sub("", LABEL.sub("", _WHEN.sub("", _MAIL.sub(" ", text)).strip(" ,;|")))
    found: list[str] = []
    roles: list[str] = []
    for part in _parts(text):
        name = _name_of(part)
        if not 1 < len(name) <= _LONGEST_NAME or _NO_NAME.search(name) or name.isdigit():
            continue
        if not name.isascii() and _NO_CHINESE_NAME.search(name):
            continue
        if not _ROLE.search(name):
            found += _with_house_apart(name)
        elif (person := _without_role(name)) != name:
            found.append(person)
        elif " " in name:
            roles.append(name)
    return distinct(found or roles)


def _parts(text: str) -> list[str]:
    """A byline, cut at its separators except inside a name."""
    pieces = _AND.split(text)
    parts = [pieces[0]]
    for sign, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if _is_one_name(parts[-1], sign.strip().lower(), part, is_all=len(pieces) == 3):
            parts[-1] += sign + part
        else:
            parts.append(part)
    return parts


def _is_one_name(before: str, sign: str, part: str, *, is_all: bool) -> bool:
    """Whether what stands at both sides of a sign is one name: "Lee, Ann", "King, Jr.",
    "José Ortega y Gasset"."""
    if sign == "," and _SUFFIX.fullmatch(part):
        return True
    if sign not in _WITHIN and not (sign == "," and is_all):
        return False
    short = [len(side.split()) == 1 for side in (before, part)]
    if any(find_agency(side) or is_house(side) or _ROLE.search(side) for side in (before, part)):
        return False
    if sign == ",":
        return all(short) and before.istitle() and part.istitle() and not _SPACELESS.match(part)
    return any(short)


def _name_of(part: str) -> str:
    """A part of a byline without label, place and house."""
    part = part.strip()
    korean = KOREAN.match(part)
    if korean:
        return korean[1]
    if part[-1:] >= "\u3400":
        part = _CHINESE_ROLE.sub("", part)
    if part in _KOREAN_ROLES or part.endswith((":", "：")) or _IN_A_PLACE.match(part):
        return ""
    suffix = "." if re.search(r"\b(?:Jr|Sr|Ph\.D|M\.D)\.$", part) else ""
    name = _FOR.sub("", _IS_A.sub("", LABEL.sub("", part.strip(" .:-–—()"))))
    shorter = _HOUSE_BEHIND.sub("", _PLACE.sub("", name))
    return (shorter if " " in shorter else name) + suffix


def without_time(line: str) -> str:
    """A line of a byline up to the time that it tells, or what follows the time: "March 4, 2025 |
    By Ann Lee"."""
    last = LAST.match(line)
    return line[last.end() :] if last else _WHEN.sub("", line)


def _with_house_apart(name: str) -> tuple[str, ...]:
    """A name, and the agency that may be run into it: "Ann Lee Reuters", "Ann Lee AFP"."""
    person, _, house = name.rpartition(" ")
    is_house_set = len(house) >= _SHORTEST_HOUSE or (house.isupper() and not person.isupper())
    if " " in person and is_house_set and find_wire(house) and is_name(person):
        return (name,) if is_house(person) else (person, house)
    return (name,)


def _without_role(name: str) -> str:
    person = _INITIALS_BEHIND.sub("", _TRAILING_ROLE.sub("", name))
    is_person = is_name(person) and not is_house(person) and not _RANK.match(person)
    return person if is_person else name


def is_name(name: str) -> bool:
    """Whether it is made as the name of a person is."""
    if name.isascii() or not _SPACELESS.match(name):
        words = name.split()
        is_set = not name[0].islower() and (not words[-1][0].islower() or is_role(name))
        return is_set and 2 <= len(words) <= 5 and not _NOT_A_NAME.search(name)
    return len(name) <= (_LONGEST_SPACELESS if name[0] >= "\u3040" else _LONGEST_THAI)


def is_house(name: str) -> bool:
    """Whether a name is in the words of a house: "Newsroom", "example.com", "The Example"."""
    return _ORGANISATION.search(name) is not None


def is_role(name: str) -> bool:
    return _ROLE.search(name) is not None


def persons_and_wires(byline: str) -> tuple[str, ...]:
    """What a printed byline names: persons, and the agencies beside them."""
    return tuple(n for n in names_in(byline) if is_name(n) or find_wire(n))


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
