"""The texts of the photos' boxes, without what the page's buttons say in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.photos.credit_lines import reads_as_credit
from crawler.extract.photos.runs import Run, runs_in

_MOST_CHROME = 6  # words
_MOST_RUNS = 100  # texts read from a box: each is compared with all others


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one photo's box, and the button texts that recur across the page's boxes."""

    runs: Sequence[Run]
    chrome: frozenset[str] = frozenset()


def words_in(box: LexborNode) -> Words:
    """The words of a box on its own, without comparing it to the page's other boxes."""
    return Words(runs_of(box))


def runs_of(box: LexborNode) -> list[Run]:
    """The first texts in a box: all of them, in any real one."""
    return list(islice(runs_in(box), _MOST_RUNS))


def words_of_boxes(boxes: Iterable[LexborNode]) -> list[Words]:
    """The words of each of a page's boxes, without the button texts that they share."""
    runs = [runs_of(box) for box in boxes]
    chrome = _chrome_of(runs)
    return [Words([r for r in texts if r.text not in chrome], chrome) for texts in runs]


def _chrome_of(boxes: Sequence[Sequence[Run]]) -> frozenset[str]:
    """Short texts that recur word for word in several photos' boxes beside different words: what
    the page's buttons say."""
    is_credit = cache(reads_as_credit)  # a text may stand in all of the boxes
    boxes_of: defaultdict[str, list[Sequence[Run]]] = defaultdict(list)
    for runs in boxes:
        for text in {r.text for r in runs}:
            boxes_of[text].append(runs)
    return frozenset(
        text
        for text, around in boxes_of.items()
        if len(around) > 1
        and 2 <= len(text.split()) <= _MOST_CHROME
        and not is_credit(text)
        and len({_beside(text, runs, is_credit) for runs in around} - {""}) > 1
    )


def _beside(text: str, runs: Sequence[Run], is_credit: Callable[[str], bool]) -> str:
    """What a box says beside a text, without credits."""
    if any(r.credit and r.text == text for r in runs):
        return ""
    others = (r for r in runs if r.text != text and not r.credit)
    return " ".join(r.text for r in others if not is_credit(r.text))
