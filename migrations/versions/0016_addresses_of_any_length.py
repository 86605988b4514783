"""Addresses of any length: an index holds their digest where PostgreSQL could not hold them.

Of a URL key of more than 2500 bytes the end becomes a digest, and failures are found by that of
their URL. Back again the keys stay as they are: the URLs stand beside them.

Revision ID: 0016
Revises: 0014
"""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None

LONGEST = 2500  # bytes
SHOWN = 1000  # characters
AT_ONCE = 10_000  # rows
IS_OPEN = sa.text("resolved_at IS NULL")


def upgrade() -> None:
    for table in ("article_url", "url_set_apart"):
        shorten_keys(table)
    op.drop_index("uq_failure_open", table_name="failure")
    op.add_column("failure", sa.Column("url_sha256", sa.String(), nullable=True))
    digest_failures()
    with op.batch_alter_table("failure") as failure:
        failure.alter_column("url_sha256", nullable=False)
    index_open(["url_sha256", "stage"])


def downgrade() -> None:
    op.drop_index("uq_failure_open", table_name="failure")
    with op.batch_alter_table("failure") as failure:
        failure.drop_column("url_sha256")
    index_open(["url", "stage"])


def index_open(columns: list[str]) -> None:
    op.create_index(
        "uq_failure_open",
        "failure",
        columns,
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def shorten_keys(table: str) -> None:
    length = "octet_length(url_key)"
    if op.get_bind().dialect.name == "sqlite":
        length = "length(CAST(url_key AS BLOB))"
    keys = sa.text(f"SELECT url_key FROM {table} WHERE {length} > {LONGEST}")  # noqa: S608
    rows = [
        {"old": key, "new": f"{key[:SHOWN]}#{digest(key)}"} for key in op.get_bind().scalars(keys)
    ]
    if rows:
        change = sa.text(f"UPDATE {table} SET url_key = :new WHERE url_key = :old")  # noqa: S608
        op.get_bind().execute(change, rows)


def digest_failures() -> None:
    some = sa.text("SELECT id, url FROM failure WHERE id > :last ORDER BY id LIMIT :most")
    change = sa.text("UPDATE failure SET url_sha256 = :digest WHERE id = :id")
    last = 0
    while rows := op.get_bind().execute(some, {"last": last, "most": AT_ONCE}).all():
        op.get_bind().execute(change, [{"id": row.id, "digest": digest(row.url)} for row in rows])
        last = rows[-1].id
