"""Jobs, and the queue of their tasks.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def integer() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def instant() -> sa.types.TypeEngine[str]:
    return sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("definition", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
        sa.Column("planned_until", instant(), nullable=False),
        sa.Column("paused_at", instant()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("name", name=op.f("uq_job_name")),
    )
    op.create_table(
        "task",
        sa.Column("id", integer(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("max_age", sa.String()),
        sa.Column("first_slot_at", instant(), nullable=False),
        sa.Column("slot_at", instant(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", integer(), nullable=False),
        sa.Column("not_before", instant(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("lease_until", instant()),
        sa.Column("started_at", instant()),
        sa.Column("finished_at", instant()),
        sa.Column("run_id", integer()),
        sa.Column("exit_code", integer()),
        sa.Column("log_tail", sa.String()),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_task_state")
        ),
        sa.CheckConstraint("first_slot_at <= slot_at", name=op.f("ck_task_slots")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_task_attempts")),
        sa.CheckConstraint("(state = 'running') = (owner IS NOT NULL)", name=op.f("ck_task_owner")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["crawl_run.id"], name=op.f("fk_task_run_id_crawl_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("job", "source", "slot_at", name=op.f("uq_task_job_source_slot_at")),
    )
    for name, columns, state in (
        ("uq_task_queued", ["job", "source"], "queued"),
        ("uq_task_running", ["source"], "running"),
    ):
        where = sa.text(f"state = '{state}'")
        op.create_index(
            name, "task", columns, unique=True, sqlite_where=where, postgresql_where=where
        )


def downgrade() -> None:
    op.drop_table("task")
    op.drop_table("job")
