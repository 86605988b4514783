"""The texts in a photo's box, one per element, each with what the names around it say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.extract.body.blocks import HEADINGS
from crawler.extract.body.hints import Hint, hints_in
from crawler.extract.body.walk import is_unseen
from crawler.extract.document import attr
from crawler.extract.languages.vocabulary import pattern, words
from crawler.extract.texts import spaced

_CAPTION = re.compile(
    r"caption|legend|bildunterschrift|bildtext|bildbeschreibung|cutline|untertitel|didascalia"
    r"|epigraf|pie-?(?:de-?)?foto|fotoindex|img[-_]*(?:desc|txt|text|title)|image[-_]*(?:desc|text"
    r"|title|info)"
    r"|photo[-_]*(?:desc|text|title|info)|figure[-_]*(?:desc|text|title)|media[-_]*(?:desc|text|title)",
)
_CREDIT = re.compile(
    r"credit|copyright|(?:^|[-_ ])(?:source|quelle|rights|rechte|attribution|photographer|fotograf"
    r"|photog|author|autor|owner|agency|distributor|byline|nachweis|zdroj|license)(?:$|[-_ ])"
    r"|crédit|bildnachweis|(?:media|image|photo|bild|foto)-?(?:rights|rechte)"
    r"|(?:image|img|photo)[-_]*source|caption[-_]*(?:source|author|by)|figure[-_]*(?:source"
    r"|author)",
)
_NOT_A_CREDIT = re.compile(r"caption-?(?:and|with|plus)?-?-?credit|with-?credit|has-?credit")
_CREDIT_OF_CAPTION = re.compile(r"caption-?credit")  # names a part of a block, not all of it
_OUTSIDE = re.compile(
    r"(?:^|[-_ ])(?:related|recommend\w*|teasers|teaser-?(?:list|box|item|card)|promo|sidebar"
    r"|most-?read|newsletter|outbrain|taboola"
    r"|comments?|footer|nav|menu|breadcrumbs?|author-?(?:bios?|box|info|card|image)"
    r"|bio-?(?:module|box|info|card|image)|byline|popular|sponsored|trending"
    r"|read-?more|more-?(?:stories|news|on)|also-?read|ad|ads|advertisement|cookie"
    r"|consent|products?-?(?:card|box|item|tile|list|grid))"
    r"(?:$|[-_ ])",
)
_OF = pattern("service.of")
_FILE_SIZE = r"(?: [a-z]+)?(?: \([\d.,]+ ?[kmg]b\))?"
# (a bare "of" stands between two numbers in elements of their own; in other languages the word
# also stands before authors)
_NOISE = re.compile(
    rf"^(?:{pattern('service.button')}|\W*{pattern('service.enlarge')}\w*(?: .{{0,20}})?"
    rf"|{pattern('service.download')}{_FILE_SIZE}"
    rf"|\d+ {pattern('credit.picture', 'credit.picture_behind')}\w?"  # "12 photos"
    rf"|of|\d+ {_OF} \d+|\d+ ?[/|] ?\d+|\S+@\S+\.\w{{2,}}|[\d\W]+|×)$",
    re.IGNORECASE,
)
# read out or printed before a caption or credit for those who cannot see which is which
_READ_OUT = re.compile(
    rf"{pattern('service.read_out')}(?!\w)[,，、،:]?\s*(?=\S)"
    rf"|{pattern('service.caption_label')}\s?:\s*(?=\S)"
    r"|video ad feedback\s+"
    # or its number in a gallery
    rf"|(?:(?:image|photo|picture|bild|foto)\s)?\d+ {_OF} \d+ ?[|:•]"
    rf" ?(?=\S)|1 {_OF} 1 (?=\S)",
    re.I,
)
_NOISE_END = words("service.toggle")
_SAYS_CREDIT, _SAYS_CAPTION, _SAYS_OUTSIDE, _SAYS_BOTH, _OWN_CREDIT, _OWN_CAPTION = (
    1 << bit for bit in range(6)
)
_LONGEST_NOISE = 60  # characters
_LONGEST_CREDIT = 250
_DEEPEST = 25  # nested elements to look into
_OPENS = re.compile(r"(?:^|[-_ ])(?:icon|zoom|open|enlarge|fullscreen)(?:$|[-_ ])")
_INLINE = frozenset({"a", "b", "strong", "u", "sup", "sub", "abbr", "font", "mark", "time", "q"})
_ITALIC = frozenset({"em", "i"})  # within a credit, they set off the name of a paper
_OF_A_PHOTO = frozenset({"figure", "figcaption"})  # in these a <cite> is a credit
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


@dataclass(slots=True)
class Run:
    """The text of one element, with what the names around it say."""

    text: str
    credit: bool
    caption: bool
    heading: bool = False


def runs_in(root: LexborNode) -> Iterator[Run]:
    """The texts in a box, one per element, in page order; inline elements do not split a text."""
    names = _names((False, False, False), root.tag or "", root.attributes)
    parts: list[str] = []
    around: list[tuple[LexborNode, tuple[bool, bool, bool]]] = []  # open, with the names around
    child = root.child
    while child is not None or around:
        if child is None:
            yield from _run(parts, names)
            opened, names = around.pop()
            child = opened.next
            continue
        tag = child.tag or ""
        if tag == "-text":
            text = child.text_content or ""
            if parts or not text.isspace():
                parts.append(text)
        elif tag == "br":
            yield from _run(parts, names)
        elif _is_inline(child, tag, parts, is_credit=names[0]):
            parts.append(child.text() if tag != "a" else _said_by_link(child))
        elif tag not in _SILENT and tag[0] not in "-!" and len(around) < _DEEPEST:
            told = child.attributes
            if not told or _is_read(tag, told):
                yield from _run(parts, names)
                around.append((child, names))
                if tag == "cite" and root.tag in _OF_A_PHOTO:
                    names = (True, *names[1:])
                names = _names(names, tag, told) if told or tag in HEADINGS else names
                child = child.child
                continue
        child = child.next
    yield from _run(parts, names)


def _is_inline(child: LexborNode, tag: str, parts: list[str], *, is_credit: bool) -> bool:
    """Whether an element's words belong to the text around it."""
    if tag in _ITALIC:
        return is_credit and bool(parts)
    return tag in _INLINE and (not attr(child, "class") or _is_among_words(child, parts))


