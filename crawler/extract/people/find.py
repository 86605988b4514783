"""Who wrote it: the byline as printed, and the persons and organisations named in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crawler.extract import jsonld
from crawler.extract.agencies import find_agency
from crawler.extract.body.blocks import Block
from crawler.extract.body.hints import Hint
from crawler.extract.document import Document, host_of, text_of
from crawler.extract.people.bylines import (
    LONGEST_BYLINE,
    LONGEST_WITH_TIME,
    line_that_is_a_byline,
    named_near,
    printed_byline,
    signature,
)
from crawler.extract.people.names import (
    AUTHOR,
    SAYS_BY,
    distinct,
    is_house,
    is_name,
    is_role,
    names_in,
    persons_and_wires,
)

_FIRST = 3  # lines of a story of which one may be a byline
_HOUSES = frozenset({"Organization", "NewsMediaOrganization", "Corporation"})
_METAS = (
    *("parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl"),
    *("dable:author", "cxenseparse:author"),
)
_OWN_WORDS = re.compile(r"\b(?:group|media|tim|redaksi|newsroom|redaktion|redacción)\b", re.I)
_SHORTEST_OWN = 3  # letters of a word by which a house is known as the publisher's
_MAX_AUTHORS = 50
_DASHES = " –—-|("
_BETWEEN_NAMES = re.compile(r"^[\s–—|(-]+|\s*[,/|]\s*|\)$")
_TELLS_TIME = re.compile(r"\b\d{4}\b.*\d\s?[:.h]\s?\d\d")
_END_OF_TITLE = re.compile(r"[_|｜–—-]\s*([\u3400-\u9fff]+)\s*$")
_INITIALS = 5  # letters of a house's
# who reported it, in the dateline: "（记者李明、王芳）", "〔記者王曉明／台北報導〕"
_IN_THE_DATELINE = re.compile(
    r"[（(〔【\[](?:本报|本報|本网|新华社)?(?:记者|記者|[^（(〔【\[\s。]{0,2}通讯员)\s*"
    r"([^（）()〔〕【】\[\]／/]{2,30})(?:[／/][^（）()〔〕【】\[\]]{2,12})?[)）〕】\]]"
)
# or after the last sentence, if not in a line of its own: "（山田健太郎、佐藤 美咲）"
_JAPANESE = r"[\u3400-\u9fff々ヶぁ-んァ-ヴー]"
_JAPANESE = rf"(?:{_JAPANESE}{{3,6}}|{_JAPANESE}{{1,4}} {_JAPANESE}{{1,4}})"
_CHINESE = r"[\u3400-\u9fff]{2,3}"
_AT_THE_END = re.compile(
    rf"(?:^|。)（({_JAPANESE}(?:、{_JAPANESE})*)）$"
    rf"|[。！？”][（(]({_CHINESE}(?:[、 ]{_CHINESE})*)[）)]$"
)
# or in English, as agencies sign what their clients print: "(By Ann Lee)", "(c)AFP/Ann LEE"
_SIGNED = re.compile(
    r"[.!?”\"。）)]\s?(?:\([Bb]y ([^()]{4,60})\)\W{0,3}(?:Enditem\W?)?"
    r"|(?:\(c\)|©)\s?\w+/([^/()]{4,40}))$"
)
_LONGEST_SIGNED = 100
# what stands between the names of one list, each in an element of its own
_LIST_GOES_ON = re.compile(
    r"(?<=[,，、&])\s*\n|\n\s*(?=,)|\n\s*(?:and|und|et|y|e|og|och|en|&)\s*\n", re.IGNORECASE
)
_NO_PERSON = re.compile(
    r"新聞|通信|おわり|つづく|[社部局班時略続中面版終了写真]|化名|节选|综合|待续|图文|整理|编译|连载|记者|下转"
)


@dataclass(frozen=True, slots=True)
class People:
    """``authors`` are persons, ``organisations`` the others; ``byline`` is what is printed."""

    byline: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What metadata tells; an account is a name for computers such as "webadmin"."""

    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    accounts: frozenset[str] = frozenset()


