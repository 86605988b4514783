"""The boxes of a page's photos: a figure, or the smallest element with an image and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.credits.parse import parse_credit
from crawler.extract.credits.split import is_credit, split_caption
from crawler.extract.credits.words import PICTURE, SAID
from crawler.extract.document import attr, text_of
from crawler.extract.photos.below import caption_below
from crawler.extract.photos.text import Run, runs_in, said_by_name

CREDIT_ATTRIBUTES = (
    "data-credit",
    "data-c-credit",
    "data-image-credit",
    "data-photo-credit",
    "data-copyright",
    "data-source",
    "data-author",
    "credit",
)
CAPTION_ATTRIBUTES = (
    "data-caption",
    "data-c-caption",
    "data-image-caption",
    "data-photo-caption",
    "data-legend",
    "data-sub-html",
)
_LARGE = 300  # pixels
STORY = 12  # paragraphs that a box beside the story does not hold
_PARAGRAPHS = 3  # beside each other, that make a story
_MOST_LINES = 3
_MOST_TEXT = 900  # characters in the box of one photo
_MOST_RUNS = 4  # texts in a box whose label says that it is a photo's
_SHORTEST_HEADLINE = 20  # characters
_MOST_AROUND = 2  # elements around an image whose attributes are its own
_MOST_STEPS = 6  # outwards from an image to the words around it
_SHORTEST_LINES, _LONGEST_LINES = 12, 300  # characters
_WIDTHS = re.compile(r"\s(\d+)w\b")
_MEDIA = re.compile(r"width:\s?(\d+)")
_SHOWS = re.compile(r"image\s?:", re.IGNORECASE)  # "Image: Ann Lee" says whom it shows
IMAGES = "img, amp-img"
# an element of the site's own, such as <brick-image data-src="…">, where its name says image
_BOXES = f"figure, {IMAGES}, picture, [data-src], [data-srcset]"
_IMAGE_TAG = re.compile(
    r"(?:amp-)?img$|\w+-.*(?:image|img|picture|photo)|(?:image|img|picture|photo)-"
)
# names are compared by their whole parts: "shareable" and "silicon" say nothing
NOT_A_PHOTO = re.compile(
    r"(?<![a-z])(?:logo|icon|avatar|author|sprite|badge|emoji|placeholder|spinner|banner|advert"
    r"|promo|newsletter|teaser|related|recommend(?:ed|ation)?|share|social|sponsor(?:ed)?|bio)s?"
    r"(?![a-z])"
)
_DRAWN = re.compile(
    r"(?<![a-z])(?:logo|icon|avatar|sprite|badge|emoji|placeholder|spinner|author)s?(?![a-z])"
    r"|rounded-(?:full|circle)|img-circle"
)
_AUTHORS = re.compile(r"(?:^|[-_])(?:author|autor|auteur)s?$", re.IGNORECASE)
_PICTURES = re.compile(r"image|img|photo|foto|pic|media|figure|caption|credit", re.IGNORECASE)
_WORD_IN_NAME = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PLAYER = (
    'video, [class*="video-player" i], [class*="videoplayer" i], [class*="jwplayer" i]'
    ', [class*="video-resource" i], [class*="video__player" i], [data-video-id], [data-videoid]'
)
_OUTSIDE_TAGS = frozenset({"nav", "footer", "form", "noscript"})
_TO_IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)|^#|^javascript", re.IGNORECASE)
_MAY_SAY_WHOSE = re.compile("[:：©ⓒ]")  # quicker than the labels before these
SAYS_WHOSE = re.compile(rf"[©ⓒ]|(?:{PICTURE}|{SAID})\s?[:：]", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:photos?|photograph|image|picture|foto|bild|credit|crédit photo|фото)\s*(?::|by\b|©)|©",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What is known of an element around an image."""

    may_be: bool = True  # itself or one around it may be the photo's box
    is_box: bool = False
    runs: Sequence[Run] = ()


