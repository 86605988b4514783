"""Find which words of a text were removed and added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from crawler.edits.align import Step
from crawler.edits.words import Text, Token


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that stayed the same, was removed or was added."""

    step: Step
    text: str


@dataclass(frozen=True, slots=True)
class WordChanges:
    """The words that only the old text has, and those that only the new one has."""

    lost: tuple[Token, ...]
    gained: tuple[Token, ...]

    def __len__(self) -> int:
        return len(self.lost) + len(self.gained)


def word_changes(before: Text, after: Text) -> WordChanges:
    """Words lost and gained; none if both texts say the same, however typed."""
    if before.key == after.key:
        return WordChanges((), ())
    lost: list[Token] = []
    gained: list[Token] = []
    for code in Indel.opcodes(before.keys, after.keys):
        if code.tag == "delete":
            lost += before.words[code.src_start : code.src_end]
        elif code.tag == "insert":
            gained += after.words[code.dest_start : code.dest_end]
    return WordChanges(tuple(lost), tuple(gained))


def spans(old: Text, new: Text) -> tuple[Span, ...]:
    """Merge both texts, token by token; removed text stands before what replaced it.

    Without the added spans they are the old text, without the removed ones the new text. A lone
    space between two changes counts as changed with them, so that a replaced phrase is one span.
    """
    before, after = old.tokens, new.tokens
    found: list[Span] = []
    lost = gained = ""
    i = j = 0
    blocks = Indel.opcodes([t.text for t in before], [t.text for t in after])
    for block in blocks.as_matching_blocks():
        lost += _text(before[i : block.a])
        gained += _text(after[j : block.b])
        i, j = block.a + block.size, block.b + block.size
        same = _text(before[block.a : i])
        if same.isspace() and (lost or gained) and i < len(before) and j < len(after):
            lost += same
            gained += same
            continue
        lost, gained, shared = _without_shared_space(lost, gained)
        found += (
            Span(Step.REMOVED, lost),
            Span(Step.ADDED, gained),
            Span(Step.SAME, shared + same),
        )
        lost = gained = ""
    return tuple(span for span in found if span.text)


def _without_shared_space(lost: str, gained: str) -> tuple[str, str, str]:
    """Both without the space that both end in, and that space."""
    if lost[-1:].isspace() and lost[-1] == gained[-1:]:
        return lost[:-1], gained[:-1], lost[-1]
    return lost, gained, ""


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)