def find_people(
    document: Document,
    above: Sequence[Block] = (),
    story: Sequence[Block] = (),
    below: Sequence[Block] = (),
    further: Sequence[Block] = (),
) -> People:
    """Authors from JSON-LD, else from meta elements, else from the printed byline.

    ``above`` and ``below`` are the page's lines around the story, where a byline stands that
    nothing in the page's code names as such; ``story`` are the story's own, of which one of the
    first may be nothing but a name. ``further`` is the rest of the page below, where only a line
    with the label of an author is believed: a table of facts on the story.
    """
    near = "\n".join(block.text for block in above)
    told = _json_ld_authors(document)
    named = told.persons + told.organisations
    is_free = all(_is_no_person(n, told, document) for n in named)
    metas = _meta_authors(document) if is_free and all(map(is_role, named)) else ()
    is_open = is_free and all(_is_a_house(n, document) for n in metas)
    byline = _byline(document, above, story, below, near, told, is_open)
    printed = persons_and_wires(byline or "")
    if is_open and not printed:
        byline = _labelled(further) or byline
        printed = persons_and_wires(byline or "") or _in_brackets(story)
    lines = _LIST_GOES_ON.sub(" ", byline or "").splitlines()
    byline = " ".join(byline.split()).strip(" ,;|/–—-") if byline else None
    if is_free and (any(map(_is_person, printed)) or (printed and not named and is_open)):
        return _sorted(byline, printed, (), "byline", document)
    if named and not any(map(_is_person, metas)):
        persons = _with_more(printed, told.persons, lines)
        persons = persons or (*_further(printed, told.persons, near), *told.persons)
        return _sorted(byline, persons, told.organisations, "json_ld", document)
    if metas:
        return _sorted(byline, metas, (), "meta", document)
    return _sorted(byline, printed, (), "byline" if printed else "", document)


def is_signed(line: str, people: People, document: Document) -> bool:
    """Whether a line at the story's edge only tells again who wrote it, or for whom: "By Ann Lee,
    Madrid", "The Herald"."""
    line = line.strip("【】")
    most = LONGEST_WITH_TIME if SAYS_BY.match(line) and _TELLS_TIME.search(line) else LONGEST_BYLINE
    if not 0 < len(line) <= most or line[-1] in ".!?":
        return False
    names = names_in(line.strip(_DASHES))
    told = {name.lower() for name in (*people.authors, *people.organisations)}
    known = [name.lower() in told or _is_the_site(name, document) for name in names]
    if SAYS_BY.match(line):
        return any(known)
    return bool(known) and all(known) and "".join(names) == "".join(_BETWEEN_NAMES.split(line))


def _is_the_site(name: str, document: Document) -> bool:
    return name.lower() == (document.first_meta("og:site_name") or "").lower()


def _is_person(name: str) -> bool:
    return find_agency(name) is None and not is_role(name)


def _byline(
    document: Document,
    above: Sequence[Block],
    story: Sequence[Block],
    below: Sequence[Block],
    near: str,
    told: _Told,
    is_open: bool,
) -> str | None:
    """The byline as printed: what is named or made as one beside the story; where metadata tells
    no person, also what less evidence tells."""
    named, other = printed_byline(document, near, lambda text: bool(persons_and_wires(text)))
    byline = named or line_that_is_a_byline([b.text for b in above], with_place=is_open)
    byline = _whole(byline, above)
    byline = byline or line_that_is_a_byline([b.text for b in below], with_place=False)
    byline = byline or (named_near(above) if is_open else None) or other
    bare = next((b.text for b in story[:_FIRST] if _is_bare_names(b.text)), None)
    if bare and not _is_in_title(bare, document) and (byline or not bare.isupper()):
        others = told.organisations
        lines = (byline or "").splitlines()
        if byline in others or all(_is_publisher(line, document) for line in lines):
            return bare
    if is_open and not persons_and_wires(byline or ""):
        return signature(story[-1] if story else None) or byline
    return byline


def _whole(byline: str | None, above: Sequence[Block]) -> str | None:
    """A byline, or the line in which it stands where that names more: of "By Ann Lee and Bo Ek" an
    element may hold the last name only."""
    if byline is None or "\n" in byline:
        return byline
    lines = [block.text for block in above if byline in block.text]
    line = line_that_is_a_byline(lines, with_place=False)
    if line and len(persons_and_wires(line)) > len(persons_and_wires(byline)):
        return line
    return byline


def _labelled(lines: Sequence[Block]) -> str | None:
    """The first line that is the label of an author and a name."""
    for block in lines:
        if block.frame.all & (Hint.COMMENT | Hint.PROMO):
            continue
        if len(block.text) <= LONGEST_BYLINE and AUTHOR.match(block.text):
            names = names_in(block.text)
            if names and all(is_name(n) and not is_role(n) and not is_house(n) for n in names):
                return block.text
    return None


