"""What is wrong with sources, and when it was.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def instant() -> sa.types.TypeEngine[str]:
    return sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "trouble",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("since", instant(), nullable=False),
        sa.Column("until", instant()),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("told_at", instant()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trouble")),
    )
    op.create_index("ix_trouble_source_since", "trouble", ["source", "since"])


def downgrade() -> None:
    op.drop_table("trouble")
