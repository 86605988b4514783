"""The authors that a page's metadata names."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any

from crawler.extract import jsonld
from crawler.extract.document import Document, attr
from crawler.extract.people.names import distinct, is_left_over, is_name, names_in
from crawler.extract.people.publisher import is_the_site
from crawler.extract.people.words import SAYS_BY
from crawler.extract.texts import TAG, spaced

_HOUSES = frozenset({"Organization", "NewsMediaOrganization", "Corporation"})
_METAS = (
    *("parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl"),
    *("dable:author", "cxenseparse:author"),
)
# microdata that the page does not print
_MICRODATA = '[itemprop~="author"] [itemprop="name"][content], meta[itemprop~="author"][content]'
_MAX_AUTHORS = 50
_NAME_AND_PLACE = 2  # names in "Ann Lee, Port Ellery"
_LONGEST_HOUSE = 100  # characters of its name


@dataclass(frozen=True, slots=True)
class Told:
    """Names from metadata; an account is a computer's user name, such as "webadmin". A place may
    stand behind one of several names: "Ann Lee", "Bo Ek, Port Ellery"."""

    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    accounts: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


def json_ld_authors(document: Document) -> Told:
    """The authors that the page's JSON-LD names."""
    value = document.news.get("author") or document.news.get("creator")
    items = (value if isinstance(value, list) else [value])[:_MAX_AUTHORS]
    items = [_resolved(item, document) for item in items]
    names = _Names(are_apart=sum("Person" in _kinds(item) for item in items) > 1)
    for item in items:
        for name in _told(item.get("name") if isinstance(item, dict) else item):
            names.sort_in(name, _kinds(item), _address(item))
    return Told(
        _first_of(names.persons),
        _first_of(names.organisations),
        frozenset(names.accounts),
        frozenset(names.places.difference(names.persons)),
    )


@dataclass(slots=True)
class _Names:
    """Names from JSON-LD while they are sorted; ``are_apart`` if it has an item for each person."""

    are_apart: bool
    persons: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    accounts: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def sort_in(self, name: str, kinds: Set[str], address: str) -> None:
        """Add a name from an item of these types, whose page has this address."""
        if address.endswith("/author/admin"):  # the site's own account
            self.organisations += [name] if name != "admin" else []
            self.accounts.add(name)
            return
        if may_be_account(name) and (address.endswith(f"/{name}") or name[-1].isdigit()):
            self.accounts.add(name)
        if not kinds & _HOUSES:
            self._sort_in_person(name)
        elif SAYS_BY.match(name):  # "By Ann Lee, The Herald", whatever the page calls it
            self.persons += filter(is_name, names_in(name))
        elif len(name) <= _LONGEST_HOUSE:
            self.organisations.append(name)

    def _sort_in_person(self, name: str) -> None:
        names = names_in(name)
        if self.are_apart and len(names) == _NAME_AND_PLACE and name == ", ".join(names):
            self.places.update(names[1:])
            names = names[:1]
        self.persons += names


def may_be_account(name: str) -> bool:
    """Whether a name is one word in small letters, as accounts are called."""
    return name.islower() and name.isalnum()


def _told(value: Any) -> list[str]:
    """The names in a value, without markup and template placeholders."""
    names = (spaced(TAG.sub(" ", name)) for name in jsonld.strings(value)[:_MAX_AUTHORS])
    return [name for name in names if not is_left_over(name)]


def _first_of(names: Iterable[str]) -> tuple[str, ...]:
    return distinct(names)[:_MAX_AUTHORS]


def _kinds(item: Any) -> frozenset[str]:
    return jsonld.types(item) if isinstance(item, dict) else frozenset()


def _address(item: Any) -> str:
    """The address of an author's page, by which accounts are recognised; "" without one."""
    if not isinstance(item, dict):
        return ""
    links = (item.get(key) for key in ("url", "@id"))
    told = (link.partition("#")[0].rstrip("/") for link in links if isinstance(link, str))
    return next((address for address in told if "/author/" in address), "")


def _resolved(item: Any, document: Document) -> Any:
    """An author, with what the page's JSON-LD tells under its ``@id``: ``{"@id": "#ann"}``."""
    if not isinstance(item, dict) or item.get("url") or not item.get("@id"):
        return item
    same = (o for o in document.json_ld if o.get("@id") == item["@id"] and o.get("name"))
    return {**next(same, {}), **item}


def meta_authors(document: Document) -> tuple[str, ...]:
    """Authors from meta elements, the usual ones first."""
    usual = [*document.meta.get("author", ()), *document.meta.get("article:author", ())]
    usual = [text for text in usual if text[:4] != "http"]
    names = _first_of(n for text in usual[:_MAX_AUTHORS] for n in _named(text, document))
    if names:
        return names
    told = [text for meta in _METAS for text in document.meta.get(meta, ())[:_MAX_AUTHORS]]
    if SAYS_BY.match((document.first_meta("twitter:label1") or "").lower()):
        told.append(document.first_meta("twitter:data1") or "")
    page = jsonld.parse(document.first_meta("parsely-page") or "null")
    if isinstance(page, dict):
        told += jsonld.strings(page.get("authors") or page.get("author"))[:_MAX_AUTHORS]
    return _first_of(n for text in told for n in _named(text, document))


def unprinted_authors(document: Document) -> tuple[str, ...]:
    """Authors from microdata that is not printed, for pages that name them nowhere else."""
    nodes = document.tree.css(_MICRODATA)[:_MAX_AUTHORS]
    return _first_of(name for node in nodes for name in _named(attr(node, "content"), document))


def _named(text: str, document: Document) -> tuple[str, ...]:
    """The names in a text. The site's own name is one, even if it looks like two: "Stone & Sea"."""
    return (text,) if is_the_site(text, document) else names_in(text)
