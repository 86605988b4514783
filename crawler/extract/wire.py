"""The agency behind a story: datelines, tails and bylines that name it.

A dateline that opens the lede stays in the lede, as printed. A tail that is a line of its own
("(Reuters)", "© AFP") is taken out of the body; a tail that ends a sentence stays. Either way the
attribution keeps what was printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.extract import jsonld
from crawler.extract.agencies import Agency, find_wire
from crawler.extract.document import Document
from crawler.extract.languages.vocabulary import bounded, pattern
from crawler.items import Attribution, Dateline, Evidence, Paragraph, ParagraphKind

_LONGEST_TAIL = 60  # characters of a line that is a tail of its own
_LONGEST_SOURCE = 120  # characters of a line above the story that may tell its source
_LEDES = 4  # paragraphs in which a dateline may open the lede

_DASH = r"\s*(?:[-–—―]{1,3})(?=\s|\S)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PLACE = rf"{_CAPITAL}[\w.'’/ -]{{1,40}}?"
# behind the place: "S.C.", "Mich.", "South Korea"
_STATE = (
    rf"(?:[^\W\d_][^\W\d_.]+|{_CAPITAL}[^\W\d_]*\.(?:[A-Z]\.)*"
    rf"|{_CAPITAL}\w+(?: {_CAPITAL}\w+){{1,2}})"
)
_DATE = r"[^()\[\]]{0,24}?\d[^()\[\]]{0,24}?"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # the place, perhaps a date, and the agency in brackets before a dash
        rf"^(?P<place>{_PLACE}(?:,\s*{_STATE}(?=\s*\(|,))?)(?:,\s*(?P<date>{_DATE}))?"
        rf"\s*\((?P<agency>[^()]{{2,40}})\)\s*(?:{_DASH}|[:.])",
        # place and agency in one bracket, as in Korea and Japan
        r"^[(\[【（](?P<place>[^()\[\]=]{1,20})=(?P<agency>[^()\[\]=]{2,20})[)\]】）]",
        # or without a sign between: 【ワシントン時事】, 【1月5日 AFP】
        r"^【(?P<place>[^【】\d=＝]{2,12}?)?(?P<date>\d{1,2}月\d{1,2}日)?\s?"
        r"(?P<agency>[A-Z]{3,7}|時事|共同|ロイター)】",
        # МОСКВА, 5 янв - РИА Новости.   PARIS, 3 mai - AFP:
        rf"^(?P<place>{_PLACE}),\s*(?P<date>{_DATE})\s*[-–—/.]\s*"
        rf"(?P<agency>[\w .]{{2,24}}?)\s*[.:/—–-]",
        # the Chinese order: agency, place and date before "telegram"
        r"^[（(]?(?P<agency>新华社|新華社|新华网|中新社|中新网|共同社|中央社|路透社|法新社|美联社)"
        r"(?:[记記]者(?:[^，,]{2,8}，|[\u4e00-\u9fff]{3}(?:、[\u4e00-\u9fff]{3})*))?"
        r"(?P<place>[\u4e00-\u9fff]{2,8}?)(?P<date>(?:\d{1,2}月)?\d{1,2}日)[电電][)）]?",
        # the Arab order: دمشق-سانا, and the agency first
        rf"^(?P<place>{_PLACE})\s?[-–/]\s?(?P<agency>[\w .]{{2,24}}?)(?:\s?[-–—:]|[.،])\s",
        rf"^(?P<agency>[\w .]{{2,24}}?)\s[-–/]\s(?P<place>{_PLACE})\s?[-–—:]\s",
        # the Italian order: agency first, then place and date
        rf"^\((?P<agency>[^()]{{2,30}})\)\s*[-–—]\s*(?P<place>{_PLACE}),\s*"
        rf"(?P<date>{_DATE})\s*[-–—]",
        # or alone, as where others print its story
        rf"^\((?P<agency>[^()]{{2,40}})\)\s*{_DASH}",
    )
)
_OWN_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?P<place>[^\W\d_][\w.'’ -]{2,40}?)(?:,\s*"
        r"(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,9}\.?))?\s*[-–—]{1,2}\s",
        # of the paper that it is in: JAKARTA, COURIER.com -
        r"^(?P<place>[^\W\d_][\w.'’ -]{2,40}?),\s*[\w-]+(?:\.[\w-]+)+\s*[-–—]{1,2}\s",
        # as in Latin America, with the country: TEGUCIGALPA, HONDURAS.-
        r"^(?P<place>[^\W\d_][\w'’ ]{2,30}(?:,\s*[^\W\d_][\w'’ ]{2,30})?)\.\s?[-–—]{1,2}\s",
        # as in South-East Asia: KUALA LUMPUR, Nov 12: — so begin a speaker's lines as well
        r"^(?P<place>[^\W\d_][\w.'’ ]{2,40}?)(?:,\s*(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}))?:\s",
    )
)
# labels of the press that stand where a place does, and are in capitals as well
_NO_PLACE = re.compile(pattern("wire.no_place"), re.IGNORECASE)
_OF_A_SPEAKER = re.compile(r"[^\W\d_][\w.'’ ]{2,40}?:\s")
_DAY = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}")
_TAIL = re.compile(
    r"(?:[(\[（]\s*([^()\[\]（）]{2,40})\s*[)\]）]|\s[–—-]{1,2}\s*([^–—()]{2,30}))\s*\.?$"
)
_LABEL = re.compile(rf"^(?:{bounded('wire.source', 'wire.from')}|©)[\s:：]*", re.IGNORECASE)
_SOURCE = re.compile(
    r"[来來]源于?\s*[:：]\s*([\u3400-\u9fff]{2,8})"
    rf"|{bounded('wire.source')}\s?:\s?([^\W\d_][\w. -]{{1,24}})",
    re.IGNORECASE,
)
# the signs of who wrote and who edited it: "akl/ mow/", "ASR // JMR", "(aw)"
_INITIALS = re.compile(
    r"(?:[a-zà-ž]{2,5}/\s?){1,4}(?:[a-zà-ž]{2,5}/?)?"
    r"|[A-ZÀ-Ž]{2,4} // [A-ZÀ-Ž]{2,4}\.?|\([a-zà-ž]{2,4}\)"
)
_END_OF_FILE = re.compile(r"[/ ](?:fim|fin|end|enditem)$", re.IGNORECASE)  # "Lusa/Fim"
_AND = pattern("byline.and", "byline.with")
_SEPARATORS = re.compile(rf"\s*(?:[/|,;、・]|\s+{_AND}\s+|\s+-\s+)\s*")
_BYLINE_PARTS = re.compile(
    rf"\s*(?:[/|,;()]|\b(?:{_AND}|{pattern('byline.by', 'byline.for')})\b)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Wire:
    """What a story says of the agency it came from."""

    paragraphs: tuple[Paragraph, ...]  # without the agency's tail
    dateline: Dateline | None
    attributions: tuple[Attribution, ...]  # each agency once, by the first evidence


def read_wire(
    paragraphs: Sequence[Paragraph],
    byline: str | None,
    document: Document,
    above: Sequence[str] = (),
    organisations: Sequence[str] = (),
) -> Wire:
    """Dateline, tails, byline with the ``organisations`` that it names, and metadata of a story,
    read for agencies, and the source that the lines ``above`` it, or right below, name."""
    dateline = _find_dateline(paragraphs)
    kept, tails = _tails(paragraphs)
    found = [
        *_attributions(dateline.agencies if dateline else (), Evidence.DATELINE, dateline),
        *tails,
        *_in_byline(byline, organisations),
        *_as_source(above),
        *_in_metadata(document),
    ]
    seen: dict[str, Attribution] = {}
    for attribution in found:
        seen.setdefault(attribution.key or attribution.name, attribution)
    return Wire(tuple(kept), dateline, tuple(seen.values()))


def read_dateline(text: str) -> Dateline | None:
    """The dateline that opens a paragraph, or ``None``."""
    for dateline in _DATELINES:
        match = dateline.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        names = tuple(n for n in _SEPARATORS.split(groups["agency"]) if n)
        if any(find_wire(name) for name in names):
            place, day = groups.get("place"), groups.get("date")
            if place and not day and _DAY.fullmatch(place):
                place, day = None, place  # "March 4 (Reuters) -"
            return Dateline(match.group().strip(), place, day, names)
    own = (match for pattern in _OWN_DATELINES if (match := pattern.match(text)))
    match = next((match for match in own if _is_place(match["place"])), None)
    if match is None:
        return None
    return Dateline(
        match.group().strip(), match["place"].strip(" -"), match.groupdict().get("date")
    )


def _is_place(printed: str) -> bool:
    return printed.isupper() and not _NO_PLACE.fullmatch(printed.strip(" .-"))


def _find_dateline(paragraphs: Sequence[Paragraph]) -> Dateline | None:
    for paragraph in paragraphs[:_LEDES]:
        if paragraph.kind is ParagraphKind.TEXT:
            dateline = read_dateline(paragraph.text)
            if dateline and not (dateline.line[-1] == ":" and _are_speakers(paragraphs)):
                return dateline
    return None


def _are_speakers(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether several paragraphs begin with a name in capitals, as those of an interview."""
    named = (found for p in paragraphs if (found := _OF_A_SPEAKER.match(p.text)))
    return sum(found.group().isupper() for found in named) > 1


