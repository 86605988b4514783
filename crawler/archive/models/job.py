"""Jobs, and the queue of their tasks."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crawler.archive.models.base import Base, one_of, unique_where
from crawler.archive.models.types import OBSERVED, Json


class TaskState(StrEnum):
    """Queued (also for another try), running, done, or failed for good."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class StoredJob(Base):
    """What the archive keeps of a job. ``definition`` is null if the user's file defines it."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    definition: Mapped[dict[str, Any] | None] = mapped_column(Json)
    planned_until: Mapped[datetime] = mapped_column(OBSERVED)  # slots until then have their tasks
    paused_at: Mapped[datetime | None] = mapped_column(OBSERVED)


class Task(Base):
    """One source's part in a slot of a job, or in several slots joined into one.

    The unique indexes make a slot run once, join waiting slots, and keep two crawls off one source:
    at most one task waits per job and source, and at most one runs per source.
    """

    __tablename__ = "task"
    __table_args__ = (
        one_of("state", TaskState),
        CheckConstraint("first_slot_at <= slot_at", name="slots"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(state = 'running') = (owner IS NOT NULL)", name="owner"),
        UniqueConstraint("job", "source", "slot_at"),
        Index("ix_task_source_slot_at", "source", "slot_at"),
        unique_where("uq_task_queued", ["job", "source"], "state = 'queued'"),
        unique_where("uq_task_running", ["source"], "state = 'running'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str]
    source: Mapped[str]
    kind: Mapped[str]  # crawl, revisit or reextract; import for files
    max_age: Mapped[str | None]  # a span as typed
    first_slot_at: Mapped[datetime] = mapped_column(OBSERVED)
    slot_at: Mapped[datetime] = mapped_column(OBSERVED)  # the last of the slots
    state: Mapped[str]
    attempts: Mapped[int]  # failed attempts in a row
    not_before: Mapped[datetime] = mapped_column(OBSERVED)
    owner: Mapped[str | None]  # the worker that runs it
    lease_until: Mapped[datetime | None] = mapped_column(OBSERVED)  # then the owner counts as dead
    started_at: Mapped[datetime | None] = mapped_column(OBSERVED)  # of the last attempt
    finished_at: Mapped[datetime | None] = mapped_column(OBSERVED)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("crawl_run.id"))
    exit_code: Mapped[int | None]  # negative: the signal that ended it
    log_tail: Mapped[str | None]
