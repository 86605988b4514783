"""Whether an element's text reads like a credit line."""

from __future__ import annotations

from crawler.extract.credits.names import are_names, is_signed
from crawler.extract.credits.parse import parse_credit
from crawler.extract.credits.split import split_caption
from crawler.extract.credits.unlabelled import is_credit
from crawler.items import CreditTerm


def says_credit(text: str) -> bool:
    """Whether an element's text says that it is a credit line, by a label or by the names in it."""
    if not _is_short(text):
        return False
    caption, credit = split_caption(text)
    if caption and credit:
        return False
    return credit is not None or is_credit(text) or is_signed(text)


def _is_short(text: str) -> bool:
    """Whether an element's text is short enough for a credit."""
    return len(text) <= 120 and len(text.split()) <= 14


def reads_as_credit(text: str) -> bool:
    """Whether an element's text reads like a credit line, if only because it is a name."""
    return says_credit(text) or is_name_of_credit(text)


def is_name_of_credit(text: str) -> bool:
    """Whether a text is just a person's name, or says what it is a screenshot of."""
    if not _is_short(text) or text.endswith((".", "!", "?")):
        return False
    bare = parse_credit(text)
    if bare is None:
        return False
    return bool(bare.photographers and not bare.agencies) or CreditTerm.SCREENSHOT in bare.terms


def is_all_credit(text: str) -> bool:
    """Whether a text names an agency and is not a caption that ends in its name."""
    return is_credit(text) and split_caption(text)[0] is None


def is_short_name(text: str) -> bool:
    """Whether a text beside an image says whose it is: names only."""
    return len(text.split()) <= 6 and are_names(text)
