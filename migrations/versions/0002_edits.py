"""Edits: what changed between two versions.

Archives that are older have no rows here until `crawler verify --repair` compares their versions.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    version_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "edit",
        sa.Column("from_version_id", version_id, nullable=False),
        sa.Column("to_version_id", version_id, nullable=False),
        sa.Column("classes", sa.String(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("notice", sa.String(), nullable=True),
        sa.Column("share", sa.Double(), nullable=False),
        sa.CheckConstraint("share >= 0 AND share <= 1", name=op.f("ck_edit_share")),
        sa.ForeignKeyConstraint(
            ["from_version_id"], ["version.id"], name=op.f("fk_edit_from_version_id_version")
        ),
        sa.ForeignKeyConstraint(
            ["to_version_id"], ["version.id"], name=op.f("fk_edit_to_version_id_version")
        ),
        sa.PrimaryKeyConstraint("from_version_id", "to_version_id", name=op.f("pk_edit")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_edit_to_version_id"), "edit", ["to_version_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_edit_to_version_id"), table_name="edit")
    op.drop_table("edit")
