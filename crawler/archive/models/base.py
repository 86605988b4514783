"""The declarative base. Every constraint has a name, so that migrations can find it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, MetaData, text
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables have in common."""

    metadata = MetaData(naming_convention=NAMING)
    # SQLite numbers rows by itself only in a column of type INTEGER, which has 64 bits anyway
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own form
        int: BigInteger().with_variant(Integer(), "sqlite")
    }


def unique_where(name: str, columns: Sequence[str], condition: str) -> Index:
    """A unique index over the rows that meet a condition in SQL."""
    where = text(condition)
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A CHECK, named after the column, that the column holds one of these words."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)
