"""Standard streams that our caller closed, as a shell does with ``>&-``."""

from __future__ import annotations

import os
import sys


def open_closed_streams() -> None:
    """Open the closed ones. Reading then finds an end, writing to standard output fails as on a
    full disk, and what goes to standard error is lost, as the caller wanted.

    Python has no object for a closed stream, and its number would go to the next file opened, which
    may be the archive.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", errors="backslashreplace")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", errors="backslashreplace")
