"""The editorial photos of an article: image, caption and credit, each photo once.

A photo is a ``<figure>``, or the smallest box around an image that also holds its caption. Inside
the box the text is sorted by what its elements are called: credit, caption, or neither. What the
page repeats (lead image and gallery, JSON-LD and figure) is merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.extract import jsonld
from crawler.extract.credits import parse_credit
from crawler.extract.credits_split import is_credit, split_caption
from crawler.extract.document import Document, attr, text_of
from crawler.extract.photos_images import Image, address_key, best_image
from crawler.items import Credit, CreditTerm, Photo

_LONGEST_CAPTION = 1500  # characters of text in one photo's box
_MAX_PHOTOS = 400
_CAPTION = re.compile(
    r"caption|legend|bildunterschrift|bildtext|bildbeschreibung|cutline|untertitel|didascalia"
    r"|epigraf|pie-?(?:de-?)?foto|fotoindex|img-?(?:desc|txt|text|title)|image-?(?:desc|text|title|info)"
    r"|photo-?(?:desc|text|title|info)|figure-?(?:desc|text|title)|media-?(?:desc|text|title)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"credit|copyright|(?:^|[-_ ])(?:source|quelle|rights|rechte|attribution|photographer|fotograf"
    r"|photog|author|autor|owner|agency|byline|nachweis|zdroj|license)(?:$|[-_ ])|crédit|bildnachweis"
    r"|image-?source|img-?source|photo-?source|caption-?(?:source|author|by)|figure-?(?:source|author)",
    re.IGNORECASE,
)
_NOT_A_PHOTO = re.compile(
    r"logo|icon|avatar|author|sprite|badge|emoji|placeholder|spinner|banner|advert|promo|newsletter"
    r"|teaser|related|recommend|share|social|sponsor|bio(?:$|[-_ ])",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"(?:^|[-_ ])(?:related|recommend\w*|teasers|teaser-?(?:list|box|item|card)|promo|sidebar|most-?read|newsletter|outbrain|taboola"
    r"|comments?|footer|nav|menu|breadcrumbs?|author-?(?:bio|box|info|card|image)|byline|popular"
    r"|trending|read-?more|more-?(?:stories|news|on)|also-?read|ad|ads|advertisement|cookie|consent)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"^(?:open image in (?:gallery|new window)|view (?:gallery|image in fullscreen)|\d+ ?[/|] ?\d+|"
    r"zoom|close|enlarge(?: image)?|expand|vis mer|advertisement|loading\W*|toggle caption|"
    r"hide caption|share|×|\W+)$",
    re.IGNORECASE,
)
_NOISE_END = re.compile(
    r"\s*\b(?:vis mer|toggle caption|hide caption|show more|mehr anzeigen)$", re.I
)
_CREDIT_ATTRIBUTES = ("data-credit", "data-copyright", "data-source", "data-author", "credit")
_CAPTION_ATTRIBUTES = ("data-caption", "data-image-caption", "data-legend", "data-sub-html")
_TO_IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)|^#|^javascript", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|von|par|por|author of the article)\b", re.IGNORECASE)
_BOXES = "figure, img, amp-img, picture"


@dataclass(frozen=True, slots=True)
class PhotoFindings:
    """The photos in reading order, and the nodes whose text is theirs and not the story's."""

    photos: tuple[Photo, ...]
    nodes: frozenset[int]  # ``mem_id`` of caption, credit and photo boxes


@dataclass(frozen=True, slots=True)
class _Found:
    photo: Photo
    key: str  # of the image's address, "" where it has none


def find_photos(document: Document) -> PhotoFindings:
    """All editorial photos of the page's article."""
    found: list[_Found] = []
    nodes: set[int] = set()
    told = _told_by_metadata(document)
    root = _article_root(document)
    if root is not None:
        taken: set[int] = set()
        for box, image_node in _boxes(root, taken):
            photo = _read_box(document, box, image_node, nodes)
            if photo is not None and len(found) < _MAX_PHOTOS:
                found.append(photo)
    return PhotoFindings(tuple(_merged(found, told)), frozenset(nodes))


def _article_root(document: Document) -> LexborNode | None:
    """The smallest element that holds the headline and most of the long paragraphs."""
    body = document.body
    if body is None:
        return None
    return (
        body.css_first("main") if len(body.css("main")) == 1 and body.css_first("main h1") else body
    )


