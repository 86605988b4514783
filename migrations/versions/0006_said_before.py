"""Extractions: what the earlier reading said.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("extraction", sa.Column("said_before", json, nullable=True))


def downgrade() -> None:
    op.drop_column("extraction", "said_before")