def photo_boxes(
    root: LexborNode, taken: set[int], headline: int | None
) -> Iterator[tuple[LexborNode, LexborNode | None]]:
    """Each photo's box with its image, in page order; ``headline`` is the ``mem_id`` of the
    story's heading, which is in none."""
    judged: dict[int, _Judgement] = {}
    crowded: dict[int, bool] = {}
    for node in _figures_and_images(root, taken):
        if node.tag == "figure":
            if node.css_first("figure figure, blockquote, table") and not node.css_first("img"):
                continue
            if _is_gallery(node):
                continue
            for inner in node.css("img, amp-img, picture, figure"):
                taken.add(inner.mem_id)
            yield from _of_figure(node, crowded)
            continue
        image = node if node.tag != "picture" else node.css_first("img")
        if image is None:
            continue
        taken.add(image.mem_id)
        if is_teaser_image(image):
            continue
        box = _box_of_image(image, headline, judged, taken)
        if box is None and is_large(image) and _is_among_paragraphs(image):
            box = image  # without a word, as the story's own pictures may be
        if box is not None:
            yield box, image


def _is_among_paragraphs(image: LexborNode) -> bool:
    """Whether an image leads nowhere and is one of a row of paragraphs, or stands in one alone."""
    if is_link_elsewhere(image) or said_in_name(NOT_A_PHOTO, image):
        return False
    at = image.parent
    while at is not None and at.tag not in ("body", "html", "li"):
        if sum(child.tag == "p" for child in at.iter()) >= _PARAGRAPHS:
            return True
        if text_of(at):
            return False
        at = at.parent
    return False


def _is_gallery(figure: LexborNode) -> bool:
    """Whether a figure holds several photos with captions of their own."""
    if figure.css_first("figure figure") is None:
        return False
    inner = [f for f in figure.css("figure figure") if f.mem_id != figure.mem_id]
    return sum(f.css_first("figcaption") is not None and image_in(f) is not None for f in inner) > 1


def _box_of_image(
    image: LexborNode, headline: int | None, judged: dict[int, _Judgement], taken: set[int]
) -> LexborNode | None:
    """The element with an image's words: around it, after it, or the image itself."""
    box = _box_around(image, headline, judged)
    if box is not None:
        for inner in box.css("img, amp-img, picture"):
            taken.add(inner.mem_id)
        return box
    words = caption_below(image)
    if words is not None:
        return words
    if credited_aside(image) and (caption_of_link(image) or not _is_in_card(image)):
        return image
    return _told_in_attributes(image)


def _told_in_attributes(image: LexborNode) -> LexborNode | None:
    """What stands around an image and is told in attributes both its caption and its credit, as a
    slide is that shows them when it is turned to."""
    node = image.parent
    for _ in range(_MOST_AROUND):
        if node is None or node.tag in ("body", "main", "article"):
            return None
        told = node.attributes
        if any(map(told.get, CAPTION_ATTRIBUTES)) and any(map(told.get, CREDIT_ATTRIBUTES)):
            return node
        node = node.parent
    return None


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


def _figures_and_images(root: LexborNode, taken: set[int]) -> Iterator[LexborNode]:
    """What may be a photo or have one, and was not ``taken`` meanwhile."""
    outside: dict[int, bool] = {}
    for node in root.css(_BOXES):
        if node.tag not in ("figure", "picture") and not _IMAGE_TAG.match(node.tag or ""):
            continue
        if node.mem_id not in taken and not is_icon(node) and not is_outside(node, outside):
            yield node


def image_in(box: LexborNode) -> LexborNode | None:
    """The image that a box shows."""
    images = box.css(IMAGES)
    if images:
        return next((i for i in images if _is_real(i)), images[0]) if len(images) > 1 else images[0]
    own = (
        node for node in box.css("[data-src], [data-srcset]") if _IMAGE_TAG.match(node.tag or "")
    )
    return next(own, None)


def _is_real(image: LexborNode) -> bool:
    """Whether an image tells more than what stands in its place until it is loaded."""
    return any(attr(image, name) for name in ("srcset", "data-srcset", "data-src", "alt"))


