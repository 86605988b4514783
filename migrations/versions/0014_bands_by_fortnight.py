"""Bands by the fortnight: the same keys, placed so that those looked for together lie together.

Before: the week, then 35 bits of the key. Now: the fortnight, the key, and which of its two weeks.

Revision ID: 0014
Revises: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = f"{(1 << 35) - 1}"


def upgrade() -> None:
    place(f"((key >> 36) << 36) | ((key & {KEY}) << 1) | ((key >> 35) & 1)")


def downgrade() -> None:
    place(f"((key >> 36) << 36) | ((key & 1) << 35) | ((key >> 1) & {KEY})")


def place(key: str) -> None:
    """All keys anew; not one by one, since for a moment two might be the same."""
    op.execute(f"CREATE TABLE placed AS SELECT {key} AS key, article_id FROM band")  # noqa: S608
    op.execute("DELETE FROM band")
    op.execute("INSERT INTO band SELECT key, article_id FROM placed ORDER BY key, article_id")
    op.execute("DROP TABLE placed")
