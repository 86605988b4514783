"""Sort the texts in a photo's box into caption and credit.

Elements are told apart by their names (class, itemprop), or by their words if the names say
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborNode

from crawler.extract.credits.asia import at_opening
from crawler.extract.credits.names import are_names, reads_as_sentence
from crawler.extract.credits.persons import is_house
from crawler.extract.credits.split import split_caption
from crawler.extract.credits.unlabelled import is_credit
from crawler.extract.credits.words import PICTURE, RESERVED, SAID
from crawler.extract.photos.credit_lines import (
    is_all_credit,
    is_name_of_credit,
    is_short_name,
    reads_as_credit,
    says_credit,
)
from crawler.extract.photos.elements import alt_of
from crawler.extract.photos.runs import Run, without_noise
from crawler.extract.photos.words import Words, runs_of

LONGEST_CAPTION = 1500  # characters of a photo's caption or alt text
_LABEL = re.compile(
    rf"(?:{PICTURE}[\s-]?{SAID}|{SAID}(?:\s{PICTURE})?|{PICTURE})\s?[:：=]", re.IGNORECASE
)
# a caption up to the photographer's name, which is a link: "The quay / Photo by", "The quay. Foto:"
_ENDS_IN_LABEL = re.compile(
    rf"(?:^|[\s/|(–—-]){PICTURE}(?:[\s-]?{SAID})?(?:\s?[:：]|\s(?:by|von|door|av|af|par|por|di))$",
    re.IGNORECASE,
)
_WHOLE_LABEL = re.compile(rf"{PICTURE}[\s-]?{SAID}", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[（][^()\[\]（）]{2,80}[)\]）]")
_LONGEST_LABEL = 24  # characters
_SHORTEST_CUT = 12
_SHORTEST_WHOLE = 80
_SHORTEST_SENTENCE = 24
_LONGEST_NAME = 5  # words


def caption_and_credit(box: LexborNode, words: Words) -> tuple[str | None, str | None]:
    """The caption and the credit of a box: by the names of their elements, else by their words."""
    scope = box.css_first("figcaption")
    runs = _runs_to_sort(scope, words)
    signed = _called_credits(runs) or _credit_by_words(runs, scope, box)
    captions = [r for r in runs if r.text not in signed]
    if box.tag != "figure" and scope is None:
        captions = [r for r in captions if r.caption] or captions
    caption = without_noise(" ".join(dict.fromkeys(r.text for r in captions)))
    credit = _without_open_bracket(" / ".join(_distinct(signed))) or None
    return (caption if caption and len(caption) <= LONGEST_CAPTION else None), credit


def _runs_to_sort(figcaption: LexborNode | None, words: Words) -> list[Run]:
    """The texts of a box that may be its caption or credit; of a ``<figcaption>``, if there is
    one."""
    runs = _with_labels_joined(words.runs)
    if figcaption is not None:
        inside = [r for r in runs_of(figcaption) if r.text not in words.chrome]
        runs = _with_beside(_with_labels_joined(inside), runs)
    return _without_repeated(runs)


def _called_credits(runs: Sequence[Run]) -> list[str]:
    """The texts whose elements are named credits; and if there are any, others that name an
    agency."""
    found = [r.text for r in runs if r.credit and not _is_whole_caption(r.text)]
    if len(found) > 1 and len(found) == len(runs):
        found = _without_sentences(found)
    if not found:
        return []
    left = [r for r in runs if r.text not in found]
    more = [r for r in left if len(r.text) <= 60 and is_all_credit(r.text)]
    if len(more) == len(left):
        more = [r for r in more if not r.caption]  # named a caption, and nothing else is left
    return found + [r.text for r in more]


def _credit_by_words(runs: list[Run], figcaption: LexborNode | None, box: LexborNode) -> list[str]:
    """The text that is the credit by what it says and where it stands, or none."""
    place = _place_of_credit(runs, figcaption)
    if place is None and figcaption is not None and _ends_beside_alt(runs, box):
        place = -1
    return [] if place is None else [runs[place].text]


def _with_beside(inside: list[Run], runs: list[Run]) -> list[Run]:
    """The texts of a ``<figcaption>``, together with the credit beside it. If it holds only the
    credit, the caption beside it is added instead."""
    texts = {r.text for r in inside}
    others = [r for r in runs if r.text not in texts]
    if inside and all(r.credit for r in inside):
        captions = [r for r in others if r.caption and not r.credit]
        if captions:
            return captions + inside
    beside = [r for r in others if r.credit or reads_as_credit(r.text)]
    if not beside and len(others) == 1 and not any(_is_credit_run(r) for r in inside):
        beside = [r for r in others if not r.heading and is_short_name(r.text)]
    return inside + [Run(r.text, True, False) for r in beside]


def _is_credit_run(run: Run) -> bool:
    return run.credit or split_caption(run.text)[1] is not None


def _with_labels_joined(runs: Iterable[Run]) -> list[Run]:
    """The runs, each label joined to what it labels: a label is one run, "Image:", or ends one."""
    joined: list[Run] = []
    for run in runs:
        if joined and _is_label(joined[-1].text):
            label = joined.pop()
            told = f"{label.text.rstrip(' :：=')}: {run.text}"
            run = Run(told, run.credit or label.credit, run.caption)
        elif joined and are_names(run.text) and _ENDS_IN_LABEL.search(joined[-1].text):
            before = joined.pop()
            run = Run(f"{before.text} {run.text}", before.credit, before.caption, before.heading)
        joined.append(run)
    return joined


def _without_open_bracket(text: str) -> str:
    """A text without its opening bracket, if that closes in another element."""
    return text[1:] if text[:1] == "(" and ")" not in text else text


def _is_label(text: str) -> bool:
    """Whether an element is only the label before a maker's name: "Image:", "Bildnachweis"."""
    if text[-1] in ":：=":
        return _LABEL.fullmatch(text) is not None
    return len(text) <= _LONGEST_LABEL and _WHOLE_LABEL.fullmatch(text) is not None


