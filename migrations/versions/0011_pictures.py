"""Image files that were fetched.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

EMBEDDED = ("credit", "byline", "caption", "copyright", "source")


def integer() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("id", integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", integer(), nullable=False),
        sa.Column("width", integer(), nullable=False),
        sa.Column("height", integer(), nullable=False),
        sa.Column("likeness", sa.String(), nullable=False),
        sa.Column("like_id", integer()),
        *(sa.Column(f"embedded_{name}", sa.String()) for name in EMBEDDED),
        sa.ForeignKeyConstraint(
            ["like_id"], ["picture.id"], name=op.f("fk_picture_like_id_picture")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("sha256", name=op.f("uq_picture_sha256")),
    )
    op.create_index(op.f("ix_picture_like_id"), "picture", ["like_id"])
    op.create_table(
        "picture_url",
        sa.Column("id", integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("picture_id", integer(), nullable=False),
        sa.Column(
            "fetched_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_picture_url_picture_id_picture")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_url")),
        sa.UniqueConstraint("url", name=op.f("uq_picture_url_url")),
    )
    op.create_index(op.f("ix_picture_url_picture_id"), "picture_url", ["picture_id"])
    op.create_table(
        "likeness_band",
        sa.Column("picture_id", integer(), nullable=False),
        sa.Column("band", integer(), nullable=False),
        sa.Column("value", integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_likeness_band_picture_id_picture")
        ),
        sa.PrimaryKeyConstraint("picture_id", "band", name=op.f("pk_likeness_band")),
    )
    op.create_index("ix_likeness_band_band_value", "likeness_band", ["band", "value"])


def downgrade() -> None:
    op.drop_table("likeness_band")
    op.drop_table("picture_url")
    op.drop_table("picture")
