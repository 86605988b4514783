"""A publisher's own rules: CSS selectors that override the generic reader. Data, no code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """Where a publisher's pages keep what. Each is a CSS selector; ``None`` leaves the field to
    the generic reader.

    ``article`` bounds all reading of text; ``exclude`` names parts that are left out of it.
    """

    article: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    body: str | None = None  # the elements that hold the paragraphs
    byline: str | None = None
    exclude: tuple[str, ...] = ()
