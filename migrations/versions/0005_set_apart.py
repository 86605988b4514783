"""URLs that were set apart by hand, so that a page's canonical URL does not join them again.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from crawler.archive.models.types import OBSERVED

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "url_set_apart",
        sa.Column("url_key", sa.String(), nullable=False),
        sa.Column("set_apart_at", OBSERVED, nullable=False),
        sa.PrimaryKeyConstraint("url_key", name=op.f("pk_url_set_apart")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("url_set_apart")
