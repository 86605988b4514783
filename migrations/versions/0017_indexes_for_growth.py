"""Indexes for archives of years: young articles, a paragraph's versions, a source's tasks.

Without them what is looked for among all rows grows with the archive: the articles that are still
followed (``crawler revisit``), whether a deleted paragraph is still used (SQLite checks each), and
what was planned for a source (``crawler health``).

Revision ID: 0017
Revises: 0016 (there is no 0015)
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_article_first_seen_at": ("article", ["first_seen_at"]),
    "ix_version_paragraph_paragraph_id": ("version_paragraph", ["paragraph_id"]),
    "ix_task_source_slot_at": ("task", ["source", "slot_at"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table_name=table)
