"""Recognise names beside a story that are a reader's, or the author's of another story."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.extract.body.hints import Hint, hints_in
from crawler.extract.document import attr, text_of, upwards
from crawler.extract.people.elements import is_authors

_AROUND_A_READER = 8  # elements outwards from a name to a box of comments
_CARDS = frozenset({"li", "article"})  # a page puts another story in one of these
_LONGEST_CARD = 600  # characters
_MOST_LINKS = 30  # links of an item to look at
_FEWEST_WORDS = 4  # of a headline
_FEWEST_LETTERS = 8  # of a headline in a script without spaces


def is_anothers(text: str, node: LexborNode) -> bool:
    """Whether a name is a reader's ("网友"), is quoted, or is another story's author. It may stand
    in a box named after comments, in a quotation, or at a link to another story."""
    return "网友" in text or stands_in(node, Hint.COMMENT) or _stands_at_another_story(node)


def _stands_at_another_story(node: LexborNode) -> bool:
    """Whether the node is in a link as long as a headline, or in an item with such a link."""
    name = text_of(node)
    for at in upwards(node.parent, _AROUND_A_READER):
        if at.tag == "a" and _is_headline(text_of(at).replace(name, ""), at):
            return True
        if at.tag in _CARDS:
            if len(text_of(at)) > _LONGEST_CARD:
                break
            links = at.css("a[href]")[:_MOST_LINKS]
            if any(_is_headline(text_of(link), link) for link in links):
                return True
    return False


def _is_headline(text: str, link: LexborNode) -> bool:
    """Whether a link has as many words as a headline and does not lead to an author."""
    if text[-1:] >= "\u3040":
        return len(text) >= _FEWEST_LETTERS and not is_authors(link)
    return len(text.split()) >= _FEWEST_WORDS and not is_authors(link)


def stands_in(node: LexborNode, hints: int) -> bool:
    """Whether the node stands in a quotation, or in a box with one of these hints."""
    for at in upwards(node, _AROUND_A_READER):
        name = f"{attr(at, 'class')} {attr(at, 'id')}"
        if hints_in(name) & hints or "quote" in name or at.tag == "blockquote":
            return True
    return False
