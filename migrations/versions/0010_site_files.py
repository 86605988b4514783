"""robots.txt and tdmrep.json, kept for the runs of a day.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    integer = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    instant = sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql")
    op.create_table(
        "site_file",
        sa.Column("id", integer, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("fetched_at", instant, nullable=False),
        sa.Column("status", integer, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_file")),
        sa.UniqueConstraint("url", name=op.f("uq_site_file_url")),
    )


def downgrade() -> None:
    op.drop_table("site_file")
