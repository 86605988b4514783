"""Find the box of each photo: a figure, or the smallest element with an image and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import size_of
from crawler.extract.credits.split import split_caption
from crawler.extract.credits.unlabelled import is_credit
from crawler.extract.document import element_after, text_of
from crawler.extract.photos.attributes import credited_aside, is_slide, told_in_attributes
from crawler.extract.photos.below import caption_below
from crawler.extract.photos.elements import (
    IMAGE_TAG,
    IMAGES,
    NOT_A_PHOTO,
    alt_of,
    image_in,
    is_icon,
    is_large,
    is_unsized_photo,
    said_in_name,
)
from crawler.extract.photos.films import is_still
from crawler.extract.photos.links import (
    LABELLED,
    LEADING,
    LINKED_HEADING,
    MOST_STEPS,
    MOST_TEXT,
    SHORTEST_HEADLINE,
    caption_of_link,
    is_in_card,
    is_teaser_image,
)
from crawler.extract.photos.outside import is_outside
from crawler.extract.photos.runs import Run, runs_in, said_by_name
from crawler.extract.photos.uncaptioned import is_story_without_words
from crawler.extract.texts import spaced

_PARAGRAPH = 80  # letters
_STORY = 5  # paragraphs: an <article> with so many holds the story
_MOST_LINES = 3
_MOST_RAW = 30 * MOST_TEXT  # characters with white space: too much even without a closer look
# elements inside each other; 800 pages have up to 36. The limit matters because the content of
# each of them may be read for each image
_DEEPEST = 200
_MOST_RUNS = 4  # texts in a box that a label marks as a photo's
_SHORTEST_LINES, _LONGEST_LINES = 12, 300  # characters
# [data-src] is for custom elements whose name says image, such as <brick-image data-src="…">
_BOXES = f"figure, {IMAGES}, picture, [data-src], [data-srcset], [data-image]"


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What is known about an element around an image."""

    may_be: bool = True  # the photo's box may be this element or one around it
    is_box: bool = False
    runs: Sequence[Run] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known about elements that many images may share, by their ``mem_id``."""

    judged: dict[int, _Judgement] = field(default_factory=dict)
    crowded: dict[int, bool] = field(default_factory=dict)
    rows: dict[int, bool | None] = field(default_factory=dict)
    galleries: dict[int, bool] = field(default_factory=dict)
    links: dict[int, bool] = field(default_factory=dict)
    films: dict[int, bool] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)


def photo_boxes(
    root: LexborNode, heading: LexborNode | None, lead: str = ""
) -> Iterator[tuple[LexborNode, LexborNode | None]]:
    """Each photo's box with its image, in page order.

    No box contains ``heading``, the story's headline. ``lead`` is the key of the image that the
    metadata names.
    """
    headline = heading.mem_id if heading is not None else None
    title = text_of(heading)
    taken: set[int] = set()  # images that have a box
    known = _Known()
    for node in _figures_and_images(_up_to_the_end(root.css(_BOXES), heading), taken):
        if node.tag == "figure":
            if node.css_first("figure figure, blockquote, table") and not node.css_first("img"):
                continue
            if _is_gallery(node, known.galleries):
                continue
            for inner in node.css("img, amp-img, picture, figure"):
                taken.add(inner.mem_id)
            yield from _of_figure(node, known.crowded)
            continue
        image = node if node.tag != "picture" else node.css_first("img")
        if image is None:
            continue
        taken.add(image.mem_id)
        if is_teaser_image(image, known.links) or is_still(image, known.films):
            continue
        box = _box_of_image(image, headline, known, taken)
        if box is None and is_story_without_words(image, lead, title, known.rows):
            box = image
        if box is not None:
            yield box, image


def _is_gallery(figure: LexborNode, known: dict[int, bool]) -> bool:
    """Whether a figure holds several photos with their own captions. ``known`` remembers which
    figures are such photos, as figures may be nested."""
    if figure.css_first("figure figure") is None:
        return False
    inner = (f for f in figure.css("figure figure") if f.mem_id != figure.mem_id)
    captioned = (f for f in inner if _is_captioned(f, known))
    return len(list(islice(captioned, 2))) == 2


def _is_captioned(figure: LexborNode, known: dict[int, bool]) -> bool:
    if figure.mem_id not in known:
        has_image = figure.css_first(IMAGES) is not None or image_in(figure) is not None
        known[figure.mem_id] = has_image and figure.css_first("figcaption") is not None
    return known[figure.mem_id]


def _box_of_image(
    image: LexborNode, headline: int | None, known: _Known, taken: set[int]
) -> LexborNode | None:
    """The element with an image's words: around it, after it, or the image itself."""
    if is_slide(image):
        return image
    box = _box_around(image, headline, known.judged)
    if box is not None:
        for inner in box.css("img, amp-img, picture"):
            taken.add(inner.mem_id)
        return box
    words = caption_below(image)
    if words is not None:
        return words
    if credited_aside(image) and (caption_of_link(image) or not is_in_card(image, known.sizes)):
        return image
    return told_in_attributes(image)


def _of_figure(
    figure: LexborNode, crowded: dict[int, bool]
) -> Iterator[tuple[LexborNode, LexborNode | None]]:
    """A figure's box and its image. A figure named as a portrait, logo or teaser is taken as it is:
    words beside it are not its caption."""
    image = image_in(figure)
    if said_in_name(NOT_A_PHOTO, figure):
        yield figure, image
        return
    box = _with_caption_beside(figure, crowded)
    words = caption_below(figure) if image is not None and not text_of(box) else None
    yield box if words is None else words, image


