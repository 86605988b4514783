"""Read datelines: the place, date and agency that open a lede."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extract.agencies import find_wire
from crawler.extract.languages.vocabulary import pattern
from crawler.extract.wire.lines import SEPARATORS
from crawler.items import Dateline, Paragraph, ParagraphKind

_LEDES = 4  # paragraphs in which a dateline may open the lede

_STROKE = "[-–—―]"
_DASH = rf"\s*{_STROKE}{{1,3}}"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PLACE = rf"{_CAPITAL}[\w.'’/ -]{{1,40}}?"
# all words begin with a capital: only the agency after it shows that it is a place
_TOWN = rf"{_CAPITAL}[\w.'’-]+(?:[ /]{_CAPITAL}[\w.'’-]+){{0,3}}(?<!\.)"
# after the place: "S.C.", "Mich.", "South Korea"
_STATE = (
    rf"(?:{_CAPITAL}[^\W\d_]*\.(?:[A-Z]\.)*|[^\W\d_][^\W\d_.]+"
    rf"|{_CAPITAL}\w+(?: {_CAPITAL}\w+){{1,2}})"
)
_DATE = r"[^()\[\]]{0,24}?\d[^()\[\]]{0,24}?"
_BEFORE_BRACKET = rf"(?:,\s*(?P<date>{_DATE})|\s(?P<day>\d{{1,2}}\.? [^\W\d_]{{3,12}}))?[.,:]?"
_HOUSE = r"[\w .]{2,24}?"  # an agency without brackets
_JAPANESE_DAY = r"(?P<date>(?:\d{1,2}月)?\d{1,2}日)"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # place, perhaps a date, and the agency in brackets before a dash
        rf"^(?P<place>{_PLACE}(?:,\s*{_STATE}(?=\s*\(|,))?){_BEFORE_BRACKET}"
        rf"(?:{_DASH})?\s*\((?P<agency>[^()]{{2,40}})\)\s*(?:{_DASH}|[:.])",
        # the same without a sign: "Oslo (NTB) Rådet", "København /ritzau/ Rådet"
        rf"^(?P<place>{_TOWN}){_BEFORE_BRACKET}\s*\((?P<agency>[^()]{{2,24}})\)(?=\s+{_CAPITAL})",
        rf"^(?P<place>{_TOWN}){_BEFORE_BRACKET}\s*/(?P<agency>\w[\w -]{{1,22}}\w)/"
        rf"(?=\s+{_CAPITAL})",
        # place and agency in one bracket, as in Korea and Japan
        r"^[(\[【（](?P<place>[^()\[\]=]{1,20})=(?P<agency>[^()\[\]=]{2,20})[)\]】）]",
        # or no sign between them: 【ワシントン時事】, 【1月5日 AFP】, [ロンドン 5日 ロイター]
        rf"^【(?P<place>[^【】\d=＝]{{2,12}}?)?{_JAPANESE_DAY}?\s?"
        r"(?P<agency>[A-Z]{3,7}|時事|共同|ロイター)】",
        rf"^[(\[（［](?P<place>[^\s()\[\]\d]{{2,12}})\s{_JAPANESE_DAY}\s(?P<agency>\w{{2,8}})[)\]）］]",
        # МОСКВА, 5 янв - РИА Новости.   PARIS, 3 mai - AFP:   Киев. 5 января. УНИАН.
        rf"^(?P<place>{_PLACE})[,.]\s*(?P<date>{_DATE})\s*[-–—/.]\s*"
        rf"(?P<agency>{_HOUSE})\s*[.:/—–-]",
        # the Chinese order: agency, place and date before "telegram"
        r"^[（(]?据?(?P<agency>新华社|新華社|新华网|中新社|中新网|共同社|中央社|路透社|法新社|美联社)"
        r"(?:[记記]者(?:[^，,]{2,8}，|[\u4e00-\u9fff]{3}(?:、[\u4e00-\u9fff]{3})*))?"
        r"(?P<place>[\u4e00-\u9fff]{2,8}?)?(?P<date>(?:\d{1,2}月)?\d{1,2}日)[电電][)）]?",
        # the Arab order: دمشق-سانا, or the agency first
        rf"^(?P<place>{_PLACE})\s?[-–/]\s?(?P<agency>{_HOUSE})(?:\s?[-–—:]|[.،])\s",
        rf"^(?P<agency>{_HOUSE})\s[-–/]\s(?P<place>{_PLACE})\s?[-–—:]\s",
        # after the place, without brackets: WASHINGTON, Reuters -
        rf"^(?P<place>{_PLACE}),\s(?P<agency>{_HOUSE})\s[-–—]{{1,2}}\s",
        # the Italian order: agency first, then place and date
        rf"^\((?P<agency>[^()]{{2,30}})\)\s*[-–—]\s*(?P<place>{_PLACE}),\s*"
        rf"(?P<date>{_DATE})\s*[-–—]",
        # or the agency alone, as where others print its story
        rf"^\((?P<agency>[^()]{{2,40}})\)(?:{_DASH}|(?=\s+{_CAPITAL}))",
        r"^(?P<agency>[A-ZÀ-Þ]{2,}(?:[ /-][A-ZÀ-Þ]{2,})*)\s[-–—]{1,2}\s",
    )
)
_OWN_TOWN = r"(?P<town>[^\W\d_][\w.'’ -]{2,40}?)"
_OWN_DATE = r"[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,9}\.?"
_OWN_HOUSE = r"[^\W\d_][\w ./]{1,24}"
_TIGHT = rf"(?:--|—)(?={_CAPITAL})"  # a dash that has no space around it
_OWN_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # the Latin American form, with the country: TEGUCIGALPA, HONDURAS.-
        r"^(?P<place>(?P<town>[^\W\d_][\w'’ ]{2,30}(?:,\s*[^\W\d_][\w'’ ]{2,30})?))"
        rf"\.\s?{_STROKE}{{1,2}}\s",
        # the date in brackets: PORT ELLERY (Aug. 13) --
        rf"^(?P<place>{_OWN_TOWN})\s\((?P<date>{_OWN_DATE})\)\s*{_STROKE}{{1,2}}\s",
        # the American form, with state or country: MELBOURNE, Australia —
        # perhaps with the publisher in brackets: PORT ELLERY, Ore. (KPEL) –
        rf"^(?P<place>{_OWN_TOWN}(?:,\s*{_STATE})?)(?:,\s*(?P<date>{_OWN_DATE}))?"
        rf"(?:\s\((?P<agency>{_OWN_HOUSE})\))?\s*(?:{_STROKE}{{1,2}}\s|{_TIGHT})",
        # with the paper that prints it: JAKARTA, COURIER.com -
        rf"^(?P<place>{_OWN_TOWN}),\s*[\w-]+(?:\.[\w-]+)+\s*{_STROKE}{{1,2}}\s",
        # the South-East Asian form: KUALA LUMPUR, Nov 12: — a speaker's lines begin alike
        rf"^(?P<place>{_OWN_TOWN})(?:,\s*(?P<date>[A-Z][a-z]{{2,8}}\.? \d{{1,2}}))?:\s",
    )
)
# "Taipei, March 3 (CNA) The", whoever the initials stand for
_OF_A_HOUSE = re.compile(
    rf"^(?P<place>{_TOWN}),\s(?P<date>{_OWN_DATE})\s\((?P<agency>[A-Z]{{2,6}})\)\s(?={_CAPITAL})"
)
# a line of its own above the lede: "Port Ellery —", "Port Ellery KPE —"
_ALONE = re.compile(
    rf"(?P<place>{_PLACE}(?:,\s*{_STATE})?)"
    rf"(?:(?<=[a-zß-öø-ÿ])\s?\(?(?P<agency>[A-Z]{{3,6}})\)?)?\s*{_STROKE}{{1,2}}"
)
# the paper that prints it, before the place: COURIER.COM, Jakarta -
_PAPER_FIRST = re.compile(rf"^[\w-]+(?:\.[\w-]+)+,\s*(?P<place>{_TOWN})\s*{_STROKE}{{1,2}}\s")
# the Japanese form, with the reporter: 【ロンドン＝山田太郎】
_WITH_REPORTER = re.compile(r"^【(?P<place>[^【】=＝\d]{2,12})[=＝][^【】=＝\d]{2,20}】")
# press labels that stand in the place's position, also in capitals
_NO_PLACE = re.compile(pattern("wire.no_place"), re.IGNORECASE)
# before the reporter's town: DAL NOSTRO INVIATO NEW YORK -
_OF_ITS_REPORTER = re.compile(rf"^{pattern('byline.wrote')}\s+", re.IGNORECASE)
_OF_A_SPEAKER = re.compile(r"[^\W\d_][\w.'’ ]{2,40}?:\s")
_DAY = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}")


def read_dateline(text: str) -> Dateline | None:
    """The dateline that opens a paragraph, or ``None``."""
    matches = (match for dateline in _DATELINES if (match := dateline.match(text)))
    found = (told for match in matches if (told := _of_agencies(match)))
    return next(found, None) or _of_the_house(text)


def _of_agencies(match: re.Match[str]) -> Dateline | None:
    """The dateline in a match, if it names an agency; without the signs of the agency's desks."""
    told = match.groupdict()
    place, day = told.get("place"), told.get("date") or told.get("day")
    names = [name for name in SEPARATORS.split(told["agency"]) if name]
    if not any(map(find_wire, names)):
        return None
    if place and not day and _DAY.fullmatch(place):
        place, day = None, place  # "March 4 (Reuters) -"
    if place:  # its last word may be the agency's own source: (런던 로이터=연합뉴스)
        town, _, last = place.rpartition(" ")
        if town and find_wire(last):
            place, names = town, [last, *names]
    agencies = tuple(n for n in names if find_wire(n) or not n.islower())
    return Dateline(match.group().strip(), place and place.strip(" -–—,"), day, agencies)


