"""Run a crawl in a process of its own: Scrapy's event loop runs only once per process.

The process has its own process group, so that Ctrl-C reaches only the scheduler, which ends the
crawl in good order. When the scheduler is killed, the system kills the crawl too (Linux). Elsewhere
the crawl finishes by itself, and the lease of its task keeps others off its source for a while.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from tempfile import TemporaryFile

from crawler.jobs.files import FILES
from crawler.jobs.job import Kind
from crawler.jobs.queue import Ended, Taken

TASK = "CRAWLER_TASK"  # the environment variable that tells a process its task
PR_SET_PDEATHSIG = 1  # prctl(2)
MOST_TAIL = 4000  # bytes at the end of the log that are read for its tail
TAIL_LINES = 20

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class CrawlProcess:
    """The crawl of one task. Its output goes to an unnamed file, from which its tail is read."""

    def __init__(self, task: Taken, archive: str, captures: str) -> None:
        self._stopped = False
        self._log = TemporaryFile()  # noqa: SIM115 - open as long as the crawl
        self._process = subprocess.Popen(  # noqa: S603 - our own command, with our own arguments
            command(task),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            env={
                **os.environ,
                "CRAWLER_ARCHIVE_URL": archive,  # not an argument: it may contain a password
                "CRAWLER_CAPTURES": captures,
                TASK: str(task.id),
            },
            process_group=0,
            preexec_fn=_dies_with(os.getpid()),  # safe: we have one thread
        )

    def ended(self) -> Ended | None:
        """How it ended; None while it runs."""
        code = self._process.poll()
        return None if code is None else Ended(code, self.tail(), self._stopped)

    def stop(self) -> None:
        """Let it end with the requests under way, as Ctrl-C does."""
        self._stopped = True
        self._process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """Kill it and its reader processes now."""
        self._stopped = True
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def tail(self) -> str:
        """The last lines of its output."""
        size = os.fstat(self._log.fileno()).st_size
        said = os.pread(self._log.fileno(), MOST_TAIL, max(0, size - MOST_TAIL))
        return "\n".join(said.decode("utf-8", "replace").split("\n")[-TAIL_LINES:]).strip()


def own_task() -> int | None:
    """The task that this process carries out, if a scheduler started it for one."""
    return int(os.environ.get(TASK) or 0) or None


def command(task: Taken) -> list[str]:
    """The command line that carries out a task."""
    words = [sys.executable, "-m", "crawler"]
    if task.kind == FILES:
        return [*words, "import", task.source]
    if task.kind == Kind.REVISIT:
        return [*words, "revisit", task.source]
    if task.kind == Kind.REEXTRACT:
        return [*words, "reextract", "--source", task.source]
    words += ["crawl", task.source, "--due"]
    return [*words, "--max-age", task.max_age] if task.max_age else words


def _dies_with(parent: int) -> Callable[[], None] | None:
    """A function that a new process calls first, so that it is killed when its parent is."""
    libc = _libc
    if libc is None:
        return None

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # the parent died before we asked
            os._exit(1)

    return ask
