"""Names beside a story that are another's: a reader's, or those of who wrote other stories."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.extract.body.hints import Hint, hints_in
from crawler.extract.document import attr, text_of, upwards
from crawler.extract.people.elements import is_authors

_AROUND_A_READER = 8  # elements around a reader's name that may be the box of comments
_CARDS = frozenset({"li", "article"})  # in which a page tells another story
_LONGEST_CARD = 600  # characters
_MOST_LINKS = 30  # of an item that are looked at
_FEWEST_WORDS = 4  # of a headline
_FEWEST_LETTERS = 8  # of one in a script without spaces


def is_anothers(text: str, node: LexborNode) -> bool:
    """Whether a name is called a reader's, or stands in a box named after comments or quotations:
    the author there is who commented, or whose words are set apart; or at a link to another story,
    which it wrote."""
    return "网友" in text or stands_in(node, Hint.COMMENT) or _stands_at_another_story(node)


def _stands_at_another_story(node: LexborNode) -> bool:
    """Whether it is a part of a link's words, or of an item that holds a link of as many words as
    headlines have."""
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
    """Whether a link has the words of a headline, and is to no author."""
    if text[-1:] >= "\u3040":
        return len(text) >= _FEWEST_LETTERS and not is_authors(link)
    return len(text.split()) >= _FEWEST_WORDS and not is_authors(link)


def stands_in(node: LexborNode, hints: int) -> bool:
    """Whether it stands in a quotation, or in a box with one of these hints."""
    for at in upwards(node, _AROUND_A_READER):
        name = f"{attr(at, 'class')} {attr(at, 'id')}"
        if hints_in(name) & hints or "quote" in name or at.tag == "blockquote":
            return True
    return False
