"""Standard streams that were closed by whoever called us, as a shell does with ``>&-``."""

from __future__ import annotations

import os
import sys


def open_closed_streams() -> None:
    """Open those that are closed, so that reading finds an end and writing to standard output
    fails as on a full disk. What is said on standard error is lost, as was asked for.

    Python has no object for such a stream; and its number would go to the next file that is opened,
    which may be the archive.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", errors="backslashreplace")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", errors="backslashreplace")
