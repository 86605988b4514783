"""What the checks of an archive find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the archive. ``repair`` mends it; without one, a person must look."""

    where: str
    what: str
    repair: Callable[[Connection], object] | None = None
    remedy: str = ""  # what the repair does
    misleads: bool = False  # a capture says what its record does not: nothing may be made from it