def _without_repeated(runs: list[Run]) -> list[Run]:
    """Drop texts that also stand in full beside, "The minister speaks …", and those that join two
    others, a caption and its credit."""
    texts = [r.text for r in runs]
    cut = [t for t in texts if t.endswith(("…", "...")) and len(t) >= _SHORTEST_CUT]
    repeated = {t for t in cut if any(o != t and o.startswith(t.rstrip(" .…")) for o in texts)}
    begun = ((t, o) for t in texts for o in texts if len(o) >= _SHORTEST_CUT and t.startswith(o))
    repeated |= {t for t, o in begun if t[len(o) :].strip(" ()") in texts}
    return [r for r in runs if r.text not in repeated]


def _is_whole_caption(text: str) -> bool:
    """Whether an element named a credit is really a caption that ends in its credit. Such a text is
    long, or a sentence before the credit's brackets."""
    is_bracketed = text.endswith(")") and ". (" in text
    caption = split_caption(text)[0] if len(text) >= _SHORTEST_WHOLE or is_bracketed else None
    if caption is None:
        return False
    is_sentence = is_bracketed and len(caption) >= _SHORTEST_SENTENCE
    return is_sentence or len(caption) >= _SHORTEST_WHOLE // 2


def _without_sentences(called: Sequence[str]) -> list[str]:
    """The texts without those that are the caption, where all of them are named credits. A sentence
    is the caption if another text says that it is a credit, or consists of names."""
    says = {text for text in called if says_credit(text)}
    names = {text for text in called if is_credit(text) or are_names(text)}
    return [
        text
        for text in called
        if text in says
        or not _ends_as_sentence(text)
        or not (says or (names - {text} and reads_as_sentence(text)))
    ]


def _ends_as_sentence(text: str) -> bool:
    return len(text) >= _SHORTEST_SENTENCE and text.endswith((".", "。", "।"))


def _place_of_credit(lines: list[Run], figcaption: LexborNode | None) -> int | None:
    """The index of the line that is the credit by its words, or ``None``. A line that says it is a
    credit beats one that only looks like a name. A heading is never the credit."""
    if len(lines) < 2 or any(at_opening(line.text) for line in lines):
        return None  # one line opens with the credit, the other is the photo's title
    places = [place for place in (-1, 0) if not lines[place].heading]
    for place in places:
        if says_credit(lines[place].text) or _is_house_beside_sentence(lines, place):
            return place
    if lines[0].caption and not lines[-1].caption and _BRACKETED.fullmatch(lines[-1].text):
        return -1
    if any(all(split_caption(line.text)) for line in lines):
        return None  # one line ends in the credit, the other is the photo's title
    for place in places:
        if is_name_of_credit(lines[place].text):
            return place
    if figcaption is None:
        return -1 if _ends_in_a_name(lines) else None
    return -1 if _is_behind_stroke(figcaption, lines[-1]) else None


def _ends_beside_alt(lines: Sequence[Run], box: LexborNode) -> bool:
    """Whether, of two lines, the first repeats the image's alt text and the second is a few words
    without a full stop: the credit."""
    image = box.css_first("img") if len(lines) == 2 else None
    if image is None or lines[1].caption or lines[1].heading or not _is_few_words(lines[1].text):
        return False
    return lines[0].text == alt_of(image)


def _is_few_words(text: str) -> bool:
    return len(text.split()) <= _LONGEST_NAME and text[-1] not in ".!?:"


def _is_behind_stroke(figcaption: LexborNode, last: Run) -> bool:
    """Whether a caption ends in a few words after a stroke that stands between two elements."""
    if last.heading or not _is_few_words(last.text):
        return False
    before, found, _ = " ".join(figcaption.text().split()).rpartition(last.text)
    return bool(found) and before.rstrip().endswith(("/", "|"))


def _is_house_beside_sentence(words: list[Run], place: int) -> bool:
    """Whether, of two lines, one is whole sentences and the other the name of an organisation."""
    if len(words) != 2:
        return False
    line, sentence = words[place].text, words[-1 - place].text
    return (
        len(sentence) >= _SHORTEST_SENTENCE
        and sentence.endswith((".", "。", ".”"))
        and _is_few_words(line)
        and is_house(line)
        and are_names(line)
    )


def _ends_in_a_name(words: list[Run]) -> bool:
    """Whether, of two lines, the second is a few words without a full stop: the credit."""
    if len(words) != 2 or words[1].caption or words[1].heading:
        return False
    caption, last = words[0].text, words[1].text
    return len(caption) >= 20 and _is_few_words(last)


def _distinct(texts: list[str]) -> list[str]:
    """The texts without labels, without those that a longer one contains, and without a notice of
    rights beside others."""
    longest = [t for t in dict.fromkeys(texts) if not t.endswith((":", "="))]
    longest = [t for t in longest if not RESERVED.fullmatch(t)] or longest
    return [t for t in longest if not any(t != other and t in other for other in longest)]