def _boxes(root: LexborNode, taken: set[int]) -> Iterator[tuple[LexborNode, LexborNode | None]]:
    """Each photo's box with its image, in page order."""
    known: dict[int, bool] = {}
    for node in root.css(_BOXES):
        if node.mem_id in taken or _is_icon(node) or _is_outside(node, known):
            continue
        if node.tag == "figure":
            if node.css_first("figure figure, blockquote, table") and not node.css_first("img"):
                continue
            for inner in node.css("img, amp-img, picture, figure"):
                taken.add(inner.mem_id)
            yield _with_caption_beside(node), node.css_first("img, amp-img")
            continue
        image = node if node.tag != "picture" else node.css_first("img")
        if image is None:
            continue
        taken.add(image.mem_id)
        box = _box_around(image)
        if box is not None:
            for inner in box.css("img, amp-img, picture"):
                taken.add(inner.mem_id)
            yield box, image


def _is_icon(node: LexborNode) -> bool:
    """Whether an image is drawn or tiny, by its own attributes."""
    if node.tag != "img":
        return False
    width = attr(node, "width")
    return (
        ".svg" in attr(node, "src")
        or (width.isdecimal() and 20 <= int(width) < 80)
        or bool(_NOT_A_PHOTO.search(attr(node, "class")))
    )


def _with_caption_beside(figure: LexborNode) -> LexborNode:
    """The figure, or its parent where the caption stands beside instead of within it."""
    parent = figure.parent
    if parent is None or figure.css_first("figcaption") is not None or text_of(figure):
        return figure
    for _ in range(2):
        if parent is None or len(parent.css("figure, p")) > 3:
            break
        if any(_name_says(n) for n in parent.css("figcaption, [class]")):
            return parent if len(text_of(parent)) <= 900 else figure
        parent = parent.parent
    return figure


def _box_around(image: LexborNode) -> LexborNode | None:
    """The smallest ancestor that holds the image and a caption or credit of it; else none."""
    node = image.parent
    for _ in range(6):
        if node is None or node.tag in ("body", "html", "article", "main", "ul"):
            return None
        if len(node.css("img")) > 3 or len(node.css("p")) > 3 or len(text_of(node)) > 900:
            return None
        if any(_name_says(child) for child in node.css("[class], [itemprop], figcaption")):
            return node
        runs = _runs(node)
        if 0 < len(runs) <= 4 and any(_LABELLED.match(r.text) for r in runs):
            return node
        if 0 < len(runs) <= 2 and is_credit(runs[-1].text):
            return node
        node = node.parent
    return None


_LABELLED = re.compile(
    r"(?:photos?|photograph|image|picture|foto|bild|credit|crédit photo|фото)\s*(?::|by\b|©)|©",
    re.IGNORECASE,
)


def _name_says(node: LexborNode) -> bool:
    """Whether an element is, by its names, the caption or credit of a photo."""
    if node.tag != "figcaption":
        get = node.attributes.get
        credit, caption, outside = _said(f"{get('class') or ''} {get('itemprop') or ''}")
        if outside or not (credit or caption):
            return False
    return node.css_first("img") is None and bool(text_of(node))


