"""The search index has other words: an apostrophe parts them, and more marks are left out.

The index is derived, so it is dropped, and the next search makes it anew.

Revision ID: 0018
Revises: 0017
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP TABLE IF EXISTS search_index")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS search_index")
