"""Reading in other processes: nothing is lost when one of them dies."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from crawler import reader_pool as module
from crawler import reading
from crawler.archive.entries import Visit
from crawler.capture.encodings import DamagedBodyError
from crawler.items import Capture, CapturedPage, Packing, PageKind
from crawler.reader_pool import HERE, LIGHT, ReaderPool
from crawler.sources.source import Source
from tests.extract.pages import story

WORK = module._work


def page(number: int, body: bytes = b"") -> CapturedPage:
    capture = Capture(
        record_id=f"<urn:uuid:{number}>",
        url=f"http://herald.example/{number}",
        captured_at=datetime(2026, 3, 3, tzinfo=UTC),
        status=200,
        payload_digest=f"sha1:{number}",
        file="herald.warc.gz",
        offset=number,
        length=1,
        content_type="text/html",
    )
    return CapturedPage(capture, body or story(f"Headline number {number}").encode(), "")


def ready(workers: int) -> ReaderPool:
    """A pool that hands pages to other processes."""
    readers = ReaderPool(workers)
    deadline = time.monotonic() + 60
    while workers and not readers.is_ready:
        readers.read(page(0), None)
        assert time.monotonic() < deadline
    return readers


def work_deadly(pipe: Connection) -> None:
    """A process with a reader that a page can kill."""

    def read(captured: CapturedPage, source: Source | None) -> Visit:
        if captured.body == b"deadly":
            os._exit(1)
        return reading.read(captured, source)

    module.read = read  # type: ignore[attr-defined]
    WORK(pipe)


def headlines(answers: list[Future[Visit]]) -> list[str | None]:
    pages = [answer.result(timeout=60).page for answer in answers]
    return [found.article.headline if found and found.article else None for found in pages]


@pytest.mark.parametrize("workers", [0, 2])
def test_pages_are_read_alike_here_and_there(workers: int) -> None:
    readers = ready(workers)
    answers = [readers.read(page(n), None) for n in range(20)]
    assert headlines(answers) == [f"Headline number {n}" for n in range(20)]
    readers.close()


def test_no_page_waits_for_a_process_to_start() -> None:
    readers = ReaderPool(2)
    with module._starting:  # so none can
        answers = [readers.read(page(n), None) for n in range(HERE + 20)]
        assert all(answer.done() for answer in answers)
    readers.close()


def test_a_page_larger_than_news_pages_are_is_read_under_the_limits_from_the_first_one_on() -> None:
    readers = ReaderPool(1)
    large = story("Large headline").encode() + b" " * LIGHT
    with module._starting:  # so that no process can begin
        answer = readers.read(page(1, large), None)
        assert not answer.done()
    assert headlines([answer]) == ["Large headline"]
    readers.close()


@pytest.mark.parametrize("workers", [0, 1])
def test_a_packed_page_is_unpacked_by_its_reader_and_a_cut_one_is_told(workers: int) -> None:
    packed = gzip.compress(story("Packed headline").encode())
    readers = ready(workers)
    packing = Packing(("gzip",), 1 << 20)
    whole = readers.read(replace(page(1, packed), packing=packing), None)
    cut = readers.read(replace(page(2, packed[:-20]), packing=packing), None)
    assert headlines([whole]) == ["Packed headline"]
    with pytest.raises(DamagedBodyError, match="ends before its gzip data do") as told:
        cut.result(timeout=60)
    assert told.value.reason == "cut short"
    readers.close()


def test_a_page_that_kills_its_reader_is_told_and_costs_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_work", work_deadly)
    readers = ready(2)
    answers = [readers.read(page(n, b"deadly" if n == 3 else b""), None) for n in range(12)]
    found = headlines(answers)
    assert found == [None if n == 3 else f"Headline number {n}" for n in range(12)]
    dead = answers[3].result().page
    assert dead is not None
    assert (dead.kind, dead.reason) == (PageKind.OTHER, "reading it ended the process 2 times")
    readers.close()


def test_readers_that_are_killed_lose_no_page() -> None:
    readers = ready(2)
    answers = [readers.read(page(n), None) for n in range(300)]
    for _ in range(3):
        done = sum(answer.done() for answer in answers)
        headlines(answers[: done + 40])  # so no page that was being read is killed twice
        for process in grandchildren():
            os.kill(process, signal.SIGKILL)
    assert None not in headlines(answers)
    readers.close()


def test_readers_end_with_the_process_that_asked(tmp_path: Path) -> None:
    script = tmp_path / "ask.py"
    script.write_text(
        "import sys, time\n"
        "from tests.test_reader_pool import grandchildren, page, ready\n"
        "if __name__ == '__main__':\n"
        "    readers = ready(2)\n"
        "    for answer in [readers.read(page(n), None) for n in range(10)]:\n"
        "        answer.result()\n"
        "    print(*grandchildren(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    asking = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert asking.stdout is not None
    processes = [int(number) for number in asking.stdout.readline().split()]
    assert len(processes) == 2
    asking.kill()
    asking.wait()
    deadline = time.monotonic() + 30
    while any(map(is_alive, processes)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_alive, processes))


def grandchildren() -> list[int]:
    """The processes of the server that forks the readers."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (entry / "stat").exists():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat[1])
    children = {child for child, parent in parents.items() if parent == os.getpid()}
    return [process for process, parent in parents.items() if parent in children]


def is_alive(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


NO_PROCESS = """
import resource
from crawler.reader_pool import HERE, ReaderPool
from tests.test_reader_pool import headlines, page

readers = ReaderPool(2)
answers = [readers.read(page(n), None) for n in range(HERE)]
resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))  # no pipe to a process can be opened
answers += [readers.read(page(n), None) for n in range(HERE, HERE + 9)]
assert headlines(answers) == [f"Headline number {n}" for n in range(HERE + 9)]
readers.close()
"""


def test_where_no_process_can_start_pages_are_read_here_and_it_is_told_once() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_PROCESS], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr.count("No process can be started") == 1
