"""Bands: one key with the week in it, of an article and not of each of its versions.

The keys are another scheme's, so they are not carried over: all versions are sketched anew by
``crawler migrate``, or by the older one after a way back. Pairs and stories stay as they are.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def integer() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.execute("DELETE FROM sketch")
    op.drop_table("band")
    op.create_table(
        "band",
        sa.Column("key", integer(), nullable=False),
        sa.Column("article_id", integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "article_id", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.execute("DELETE FROM sketch")
    op.drop_table("band")
    op.create_table(
        "band",
        sa.Column("week", integer(), nullable=False),
        sa.Column("key", integer(), nullable=False),
        sa.Column("version_id", integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_band_version_id_version")
        ),
        sa.PrimaryKeyConstraint("week", "key", "version_id", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )
