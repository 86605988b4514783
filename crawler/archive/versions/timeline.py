"""When each state of an article stood: pure arithmetic over looks, no SQL.

A look is an instant and what was found then: a version, or that the article was gone. Consecutive
looks that found the same make a stretch (a row of ``observation``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from crawler.archive.models import State

V = TypeVar("V")  # how the caller names a version


@dataclass(slots=True)
class Stretch(Generic[V]):
    """Consecutive looks that found one state. Open while ``observed_until`` is None."""

    version: V
    state: State
    observed_from: datetime
    last_seen_at: datetime
    observed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look(Generic[V]):
    """One look at an article. ``version`` is None when it was gone (404, 410)."""

    at: datetime
    version: V | None


def extend(current: Stretch[V] | None, look: Look[V]) -> Stretch[V] | None:
    """The stretch that a look begins, or None if it only prolongs the current one.

    The current stretch is prolonged or closed in place. Looks must come in order of time. A first
    look that finds nothing begins nothing: what was never seen cannot be gone.
    """
    state = State.GONE if look.version is None else State.LIVE
    if current is None:
        if look.version is None:
            return None
        return Stretch(look.version, state, look.at, look.at)
    version = current.version if look.version is None else look.version
    if (current.state, current.version) == (state, version):
        current.last_seen_at = look.at
        return None
    current.observed_until = look.at
    return Stretch(version, state, look.at, look.at)


def timeline(looks: Iterable[Look[V]]) -> list[Stretch[V]]:
    """The stretches of an article from all its looks, in order of time."""
    stretches: list[Stretch[V]] = []
    for look in looks:
        begun = extend(stretches[-1] if stretches else None, look)
        if begun is not None:
            stretches.append(begun)
    return stretches