def is_teaser_image(image: LexborNode) -> bool:
    """Whether an image stands with words in a link to another page."""
    at: LexborNode | None = image
    for _ in range(4):
        if at is None or at.tag == "body":
            return False
        if at.tag == "a":
            text = text_of(at)
            return bool(text) and is_link_elsewhere(at) and not _LABELLED.match(text)
        at = at.parent
    return False


def _is_in_card(image: LexborNode) -> bool:
    """Whether the nearest words around an image are those of a link."""
    at = image.parent
    for _ in range(_MOST_STEPS):
        if at is None or at.tag == "body":
            return False
        size = len(text_of(at))
        if size >= _SHORTEST_HEADLINE:
            return size <= _MOST_TEXT and at.css_first("a[href]") is not None
        at = at.parent
    return False


def credited_aside(image: LexborNode) -> str | None:
    """The credit that an image's title or alternative text tells, behind a label or a stroke."""
    for text in (attr(image, "title"), attr(image, "alt"), caption_of_link(image) or ""):
        _, stroke, tail = text.rpartition(" | ")
        if stroke and is_credit(tail):
            return tail
        if text and _MAY_SAY_WHOSE.search(text) and SAYS_WHOSE.search(text):
            credit = split_caption(text)[1]
            if credit and not (_SHOWS.match(text) and not _is_by_agency(credit)):
                return credit
    return None


def _is_by_agency(credit: str) -> bool:
    parsed = parse_credit(credit)
    return parsed is not None and any(agency.key for agency in parsed.agencies)


def caption_of_link(image: LexborNode) -> str | None:
    """What the link from an image to its large version is told to show below it."""
    link = image.parent
    if link is None or link.tag != "a" or not _TO_IMAGE.search(attr(link, "href")):
        return None
    told = attr(link, "data-caption") or attr(link, "data-sub-html")
    return told or next(filter(_MAY_SAY_WHOSE.search, _titles(link)), None)


def _titles(link: LexborNode) -> tuple[str, str]:
    """What else a link to an image may show below it; but "Enlarge" is no caption."""
    return attr(link, "data-title"), attr(link, "title")


def is_link_elsewhere(node: LexborNode) -> bool:
    """Whether a node stands in a link to another page, and not to the image in large."""
    link = _link_around(node)
    href = attr(link, "href") if link is not None else ""
    return bool(href) and not _TO_IMAGE.search(href)


def is_in_headed_link(node: LexborNode) -> bool:
    """Whether a node stands with a heading in a link: that is another story's, photo and all."""
    link = _link_around(node.parent)
    return link is not None and link.css_first("h2, h3, h4") is not None


def _link_around(node: LexborNode | None) -> LexborNode | None:
    """The link that a node is or stands in, a few elements around it."""
    at = node
    for _ in range(4):
        if at is None or at.tag == "body":
            return None
        if at.tag == "a":
            return at
        at = at.parent
    return None


def is_icon(node: LexborNode) -> bool:
    """Whether an image is drawn or tiny, by its own attributes."""
    if node.tag != "img":
        return False
    width = attr(node, "width")
    if width.isdecimal() and int(width) >= _LARGE:
        return False
    return (
        ".svg" in attr(node, "src")
        or (width.isdecimal() and 20 <= int(width) < 80)
        or said_in_name(_DRAWN, node)
    )


def said_in_name(words: re.Pattern[str], node: LexborNode) -> bool:
    """Whether a class of an element has one of these words as a part, "img-icon" or "imgIcon"."""
    name = node.attrs.get("class")
    return bool(name) and _has_part(words, name)


@lru_cache(maxsize=4096)
def _has_part(words: re.Pattern[str], name: str) -> bool:
    return words.search(_WORD_IN_NAME.sub("-", name).lower()) is not None


