"""The boxes of a page's photos: a figure, or the smallest element with an image and its words."""

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
from crawler.extract.photos.bare import is_story_without_words
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
from crawler.extract.texts import spaced

_PARAGRAPH = 80  # letters
_STORY = 5  # paragraphs of an article that holds the story
_MOST_LINES = 3
_MOST_RAW = 30 * MOST_TEXT  # characters with white space: that need not be looked at to be too much
# elements inside each other, of which 800 pages have up to 36: all that is in each of them may be
# looked at for each image
_DEEPEST = 200
_MOST_RUNS = 4  # texts in a box whose label says that it is a photo's
_SHORTEST_LINES, _LONGEST_LINES = 12, 300  # characters
# an element of the site's own, such as <brick-image data-src="…">, where its name says image
_BOXES = f"figure, {IMAGES}, picture, [data-src], [data-srcset], [data-image]"


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What is known of an element around an image."""

    may_be: bool = True  # itself or one around it may be the photo's box
    is_box: bool = False
    runs: Sequence[Run] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of elements that many images may share, by their ``mem_id``."""

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
    """Each photo's box with its image, in page order; ``heading`` is the story's, which is in none,
    ``lead`` the key of the image that metadata names."""
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
    """Whether a figure holds several photos with captions of their own; ``known`` remembers of
    figures, which may stand inside each other, whether they are such photos."""
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
    """A figure's box; beside what is somebody's portrait by its name stand no words of a photo."""
    image = image_in(figure)
    if said_in_name(NOT_A_PHOTO, figure):
        yield figure, image
        return
    box = _with_caption_beside(figure, crowded)
    words = caption_below(figure) if image is not None and not text_of(box) else None
    yield box if words is None else words, image


def _up_to_the_end(nodes: list[LexborNode], heading: LexborNode | None) -> list[LexborNode]:
    """Without what stands after the article that the heading is in: that is other stories'."""
    at = heading
    while at is not None and at.tag != "article":
        at = at.parent
    if at is None or len(at.css("p")) < _STORY:
        return nodes
    inside = {node.mem_id for node in at.css(_BOXES)}
    last = next((n for n, node in enumerate(reversed(nodes)) if node.mem_id in inside), 0)
    return nodes[: len(nodes) - last]


def _figures_and_images(nodes: list[LexborNode], taken: set[int]) -> Iterator[LexborNode]:
    """What may be a photo or have one, and was not ``taken`` meanwhile. A slide says itself that it
    is one, whatever is around it called."""
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
    """How many elements an element stands in; ``known`` remembers it of those."""
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
    """The figure, or its parent where the caption stands beside instead of within it.

    ``known`` remembers of elements whether they hold more than one photo and its words.
    """
    parent = figure.parent
    if parent is None or figure.css_first("figcaption") is not None or any(runs_in(figure)):
        return figure
    for _ in range(2):
        if parent is None or _holds_more(parent, known):
            break
        if any(_name_says(n) for n in parent.css("figcaption, [class]")):
            return parent if len(text_of(parent)) <= MOST_TEXT else figure
        parent = parent.parent
    return figure


def _holds_more(node: LexborNode, known: dict[int, bool]) -> bool:
    if node.mem_id not in known:
        holds = len(node.css("figure, p")) > 3 or node.css_first("h1") is not None
        known[node.mem_id] = holds
    return known[node.mem_id]


def _box_around(
    image: LexborNode, headline: int | None, judged: dict[int, _Judgement]
) -> LexborNode | None:
    """The smallest ancestor that holds the image and a caption or credit of it; else none.

    ``judged`` remembers the ancestors, which images of a gallery or a list share.
    """
    node = image.parent
    for _ in range(MOST_STEPS):
        if node is None or node.tag in ("body", "html", "main", "ul"):
            return None
        known = judged.get(node.mem_id)
        if known is None:
            known = judged[node.mem_id] = _judge(node, headline)
        if not known.may_be:
            return None
        if known.is_box or _is_photo_with_words(node, image, known.runs):
            return node
        node = node.parent
    return None


def _is_media(article: LexborNode) -> bool:
    """Whether an ``<article>`` is a photo's: some systems wrap each of their things in one."""
    return len(article.css("article")) == 1 and article.css_first("h1, h2, h3, h4") is None


def _judge(node: LexborNode, headline: int | None) -> _Judgement:
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
        return _Judgement(is_box=True)  # of another story's photo, whatever else is in it
    if any(_name_says(child) for child in node.css("[class], [itemprop], figcaption")):
        return _Judgement(is_box=True)
    runs = list(islice(runs_in(node), _MOST_RUNS + 1))
    is_labelled = len(runs) <= _MOST_RUNS and any(LABELLED.match(run.text) for run in runs)
    is_credited = 0 < len(runs) <= 2 and _says_whose(runs[-1].text, node)
    return _Judgement(is_box=is_labelled or is_credited, runs=runs)


def _is_photo_with_words(box: LexborNode, image: LexborNode, runs: Sequence[Run]) -> bool:
    """Whether a box holds nothing but one image, and words that lead nowhere: what the image's
    alternative text says as well, or a line or two below a large one. These are its caption,
    whatever they are called."""
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
    """Whether a division stands right above a paragraph of a story."""
    after = element_after(box) if box.tag == "div" else None
    return after is not None and after.tag == "p" and size_of(text_of(after)) >= _PARAGRAPH


def _is_framed(box: LexborNode) -> bool:
    """Whether it is a table of two cells: how older pages hang a photo and its caption in a story,
    smaller than those of today."""
    return box.tag in ("table", "tbody") and len(box.css("td")) == len(box.css("tr")) == 2


def _says_whose(text: str, box: LexborNode) -> bool:
    """Whether a text is a credit, or a caption that ends in one where the box leads nowhere but
    to who made the photo."""
    if is_credit(text):
        return True
    caption, credit = split_caption(text)
    return credit is not None and not _leads_on(box, credit if caption else "")


def _leads_on(box: LexborNode, credit: str = "") -> bool:
    """Whether a box has the words of another page's teaser: links that are not in the ``credit``,
    a heading, a time."""
    if box.css_first("form, time, h1, h2, h3") is not None:
        return True
    return any(text_of(link).strip("()[] ") not in credit for link in box.css(LEADING))


def _is_said_twice(image: LexborNode, runs: Sequence[Run]) -> bool:
    """Whether one of the texts and the image's alternative text begin with the same words."""
    if not runs:
        return False
    alt = alt_of(image)
    return len(alt) >= SHORTEST_HEADLINE and any(
        len(run.text) >= SHORTEST_HEADLINE
        and (run.text.startswith(alt) or alt.startswith(run.text))
        for run in runs
    )


def _name_says(node: LexborNode) -> bool:
    """Whether an element is, by its names, the caption or credit of a photo."""
    if node.tag != "figcaption":
        get = node.attrs.get
        credit, caption, outside = said_by_name(f"{get('class') or ''} {get('itemprop') or ''}")
        if outside or not (credit or caption):
            return False
    return node.css_first("img") is None and bool(text_of(node))
