"""A source: a publisher as we crawl it, read from TOML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from math import inf
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawler.errors import SourceError
from crawler.sources.countries import COUNTRIES
from crawler.web import is_web

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_SPAN = re.compile(r"(\d+)\s*([smhdw])")
_PLACES = ("feeds", "sitemaps", "news_sitemaps", "sections")
RULES = frozenset({"exclude"})
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_LONGEST = 36525 * 86400  # seconds; anything longer ago is before the web


def parse_span(text: str) -> timedelta:
    """Parse a span of time such as "90s", "15m", "6h", "2d" or "1w". Raises ValueError."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no span of time: write 90s, 15m, 6h, 2d or 1w")
    seconds = int(found[1]) * _SECONDS[found[2]]
    if seconds > _LONGEST:
        raise ValueError(f"{text!r} is no span of time: a hundred years is the longest")
    return timedelta(seconds=seconds)


def is_time_zone(name: str) -> bool:
    """Whether it is a time zone in IANA's database, such as Asia/Seoul."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the name may also be a folder of zones
        return False
    return True


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard a source may be crawled, and how much is wanted from it."""

    delay: float = 1.0  # seconds between two requests to one host
    concurrency: int = 2  # requests to one host at a time
    max_age: timedelta | None = None  # articles that claim to be older are not visited
    max_articles: int | None = None  # visited in one run
    daily_requests: int | None = None  # in twenty-four hours, over all runs


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher: who it is, and where to find its articles."""

    name: str  # the identity: a slug such as "koreatimes"
    publisher: str
    home: str
    country: str | None = None  # ISO 3166-1 alpha-2, lower case
    language: str | None = None  # BCP 47
    time_zone: str | None = None  # IANA; for times that pages print without a zone
    feeds: tuple[str, ...] = ()  # RSS, Atom, JSON Feed
    sitemaps: tuple[str, ...] = ()
    news_sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()  # pages that link to articles
    article_urls: tuple[str, ...] = ()  # regular expressions; empty: a general rule decides
    exclude_urls: tuple[str, ...] = ()  # regular expressions
    ignored_parameters: tuple[str, ...] = ()  # in an article's address: they do not change the page
    tags: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    # CSS selectors for the reader; "exclude": parts of a page that are not the story's
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def places(self) -> tuple[str, ...]:
        """All addresses that list its articles."""
        return (*self.feeds, *self.news_sitemaps, *self.sections, *self.sitemaps)


def parse_source(name: str, table: Mapping[str, Any], where: str) -> Source:
    """Parse a source from its TOML table. Raises SourceError, which names the fault and the place:
    ``where`` is the file and the table's header.

    A source without any place that lists its articles gets its home page as a section.
    """
    known = {f.name for f in fields(Source)} - {"name"}
    unknown = sorted(set(table) - known)
    if unknown:
        raise SourceError(f"{where}: unknown key {unknown[0]!r}; known: {_list(known)}")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise SourceError(f"{where}: {name!r} is no name for a source: use a-z, 0-9, - and _")
    values: dict[str, Any] = {"publisher": name, **table}
    if "home" not in values:
        raise SourceError(f"{where}: `home` is missing, the address of the front page")
    parsed = {key: _PARSERS[key](value, f"{where} {key}") for key, value in values.items()}
    if not any(parsed.get(key) for key in _PLACES):
        parsed["sections"] = (parsed["home"],)
    return Source(name=name, **parsed)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SourceError(f"{where}: expected a text, not {value!r}")
    return value


def _url(value: Any, where: str) -> str:
    text = _text(value, where)
    if not (re.match(r"https?://[^/\s]+", text) and is_web(text)):
        raise SourceError(f"{where}: expected an address with http:// or https://, not {value!r}")
    return text


def _country(value: Any, where: str) -> str:
    text = _text(value, where)
    if text not in COUNTRIES:
        raise SourceError(f"{where}: {text!r} is no country of ISO 3166, lower case, such as kr")
    return text


def _language(value: Any, where: str) -> str:
    text = _text(value, where)
    if not _LANGUAGE.fullmatch(text):
        raise SourceError(f"{where}: {text!r} is no language of BCP 47 such as ko or pt-BR")
    return text


def _zone(value: Any, where: str) -> str:
    text = _text(value, where)
    if not is_time_zone(text):
        raise SourceError(f"{where}: {text!r} is no IANA time zone such as Asia/Seoul")
    return text


def _pattern(value: Any, where: str) -> str:
    text = _text(value, where)
    try:
        re.compile(text)
    except re.error as error:
        raise SourceError(f"{where}: {text!r} is no regular expression: {error}") from error
    return text


def _each(parse: Callable[[Any, str], str]) -> Callable[[Any, str], tuple[str, ...]]:
    def parse_all(value: Any, where: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise SourceError(f"{where}: expected a list, not {value!r}")
        return tuple(parse(item, where) for item in value)

    return parse_all


def _selector(value: Any, where: str) -> str:
    text = _text(value, where)
    try:
        LexborHTMLParser("").css(text)
    except SelectolaxError as error:
        raise SourceError(f"{where}: {text!r} is no CSS selector") from error
    return text


def _rules(value: Any, where: str) -> Mapping[str, tuple[str, ...]]:
    table = _table(value, where)
    unknown = sorted(set(table) - RULES)
    if unknown:
        raise SourceError(f"{where}: unknown rule {unknown[0]!r}; known: {_list(RULES)}")
    return {key: _each(_selector)(selectors, f"{where}.{key}") for key, selectors in table.items()}


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise SourceError(f"{where}: expected a table, not {value!r}")
    return value


def _limits(value: Any, where: str) -> Limits:
    table = dict(_table(value, where))
    known = {f.name for f in fields(Limits)}
    unknown = sorted(set(table) - known)
    if unknown:
        raise SourceError(f"{where}: unknown limit {unknown[0]!r}; known: {_list(known)}")
    delay = table.get("delay", 0)
    if isinstance(delay, bool) or not isinstance(delay, int | float) or not 0 <= delay < inf:
        raise SourceError(f"{where}.delay: expected seconds, 0 or more, not {delay!r}")
    for key in ("concurrency", "max_articles", "daily_requests"):
        number = table.get(key, 1)
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise SourceError(f"{where}.{key}: expected a whole number, 1 or more, not {number!r}")
    if "max_age" in table:
        try:
            table["max_age"] = parse_span(str(table["max_age"]))
        except ValueError as error:
            raise SourceError(f"{where}.max_age: {error}") from error
    return Limits(**table)


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


_PARSERS: dict[str, Callable[[Any, str], Any]] = {
    "publisher": _text,
    "home": _url,
    "country": _country,
    "language": _language,
    "time_zone": _zone,
    "feeds": _each(_url),
    "sitemaps": _each(_url),
    "news_sitemaps": _each(_url),
    "sections": _each(_url),
    "article_urls": _each(_pattern),
    "exclude_urls": _each(_pattern),
    "ignored_parameters": _each(_text),
    "tags": _each(_text),
    "limits": _limits,
    "rules": _rules,
}
