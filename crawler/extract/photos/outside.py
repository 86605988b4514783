"""The parts of a page that are no part of its story, whatever images they hold."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.extract.document import attr, text_of
from crawler.extract.photos.links import LEADING
from crawler.extract.photos.runs import said_by_name

STORY = 12  # paragraphs that a box beside the story does not hold
_STORY_TEXT = 3000  # characters that lead nowhere, nor these
_MOST_IN_A_CARD = 300  # characters
_AUTHORS = re.compile(r"(?:^|[-_])(?:author|autor|auteur)s?$", re.IGNORECASE)
_PICTURES = re.compile(r"image|img|photo|foto|pic|media|figure|caption|credit", re.IGNORECASE)
_BODY = re.compile(r"(?:article|story|post|entry)[-_]?(?:body|content)", re.IGNORECASE)
_OUTSIDE_TAGS = frozenset({"nav", "footer", "form", "noscript"})


def _is_captioned_image(node: LexborNode) -> bool:
    """Whether an element holds one image that leads nowhere, with what is called its caption: that
    is a photo of the story, even in a sidebar, which is but a place."""
    if len(node.css("img")) != 1 or node.css_first(f"{LEADING}, form") is not None:
        return False
    called = (f"{attr(child, 'class')} {child.tag}" for child in node.css("[class], figcaption"))
    return any(said_by_name(name)[1] for name in called)


def _is_of_layout(node: LexborNode, name: str) -> bool:
    """Whether what is called a sidebar is but a place, or holds the story and a sidebar: then it is
    called the story's as well, or a story of few paragraphs has lists and tables."""
    if _is_captioned_image(node):
        return True
    if any(_BODY.search(part) and "sidebar" not in part for part in name.split()):
        return True
    size = len(text_of(node))
    return size >= _STORY_TEXT <= size - sum(len(text_of(link)) for link in node.css("a"))


def _holds_the_only_image(noscript: LexborNode, known: dict[int, bool]) -> bool:
    """Whether no image stands beside that in a ``<noscript>``: a script puts it there."""
    if noscript.parent is None:
        return False
    key = -noscript.parent.mem_id  # of which, as itself, something else is known
    if key not in known:
        known[key] = len(noscript.parent.css("img")) == 1
    return known[key]


def _is_card(article: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an ``<article>`` is a few words under a heading that leads to another story."""
    if article.mem_id not in known:
        is_anothers = article.css_first("h1") is None
        link = article.css_first("h2 a[href], h3 a[href], h4 a[href]") if is_anothers else None
        known[article.mem_id] = link is not None and len(text_of(article)) <= _MOST_IN_A_CARD
    return known[article.mem_id]


@lru_cache(maxsize=4096)
def _is_authors(name: str) -> bool:
    """Whether an element of these classes is about who wrote the story, and what it shows is a
    portrait: "author", "article-author"; who made a picture is told in "image-author"."""
    return any(_AUTHORS.search(part) and not _PICTURES.search(part) for part in name.split())


def is_outside(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an ancestor is no part of the story; what holds the headline or very many
    paragraphs always is, whatever it is called ("with-sidebar")."""
    parent = node if node.tag == "figure" else node.parent  # an image's own name says its kind
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
