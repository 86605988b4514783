"""What publishers opt out of, as seen with each capture.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = "fk_capture_optout_set_id_optout_set"


def upgrade() -> None:
    op.create_table(
        "optout_set",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_optout_set")),
        sa.UniqueConstraint("digest", name=op.f("uq_optout_set_digest")),
    )
    op.create_table(
        "optout",
        sa.Column("set_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.CheckConstraint("use IN ('ai', 'tdm', 'archive', 'index')", name=op.f("ck_optout_use")),
        sa.CheckConstraint(
            "place IN ('robots.txt', 'tdmrep.json', 'header', 'meta')",
            name=op.f("ck_optout_place"),
        ),
        sa.ForeignKeyConstraint(
            ["set_id"], ["optout_set.id"], name=op.f("fk_optout_set_id_optout_set")
        ),
        sa.PrimaryKeyConstraint("set_id", "position", name=op.f("pk_optout")),
        sqlite_with_rowid=False,
    )
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    # in SQL: Alembic would copy SQLite's whole table for it
    op.execute(
        f"ALTER TABLE capture ADD COLUMN optout_set_id {kind} "
        f"CONSTRAINT {NAME} REFERENCES optout_set (id)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE capture DROP COLUMN optout_set_id")
    op.drop_table("optout")
    op.drop_table("optout_set")
