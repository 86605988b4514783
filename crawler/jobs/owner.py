"""Who works on a task, and whether that worker is known to be dead.

A worker is identified by its machine, its process id and the moment its process began, so that a
reused process id deceives nobody. Process ids mean something only within their namespace, and a
container has its own; so the namespace is part of the machine's name.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path

BEGAN = 19  # of /proc/PID/stat, counted after the command's closing bracket: see proc(5)


@dataclass(frozen=True, slots=True)
class Owner:
    """A worker's process."""

    machine: str
    pid: int
    began: str  # clock ticks after the machine's start; "" if the system does not tell

    def __str__(self) -> str:
        return f"{self.machine} {self.pid} {self.began}".rstrip()


def this_process() -> Owner:
    """The worker that this process is."""
    return Owner(_machine(), os.getpid(), _began(os.getpid()) or "")


def is_dead(owner: str) -> bool:
    """Whether a worker of this machine is gone. False for other machines: nothing is known of
    them."""
    machine, _, process = owner.partition(" ")
    pid, _, began = process.partition(" ")
    if machine != _machine() or not began:
        return False
    return _began(int(pid)) != began


def _machine() -> str:
    try:
        namespace = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:  # some systems have none
        return socket.gethostname()
    return f"{socket.gethostname()}/{namespace}"


def _began(pid: int) -> str | None:
    """When a process began; None if it does not run, or the system does not tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else fields[BEGAN]
