"""Tell whether a name is an organisation's, not a person's: the publisher's own, or another's."""

from __future__ import annotations

import re
import unicodedata
from string import digits

from crawler.extract import jsonld
from crawler.extract.agencies import find_agency
from crawler.extract.document import LONGEST_SITE_NAME, Document, host_of
from crawler.extract.people.names import is_house, is_name

_OWN_WORDS = re.compile(r"\b(?:group|media|tim|redaksi|newsroom|redaktion|redacción)\b", re.I)
_SHORTEST_OWN = 3  # letters of a word that shows a name to be the publisher's
_SHORTEST_PART = 5  # letters of a name that is looked for within a word
_FIRST_AND_LAST = 2  # words
_LONGEST_TITLE = 200  # characters of a title's end
_END_OF_TITLE = re.compile(r"[_|｜–—-]\s*([\u3400-\u9fff]+)\s*$")


def is_organisation(name: str, document: Document) -> bool:
    return find_agency(name) is not None or is_house(name) or is_publisher(name, document)


def may_be_organisation(name: str, document: Document) -> bool:
    return is_publisher(name, document) or _is_host(name, document) or is_house(name)


def is_publishers(name: str, document: Document) -> bool:
    """Whether a name is that of the publisher or a part of it: "Ellery Media Group", "Newsroom"."""
    if is_publisher(name, document) or find_agency(name) is not None:
        return is_publisher(name, document)
    return bool(_OWN_WORDS.search(name)) or is_of_the_host(name, document)


def is_of_the_host(name: str, document: Document) -> bool:
    """Whether a word of the name is a label of the host: "ABC Mid North Coast"."""
    labels = set(host_of(document.url).split(".")) - {"www", "com", "org", "net"}
    return any(len(w) >= _SHORTEST_OWN and w in labels for w in name.lower().split())


def is_publisher(name: str, document: Document) -> bool:
    """Whether a name is the publisher's own, and so no real author's."""
    publisher = jsonld.string(document.news.get("publisher")) or ""
    site = [document.site_name, publisher[:LONGEST_SITE_NAME], host_of(document.url)]
    own = _letters(name)
    own = own.rstrip(digits) or own  # accounts are numbered
    if "\u3400" <= own[:1] <= "\u9fff" and _begins_the_sites(own, document):
        return True
    return any(_is_part(own, s) or _letters(s) in own for s in site if s)


def _is_part(own: str, site: str) -> bool:
    """Whether a name is in a site's name or host; a short one as a word: Ann is not of the
    Annapolis Courier."""
    if own.isascii() and len(own) < _SHORTEST_PART:
        return own in re.split(r"[\W_]+", site.lower())
    return own in _letters(site)


def without_publisher(name: str, document: Document) -> str:
    """A person's name without the publisher's name at its end: "Ann Lee Ellery Courier". The
    publisher is known by the site's name, or by the host, which writes its words as one."""
    site = _letters(document.site_name)
    labels = host_of(document.url).split(".")
    words = [] if not site or _letters(name) == site else name.split()
    for end in range(_FIRST_AND_LAST, len(words)):
        person, house = " ".join(words[:end]), _letters("".join(words[end:]))
        is_own = house == site or (house in labels and len(words) - end > 1)
        if is_own and is_name(person) and not is_house(person):
            return person
    return name


def is_the_site(name: str, document: Document) -> bool:
    return name.lower() == document.site_name.lower()


def _is_host(name: str, document: Document) -> bool:
    """Whether a name's initials are a label of the host: organisations are often known by them."""
    initials = "".join(word[0] for word in name.lower().split())
    return len(initials) > 1 and initials in host_of(document.url).split(".")[:-1]


def _begins_the_sites(name: str, document: Document) -> bool:
    """Whether the page's title ends in a longer name: for "海港" that is "灯塔_海港新闻"."""
    last = _END_OF_TITLE.search(document.title[-_LONGEST_TITLE:])
    return last is not None and last[1].startswith(name) and last[1] != name


def _letters(name: str) -> str:
    """A name reduced to its letters without diacritics, for comparison."""
    name = name if name.isascii() else unicodedata.normalize("NFD", name)
    return re.sub(r"\W", "", name.lower())
