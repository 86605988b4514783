"""The smallest element around an image that holds the photo's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import size_of
from crawler.extract.credits.split import split_caption
from crawler.extract.credits.unlabelled import is_credit
from crawler.extract.document import element_after, text_of
from crawler.extract.photos.attributes import credited_aside
from crawler.extract.photos.elements import alt_of, is_large, is_unsized_photo
from crawler.extract.photos.links import (
    LABELLED,
    LEADING,
    LINKED_HEADING,
    MOST_STEPS,
    MOST_TEXT,
    SHORTEST_HEADLINE,
)
from crawler.extract.photos.runs import Run, runs_in, said_by_name
from crawler.extract.texts import spaced

_PARAGRAPH = 80  # letters
_MOST_LINES = 3
_MOST_RAW = 30 * MOST_TEXT  # characters with white space: too much even without a closer look
_MOST_RUNS = 4  # texts in a box that a label marks as a photo's
_SHORTEST_LINES, _LONGEST_LINES = 12, 300  # characters


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known about an element around an image."""

    may_be: bool = True  # the photo's box may be this element or one around it
    is_box: bool = False
    runs: Sequence[Run] = ()


def box_around(
    image: LexborNode, headline: int | None, judged: dict[int, Judgement]
) -> LexborNode | None:
    """The smallest ancestor that holds the image and its caption or credit, or ``None``.

    ``judged`` remembers the ancestors, which the images of a gallery or list share.
    """
    node = image.parent
    for _ in range(MOST_STEPS):
        if node is None or node.tag in ("body", "html", "main", "ul"):
            return None
        known = judged.get(node.mem_id)
        if known is None:
            known = judged[node.mem_id] = _judge_ancestor(node, headline)
        if not known.may_be:
            return None
        if known.is_box or _is_photo_with_words(node, image, known.runs):
            return node
        node = node.parent
    return None


def _is_media(article: LexborNode) -> bool:
    """Whether an ``<article>`` is a single photo: some systems wrap every item in one."""
    return len(article.css("article")) == 1 and article.css_first("h1, h2, h3, h4") is None


def _judge_ancestor(node: LexborNode, headline: int | None) -> Judgement:
    if node.tag == "article" and not _is_media(node):
        return Judgement(may_be=False)
    raw = node.text()
    if len(raw) > _MOST_RAW:
        return Judgement(may_be=False)
    size = len(spaced(raw))
    if not size:
        return Judgement()
    if size > MOST_TEXT or len(node.css("img")) > 3 or len(node.css("p")) > 3:
        return Judgement(may_be=False)
    if headline is not None and any(h.mem_id == headline for h in node.css("h1, h2")):
        return Judgement(may_be=False)
    if node.css_first(LINKED_HEADING) is not None:
        return Judgement(is_box=True)  # the photo of another story, whatever else is in it
    if any(name_says(child) for child in node.css("[class], [itemprop], figcaption")):
        return Judgement(is_box=True)
    runs = list(islice(runs_in(node), _MOST_RUNS + 1))
    is_labelled = len(runs) <= _MOST_RUNS and any(LABELLED.match(run.text) for run in runs)
    is_credited = 0 < len(runs) <= 2 and _says_whose(runs[-1].text, node)
    return Judgement(is_box=is_labelled or is_credited, runs=runs)


def _is_photo_with_words(box: LexborNode, image: LexborNode, runs: Sequence[Run]) -> bool:
    """Whether a box is a photo with its caption, whatever the elements are named. The caption
    repeats the image's alt text, or is up to three lines with an image that looks like a photo. No
    link leads on."""
    if _is_said_twice(image, runs):
        return not leads_on(box)
    return (
        0 < len(runs) <= _MOST_LINES
        and _SHORTEST_LINES <= sum(len(run.text) for run in runs) <= _LONGEST_LINES
        and (
            is_large(image)
            or credited_aside(image) is not None
            or _is_framed(box)
            or (len(runs) == 1 and is_unsized_photo(image) and _is_above_prose(box))
        )
        and box.css_first(f"{LEADING}, form, button, time, ul, ol") is None
    )


def _is_above_prose(box: LexborNode) -> bool:
    """Whether a ``<div>`` stands right above a paragraph of a story."""
    after = element_after(box) if box.tag == "div" else None
    return after is not None and after.tag == "p" and size_of(text_of(after)) >= _PARAGRAPH


def _is_framed(box: LexborNode) -> bool:
    """Whether it is a table of two cells: older pages hang a photo and its caption in such a table,
    smaller than today's photos."""
    return box.tag in ("table", "tbody") and len(box.css("td")) == len(box.css("tr")) == 2


def _says_whose(text: str, box: LexborNode) -> bool:
    """Whether a text is a credit, or a caption that ends in one. A box of such a caption must hold
    no links except in the credit."""
    if is_credit(text):
        return True
    caption, credit = split_caption(text)
    return credit is not None and not leads_on(box, credit if caption else "")


def leads_on(box: LexborNode, credit: str = "") -> bool:
    """Whether a box has parts of a teaser: links outside the ``credit``, a heading, a time."""
    if box.css_first("form, time, h1, h2, h3") is not None:
        return True
    return any(text_of(link).strip("()[] ") not in credit for link in box.css(LEADING))


def _is_said_twice(image: LexborNode, runs: Sequence[Run]) -> bool:
    """Whether one of the texts and the image's alt text begin with the same words."""
    if not runs:
        return False
    alt = alt_of(image)
    return len(alt) >= SHORTEST_HEADLINE and any(
        len(run.text) >= SHORTEST_HEADLINE
        and (run.text.startswith(alt) or alt.startswith(run.text))
        for run in runs
    )


def repeats_alt(box: LexborNode, image: LexborNode) -> bool:
    """Whether a box that is no teaser says beside an image what the image's alt text says."""
    if box.tag == "a" or leads_on(box):
        return False
    return _is_said_twice(image, list(islice(runs_in(box), _MOST_RUNS)))


def name_says(node: LexborNode) -> bool:
    """Whether an element's names say that it is a photo's caption or credit."""
    if node.tag != "figcaption":
        get = node.attrs.get
        credit, caption, outside = said_by_name(f"{get('class') or ''} {get('itemprop') or ''}")
        if outside or not (credit or caption):
            return False
    return node.css_first("img") is None and bool(text_of(node))
