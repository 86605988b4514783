"""Under what the publisher files a story: its section and its topics."""

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
_LONGEST = 60  # characters of one; what is longer is several that nothing parts
_LONGEST_SECTION = 100  # characters
_LIST = re.compile(r"\s*[,;،、；，|]\s*")
_ARROWS = "›»>/ "  # between steps
_SAME = 0.5  # overlap of words from which a step is the story
_WAY = '[class*="crumb" i], [itemtype$="BreadcrumbList"], nav[aria-label*="breadcrumb" i]'
# where a site keeps what it has on a topic
_TO_TOPICS = re.compile(
    r"/(?:(?:hash)?tags?|topics?|keywords?|themen?|temas?|etiquetas?|mots?-cles?|tagi?|emne|etiket)/"
)
# what is called its topics
_TAGS = '[class*="tags" i], [class*="topics" i], [class*="keywords" i]'
_MOST_STEPS = 8  # on the way to a story; a menu has more
_FRONT = re.compile(r"/?|/(?:index(?:\.\w{2,5})?|home)/?")  # paths of the site's front page
_PAGE = frozenset({"html", "body", "main"})  # may be named after the way that is on it
# figures, such as a year's, and what has no spaces but "_" in their place
_NO_SECTION = re.compile(r"[\W\d]*|[^\W_]*_\w*")
# what systems note for themselves: numbers and keys, "type_news", "section/world", "Category: News"
_INTERNAL = re.compile(r"[\W\d]*$|[/@&]|\S*[_/:]|[0-9a-f]{8}-[0-9a-f]{4}-|[\w ]{1,24}: ", re.I)


def find_topics(document: Document, texts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """What the story is about, and the rule that found it.

    ``keywords`` may be those of the whole site: they are believed where one of the story's
    ``texts`` has one of them; what links lead to, where it has half.
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
    """What links to other pages of the site file a story under, as those with a ``rel`` do
    (microformats' rel-tag): where they stand at one place, or say the same at each. Where others
    do, they are those of teasers."""
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


def _said(texts: Iterable[str], topics: Sequence[str]) -> int:
    """How many of the topics the story has in its words."""
    told = "\n".join(texts).casefold()
    return sum(topic.casefold() in told for topic in topics)


def _topics(claim: Sequence[str]) -> tuple[str, ...]:
    """Each topic of a claim once, whether it is a list or one text with signs between."""
    found: dict[str, str] = {}
    for part in (part for text in claim for part in _LIST.split(spaced(unescaped(text)))):
        if 1 < len(part) <= _LONGEST and not _INTERNAL.match(part):
            found.setdefault(part.casefold(), part)
    return tuple(found.values())[:_MOST]


def find_section(document: Document, headline: str) -> tuple[str | None, str]:
    """The section in which a story stands, and the rule that found it: what is told of the story,
    else the last step of the way to it, told or printed, that is neither the site's front page nor
    the story."""
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
    """Whether it may name a section: it is neither figures, a key nor the site's own name."""
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
    """The steps that the page prints above the story."""
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
