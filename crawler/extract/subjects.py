"""What the publisher files a story under: its section and its topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborNode

from crawler.extract import jsonld
from crawler.extract.document import Document, attr, host_of, path_of, text_of
from crawler.extract.jsonld import JsonObject
from crawler.extract.texts import spaced, unescaped
from crawler.extract.words import overlap

Step = tuple[str | None, str | None]  # its name, and where it leads

_MOST = 40  # topics of a story, and steps on the way to it
_MOST_LINKS = 2000  # of a page
_LONGEST = 60  # characters of one; a longer text is several with nothing between
_LONGEST_SECTION = 100  # characters
_LIST = re.compile(r"\s*[,;،、；，|]\s*")
_ARROWS = "›»>/ "  # between steps
_SAME = 0.5  # overlap of words from which a step is the story
_WAY = '[class*="crumb" i], [itemtype$="BreadcrumbList"], nav[aria-label*="breadcrumb" i]'
# addresses of a site's pages on a topic
_TO_TOPICS = re.compile(
    r"/(?:(?:hash)?tags?|topics?|keywords?|themen?|temas?|etiquetas?|mots?-cles?|tagi?|emne|etiket)/"
)
# elements named after topics
_TAGS = '[class*="tags" i], [class*="topics" i], [class*="keywords" i]'
_MOST_STEPS = 8  # of breadcrumbs; a menu has more
_FRONT = re.compile(r"/?|/(?:index(?:\.\w{2,5})?|home)/?")  # paths of the site's front page
_PAGE = frozenset({"html", "body", "main"})  # may be named after the breadcrumbs on it
# figures, such as a year's, and keys with "_" for spaces
_NO_SECTION = re.compile(r"[\W\d]*|[^\W_]*_\w*")
# what systems note for themselves: numbers and keys, "type_news", "section/world", "Category: News"
_INTERNAL = re.compile(r"[\W\d]*$|[/@&]|\S*[_/:]|[0-9a-f]{8}-[0-9a-f]{4}-|[\w ]{1,24}: ", re.I)


def find_topics(document: Document, texts: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """What the story is about, and the rule that found it.

    ``keywords`` may be the whole site's: they are believed if one of them occurs in the story's
    ``texts``. Topics that plain links lead to are believed if half of them do.
    """
    meta = document.meta
    claims = {
        "article_tag": meta.get("article:tag", ()),
        "news_keywords": meta.get("news_keywords", ()),
        "json_ld": jsonld.strings(document.news.get("keywords")),
        "keywords": meta.get("keywords", ()),
    }
    for rule, claim in claims.items():
        topics = _topics(claim)
        if topics and (rule != "keywords" or _said(texts, topics)):
            return topics, rule
    links = [(node, node.attributes) for node in document.tree.css("a[href]")[:_MOST_LINKS]]
    tags = _topics(_filed_under(document, [n for n, told in links if told.get("rel") == "tag"]))
    if tags:
        return tags, "rel_tag"
    to_topics = [n for n, told in links if _TO_TOPICS.search(told.get("href") or "")]
    called = [link for box in document.tree.css(_TAGS)[:_MOST] for link in box.css("a[href]")]
    for rule, nodes in (("tag_links", to_topics), ("tags", called)):
        topics = _topics(_filed_under(document, nodes))
        if topics and _said(texts, topics) * 2 >= len(topics):
            return topics, rule
    return (), ""


def _filed_under(document: Document, links: Sequence[LexborNode]) -> Sequence[str]:
    """The names under which links file a story, as those with a ``rel`` do (microformats' rel-tag).
    Only links within the site count, and only if they all stand at one place, or say the same at
    each. Otherwise they are those of teasers."""
    own = {host_of(document.url), host_of(document.canonical_url or "")}
    places: dict[int, list[str]] = {}
    for link in links[:_MOST]:
        if host_of(document.absolute(attr(link, "href")) or "") not in own:
            continue
        around = link.parent
        if around is not None and around.tag == "li":
            around = around.parent
        if around is not None and (name := text_of(link)):
            places.setdefault(around.mem_id, []).append(name.lstrip("#"))
    said = {frozenset(names) for names in places.values()}
    return next(iter(places.values())) if len(said) == 1 else ()


def _said(texts: Sequence[str], topics: Sequence[str]) -> int:
    """How many of the topics occur in the story's texts."""
    told = "\n".join(texts).casefold()
    return sum(topic.casefold() in told for topic in topics)


def _topics(claim: Sequence[str]) -> tuple[str, ...]:
    """Each topic of a claim once, whether the claim is a list or one text with separators."""
    found: dict[str, str] = {}
    for part in (part for text in claim for part in _LIST.split(spaced(unescaped(text)))):
        if 1 < len(part) <= _LONGEST and not _INTERNAL.match(part):
            found.setdefault(part.casefold(), part)
    return tuple(found.values())[:_MOST]


def find_section(document: Document, headline: str) -> tuple[str | None, str]:
    """The story's section, and the rule that found it: what the metadata says; else the last step
    of the breadcrumbs, declared or printed, that is neither the site's front page nor the story;
    else what the first link with ``rel="category"`` says."""
    meta = document.meta
    claims = {
        "json_ld": jsonld.strings(document.news.get("articleSection")),
        "meta": meta.get("article:section") or meta.get("articlesection", ()),
    }
    for rule, claim in claims.items():
        section = next((name for name in map(_first_of, claim) if _is_section(name, document)), "")
        if section:
            return section, rule
    told = [o for o in document.json_ld if "BreadcrumbList" in jsonld.types(o)]
    ways = [*map(_told_way, told[:_MOST]), _printed_way(document)]
    names = next(filter(None, ([*_between(way, document, headline)] for way in ways)), None)
    if names:
        return names[-1], "breadcrumbs"
    categories = _filed_under(document, document.tree.css('a[rel~="category"][href]'))
    category = next((name.strip(_ARROWS) for name in categories), "")
    return (category, "rel_category") if 0 < len(category) <= _LONGEST_SECTION else (None, "")


def _is_section(name: str, document: Document) -> bool:
    """Whether a text may name a section: it is not a figure, a key or the site's own name."""
    if len(name) > _LONGEST_SECTION or _NO_SECTION.fullmatch(name):
        return False
    return name.casefold() != document.site_name.casefold()


def _first_of(section: str) -> str:
    """The first of several sections; one may have a comma in its name: "Waste, Fraud and Abuse"."""
    first, comma, rest = spaced(section).partition(",")
    is_list = comma and (not rest.startswith(" ") or len(section) > _LONGEST)
    return first if is_list else spaced(section)


def _told_way(way: JsonObject) -> Iterator[Step]:
    """The steps of a BreadcrumbList."""
    steps = way.get("itemListElement")
    for step in steps[:_MOST] if isinstance(steps, list) else ():
        item = step.get("item") if isinstance(step, dict) else None
        name = jsonld.string(step) or jsonld.string(item if isinstance(item, dict) else None)
        url = item.get("@id") or item.get("url") if isinstance(item, dict) else item
        yield name, url if isinstance(url, str) else None


def _printed_way(document: Document) -> Iterator[Step]:
    """The steps of the breadcrumbs that the page prints."""
    way = next((n for n in document.tree.css(_WAY)[:_MOST] if n.tag not in _PAGE), None)
    links = way.css("a[href]") if way is not None else ()
    links = links if len(links) <= _MOST_STEPS else ()
    return ((text_of(link).strip(_ARROWS), attr(link, "href")) for link in links)


def _between(way: Iterable[Step], document: Document, headline: str) -> Iterator[str]:
    """The names of the steps between the front page, which is the first, and the story."""
    for number, (name, url) in enumerate(way):
        address = document.absolute(url)
        if not name or not address or len(name) > _LONGEST or overlap(name, headline) > _SAME:
            continue
        is_front = number == 0 and _FRONT.fullmatch(path_of(address))
        if (
            not is_front
            and not _NO_SECTION.fullmatch(name)
            and address not in (document.url, document.canonical_url)
        ):
            yield name
