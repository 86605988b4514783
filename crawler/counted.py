"""Counts in words for people: one of a thing is not told in the plural."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number and what it counts. ``many``: its plural where that is not ``one`` with an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
