"""Find a photo's caption in the element after it, where no element holds both: ``<p><img></p><p>``.

Such words differ from the story's: they are short and end in a credit, or are set as a whole in
italics or small print, or are centred where the story is not.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import size_of
from crawler.extract.credits.split import split_caption
from crawler.extract.credits.unlabelled import is_credit
from crawler.extract.credits.words import LABEL
from crawler.extract.document import attr, element_after, text_of, upwards
from crawler.extract.photos.elements import alt_of, image_in
from crawler.extract.photos.links import SHORTEST_HEADLINE, leads_elsewhere
from crawler.extract.photos.runs import runs_in, said_by_name
from crawler.extract.photos.text import LONGEST_CAPTION

_LONGEST = 400  # characters
_MOST_STEPS = 3  # outwards from an image through elements that hold nothing else
_LONGEST_CENTRED = 80
_MOST_BESIDE = 12  # nodes, most of them white space or further photos
_DAY = re.compile(r"[\W\d年月日]+")
_SHOWN = re.compile(
    r"^[(（]?(?:图为|圖為|图[一二三四五六]?[:：])|(?:截图|截圖|资料图|資料圖)[。)）]*$"
)
_UPWARDS = "▲△↑"  # these point from a line to the photo above it
_STORY_END = re.compile(r"[^\W\d_A-Z][.!?][”\"’]?$")  # a word and a full stop
_LINES = frozenset({"p", "div", "span", "small", "em", "i", "center"})
_NO_LINE = "img, figure, h1, h2, h3, form, time, button"
_SMALL = frozenset({"em", "i", "small", "cite"})


def caption_below(image: LexborNode) -> LexborNode | None:
    """The caption in the element after an image, or after an element that holds only the image."""
    for at in upwards(image, _MOST_STEPS + 1):
        if at.tag in ("main", "article") or _leads_on(at):
            return None
        after = _element_after(at)
        if after is not None:
            after = _figcaption_alone(after) or after
            return after if _begins_alt(after, image) or _is_caption(after) else None
        if _is_after_words(at):
            return None
    return None


def _figcaption_alone(node: LexborNode) -> LexborNode | None:
    """The ``<figcaption>`` that is an element's only content."""
    inner = node.first_child
    while inner is not None and inner.tag == "-text" and not (inner.text_content or "").strip():
        inner = inner.next
    is_alone = inner is not None and inner.tag == "figcaption" and element_after(inner) is None
    return inner if is_alone else None


def _leads_on(node: LexborNode) -> bool:
    """Whether a node is a link to anything but the image's own file."""
    return node.tag == "a" and leads_elsewhere(attr(node, "href"))


def _is_after_words(node: LexborNode) -> bool:
    """Whether something stands before a node in the same element."""
    before = node.prev
    while before is not None:
        if before.tag != "-comment" and (before.text_content or "").strip():
            return True
        before = before.prev
    return False


def _element_after(node: LexborNode) -> LexborNode | None:
    """The next element, or ``None`` if words come first."""
    after = node.next
    while after is not None and (after.tag or "-").startswith(("-", "!")):
        if after.tag == "-text" and (after.text_content or "").strip():
            return None
        after = after.next
    return after


def _begins_alt(node: LexborNode, image: LexborNode) -> bool:
    """Whether a line says what the image's alt text says, which may go on with the site's name."""
    picture = image_in(image) if image.tag == "figure" else image
    alt = alt_of(picture) if picture is not None else ""
    if len(alt) < SHORTEST_HEADLINE or node.tag not in _LINES:
        return False
    text = text_of(node)
    is_said = len(text) >= SHORTEST_HEADLINE and alt.startswith(text)
    return is_said and node.css_first(f"{_NO_LINE}, a") is None


def _is_caption(node: LexborNode) -> bool:
    if node.tag == "figcaption" or said_by_name(attr(node, "class"))[1]:
        return node.css_first(_NO_LINE) is None and 0 < len(text_of(node)) <= LONGEST_CAPTION
    if node.tag not in _LINES or node.css_first(_NO_LINE) is not None or len(node.css("p")) > 2:
        return False
    text = text_of(node)
    if not 0 < len(text) <= _LONGEST:
        return False
    runs = [run.text for run in runs_in(node)]
    if not runs or any(_stands_alone(text_of(link), runs) for link in node.css("a")):
        return False  # "Advertisement", or a line that leads on
    if _is_small_print(node, text) or text[0] in _UPWARDS or _says_what_is_shown(text):
        return True
    if len(text) <= _LONGEST_CENTRED and _is_centred(node):
        return _is_among_prose(node) and not _DAY.fullmatch(text)
    if len(node.css("p")) == 2:
        return len(runs) == 2 and split_caption(runs[1])[0] is None and is_credit(runs[1])
    said = " ".join(runs)
    credit = split_caption(said)[1]
    return credit is not None and (not _STORY_END.search(said) or bool(LABEL.match(credit)))


def _stands_alone(link: str, runs: list[str]) -> bool:
    """Whether a link is a whole line: "Advertisement", "More"."""
    return bool(link) and not any(link in run and link != run for run in runs)


def _says_what_is_shown(text: str) -> bool:
    """Whether a text is "图为…" or "…截图", as the Chinese press says of a picture."""
    return (
        ("图" in text or "圖" in text) and len(text) <= _LONGEST // 2 and bool(_SHOWN.search(text))
    )


def _is_centred(node: LexborNode) -> bool:
    if node.tag == "center" or attr(node, "align") == "center":
        return True
    return "text-align:center" in attr(node, "style").replace(" ", "")


def _is_among_prose(node: LexborNode) -> bool:
    """Whether a paragraph that is not centred stands near by in the same element."""
    above, below = node.prev, node.next
    for _ in range(_MOST_BESIDE):
        for at in (above, below):
            is_prose = at is not None and at.is_element_node and not _is_centred(at)
            if at is not None and is_prose and size_of(text_of(at)) > _LONGEST_CENTRED:
                return True
        above = above.prev if above is not None else None
        below = below.next if below is not None else None
    return False


def _is_small_print(node: LexborNode, text: str) -> bool:
    """Whether all of an element's words are in italics or small print."""
    if node.css_first("a[href]") is not None:
        return False  # "Read more"
    if node.tag in _SMALL:
        return True
    return any(text_of(inner) == text for inner in node.css("em, i, small"))
