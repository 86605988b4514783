"""Parameter types that reject wrong input as a usage error: instants, spans, articles, queries."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import click

from crawler.archive.database.query import FOR_READING, READING, first_word
from crawler.errors import ArchiveError
from crawler.sources.source import parse_span
from crawler.web import is_web


class Instant(click.ParamType[datetime]):
    """ISO 8601: "2026-06-19", "2026-06-19T14:30", "2026-06-19T14:30:00+09:00".

    Without a zone it is UTC; a date means its first moment.
    """

    name = "instant"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            instant = datetime.fromisoformat(value)
            return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):  # in UTC it would be in the year 0 or 10000
            self.fail(f"{value!r} is no instant: write 2026-06-19T14:30:00Z", param, ctx)


class Span(click.ParamType[str]):
    """A span of time such as "6h" or "2d"; it stays text as typed."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            parse_span(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return str(value)


class PageUrl(click.ParamType[str]):
    """The address of a web page."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not is_web(value):
            self.fail(f"{value!r} is no address of a page: write http:// or https://…", param, ctx)
        return str(value)


class Domain(click.ParamType[str]):
    """A host, with all hosts below it. A URL or a pattern is refused: it would match none."""

    name = "domain"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        domain = str(value).lower()
        if not re.fullmatch(r"[^\s./:*@]+(\.[^\s./:*@]+)*", domain):
            self.fail(f"{value!r} is no domain: write herald.example", param, ctx)
        return domain


class Language(click.ParamType[str]):
    """A language as the reader names it: without script and region."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        language = str(value).lower()
        if not re.fullmatch(r"[a-z]{2,3}", language):
            self.fail(f"{value!r} is no language alone: write pt, and not pt-BR", param, ctx)
        return language


class Name(click.ParamType[str]):
    """A name to look for in the archive."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        _check_text(value, param, ctx)
        return str(value)


class ArticleName(click.ParamType[str]):
    """An article's id, its URL, or words of its headline. Refuses blank input: it would match
    all."""

    name = "article"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value.strip():
            self.fail("an empty name is no article: give an id, a URL or words", param, ctx)
        _check_text(value, param, ctx)
        return str(value)


class Query(click.ParamType[str]):
    """A query in SQL. Only its first word is checked."""

    name = "query"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        word = first_word(value).strip(";")
        if not word:
            self.fail('there is no query: write "select … from articles"', param, ctx)
        _check_text(value, param, ctx)
        if word.lower() not in READING:
            raise ArchiveError(
                f"the query begins with {word!r}, not with SELECT, WITH or VALUES: {FOR_READING}"
            )
        return str(value)


def _check_text(value: str, param: click.Parameter | None, ctx: click.Context | None) -> None:
    """Refuse text typed in another encoding. Python keeps it as lone surrogates, which no database
    accepts."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise click.BadParameter(
            f"{value!r} is not in UTF-8, from character {error.start + 1} on", ctx, param
        ) from error