def _of_the_house(text: str) -> Dateline | None:
    """The dateline of a story that is no agency's, its town in most forms in capitals."""
    own = (match for pattern in _OWN_DATELINES if (match := pattern.match(text)))
    in_capitals = (match for match in own if _is_place(match["town"]))
    others = (pattern.match(text) for pattern in (_PAPER_FIRST, _WITH_REPORTER, _OF_A_HOUSE))
    match = next(filter(None, others), None) or next(in_capitals, None)
    if match is None:
        return None
    told = match.groupdict()
    place = _OF_ITS_REPORTER.sub("", match["place"].strip(" -"))
    house = told.get("agency")
    return Dateline(match.group().strip(), place, told.get("date"), (house,) if house else ())


def _is_place(printed: str) -> bool:
    return printed.isupper() and not _NO_PLACE.fullmatch(printed.strip(" .-"))


def find_dateline(paragraphs: Sequence[Paragraph], above: str = "") -> Dateline | None:
    """The story's dateline, in one of its first paragraphs or in the line right above them."""
    for paragraph in paragraphs[:_LEDES]:
        if paragraph.kind is ParagraphKind.TEXT:
            dateline = read_dateline(paragraph.text)
            if dateline and not (dateline.line[-1] == ":" and _are_speakers(paragraphs)):
                return dateline
    return _alone(above)


def _alone(line: str) -> Dateline | None:
    """The dateline in a line of its own: a place, perhaps the publisher's initials, and a dash."""
    match = _ALONE.fullmatch(line) if line[-1:] in ("-", "–", "—") else None
    if match is None or _NO_PLACE.fullmatch(match["place"]):
        return None
    return Dateline(line, match["place"], None, (match["agency"],) if match["agency"] else ())


def _are_speakers(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether several paragraphs begin with a name in capitals, as in an interview."""
    named = (found for p in paragraphs if (found := _OF_A_SPEAKER.match(p.text)))
    return sum(found.group().isupper() for found in named) > 1
