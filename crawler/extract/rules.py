"""A publisher's own rules: what the generic reader leaves out of its pages. Data, no code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # sources have rules, and most commands know sources but read no page
    from crawler.extract.document import Document


@dataclass(frozen=True, slots=True)
class Rules:
    """CSS selectors for the pages of one publisher."""

    exclude: tuple[str, ...] = ()  # parts whose text is not the story's


def excluded(document: Document, rules: Rules | None) -> frozenset[int]:
    """``mem_id`` of the elements that the rules leave out. A selector that is no CSS matches
    nothing."""
    found: set[int] = set()
    for selector in rules.exclude if rules else ():
        try:
            found.update(node.mem_id for node in document.tree.css(selector))
        except ValueError:
            continue  # sources are checked when they are loaded; a page is read all the same
    return frozenset(found)