def _is_among_words(child: LexborNode, parts: list[str]) -> bool:
    """Whether a link continues the words before it in the same element, and its name says nothing:
    "Photo by Ann Oak on Stock"."""
    is_told = child.tag == "a" and parts and not parts[-1].isspace()
    return bool(is_told and not any(said_by_name(attr(child, "class"))))


def _is_read(tag: str, told: Mapping[str, str | None]) -> bool:
    """Whether an element's text is visible and no button's."""
    name = told.get("class") or ""
    if is_unseen(name, told.get("style") or "") or (name and "shar" in name and _shares(name)):
        return False
    if tag == "span":
        return not (told.get("role") == "button" or _OPENS.search(name))
    return tag != "a" or not _is_button(told)


def _shares(name: str) -> bool:
    """Whether an element's name says that it holds share buttons."""
    return bool(hints_in(name) & Hint.SHARE) and not any(said_by_name(name)[:2])


def _said_by_link(link: LexborNode) -> str:
    return "" if _is_button(link.attributes) else link.text()


def _is_button(link: Mapping[str, str | None]) -> bool:
    """Whether a link with these attributes acts on the page itself and leads nowhere."""
    return link.get("href") == "#" or link.get("role") == "button"


def _run(parts: list[str], names: tuple[bool, bool, bool]) -> Iterator[Run]:
    """The run that ends here, if it has text; ``parts`` is emptied."""
    if parts:
        text = without_noise(spaced("".join(parts)))
        parts.clear()
        if text:
            yield Run(text, names[0] and len(text) <= _LONGEST_CREDIT, names[1], names[2])


def _names(
    around: tuple[bool, bool, bool], tag: str, told: Mapping[str, str | None]
) -> tuple[bool, bool, bool]:
    """Whether an element's names, and those around it, say credit; whether they say caption; and
    whether the element is or is in a heading."""
    if tag in HEADINGS:
        around = (around[0], around[1], True)
    get = told.get
    prop = get("itemprop") or ""
    name = f"{get('class') or ''} {prop} {get('data-testid') or ''}"
    if len(name) <= 2:
        return around
    credit, caption, _ = said_by_name(name)
    if prop == "caption":
        credit = False
    return credit or (around[0] and not caption), caption or around[1], around[2]


@lru_cache(maxsize=8192)
def said_by_name(names: str) -> tuple[bool, bool, bool]:
    """Whether names say credit, caption, or a part outside the story."""
    said = 0
    for name in names.split():
        said |= _said(name)
    outside = bool(said & _SAYS_OUTSIDE)
    if said & _SAYS_BOTH or said & (_OWN_CAPTION | _OWN_CREDIT) == _OWN_CAPTION:
        return False, True, outside  # "attribution__caption": a caption in an attribution block
    return bool(said & _SAYS_CREDIT), bool(said & _SAYS_CAPTION), outside


@lru_cache(maxsize=16_384)
def _said(name: str) -> int:
    """What one name says, as bits; the element's own part, after "__", has bits of its own."""
    name = name.lower()
    own = name.rpartition("__")[2]
    said = _SAYS_OUTSIDE if _OUTSIDE.search(name) else 0
    if _CREDIT_OF_CAPTION.fullmatch(own):
        return said | _SAYS_CREDIT | _OWN_CREDIT
    said |= _SAYS_BOTH if _NOT_A_CREDIT.search(name) else 0
    if _CAPTION.search(name):
        said |= _SAYS_CAPTION | (_OWN_CAPTION if _CAPTION.search(own) else 0)
    if _CREDIT.search(name):
        said |= _SAYS_CREDIT
    return said | (_OWN_CREDIT if _CREDIT.search(own) else 0)


def without_noise(text: str) -> str:
    text = _READ_OUT.sub("", text, count=1) if _READ_OUT.match(text) else text
    if text.lower().endswith(_NOISE_END):
        end = next(end for end in _NOISE_END if text.lower().endswith(end))
        text = text[: -len(end)].rstrip()
    return "" if len(text) <= _LONGEST_NOISE and _NOISE.match(text) else text
