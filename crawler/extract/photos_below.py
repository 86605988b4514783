"""The caption of a photo in the element after it, where nothing holds both: ``<p><img></p><p>``.

Such words are told from the story's by what they are: short, and a credit at their end; or set
in italics or small print as a whole.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.extract.credits_split import is_credit, split_caption
from crawler.extract.credits_words import LABEL
from crawler.extract.document import text_of
from crawler.extract.photos_text import runs_in

_LONGEST = 400  # characters
_MOST_STEPS = 3  # outwards from an image to what holds nothing else
_STORY_END = re.compile(r"[^\W\d_A-Z][.!?][”\"’]?$")  # a word and a full stop
_LINES = frozenset({"p", "div", "span", "small", "em", "i", "center"})
_NO_LINE = "img, figure, h1, h2, h3, form, time, button"
_SMALL = frozenset({"em", "i", "small", "cite"})


def caption_below(image: LexborNode) -> LexborNode | None:
    """The element after an image, or after what holds nothing but it, if it is its caption."""
    at: LexborNode | None = image
    for _ in range(_MOST_STEPS + 1):
        if at is None or at.tag in ("body", "main", "article", "a"):
            return None
        after = _element_after(at)
        if after is not None:
            return after if _is_caption(after) else None
        if _is_after_words(at):
            return None
        at = at.parent
    return None


def _is_after_words(node: LexborNode) -> bool:
    """Whether an element that holds a node holds more than it."""
    before = node.prev
    while before is not None:
        if before.tag != "-comment" and (before.text_content or "").strip():
            return True
        before = before.prev
    return False


def _element_after(node: LexborNode) -> LexborNode | None:
    """The next element; none where words come first."""
    after = node.next
    while after is not None and (after.tag or "-").startswith(("-", "!")):
        if after.tag == "-text" and (after.text_content or "").strip():
            return None
        after = after.next
    return after


def _is_caption(node: LexborNode) -> bool:
    if node.tag not in _LINES or node.css_first(_NO_LINE) is not None or len(node.css("p")) > 2:
        return False
    text = text_of(node)
    if not 0 < len(text) <= _LONGEST:
        return False
    runs = [run.text for run in runs_in(node)]
    if not runs or any(_stands_alone(text_of(link), runs) for link in node.css("a")):
        return False  # "Advertisement", or a line that leads on
    if _is_small_print(node, text):
        return True
    if len(node.css("p")) == 2:
        return len(runs) == 2 and split_caption(runs[1])[0] is None and is_credit(runs[1])
    said = " ".join(runs)
    credit = split_caption(said)[1]
    return credit is not None and (not _STORY_END.search(said) or bool(LABEL.match(credit)))


def _stands_alone(link: str, runs: list[str]) -> bool:
    """Whether a link's words are a line of their own, or one that says nothing: "More"."""
    return bool(link) and not any(link in run and link != run for run in runs)


def _is_small_print(node: LexborNode, text: str) -> bool:
    """Whether all of an element's words are in italics or small print."""
    if node.css_first("a[href]") is not None:
        return False  # "Read more"
    if node.tag in _SMALL:
        return True
    return any(text_of(inner) == text for inner in node.css("em, i, small"))
