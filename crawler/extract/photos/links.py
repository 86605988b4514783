"""The link around an image: to the full-size image, or to another page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.extract.document import Document, attr, host_of, text_of, upwards

MOST_TEXT = 900  # characters in the box of one photo
SHORTEST_HEADLINE = 20  # characters
MOST_STEPS = 6  # elements outwards from an image to the words around it
_NEAR = 4  # elements outwards in which to look for a link
LINKED_HEADING = "h2 a, h3 a, h4 a, a h2, a h3, a h4"  # the mark of another page's teaser
# a link that leads to another page; others open a window on this one, or the full-size photo
LEADING = 'a[href]:not([href=""]):not([href^="#"]):not([href^="javascript:" i])'
_NOWHERE = re.compile(r"#|javascript:|$", re.IGNORECASE)
_TO_IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)|^#|^javascript", re.IGNORECASE)
MAY_SAY_WHOSE = re.compile("[:：©ⓒ]")  # quicker to look for than the labels that end in these
LABELLED = re.compile(
    r"(?:photos?|photograph|image|picture|foto|bild|credit|crédit photo|фото)\s*(?::|by\b|©)|©",
    re.IGNORECASE,
)


def is_teaser_image(image: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an image and some words share a link to another page. ``known`` remembers the links,
    each of which may hold many images."""
    link = _link_around(image, MOST_STEPS)
    if link is None:
        return False
    if link.mem_id not in known:
        known[link.mem_id] = _is_teaser(link)
    return known[link.mem_id]


def _is_teaser(link: LexborNode) -> bool:
    text = text_of(link)
    return bool(text) and is_link_elsewhere(link) and not LABELLED.match(text)


def is_in_card(image: LexborNode, sizes: dict[int, int]) -> bool:
    """Whether the nearest words around an image are in an element with a link. ``sizes`` remembers
    how much text the elements hold, as many images may share them."""
    for at in upwards(image.parent, MOST_STEPS):
        if at.mem_id not in sizes:
            sizes[at.mem_id] = len(text_of(at))
        size = sizes[at.mem_id]
        if size >= SHORTEST_HEADLINE:
            return size <= MOST_TEXT and at.css_first(LEADING) is not None
    return False


def caption_of_link(image: LexborNode) -> str | None:
    """The caption in the attributes of the link from an image to its full-size version."""
    link = image.parent
    if link is None or link.tag != "a" or not _TO_IMAGE.search(attr(link, "href")):
        return None
    told = attr(link, "data-caption") or attr(link, "data-sub-html")
    return told or next(filter(MAY_SAY_WHOSE.search, _titles(link)), None)


def _titles(link: LexborNode) -> tuple[str, str]:
    """Further attributes that may caption an enlarged image; some say only "Enlarge"."""
    return attr(link, "data-title"), attr(link, "title")


def is_link_elsewhere(node: LexborNode) -> bool:
    """Whether a node stands in a link to another page, not to the full-size image."""
    link = _link_around(node)
    return link is not None and leads_elsewhere(attr(link, "href"))


def leads_elsewhere(href: str) -> bool:
    """Whether an address is that of another page, not of the full-size image."""
    return bool(href) and not _TO_IMAGE.search(href)


def leads_nowhere(href: str) -> bool:
    """Whether an ``href`` is no address, because a script does what the link is for."""
    return _NOWHERE.match(href) is not None


def is_link_within(node: LexborNode | None, document: Document) -> bool:
    """Whether a node stands in a link to a page of the same site."""
    link = _link_around(node)
    url = document.absolute(attr(link, "href")) if link is not None else None
    return url is not None and host_of(url) == host_of(document.url)


def is_in_headed_link(node: LexborNode) -> bool:
    """Whether a node shares a link with a heading: then it belongs to another story's teaser."""
    link = _link_around(node.parent)
    return link is not None and link.css_first("h2, h3, h4") is not None


def _link_around(node: LexborNode | None, most: int = _NEAR) -> LexborNode | None:
    """The link that a node is or stands in, searched outwards through at most ``most`` elements."""
    return next((at for at in upwards(node, most) if at.tag == "a"), None)
