"""Match the pieces of one text with those of another: paragraphs, sentences, words.

Pieces that say the same in the same order are found first (the longest common subsequence). In the
gaps between them, pieces are paired in order so that they share as many words as possible. Pieces
left on both sides that say the same, or nearly, were moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from crawler.edits.words import Text

PAIRED = 0.4  # share of common words from which two pieces in one place are one that changed
MOVED = 0.75  # the same for two pieces in different places
MOST_PAIRS = 40_000  # comparisons in one gap; in a larger one, a text was replaced by another


class Step(StrEnum):
    """What became of a piece."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"  # its words may have changed as well
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Match:
    """A piece before, a piece after (their positions, from 0), and what became of it."""

    step: Step
    before: int | None
    after: int | None


def align(before: Sequence[Text], after: Sequence[Text]) -> list[Match]:
    """What became of each piece, in the order of the new text; removed pieces where they stood."""
    pairs: dict[int, int] = {}
    i = j = 0
    codes = Indel.opcodes([p.key for p in before], [p.key for p in after])
    for block in codes.as_matching_blocks():
        equal_before = range(block.a, block.a + block.size)
        equal_after = range(block.b, block.b + block.size)
        pairs |= _pair(before, after, range(i, block.a), range(j, block.b))
        pairs |= zip(equal_before, equal_after, strict=True)
        i, j = equal_before.stop, equal_after.stop
    moved = dict(_moved(before, after, pairs))
    return _in_order(before, after, pairs, moved)


def likeness(one: Text, other: Text, least: float = 0.0) -> float:
    """Share of common words, in order: 0 none, 1 all. Also 0 if it is below ``least``."""
    return Indel.normalized_similarity(one.keys, other.keys, score_cutoff=least)


def _pair(
    before: Sequence[Text], after: Sequence[Text], removed: range, added: range
) -> dict[int, int]:
    """Pair pieces within a gap, in order, so that they are most alike in total."""
    if len(removed) * len(added) > MOST_PAIRS:
        return {}
    best = [[0.0] * (len(added) + 1) for _ in range(len(removed) + 1)]
    like = [[likeness(before[i], after[j], PAIRED) for j in added] for i in removed]
    for i in reversed(range(len(removed))):
        for j in reversed(range(len(added))):
            paired = like[i][j] + best[i + 1][j + 1] if like[i][j] >= PAIRED else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(removed) and j < len(added):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs[removed[i]] = added[j]
            i, j = i + 1, j + 1
    return pairs


def _moved(
    before: Sequence[Text], after: Sequence[Text], pairs: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Pieces that stand elsewhere now, the most alike first."""
    removed = [i for i in range(len(before)) if i not in pairs and before[i].words]
    taken = set(pairs.values())
    added = [j for j in range(len(after)) if j not in taken and after[j].words]
    if len(removed) * len(added) > MOST_PAIRS:
        return
    like = {(i, j): likeness(before[i], after[j], MOVED) for i in removed for j in added}
    seen: set[tuple[str, int]] = set()
    for (i, j), share in sorted(like.items(), key=lambda item: (-item[1], item[0])):
        if share >= MOVED and ("before", i) not in seen and ("after", j) not in seen:
            seen |= {("before", i), ("after", j)}
            yield i, j


def _in_order(
    before: Sequence[Text], after: Sequence[Text], pairs: dict[int, int], moved: dict[int, int]
) -> list[Match]:
    here = {j: i for i, j in pairs.items()}
    from_elsewhere = {j: i for i, j in moved.items()}
    matches: list[Match] = []
    next_before = 0
    for j, piece in enumerate(after):
        if j in here:
            gone = (i for i in range(next_before, here[j]) if i not in moved)
            matches += [Match(Step.REMOVED, i, None) for i in gone]
            next_before = here[j] + 1
            same = before[here[j]].text == piece.text
            matches.append(Match(Step.SAME if same else Step.CHANGED, here[j], j))
        elif j in from_elsewhere:
            matches.append(Match(Step.MOVED, from_elsewhere[j], j))
        else:
            matches.append(Match(Step.ADDED, None, j))
    rest = (i for i in range(next_before, len(before)) if i not in moved)
    return matches + [Match(Step.REMOVED, i, None) for i in rest]
