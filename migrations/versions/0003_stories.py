"""Stories: the copies of one text across articles.

Archives that are older are read for copies when `crawler story` is called for the first time.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def integer() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    op.create_table(
        "sketch",
        sa.Column("version_id", integer(), nullable=False),
        sa.Column("scheme", integer(), nullable=False),
        sa.Column("week", integer(), nullable=False),
        sa.Column("shingles", integer(), nullable=False),
        refers("sketch", "version_id", "version"),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_sketch")),
    )
    op.create_table(
        "band",
        sa.Column("week", integer(), nullable=False),
        sa.Column("key", integer(), nullable=False),
        sa.Column("version_id", integer(), nullable=False),
        refers("band", "version_id", "version"),
        sa.PrimaryKeyConstraint("week", "key", "version_id", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copy_pair",
        sa.Column("article_id", integer(), nullable=False),
        sa.Column("other_id", integer(), nullable=False),
        sa.Column("version_id", integer(), nullable=False),
        sa.Column("other_version_id", integer(), nullable=False),
        sa.Column("common", integer(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("words_only", integer(), nullable=False),
        sa.Column("other_words_only", integer(), nullable=False),
        sa.CheckConstraint("article_id < other_id", name=op.f("ck_copy_pair_order")),
        sa.CheckConstraint("share >= 0 AND share <= 1", name=op.f("ck_copy_pair_share")),
        refers("copy_pair", "article_id", "article"),
        refers("copy_pair", "other_id", "article"),
        refers("copy_pair", "version_id", "version"),
        refers("copy_pair", "other_version_id", "version"),
        sa.PrimaryKeyConstraint("article_id", "other_id", name=op.f("pk_copy_pair")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copy_pair_other_id"), "copy_pair", ["other_id"])
    op.create_table(
        "story",
        sa.Column("article_id", integer(), nullable=False),
        sa.Column("leader_id", integer(), nullable=False),
        refers("story", "article_id", "article"),
        refers("story", "leader_id", "article"),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_story")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_story_leader_id"), "story", ["leader_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_story_leader_id"), table_name="story")
    op.drop_table("story")
    op.drop_index(op.f("ix_copy_pair_other_id"), table_name="copy_pair")
    op.drop_table("copy_pair")
    op.drop_table("band")
    op.drop_table("sketch")