def _attributions(
    names: Sequence[str], evidence: Evidence, dateline: Dateline | None
) -> list[Attribution]:
    printed = dateline.line if dateline else ""
    return [_attribution(a, evidence, printed) for n in names if (a := find_wire(n))]


def _attribution(agency: Agency, evidence: Evidence, printed: str) -> Attribution:
    return Attribution(agency.name, evidence, printed, agency.key)


def _tails(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Attribution]]:
    """The paragraphs without the agency's tail, and what it said: lines of their own at the end,
    and "(Reuters)" or "— AFP" behind the last words."""
    kept = list(paragraphs)
    found: list[Attribution] = []
    while kept and len(kept[-1].text) <= _LONGEST_TAIL:
        agencies = agencies_in_line(kept[-1].text)
        if not agencies and not _INITIALS.fullmatch(kept[-1].text):
            break
        printed = kept.pop().text
        found += [_attribution(a, Evidence.TAIL, printed) for a in agencies]
    if kept:
        match = _TAIL.search(kept[-1].text)
        agencies = agencies_in_line(match.group()) if match else []
        if match and agencies:
            found += [_attribution(a, Evidence.TAIL, match.group().strip()) for a in agencies]
            kept[-1] = replace(kept[-1], text=kept[-1].text[: match.start()].rstrip())
    return (kept, found) if kept else (list(paragraphs), found)