def _in_brackets(story: Sequence[Block]) -> tuple[str, ...]:
    """The reporters that the press of Asia names in the story's text."""
    if not story:
        return ()
    starts = (_IN_THE_DATELINE.search(block.text[:80]) for block in story[:2])
    if found := next(filter(None, starts), None):
        return tuple(name for name in names_in(found[1].replace(" ", "、")) if is_name(name))
    last = story[-1].text
    signed = _SIGNED.search(last, max(0, len(last) - _LONGEST_SIGNED))
    if signed and (by := names_in(signed[1] or signed[2])) and all(map(is_name, by)):
        return by
    found = _AT_THE_END.search(last, max(0, len(last) - 40))
    names = re.split("[、 ]" if found[2] else "、", found[1] or found[2]) if found else []
    return () if any(map(_NO_PERSON.search, names)) else tuple(names)


def _with_more(
    printed: tuple[str, ...], persons: tuple[str, ...], lines: Sequence[str]
) -> tuple[str, ...]:
    """Whom one of the byline's lines names, where these are all whom the metadata knows, and more
    persons: metadata often has room for the first one only."""
    known = {name.lower() for name in persons}
    more = [name for name in printed if name.lower() not in known]
    is_whole = bool(known) and len(printed) == len(known) + len(more)
    is_one_line = any(all(name in line for name in printed) for line in lines)
    return printed if more and is_whole and is_one_line and all(map(_may_be_more, more)) else ()


def _may_be_more(name: str) -> bool:
    is_full = is_name(name) and " " in name
    return is_full and not (is_role(name) or is_house(name) or find_agency(name))


def _further(printed: tuple[str, ...], persons: tuple[str, ...], near: str) -> tuple[str, ...]:
    """Whom the byline names beside those of the metadata: who wrote and who edited, say."""
    known = [name.lower() for name in persons]

    def is_other(name: str) -> bool:
        low = name.lower()
        if any(low == k or low.startswith(f"{k} ") or _is_cut(low, k) for k in known):
            return False
        return name in near and not (is_role(name) or is_house(name) or find_agency(name))

    return printed if all(map(is_other, printed)) else ()


def _is_cut(name: str, other: str) -> bool:
    """Whether a name is another one without its last letters, which the page sets apart."""
    return other.startswith(name) and other[len(name)] != " "


def _sorted(
    byline: str | None,
    names: tuple[str, ...],
    organisations: tuple[str, ...],
    rule: str,
    document: Document,
) -> People:
    """Persons and organisations apart, whatever the page calls them; beside persons the publisher
    is no author."""
    houses = {n for n in names if _is_organisation(n, document)}
    persons = distinct(n for n in names if n not in houses)
    persons = tuple(n for n in persons if not _has_a_house_behind(n, persons))
    persons = tuple(n for n in persons if not _is_of_the_host(n, document)) or persons
    others = distinct((*organisations, *(n for n in names if n in houses)))
    if persons:
        others = tuple(n for n in others if not _is_publishers(n, document))
    return People(byline, persons, others, rule)


def _has_a_house_behind(name: str, names: tuple[str, ...]) -> bool:
    """Whether it is another of the names and a house's initials: "Ann Lee", "Ann Lee HS"."""
    start, _, tail = name.rpartition(" ")
    return start in names and tail.isupper() and not name.isupper() and len(tail) <= _INITIALS


def _is_organisation(name: str, document: Document) -> bool:
    return find_agency(name) is not None or is_house(name) or _is_publisher(name, document)


def _is_publishers(name: str, document: Document) -> bool:
    """Whether it is the publisher or a part of it: "Ellery Media Group", "Newsroom"."""
    if _is_publisher(name, document) or find_agency(name) is not None:
        return _is_publisher(name, document)
    return bool(_OWN_WORDS.search(name)) or _is_of_the_host(name, document)


def _is_of_the_host(name: str, document: Document) -> bool:
    """Whether a name holds a word that is a part of the host's: "ABC Mid North Coast"."""
    labels = set(host_of(document.url).split(".")) - {"www", "com", "org", "net"}
    return any(len(w) >= _SHORTEST_OWN and w in labels for w in name.lower().split())


def _is_publisher(name: str, document: Document) -> bool:
    """Whether a name is the publisher's own: an author in name only."""
    site = [
        document.first_meta("og:site_name") or "",
        jsonld.string(document.news.get("publisher")) or "",
        host_of(document.url),
    ]
    own = _letters(name)
    if "\u3400" <= own[:1] <= "\u9fff" and _begins_the_sites(own, document):
        return True
    return any(own in (other := _letters(s)) or other in own for s in site if s)