def _up_to_the_end(nodes: list[LexborNode], heading: LexborNode | None) -> list[LexborNode]:
    """The nodes up to the end of the ``<article>`` with the heading: others' stories follow."""
    at = heading
    while at is not None and at.tag != "article":
        at = at.parent
    if at is None or len(at.css("p")) < _STORY:
        return nodes
    inside = {node.mem_id for node in at.css(_BOXES)}
    last = next((n for n, node in enumerate(reversed(nodes)) if node.mem_id in inside), 0)
    return nodes[: len(nodes) - last]


def _figures_and_images(nodes: list[LexborNode], taken: set[int]) -> Iterator[LexborNode]:
    """The nodes that may be or hold a photo and have not been ``taken`` meanwhile. A slide counts
    whatever the elements around it are named: its attributes say that it is a photo."""
    outside: dict[int, bool] = {}
    depths: dict[int, int] = {}
    for node in nodes:
        if _depth(node, depths) > _DEEPEST:
            continue
        is_image = node.tag in ("figure", "picture") or IMAGE_TAG.match(node.tag or "")
        if not is_image:
            if is_slide(node):
                yield node
            continue
        if node.mem_id not in taken and not is_icon(node) and not is_outside(node, outside):
            yield node


def _depth(node: LexborNode, known: dict[int, int]) -> int:
    """How many elements an element is nested in; ``known`` remembers the depths."""
    way = []
    at = node.parent
    while at is not None and at.mem_id not in known:
        way.append(at.mem_id)
        at = at.parent
    depth = known[at.mem_id] if at is not None else 0
    for place in reversed(way):
        depth += 1
        known[place] = depth
    return depth


def _with_caption_beside(figure: LexborNode, known: dict[int, bool]) -> LexborNode:
    """The figure, or its parent if the caption stands beside the figure instead of in it: named so,
    or as the words of the image's alt text.

    ``known`` remembers which elements hold more than one photo and its words.
    """
    parent = figure.parent
    if parent is None or figure.css_first("figcaption") is not None or any(runs_in(figure)):
        return figure
    image = image_in(figure)
    for _ in range(2):
        if parent is None or _holds_more(parent, known):
            break
        is_named = any(_name_says(n) for n in parent.css("figcaption, [class]"))
        if is_named or (image is not None and _repeats_alt(parent, image)):
            return parent if len(text_of(parent)) <= MOST_TEXT else figure
        parent = parent.parent
    return figure


def _repeats_alt(box: LexborNode, image: LexborNode) -> bool:
    """Whether a box that is no teaser says beside an image what the image's alt text says."""
    if box.tag == "a" or _leads_on(box):
        return False
    return _is_said_twice(image, list(islice(runs_in(box), _MOST_RUNS)))


def _holds_more(node: LexborNode, known: dict[int, bool]) -> bool:
    if node.mem_id not in known:
        holds = len(node.css("figure, p")) > 3 or node.css_first("h1") is not None
        known[node.mem_id] = holds
    return known[node.mem_id]


def _box_around(
    image: LexborNode, headline: int | None, judged: dict[int, _Judgement]
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


def _judge_ancestor(node: LexborNode, headline: int | None) -> _Judgement:
    if node.tag == "article" and not _is_media(node):
        return _Judgement(may_be=False)
    raw = node.text()
    if len(raw) > _MOST_RAW:
        return _Judgement(may_be=False)
    size = len(spaced(raw))
    if not size:
        return _Judgement()
    if size > MOST_TEXT or len(node.css("img")) > 3 or len(node.css("p")) > 3:
        return _Judgement(may_be=False)
    if headline is not None and any(h.mem_id == headline for h in node.css("h1, h2")):
        return _Judgement(may_be=False)
    if node.css_first(LINKED_HEADING) is not None:
        return _Judgement(is_box=True)  # the photo of another story, whatever else is in it
    if any(_name_says(child) for child in node.css("[class], [itemprop], figcaption")):
        return _Judgement(is_box=True)
    runs = list(islice(runs_in(node), _MOST_RUNS + 1))
    is_labelled = len(runs) <= _MOST_RUNS and any(LABELLED.match(run.text) for run in runs)
    is_credited = 0 < len(runs) <= 2 and _says_whose(runs[-1].text, node)
    return _Judgement(is_box=is_labelled or is_credited, runs=runs)


def _is_photo_with_words(box: LexborNode, image: LexborNode, runs: Sequence[Run]) -> bool:
    """Whether a box is a photo with its caption, whatever the elements are named. The caption
    repeats the image's alt text, or is up to three lines with an image that looks like a photo. No
    link leads on."""
    if _is_said_twice(image, runs):
        return not _leads_on(box)
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
    return credit is not None and not _leads_on(box, credit if caption else "")


def _leads_on(box: LexborNode, credit: str = "") -> bool:
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


def _name_says(node: LexborNode) -> bool:
    """Whether an element's names say that it is a photo's caption or credit."""
    if node.tag != "figcaption":
        get = node.attrs.get
        credit, caption, outside = said_by_name(f"{get('class') or ''} {get('itemprop') or ''}")
        if outside or not (credit or caption):
            return False
    return node.css_first("img") is None and bool(text_of(node))
