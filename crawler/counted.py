"""Counts in words for people, with the right singular or plural."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number and what it counts. ``many`` is the plural, if it is not ``one`` with an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