def _is_outside(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an ancestor is no part of the story; what holds the headline always is."""
    parent: LexborNode | None = node
    path: list[int] = []
    outside = False
    while parent is not None and parent.tag not in ("body", "html", "main", "article"):
        if parent.mem_id in known:
            outside = known[parent.mem_id]
            break
        path.append(parent.mem_id)
        name = attr(parent, "class")
        if parent.tag in _OUTSIDE_TAGS or (name and _said(name)[2]):
            outside = parent.css_first("h1") is None
            break
        parent = parent.parent
    known.update(dict.fromkeys(path, outside))
    return outside


_OUTSIDE_TAGS = frozenset({"nav", "footer", "form", "noscript"})


def _read_box(
    document: Document, box: LexborNode, image_node: LexborNode | None, nodes: set[int]
) -> _Found | None:
    """The photo in a box, or ``None`` for a box that is no photo."""
    image = best_image(document, box, image_node)
    caption, credit = _texts(box)
    if image_node is not None:
        credit = credit or _attribute(box, image_node, _CREDIT_ATTRIBUTES)
        caption = caption or _attribute(box, image_node, _CAPTION_ATTRIBUTES)
    if image is None and not (caption and credit):
        return None
    told = bool(credit) or (caption or "").endswith((".", ")", "。"))
    if (not told and _is_teaser(box)) or (not credit and image is not None and _is_small(image)):
        return None
    if _BYLINE.match(caption or credit or ""):
        return None
    if _NOT_A_PHOTO.search(attr(box, "class")) and not credit:
        return None
    nodes.add(box.mem_id)
    alt = attr(image_node, "alt") if image_node is not None else ""
    if not credit and not caption and ("©" in alt or "oto:" in alt):
        credit = split_caption(alt)[1]
    photo = _photo(image, caption, credit, " ".join(alt.split()) or None)
    return _Found(photo, address_key(photo.url)) if photo else None


def _photo(
    image: Image | None, caption: str | None, credit: str | None, alt: str | None
) -> Photo | None:
    if caption:
        caption, run_in = split_caption(caption)
        credit = credit or run_in
        if credit and run_in is None and caption and caption.endswith(credit):
            caption = caption[: -len(credit)].rstrip(" /|(-–—") or None
    return Photo(
        url=image.url if image else None,
        caption=caption,
        alt_text=alt,
        credit=parse_credit(credit) if credit else None,
        width=image.width if image else None,
        height=image.height if image else None,
    )


def _texts(box: LexborNode) -> tuple[str | None, str | None]:
    """The caption and the credit of a box: by the names of their elements, else by their words."""
    scope = box.css_first("figcaption")
    runs = _runs(box)
    if scope is not None:
        inside = _runs(scope)
        texts = {r.text for r in inside}
        beside = [r for r in runs if r.text not in texts and (r.credit or _reads_as_credit(r.text))]
        runs = inside + [_Run(r.text, True, False) for r in beside]
    credits = [r.text for r in runs if r.credit]
    words = [r for r in runs if not r.credit]
    if credits:
        more = [r for r in words if len(r.text) <= 60 and is_credit(r.text)]
        credits += [r.text for r in more]
        words = [r for r in words if r not in more]
    else:
        for place in (-1, 0):
            if len(words) > 1 and _reads_as_credit(words[place].text):
                credits = [words.pop(place).text]
                break
    named = [r for r in words if r.caption]
    if box.tag != "figure" and named:
        words = named
    caption = _without_noise(" ".join(dict.fromkeys(r.text for r in words)))
    credit = " / ".join(_distinct(credits)) or None
    return (caption if caption and len(caption) <= _LONGEST_CAPTION else None), credit


@dataclass(slots=True)
class _Run:
    """Text of one element, with what the names around it say."""

    text: str
    credit: bool
    caption: bool


_INLINE = frozenset({"a", "b", "strong", "u", "sup", "sub", "abbr", "font", "mark", "time", "q"})
_SILENT = frozenset(
    {
        "script",
        "style",
        "noscript",
        "button",
        "svg",
        "iframe",
        "template",
        "input",
        "select",
        "video",
    }
)


def _runs(root: LexborNode) -> list[_Run]:
    """The texts in a box, one an element; inline elements do not part them."""
    runs: list[_Run] = []
    _gather(root, _names(root), runs, 0)
    found = []
    for run in runs:
        run.text = _without_noise(" ".join(run.text.split()))
        if run.text:
            run.credit = run.credit and len(run.text) <= 250
            found.append(run)
    return found


def _gather(node: LexborNode, names: tuple[bool, bool], runs: list[_Run], depth: int) -> None:
    runs.append(_Run("", *names))
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            runs[-1].text += child.text_content or ""
        elif tag == "br":
            runs[-1].text += " "
        elif tag in _INLINE and not attr(child, "class"):
            runs[-1].text += child.text()
        elif tag not in _SILENT and not tag.startswith(("-", "!")) and depth < 25:
            credit, caption = _names(child)
            inner = (credit or (names[0] and not caption), caption or names[1])
            _gather(child, inner, runs, depth + 1)
            runs.append(_Run("", *names))
        child = child.next


def _names(node: LexborNode) -> tuple[bool, bool]:
    """Whether an element's names say credit, and whether they say caption."""
    attributes = node.attributes
    if not attributes:
        return False, False
    get = attributes.get
    name = f"{get('class') or ''} {get('itemprop') or ''} {get('data-testid') or ''}"
    return _said(name)[:2] if len(name) > 2 else (False, False)


@lru_cache(maxsize=8192)
def _said(name: str) -> tuple[bool, bool, bool]:
    """Whether names say credit, caption, or something that is no part of a story."""
    outside = bool(_OUTSIDE.search(name))
    if _NOT_A_CREDIT.search(name):
        return False, True, outside
    return bool(_CREDIT.search(name)), bool(_CAPTION.search(name)), outside


_NOT_A_CREDIT = re.compile(
    r"caption-?(?:and|with|plus)?-?-?credit|with-?credit|has-?credit", re.IGNORECASE
)


def _reads_as_credit(text: str) -> bool:
    """Whether a text that is an element of its own reads like a credit line."""
    if len(text) > 120 or len(text.split()) > 14:
        return False
    caption, credit = split_caption(text)
    if credit and not caption:
        return True
    bare = parse_credit(text)
    if bare is None or text.endswith((".", "!", "?")):
        return False
    return bool(bare.photographers and not bare.agencies) or CreditTerm.SCREENSHOT in bare.terms


def _distinct(texts: list[str]) -> list[str]:
    """Texts that are not said by a longer one."""
    longest = [t for t in dict.fromkeys(texts) if not t.endswith((":", "="))]
    return [t for t in longest if not any(t != other and t in other for other in longest)]


def _without_noise(text: str) -> str:
    text = _NOISE_END.sub("", text).strip()
    return "" if _NOISE.match(text) else text


def _attribute(box: LexborNode, image: LexborNode, names: tuple[str, ...]) -> str | None:
    for node in (image, box):
        for name in names:
            value = attr(node, name)
            if value and "<" not in value and not value.startswith("http"):
                return " ".join(value.split())
    return None


def _is_small(image: Image) -> bool:
    return bool((image.width and image.width < 150) or (image.height and image.height < 100))


def _is_teaser(box: LexborNode) -> bool:
    """Whether the box stands in a link to another page, or holds the headline of one."""
    if box.css_first("h2 a, h3 a, h4 a, a h2, a h3, a h4, a figcaption") is not None:
        return True
    parent: LexborNode | None = box
    for _ in range(4):
        if parent is None or parent.tag == "body":
            return False
        if parent.tag == "a":
            return bool(attr(parent, "href")) and not _TO_IMAGE.search(attr(parent, "href"))
        parent = parent.parent
    return False


def _told_by_metadata(document: Document) -> dict[str, Photo]:
    """Photos that JSON-LD describes in words, by address."""
    told: dict[str, Photo] = {}
    for item in document.json_ld:
        if "ImageObject" not in jsonld.types(item):
            continue
        url = document.absolute(jsonld.string(item.get("contentUrl") or item.get("url")))
        line = next(
            (
                text
                for name in (
                    "creditText",
                    "copyrightHolder",
                    "author",
                    "creator",
                    "copyrightNotice",
                )
                if (text := jsonld.string(item.get(name)))
            ),
            None,
        )
        caption = jsonld.string(item.get("caption"))
        photo = _photo(Image(url, None, None) if url else None, caption, line, None)
        if photo and url and (photo.caption or photo.credit):
            told.setdefault(address_key(url), photo)
    return told


def _merged(found: list[_Found], told: dict[str, Photo]) -> list[Photo]:
    """Each photo once, at its first place, with all that was said of it."""
    merged: list[_Found] = []
    for item in found:
        spoken = told.get(item.key) if item.key else None
        photo = _joined(item.photo, spoken) if spoken else item.photo
        same = next((n for n, m in enumerate(merged) if _is_same(m, item.key, photo)), None)
        if same is None:
            merged.append(_Found(photo, item.key))
        else:
            merged[same] = _Found(_joined(merged[same].photo, photo), merged[same].key)
    return [item.photo for item in merged]


def _is_same(known: _Found, key: str, photo: Photo) -> bool:
    one, two = known.photo, photo
    if key and known.key == key:
        return True
    return bool(one.caption) and one.caption == two.caption and one.credit == two.credit


def _joined(first: Photo, second: Photo) -> Photo:
    return replace(
        first,
        caption=first.caption or second.caption,
        alt_text=first.alt_text or second.alt_text,
        credit=_better(first.credit, second.credit),
        width=first.width or second.width,
        height=first.height or second.height,
    )


def _better(one: Credit | None, two: Credit | None) -> Credit | None:
    return one or two