def is_player(box: LexborNode) -> bool:
    """Whether a box shows a film, and no still of it with a caption as photos have."""
    if box.css_first(_PLAYER) is None:
        return False
    return image_in(box) is None or box.css_first("figcaption") is None


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
            return parent if len(text_of(parent)) <= _MOST_TEXT else figure
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
    for _ in range(_MOST_STEPS):
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
    size = len(text_of(node))
    if not size:
        return _Judgement()
    if size > _MOST_TEXT or len(node.css("img")) > 3 or len(node.css("p")) > 3:
        return _Judgement(may_be=False)
    if headline is not None and any(h.mem_id == headline for h in node.css("h1, h2")):
        return _Judgement(may_be=False)
    if any(_name_says(child) for child in node.css("[class], [itemprop], figcaption")):
        return _Judgement(is_box=True)
    runs = list(islice(runs_in(node), _MOST_RUNS + 1))
    is_labelled = len(runs) <= _MOST_RUNS and any(_LABELLED.match(run.text) for run in runs)
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
        and (is_large(image) or credited_aside(image) is not None)
        and box.css_first("a[href], form, button, time, ul, ol") is None
    )


def _says_whose(text: str, box: LexborNode) -> bool:
    """Whether a text is a credit, or a caption that ends in one where the box leads nowhere."""
    return is_credit(text) or (not _leads_on(box) and split_caption(text)[1] is not None)


def _leads_on(box: LexborNode) -> bool:
    """Whether a box has the words of another page's teaser: links, a heading, a time."""
    if box.css_first("form, time, h1, h2, h3") is not None:
        return True
    return any(text_of(link) for link in box.css("a[href]"))


def _is_said_twice(image: LexborNode, runs: Sequence[Run]) -> bool:
    """Whether one of the texts and the image's alternative text begin with the same words."""
    if not runs:
        return False
    alt = " ".join(attr(image, "alt").split())
    return len(alt) >= _SHORTEST_HEADLINE and any(
        len(run.text) >= _SHORTEST_HEADLINE
        and (run.text.startswith(alt) or alt.startswith(run.text))
        for run in runs
    )


def is_large(image: LexborNode) -> bool:
    """Whether an image says that it can be shown as large as an editorial photo."""
    widths = [attr(image, "width"), *_WIDTHS.findall(attr(image, "srcset"))]
    if image.parent is not None and image.parent.tag == "picture":
        for source in image.parent.css("source"):
            for name in ("srcset", "data-srcset"):
                widths += _WIDTHS.findall(attr(source, name))
            widths += _MEDIA.findall(attr(source, "media"))
    return any(w.isdecimal() and int(w) >= _LARGE for w in widths)


def _name_says(node: LexborNode) -> bool:
    """Whether an element is, by its names, the caption or credit of a photo."""
    if node.tag != "figcaption":
        get = node.attrs.get
        credit, caption, outside = said_by_name(f"{get('class') or ''} {get('itemprop') or ''}")
        if outside or not (credit or caption):
            return False
    return node.css_first("img") is None and bool(text_of(node))


def _is_captioned_image(node: LexborNode) -> bool:
    """Whether an element holds one image that leads nowhere, with what is called its caption: that
    is a photo of the story, even in a sidebar, which is but a place."""
    if len(node.css("img")) != 1 or node.css_first("a[href], form") is not None:
        return False
    called = (f"{attr(child, 'class')} {child.tag}" for child in node.css("[class], figcaption"))
    return any(said_by_name(name)[1] for name in called)


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
    while parent is not None and parent.tag not in ("body", "html", "main", "article"):
        if parent.mem_id in known:
            outside = known[parent.mem_id]
            break
        path.append(parent.mem_id)
        name = attr(parent, "class")
        if parent.tag in _OUTSIDE_TAGS or (name and (said_by_name(name)[2] or _is_authors(name))):
            outside = parent.css_first("h1") is None and len(parent.css("p")) < STORY
            outside = outside and not ("sidebar" in name and _is_captioned_image(parent))
            if outside:
                break
        parent = parent.parent
    known.update(dict.fromkeys(path, outside))
    return outside
