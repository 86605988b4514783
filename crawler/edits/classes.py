"""What kind of edit it was. An edit has one class or several."""

from __future__ import annotations

from enum import StrEnum

from crawler.edits.spans import WordChanges


class EditClass(StrEnum):
    """Classes of an edit. "Caption only" is an edit whose single class is ``CAPTION``."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    CORRECTION = "correction"  # a correction notice was added, changed or removed
    FIGURES = "figures"  # a figure replaced in a headline, standfirst or sentence that stayed
    QUOTE = "quote"  # words within quotation marks changed in a sentence that stayed
    BODY = "body"  # any other words of the body, or whole sentences added, removed or moved
    CAPTION = "caption"
    CREDIT = "credit"
    PHOTO_ADDED = "photo added"
    PHOTO_REMOVED = "photo removed"
    COSMETIC = "cosmetic"  # only spaces, quotation marks, punctuation, case or paragraph breaks


# Classes that touch what people read: such a change without a notice is a silent edit.
WORDS = frozenset(EditClass) - {
    EditClass.PHOTO_ADDED,
    EditClass.PHOTO_REMOVED,
    EditClass.COSMETIC,
}


def figures_changed(words: WordChanges) -> bool:
    """Whether a figure was replaced by another. Digits only: number words are words."""
    return any(w.is_number for w in words.lost) and any(w.is_number for w in words.gained)


def sentence_classes(words: WordChanges) -> set[EditClass]:
    """The classes of a body sentence that stayed but whose words changed."""
    found: set[EditClass] = set()
    figures = figures_changed(words)
    if figures:
        found.add(EditClass.FIGURES)
    for word in (*words.lost, *words.gained):
        if word.quoted:
            found.add(EditClass.QUOTE)
        elif not (figures and word.is_number):
            found.add(EditClass.BODY)
    return found
