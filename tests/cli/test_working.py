"""What a scheduler or a worker says while the database is away, and when it ends."""

from __future__ import annotations

import os
import signal

import pytest
from sqlalchemy.exc import OperationalError

from crawler.cli import working
from crawler.cli.watch import Watch
from crawler.jobs.worker import Worker

AWAY = OperationalError("SELECT 1", {}, Exception("connection refused\n\tIs it running?"))


class Flaky(Worker):
    """A worker whose database is away at some of its ticks."""

    def __init__(self, away: set[int]) -> None:
        self.ticks = 0
        self.away = away
        self.running = []
        self.stopping = False

    def tick(self) -> None:
        self.ticks += 1
        if self.ticks in self.away:
            raise AWAY

    def drop_unleased(self) -> None:
        """It has none."""


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines, without their times."""
    return [line.partition(" ")[2] for line in capsys.readouterr().out.splitlines()]


def test_a_database_that_is_away_is_told_once_and_so_is_its_return(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "TICK", 0)
    worker = Flaky(away={2, 3, 4, 7})
    working.work(worker, Watch(), lambda: "", lambda: worker.ticks >= 9)
    told = "the archive does not answer, and is waited for: connection refused Is it running?"
    assert said(capsys) == [told, "the archive answers again"] * 2


def test_a_worker_says_that_a_signal_ended_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "TICK", 0)

    def ends() -> str:
        os.kill(os.getpid(), signal.SIGTERM)
        return ""

    working.work(Flaky(away=set()), Watch(), ends, lambda: False)
    assert said(capsys) == ["ended by SIGTERM"]
