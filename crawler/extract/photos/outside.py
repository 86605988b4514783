"""Recognise the parts of a page that are outside its story, whatever images they hold."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.extract.document import attr, text_of
from crawler.extract.photos.links import LEADING
from crawler.extract.photos.runs import said_by_name

STORY = 12  # paragraphs: a box beside the story holds fewer
_STORY_TEXT = 3000  # characters outside links: a box beside the story holds fewer
_MOST_IN_A_CARD = 300  # characters
_AUTHORS = re.compile(r"(?:^|[-_])(?:author|autor|auteur)s?$", re.IGNORECASE)
_PICTURES = re.compile(r"image|img|photo|foto|pic|media|figure|caption|credit", re.IGNORECASE)
_BODY = re.compile(r"(?:article|story|post|entry)[-_]?(?:body|content)", re.IGNORECASE)
_OUTSIDE_TAGS = frozenset({"nav", "footer", "form", "noscript"})


def _is_captioned_image(node: LexborNode) -> bool:
    """Whether an element holds one image without links, and a caption named so. That is a photo of
    the story even in a sidebar, which is only a place on the page."""
    if len(node.css("img")) != 1 or node.css_first(f"{LEADING}, form") is not None:
        return False
    called = (f"{attr(child, 'class')} {child.tag}" for child in node.css("[class], figcaption"))
    return any(said_by_name(name)[1] for name in called)


def _is_of_layout(node: LexborNode, name: str) -> bool:
    """Whether an element named a sidebar is only a place on the page, or holds both story and
    sidebar. It is named after the story as well, or has much text outside links: a story of few
    paragraphs may consist of lists and tables."""
    if _is_captioned_image(node):
        return True
    if any(_BODY.search(part) and "sidebar" not in part for part in name.split()):
        return True
    size = len(text_of(node))
    return size >= _STORY_TEXT <= size - sum(len(text_of(link)) for link in node.css("a"))


def _holds_the_only_image(noscript: LexborNode, known: dict[int, bool]) -> bool:
    """Whether the image in a ``<noscript>`` has no other beside it: a script puts it there."""
    if noscript.parent is None:
        return False
    key = -noscript.parent.mem_id  # negative, as the id itself is the key for is_outside
    if key not in known:
        known[key] = len(noscript.parent.css("img")) == 1
    return known[key]


def _is_card(article: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an ``<article>`` is a few words under a heading that links to another story."""
    if article.mem_id not in known:
        is_anothers = article.css_first("h1") is None
        link = article.css_first("h2 a[href], h3 a[href], h4 a[href]") if is_anothers else None
        known[article.mem_id] = link is not None and len(text_of(article)) <= _MOST_IN_A_CARD
    return known[article.mem_id]


@lru_cache(maxsize=4096)
def _is_authors(name: str) -> bool:
    """Whether an element with these classes is about the story's author, so that its image is a
    portrait: "author", "article-author". But "image-author" names a picture's maker."""
    return any(_AUTHORS.search(part) and not _PICTURES.search(part) for part in name.split())


def is_outside(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether a node stands in a part of the page outside the story. A part that holds the headline
    or very many paragraphs belongs to the story, whatever it is named ("with-sidebar")."""
    parent = node if node.tag == "figure" else node.parent  # an image's name says its kind
    path: list[int] = []
    outside = False
    if parent is not None and parent.tag == "noscript" and _holds_the_only_image(parent, known):
        parent = parent.parent
    while parent is not None and parent.tag not in ("body", "html", "main", "article"):
        if parent.mem_id in known:
            outside = known[parent.mem_id]
            break
        path.append(parent.mem_id)
        name = attr(parent, "class")
        if parent.tag in _OUTSIDE_TAGS or (name and (said_by_name(name)[2] or _is_authors(name))):
            outside = parent.css_first("h1") is None and len(parent.css("p")) < STORY
            outside = outside and not ("sidebar" in name and _is_of_layout(parent, name))
            if outside:
                break
        parent = parent.parent
    if not outside and parent is not None and parent.tag == "article":
        outside = _is_card(parent, known)
    known.update(dict.fromkeys(path, outside))
    return outside