def _is_in_title(name: str, document: Document) -> bool:
    """Whether the page's title has a name: whom the story is about, and not who wrote it."""
    title = document.first_meta("og:title") or text_of(document.tree.css_first("title"))
    return name.lower() in title.partition(" | ")[0].lower()


def _letters(name: str) -> str:
    """A name to compare by: its letters, without the marks on them."""
    name = name if name.isascii() else unicodedata.normalize("NFD", name)
    return re.sub(r"\W", "", name.lower())


def _begins_the_sites(name: str, document: Document) -> bool:
    """Whether the page's title ends in a longer name: that of "灯塔_海港新闻" in "海港"."""
    title = text_of(document.tree.css_first("title"))
    last = _END_OF_TITLE.search(title)
    return last is not None and last[1].startswith(name) and last[1] != name


def _is_host(name: str, document: Document) -> bool:
    """Whether a part of the host is a name's initials: a house may be called by these."""
    initials = "".join(word[0] for word in name.lower().split())
    return len(initials) > 1 and initials in host_of(document.url).split(".")[:-1]


def _is_a_house(name: str, document: Document) -> bool:
    return _is_publisher(name, document) or _is_host(name, document) or is_house(name)


def _is_no_person(name: str, told: _Told, document: Document) -> bool:
    return name in told.accounts or is_role(name) or _is_publisher(name, document)


def _json_ld_authors(document: Document) -> _Told:
    value = document.news.get("author") or document.news.get("creator")
    persons: list[str] = []
    organisations: list[str] = []
    accounts: set[str] = set()
    for item in (value if isinstance(value, list) else [value])[:_MAX_AUTHORS]:
        item = _resolved(item, document)
        kinds = jsonld.types(item) if isinstance(item, dict) else frozenset()
        names = jsonld.strings(item.get("name") if isinstance(item, dict) else item)
        address = _address(item)
        for name in names:
            if address.endswith("/author/admin"):  # the site's own account
                organisations += [name] if name != "admin" else []
                accounts.add(name)
                continue
            if address.endswith(f"/{name}") and name.islower() and name.isalnum():
                accounts.add(name)
            if kinds & _HOUSES and not SAYS_BY.match(name):
                organisations.append(name)
            elif kinds & _HOUSES:  # "By Ann Lee, The Herald", whatever the page calls it
                persons.extend(filter(is_name, names_in(name)))
            else:
                persons.extend(names_in(name))
    return _Told(distinct(persons), distinct(organisations), frozenset(accounts))


def _address(item: Any) -> str:
    """Where the page keeps an author, to tell the accounts of computers by."""
    if not isinstance(item, dict):
        return ""
    told = (str(item.get(key) or "").partition("#")[0].rstrip("/") for key in ("url", "@id"))
    return next((address for address in told if "/author/" in address), "")


def _resolved(item: Any, document: Document) -> Any:
    """An author, where it is told elsewhere on the page: ``{"@id": "#ann"}``."""
    if not isinstance(item, dict) or item.get("url") or not item.get("@id"):
        return item
    same = (o for o in document.json_ld if o.get("@id") == item["@id"] and o.get("name"))
    return {**next(same, {}), **item}


def _meta_authors(document: Document) -> tuple[str, ...]:
    """Authors from meta elements: the usual ones first."""
    usual = [*document.meta.get("author", ()), *document.meta.get("article:author", ())]
    names = distinct(n for text in usual if text[:4] != "http" for n in names_in(text))
    if names:
        return names
    told = [text for meta in _METAS for text in document.meta.get(meta, ())[:_MAX_AUTHORS]]
    if SAYS_BY.match((document.first_meta("twitter:label1") or "").lower()):
        told.append(document.first_meta("twitter:data1") or "")
    page = jsonld.parse(document.first_meta("parsely-page") or "null")
    if isinstance(page, dict):
        told += jsonld.strings(page.get("authors") or page.get("author"))
    return distinct(n for text in told for n in names_in(text))


def _is_bare_names(line: str) -> bool:
    """Whether a line is nothing but a name, or two with a stroke between."""
    if len(line) > LONGEST_BYLINE:
        return False
    return all(
        2 <= len(name.split()) <= 4
        and all(w[0].isupper() and w.isalpha() for w in name.split())
        and is_name(name)
        for name in line.split("/")
    )
