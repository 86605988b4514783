"""What two texts have in common, and whether one is a copy of the other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from crawler.copies.shingles import shingles, words

_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")

MOST = 0.75  # share of the shorter text from which also a brief is a copy
LEAST = 0.3  # share of the shorter text from which a longer passage makes a copy
BRIEF = 20  # shingles in common, below which even the longer text has to be mostly the same
PASSAGE = 60  # shingles in common from which ``LEAST`` is enough: some 60 words
FIGURES = 0.5  # share of the figures of the text with fewer of them that the other has too


@dataclass(frozen=True, slots=True)
class Shingled:
    """A text made ready for comparing."""

    shingles: frozenset[int]
    figures: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common.

    ``common`` counts shingles; ``share`` is that part of the shorter text, ``resemblance`` that
    part of both together (Jaccard); ``figures`` is the part of the figures, None if one has none.
    """

    common: int
    share: float
    resemblance: float
    figures: float | None

    @property
    def is_copy(self) -> bool:
        """Whether so much in common makes one a copy of the other.

        Notices in set phrases (dividends, bond issues, money markets) have much in common and are
        no copies: they tell other figures. The less text there is, the more of it has to agree.
        """
        if self.figures is not None and self.figures < FIGURES:
            return False
        if self.share >= MOST:
            return self.common >= BRIEF or self.resemblance >= MOST
        return self.share >= LEAST and self.common >= PASSAGE


def prepare(text: str) -> Shingled:
    """The shingles and the figures of a text."""
    return Shingled(shingles(text), frozenset(_FIGURE.findall(text)), text)


def overlap(a: Shingled, b: Shingled) -> Overlap:
    """What two texts have in common."""
    common = len(a.shingles & b.shingles)
    shorter = min(len(a.shingles), len(b.shingles))
    if not shorter:
        return Overlap(0, 0.0, 0.0, None)
    together = len(a.shingles) + len(b.shingles) - common
    fewer = min(len(a.figures), len(b.figures))
    figures = len(a.figures & b.figures) / fewer if fewer else None
    return Overlap(common, common / shorter, common / together, figures)


def words_only_in(a: Shingled, b: Shingled) -> tuple[int, int]:
    """How many words the first text has that the second has not, and the other way round.

    In a script without spaces, how many characters.
    """
    ours, theirs = Counter(words(a.source)), Counter(words(b.source))
    return (ours - theirs).total(), (theirs - ours).total()