def agencies_in_line(line: str) -> list[Agency]:
    """The agencies of a line that names nothing else: "(Reuters)", "— AFP", "dpa/AFP"."""
    bare = _END_OF_FILE.sub("", _LABEL.sub("", line.strip(" ()[]（）–—-.…/|\t*")))
    names = [n for n in _SEPARATORS.split(bare) if n]
    found = [find_wire(name) for name in names]
    return [a for a in found if a] if found and all(found) else []


def _in_byline(byline: str | None, organisations: Sequence[str]) -> list[Attribution]:
    names = [n for n in _BYLINE_PARTS.split(byline or "") if n]
    printed = [name for name in organisations if name in (byline or "")]
    agencies = [a for a in map(find_wire, [byline or "", *names, *printed]) if a]
    return [_attribution(a, Evidence.BYLINE, byline or "") for a in agencies]


def _as_source(lines: Sequence[str]) -> list[Attribution]:
    """ "2025-03-04 10:20 来源：新华社", "Forrás: MTI"."""
    brief = [
        line for line in lines if len(line) <= _LONGEST_SOURCE and (":" in line or "：" in line)
    ]
    told = [found[1] or found[2].strip() for line in brief if (found := _SOURCE.search(line))]
    return [_attribution(a, Evidence.BYLINE, name) for name in told if (a := find_wire(name))]


def _in_metadata(document: Document) -> list[Attribution]:
    """Agencies that the metadata names as author or source of the story."""
    news = document.news
    told = [
        *(jsonld.strings(news.get("author"))),
        *(jsonld.strings(news.get("creator"))),
        *(jsonld.strings(news.get("sourceOrganization"))),
        *document.meta.get("author", ()),
        *document.meta.get("article:author", ()),
        *document.meta.get("source", ()),
        *document.meta.get("news_source", ()),
    ]
    found = ((text, find_wire(text)) for text in told if len(text) <= 40)
    return [_attribution(a, Evidence.METADATA, text) for text, a in found if a]
