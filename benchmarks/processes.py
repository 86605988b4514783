"""Other processes, from Linux's /proc."""

from __future__ import annotations

from pathlib import Path


def children(process: int) -> list[int]:
    """The living processes that a process has started."""
    found: list[int] = []
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(child) for child in thread.read_text().split()]
        except OSError:
            continue  # it just ended
    return found


def descendants(process: int) -> list[int]:
    """All living processes below a process."""
    return [below for child in children(process) for below in (child, *descendants(child))]


def resident(process: int) -> float:
    """Resident memory in megabytes; 0 for a process that has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(found[0]) / 1024 if found else 0.0
