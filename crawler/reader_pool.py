"""Read pages in other processes, so that fetching and writing do not wait for the reader."""

from __future__ import annotations

import atexit
import logging
import multiprocessing
import os
import resource
import signal
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Event, Lock, Thread

from crawler.archive.entries import Visit
from crawler.capture.encodings import DamagedBodyError
from crawler.items import CapturedPage, CaptureKind, Page, PageKind
from crawler.reading import facts, read
from crawler.sources.source import Source

AHEAD = 8  # pages that may wait, per process
HERE = 20  # pages read in this process first: a small crawl needs no other
LIGHT = 1_000_000  # bytes of a page that may be read here, without limits on time and memory
TRIES = 2  # times a page may kill a process
LONGEST = 60.0  # seconds for one page
MOST_MEMORY = 4 << 30  # bytes of address space per process
MOST_PAGES = 5_000  # pages that a process reads before a fresh one replaces it

logger = logging.getLogger(__name__)
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["crawler.reading", "crawler.extract.page"])
_starting = Lock()  # multiprocessing's own bookkeeping is not thread-safe


def default_workers() -> int:
    """One process per core that this process may use, as measured best, since reading is most of
    the work; none if there is only one core."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not available on every system
        cores = os.cpu_count() or 1
    return cores if cores > 1 else 0


@dataclass(frozen=True, slots=True)
class _Job:
    page: CapturedPage
    source: Source | None
    answer: Future[Visit] = field(default_factory=Future)


class ReaderPool:
    """Processes that read pages side by side; without ``workers``, pages are read in this one.

    The first of them takes half a second to start. Until then pages are read here too, except those
    larger than news pages. A page whose reading takes too long, or kills its process twice, is not
    lost: its visit says so, and becomes a failure. A process that dies is replaced.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.room = workers * AHEAD  # pages that may wait to be read, so that no process is idle
        self._left_here = HERE
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._is_ready = Event()  # set once a process can read, or none can be started
        self._is_told = False  # whether it was reported that no process can be started

    def read(self, page: CapturedPage, source: Source | None) -> Future[Visit]:
        """Read a page: the future gets its visit, or what reading it raised. See
        ``reading.read``."""
        job = _Job(page, source)
        if self._is_for_here(page):
            _answer(job, _attempt(page, source))
        else:
            self._jobs.put(job)
        return job.answer

    @property
    def is_ready(self) -> bool:
        """Whether other processes read the pages from now on."""
        return self._is_ready.is_set()

    def _is_for_here(self, page: CapturedPage) -> bool:
        if not self.workers or page.capture.kind is CaptureKind.REVISIT:  # a revisit is cheap
            return True
        is_light = len(page.body) <= LIGHT
        if self._left_here > 0 and is_light:
            self._left_here -= 1
            return True
        self._start()
        return is_light and not self.is_ready

    def close(self) -> None:
        """End the processes once all pages are read."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _start(self) -> None:
        while len(self._threads) < self.workers:
            thread = Thread(target=self._serve, name="reader", daemon=True)
            thread.start()
            self._threads.append(thread)

    def _serve(self) -> None:
        """Hand jobs to one process after another. Each thread has a process of its own, so a
        process that dies holds nothing that another waits for."""
        process = self._fit(None)
        self._is_ready.set()
        while (job := self._jobs.get()) is not None:
            reason = ""
            for _ in range(TRIES):
                process = self._fit(process)
                if process is None:
                    _answer(job, _attempt(job.page, job.source))
                    break
                try:
                    _answer(job, process.read(job))
                    break
                except TimeoutError:
                    reason = f"reading it took longer than {LONGEST:.0f} seconds"
                except (EOFError, OSError):
                    reason = f"reading it ended the process {TRIES} times"
                process.end()
            else:
                job.answer.set_result(_unread(job, reason))
        if process is not None:
            process.end()

    def _fit(self, process: _Process | None) -> _Process | None:
        """The process if it can read another page, else a fresh one; None if none can start, so
        that pages are read here."""
        if process is not None:
            if process.is_fit:
                return process
            process.end()
        try:
            return _Process()
        except (OSError, EOFError) as error:
            with _starting:
                if not self._is_told:
                    logger.warning("No process can be started, so pages are read here: %s", error)
                self._is_told = True
            return None


class _Process:
    """A process that reads one page at a time, and the pipe to it."""

    def __init__(self) -> None:
        """Start it. Raises OSError or EOFError when the system does not allow that."""
        with _starting:
            self._pipe, end = _processes.Pipe()
            self._process = _processes.Process(target=_work, args=(end,), daemon=True)
            self._process.start()
            end.close()  # else we would not notice its death
        self._pages = 0

    @property
    def is_fit(self) -> bool:
        return self._pages < MOST_PAGES and not self._pipe.closed

    def read(self, job: _Job) -> Visit | DamagedBodyError:
        """What the page says, or why it cannot be unpacked.

        Raises EOFError or OSError when the process died, and TimeoutError after ``LONGEST``.
        """
        self._pages += 1
        self._pipe.send((job.page, job.source))
        if not self._pipe.poll(LONGEST):
            raise TimeoutError
        answer: Visit | DamagedBodyError = self._pipe.recv()
        return answer

    def end(self) -> None:
        with _starting:
            self._pipe.close()
            self._process.kill()
            self._process.join()


def _work(pipe: Connection) -> None:
    """Read pages until the other end closes or its process dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent process
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, hard))
    while True:
        try:
            page, source = pipe.recv()
            pipe.send(_attempt(page, source))
        except (EOFError, ConnectionError):
            return


def _attempt(page: CapturedPage, source: Source | None) -> Visit | DamagedBodyError:
    try:
        return read(page, source)
    except DamagedBodyError as error:
        return error


def _answer(job: _Job, answer: Visit | DamagedBodyError) -> None:
    if isinstance(answer, DamagedBodyError):
        job.answer.set_exception(answer)
    else:
        job.answer.set_result(answer)


@cache
def shared_pool(workers: int) -> ReaderPool:
    """The pool that all crawls of this process share; it ends with the process."""
    pool = ReaderPool(workers)
    atexit.register(pool.close)
    return pool


def _unread(job: _Job, reason: str) -> Visit:
    where = facts(job.source, job.page.capture.url)
    page = Page(PageKind.OTHER, reason, is_unread=True)
    return Visit(job.page.capture, where, page, job.page.requested_urls)
