"""The headline: the words under which the publisher gives the story to readers.

Evidence: the page's ``<h1>`` elements, ``headline`` in JSON-LD and ``<meta>``, ``og:title``,
``<title>``. The metadata says which of the headings on the page is the headline; the heading says
how it is printed. But there are exceptions:

- Where the publisher words ``og:title`` differently, that is the headline, as readers see it
  wherever the story is linked to. The heading, often worded for search engines, is the alternative
  headline. Yet if JSON-LD has the heading, and ``og:title`` repeats ``<title>``, the heading is the
  headline.
- If the page's only own ``<h1>`` shares no words with the metadata, it is the alternative headline.
- If no heading is the headline, the line that begins or ends the title is (:func:`in_its_line`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from crawler.extract import jsonld
from crawler.extract.document import Document, attr, text_of, upwards
from crawler.extract.texts import spaced
from crawler.extract.titles import (
    TELLING,
    folded,
    is_cut_off,
    is_labelled,
    is_same,
    is_spelt_in,
    may_name_site,
    names_site,
    site_of,
    without_site,
)
from crawler.extract.words import overlap, words

_MICROFORMATS = '[itemprop~="headline"], .entry-title'  # schema.org, hAtom and hNews
_MARKS = re.compile(
    r"^(?:\((?:\w{3,5} )?(?:LEAD|LD|URGENT|Yonhap Feature)[^)]{0,12}\)"
    r"|\[[^\]]{1,10}\]|【[^】]{1,10}】)\s*"
)
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){2,}")  # "port-ellery-lighthouse": no headline
_SAME = 0.6  # overlap of words from which a heading is the one that the metadata names
_LONGEST_SITE = 40  # characters of its name
_MAX_HEADINGS = 40
_MOST_AROUND = 6  # elements around a heading in which a <nav> may be
_MOST_LABELS = 10  # elements of a heading that are looked at
_UNPRINTED = frozenset({"title", "first_heading"})  # rules that no heading on the page confirms
_SHORTEST = 3  # a heading has more characters
_LONGEST = 1_000  # characters of a headline: seven times as many as the longest of 800 pages


@dataclass(frozen=True, slots=True)
class Headline:
    """``text`` without marks such as "(LEAD)"; ``raw`` with them; ``node`` where it stands."""

    text: str
    raw: str
    rule: str
    node: LexborNode | None = None
    alternative: str | None = None
    line: str | None = None  # the line that prints it, if that has only some of its words

    @property
    def printed(self) -> str:
        """The words of the heading on the page; where there is none, the headline."""
        return self.line or (text_of(self.node) if self.node is not None else self.raw)


def find_headline(document: Document) -> Headline | None:
    """The headline of the page, or ``None`` if nothing on it is one."""
    named = _named(document)
    headline = _found(document, named)
    if headline is None or headline.node is None or not _is_breadcrumb(headline.node):
        return headline
    node = _most_alike(document, (headline.raw, headline.alternative or "", *named.values()))
    return replace(headline, node=node or headline.node)


def _is_breadcrumb(heading: LexborNode) -> bool:
    """Whether a heading is the last step of the breadcrumbs, put there for search engines; what
    readers see as the headline is then of lower rank."""
    return any(at.tag == "nav" for at in upwards(heading.parent, _MOST_AROUND))


def _most_alike(document: Document, names: Sequence[str]) -> LexborNode | None:
    """The heading of lower rank that has most words in common with one of these names."""
    found: tuple[float, LexborNode | None] = (_SAME, None)
    for heading, text in _texts(document, "h2, h3"):
        alike = max(overlap(text, name) for name in names)
        if alike > found[0]:
            found = alike, heading
    return found[1]


def _found(document: Document, named: dict[str, str]) -> Headline | None:
    """The headline by the first of: a heading that metadata names, metadata, the first heading."""
    printed = _headings(document, "h1") or _headings(document, "h2")
    printed = printed or _headings(document, _MICROFORMATS)[:1]
    best = max(printed, key=lambda p: max(_likenesses(p[1], named), default=0.0), default=None)
    if best and any(_is_named(best[1], name) for name in named.values()):
        return _printed_as(best, document, named)
    ranked = [p for p in printed if p[0].tag != "h2"]
    own = [p for p in ranked if not _leads_elsewhere(p[0], document)]
    if headline := _of_metadata(document, named, own, is_ranked=bool(ranked)):
        return headline
    first = next(iter(own or printed), None)
    return _headline(first[1], "first_heading", first[0], named) if first else None


def _likenesses(heading: str, named: dict[str, str]) -> Iterator[float]:
    return (_is_named(heading, name) + overlap(heading, name) for name in named.values())


def _printed_as(
    heading: tuple[LexborNode, str], document: Document, named: dict[str, str]
) -> Headline:
    """The headline that a heading prints, or under which the story is shared instead."""
    node, text = heading
    shared = _shared(text, named)
    if shared is None:
        return _headline(text, "heading", node, named)
    lower = None if folded(shared) in folded(text) else _titled(document, shared)
    # the <h1> is the site's name, with which the title begins
    if lower and folded(text_of(lower)) == folded(shared):
        return _headline(text_of(lower), "heading", lower, named)
    told = named if _bears_a_label(node, shared) else {"heading": text, **named}
    return _headline(shared, "og", node, told)


def _of_metadata(
    document: Document,
    named: dict[str, str],
    own: Sequence[tuple[LexborNode, str]],
    *,
    is_ranked: bool,
) -> Headline | None:
    """The headline that metadata gives and no heading of the first rank bears out. ``<title>`` is
    believed only if a heading says the same, or the page has none of the first rank."""
    for rule, text in named.items():
        heading = _titled(document, text)
        if rule == "title" and heading is not None:
            return _headline(text_of(heading), "heading", heading, named)
        if rule != "title" or not is_ranked:
            heading = heading or _worded_otherwise(document, own)
            told = {"heading": text_of(heading), **named} if heading is not None else named
            return _headline(text, rule, heading, told)
    return None


def in_its_line(
    headline: Headline | None, document: Document, lines: Iterable[str]
) -> Headline | None:
    """The headline; where no heading confirms it, the longest of ``lines`` with which the title
    begins or ends. (The site's name in a title is not always recognised as such.)"""
    if headline is None or headline.rule not in _UNPRINTED:
        return headline
    title = document.title
    told = (line for line in lines if TELLING <= len(line) <= _LONGEST and _is_set_off(line, title))
    line = max(told, key=len, default=None)
    if line is None or line == headline.raw:
        return headline
    text = _MARKS.sub("", line).strip() or line
    return replace(headline, text=text, raw=line, rule="title", node=None)


def _is_set_off(line: str, title: str) -> bool:
    """Whether a title begins or ends with a line, at the edge of a word. At the end the line must
    be most of the title, or it may be the site's name."""
    if title.startswith(line):
        return not title[len(line) : len(line) + 1].isalnum()
    is_most = 2 * len(line) >= len(title)
    return is_most and title.endswith(line) and not title[-len(line) - 1].isalnum()


def _headings(document: Document, selector: str) -> list[tuple[LexborNode, str]]:
    return [(h, text) for h, text in _texts(document, selector) if len(text) > _SHORTEST]


def _texts(document: Document, selector: str) -> Iterator[tuple[LexborNode, str]]:
    """The first elements that may be headings, with their texts."""
    found = ((h, text_of(h)) for h in document.tree.css(selector)[:_MAX_HEADINGS])
    return ((h, text) for h, text in found if len(text) <= _LONGEST)


def _worded_otherwise(
    document: Document, own: Sequence[tuple[LexborNode, str]]
) -> LexborNode | None:
    """The page's heading where it shares no words with the metadata: the only ``<h1>`` that is the
    page's own and not the site's name, or of several the one marked up as the headline."""
    site, host = site_of(document)
    ranked = ((h, text) for h, text in own if h.tag == "h1" and len(text) >= TELLING)
    told = [h for h, text in ranked if not names_site(text, site, host)]
    named = [h for h in told if "headline" in attr(h, "itemprop").split()]
    return next(iter(told if len(told) == 1 else named), None)


def _leads_elsewhere(heading: LexborNode, document: Document) -> bool:
    """Whether a heading is a link to another page, such as the site's front page."""
    around = heading.parent
    link = around if around is not None and around.tag == "a" else heading.css_first("a[href]")
    if link is None:
        return False
    href = attr(link, "href")
    address = document.absolute(href) if href[:1] != "#" else None
    return address is not None and address not in (document.url, document.canonical_url)


def _titled(document: Document, title: str) -> LexborNode | None:
    """The heading of lower rank that is the page's title, as where the ``<h1>`` names the site."""
    told = folded(title)
    for heading, printed in _texts(document, "h2, h3") if told else ():
        text = folded(printed)
        if text and (text == told or (len(text) >= TELLING and told.startswith(text))):
            return heading
    return None


def _is_named(heading: str, name: str) -> bool:
    is_start = len(heading) >= TELLING and folded(name).startswith(folded(heading))
    return is_start or overlap(heading, name) >= _SAME


def _shared(heading: str, named: dict[str, str]) -> str | None:
    """The headline under which the story is shared, if it differs from the heading on the page: in
    other words, or without its kicker ("Marathon: Two win" / "Two win")."""
    og = named.get("og")
    if not og or folded(og).startswith(folded(heading)):  # the same, or with the site's name
        return None
    named_so = (folded(named.get(rule, "")) for rule in ("title", "json_ld"))
    if tuple(named_so) == (folded(og), folded(heading)):  # a title made for search engines
        return None
    return None if is_cut_off(og, heading) or is_labelled(og, heading) else og


def _bears_a_label(heading: LexborNode, title: str) -> bool:
    """Whether a heading is a title with a kicker or badge in an element of its own."""
    text = text_of(heading)
    labels = filter(None, map(text_of, heading.css("*")[1:_MOST_LABELS]))
    return any(words(text.replace(label, " ", 1)) == words(title) for label in labels)


def _named(document: Document) -> dict[str, str]:
    """What the metadata calls the page, by rule, best first, without the site's name."""
    site, host = site_of(document)
    title = document.title
    found = {
        "json_ld": jsonld.string(document.news.get("headline")),
        "meta": document.first_meta("headline"),
        "og": document.first_meta("og:title", "twitter:title"),
        "title": title,
    }
    if len(title) <= _LONGEST_SITE and is_spelt_in(title, host) and may_name_site(title, host):
        del found["title"]  # it names the site, not the page
    return {
        rule: without_site(spaced(text), site, host)
        for rule, text in found.items()
        if text and len(text) <= _LONGEST and text.strip() and not _SLUG.fullmatch(text.strip())
    }


def _headline(raw: str, rule: str, node: LexborNode | None, named: dict[str, str]) -> Headline:
    text = _MARKS.sub("", raw).strip() or raw
    # <title> may count new messages, and microdata have the site's name
    told = (n for name, n in named.items() if name not in ("title", "meta"))
    other = next((n for n in told if not any(is_same(n, of) for of in (raw, text))), None)
    return Headline(text, raw, rule, node, other)
