"""Extractions: what a better reader corrected in a version.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from crawler.archive.models.types import OBSERVED

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    version_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "extraction",
        sa.Column("version_id", version_id, nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("extracted_at", OBSERVED, nullable=False),
        sa.Column("changed", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_extraction_version_id_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "extractor_version", name=op.f("pk_extraction")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("extraction")
