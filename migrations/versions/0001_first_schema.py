"""The first schema.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("wikidata", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("key", name=op.f("uq_agency_key")),
    )
    op.create_table(
        "author",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author")),
        sa.UniqueConstraint("name", name=op.f("uq_author_name")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("home_url", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("canonical_url", sa.String(), nullable=False),
        sa.Column(
            "first_seen_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_article_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_source_id"), "article", ["source_id"], unique=False)
    op.create_table(
        "crawl_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column(
            "started_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "finished_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("exit_reason", sa.String(), nullable=True),
        sa.Column("warc_prefix", sa.String(), nullable=True),
        sa.Column(
            "stats", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_crawl_run_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crawl_run")),
    )
    op.create_index(op.f("ix_crawl_run_source_id"), "crawl_run", ["source_id"], unique=False)
    op.create_table(
        "article_url",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("url_key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column(
            "first_seen_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "relation IN ('fetched', 'redirect', 'canonical')", name=op.f("ck_article_url_relation")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_url_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_url")),
        sa.UniqueConstraint("url_key", name=op.f("uq_article_url_url_key")),
    )
    op.create_index(op.f("ix_article_url_article_id"), "article_url", ["article_id"], unique=False)
    op.create_table(
        "failure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("status", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("attempts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "first_failed_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "last_failed_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "resolved_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.CheckConstraint("attempts >= 1", name=op.f("ck_failure_attempts")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["crawl_run.id"], name=op.f("fk_failure_run_id_crawl_run")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_failure_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failure")),
    )
    op.create_index(op.f("ix_failure_run_id"), "failure", ["run_id"], unique=False)
    op.create_index(op.f("ix_failure_source_id"), "failure", ["source_id"], unique=False)
    op.create_index(
        "uq_failure_open",
        "failure",
        ["url", "stage"],
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "paragraph",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('text', 'subhead', 'quote', 'list_item', 'table_row', 'correction')",
            name=op.f("ck_paragraph_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_paragraph_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph")),
    )
    op.create_index(op.f("ix_paragraph_article_id"), "paragraph", ["article_id"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("caption", sa.String(), nullable=True),
        sa.Column("alt_text", sa.String(), nullable=True),
        sa.Column("credit_line", sa.String(), nullable=True),
        sa.Column(
            "credit_terms", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("rights_note", sa.String(), nullable=True),
        sa.Column("width", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("height", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_photo_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    op.create_index(op.f("ix_photo_article_id"), "photo", ["article_id"], unique=False)
    op.create_table(
        "version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("headline_raw", sa.String(), nullable=True),
        sa.Column("alternative_headline", sa.String(), nullable=True),
        sa.Column("standfirst", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("dateline", sa.String(), nullable=True),
        sa.Column("dateline_place", sa.String(), nullable=True),
        sa.Column(
            "published_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("published_raw", sa.String(), nullable=True),
        sa.Column(
            "modified_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("modified_raw", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column(
            "topics", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "provenance", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.CheckConstraint(
            "kind IN ('article', 'gallery', 'live', 'stub', 'video')", name=op.f("ck_version_kind")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_version_number")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_version_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_version_article_id_number")),
    )
    op.create_index(op.f("ix_version_content_sha256"), "version", ["content_sha256"], unique=False)
    op.create_table(
        "attribution",
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agency_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.CheckConstraint(
            "evidence IN ('tail', 'byline', 'dateline', 'metadata')",
            name=op.f("ck_attribution_evidence"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_attribution_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_attribution_version_id_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_attribution")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_attribution_agency_id"), "attribution", ["agency_id"], unique=False)
    op.create_table(
        "capture",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column(
            "captured_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("status", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload_digest", sa.String(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("redirect_to", sa.String(), nullable=True),
        sa.Column("warc_file", sa.String(), nullable=False),
        sa.Column(
            "warc_offset", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "warc_length", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("page_kind", sa.String(), nullable=True),
        sa.Column("page_reason", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('response', 'revisit')", name=op.f("ck_capture_kind")),
        sa.CheckConstraint(
            "page_kind IN ('article', 'live', 'gallery', 'video', 'stub', 'section', 'block', 'error', 'other')",
            name=op.f("ck_capture_page_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_capture_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["crawl_run.id"], name=op.f("fk_capture_run_id_crawl_run")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_capture_source_id_source")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_capture_version_id_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
        sa.UniqueConstraint("record_id", name=op.f("uq_capture_record_id")),
    )
    op.create_index(
        "ix_capture_article_id_captured_at", "capture", ["article_id", "captured_at"], unique=False
    )
    op.create_index(op.f("ix_capture_payload_digest"), "capture", ["payload_digest"], unique=False)
    op.create_index(op.f("ix_capture_run_id"), "capture", ["run_id"], unique=False)
    op.create_index(op.f("ix_capture_source_id"), "capture", ["source_id"], unique=False)
    op.create_index(op.f("ix_capture_version_id"), "capture", ["version_id"], unique=False)
    op.create_index(
        "ix_capture_warc_file_warc_offset", "capture", ["warc_file", "warc_offset"], unique=False
    )
    op.create_table(
        "credit",
        sa.Column("photo_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint(
            "role IN ('photographer', 'by', 'via', 'pool', 'courtesy', 'handout')",
            name=op.f("ck_credit_role"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_credit_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_credit_photo_id_photo")),
        sa.PrimaryKeyConstraint("photo_id", "position", name=op.f("pk_credit")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_credit_agency_id"), "credit", ["agency_id"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column(
            "observed_from",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "last_seen_at",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "observed_until",
            sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.CheckConstraint("state IN ('live', 'gone')", name=op.f("ck_observation_state")),
        sa.CheckConstraint(
            "last_seen_at >= observed_from", name=op.f("ck_observation_seen_after_from")
        ),
        sa.CheckConstraint(
            "observed_until >= last_seen_at", name=op.f("ck_observation_until_after_seen")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_observation_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_observation_version_id_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(
        "ix_observation_article_id_observed_from",
        "observation",
        ["article_id", "observed_from"],
        unique=False,
    )
    op.create_index(op.f("ix_observation_version_id"), "observation", ["version_id"], unique=False)
    op.create_index(
        "uq_observation_open",
        "observation",
        ["article_id"],
        unique=True,
        sqlite_where=sa.text("observed_until IS NULL"),
        postgresql_where=sa.text("observed_until IS NULL"),
    )
    op.create_table(
        "version_author",
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('person', 'organisation')", name=op.f("ck_version_author_kind")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["author.id"], name=op.f("fk_version_author_author_id_author")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_version_author_version_id_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_version_author")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_version_author_author_id"), "version_author", ["author_id"], unique=False
    )
    op.create_table(
        "version_paragraph",
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "paragraph_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraph.id"],
            name=op.f("fk_version_paragraph_paragraph_id_paragraph"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_version_paragraph_version_id_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_version_paragraph")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "version_photo",
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("photo_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_version_photo_photo_id_photo")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_version_photo_version_id_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_version_photo")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_version_photo_photo_id"), "version_photo", ["photo_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_version_photo_photo_id"), table_name="version_photo")
    op.drop_table("version_photo")
    op.drop_table("version_paragraph")
    op.drop_index(op.f("ix_version_author_author_id"), table_name="version_author")
    op.drop_table("version_author")
    op.drop_index(
        "uq_observation_open",
        table_name="observation",
        sqlite_where=sa.text("observed_until IS NULL"),
        postgresql_where=sa.text("observed_until IS NULL"),
    )
    op.drop_index(op.f("ix_observation_version_id"), table_name="observation")
    op.drop_index("ix_observation_article_id_observed_from", table_name="observation")
    op.drop_table("observation")
    op.drop_index(op.f("ix_credit_agency_id"), table_name="credit")
    op.drop_table("credit")
    op.drop_index("ix_capture_warc_file_warc_offset", table_name="capture")
    op.drop_index(op.f("ix_capture_version_id"), table_name="capture")
    op.drop_index(op.f("ix_capture_source_id"), table_name="capture")
    op.drop_index(op.f("ix_capture_run_id"), table_name="capture")
    op.drop_index(op.f("ix_capture_payload_digest"), table_name="capture")
    op.drop_index("ix_capture_article_id_captured_at", table_name="capture")
    op.drop_table("capture")
    op.drop_index(op.f("ix_attribution_agency_id"), table_name="attribution")
    op.drop_table("attribution")
    op.drop_index(op.f("ix_version_content_sha256"), table_name="version")
    op.drop_table("version")
    op.drop_index(op.f("ix_photo_article_id"), table_name="photo")
    op.drop_table("photo")
    op.drop_index(op.f("ix_paragraph_article_id"), table_name="paragraph")
    op.drop_table("paragraph")
    op.drop_index(
        "uq_failure_open",
        table_name="failure",
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.drop_index(op.f("ix_failure_source_id"), table_name="failure")
    op.drop_index(op.f("ix_failure_run_id"), table_name="failure")
    op.drop_table("failure")
    op.drop_index(op.f("ix_article_url_article_id"), table_name="article_url")
    op.drop_table("article_url")
    op.drop_index(op.f("ix_crawl_run_source_id"), table_name="crawl_run")
    op.drop_table("crawl_run")
    op.drop_index(op.f("ix_article_source_id"), table_name="article")
    op.drop_table("article")
    op.drop_table("source")
    op.drop_table("author")
    op.drop_table("agency")
