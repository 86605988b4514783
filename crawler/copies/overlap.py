"""What two texts have in common, and whether one is a copy of the other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from crawler.copies.shingles import shingles, words

_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")

MOST = 0.75  # share of the shorter text from which even a brief is a copy
LEAST = 0.3  # share of the shorter text from which a longer passage makes a copy
BRIEF = 20  # shingles in common, below which even the longer text must be mostly the same
PASSAGE = 60  # shingles in common from which ``LEAST`` is enough: some 60 words
FIGURES = 0.5  # share of figures, of the text with fewer, that the other must have too


@dataclass(frozen=True, slots=True)
class Shingled:
    """A text prepared for comparison."""

    shingles: frozenset[int]
    figures: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common.

    ``common`` counts shingles. ``share`` is their part of the shorter text, ``resemblance`` their
    part of both together (Jaccard). ``figures`` is the share of figures in common, None if a text
    has none.
    """

    common: int
    share: float
    resemblance: float
    figures: float | None

    @property
    def is_copy(self) -> bool:
        """Whether this much in common makes one a copy of the other.

        Notices in set phrases (dividends, bond issues, money markets) have much in common but are
        no copies: their figures differ. The less text there is, the more of it must agree.
        """
        if self.figures is not None and self.figures < FIGURES:
            return False
        if self.share >= MOST:
            return self.common >= BRIEF or self.resemblance >= MOST
        return self.share >= LEAST and self.common >= PASSAGE


def prepare(text: str) -> Shingled:
    """Find a text's shingles and figures."""
    return Shingled(shingles(text), frozenset(_FIGURE.findall(text)), text)


def overlap(a: Shingled, b: Shingled) -> Overlap:
    """Measure what two texts have in common."""
    common = len(a.shingles & b.shingles)
    shorter = min(len(a.shingles), len(b.shingles))
    if not shorter:
        return Overlap(0, 0.0, 0.0, None)
    together = len(a.shingles) + len(b.shingles) - common
    fewer = min(len(a.figures), len(b.figures))
    figures = len(a.figures & b.figures) / fewer if fewer else None
    return Overlap(common, common / shorter, common / together, figures)


def words_only_in(a: Shingled, b: Shingled) -> tuple[int, int]:
    """How many words each text has that the other lacks: (only in ``a``, only in ``b``).

    In a script without spaces, how many characters.
    """
    ours, theirs = Counter(words(a.source)), Counter(words(b.source))
    return (ours - theirs).total(), (theirs - ours).total()
