"""A job: which sources are visited when, and how. It is read from TOML or given by command."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from crawler.errors import JobError
from crawler.jobs.files import FILES
from crawler.jobs.selection import Selection, parse_selection
from crawler.jobs.timetable import Timetable, parse_timetable
from crawler.sources.source import parse_span

KEYS = ("sources", "cron", "time_zone", "max_age", "kind")


class Kind(StrEnum):
    """What is done with a source."""

    CRAWL = "crawl"  # find and visit what it publishes
    REVISIT = "revisit"  # visit its articles that are due again
    REEXTRACT = "reextract"  # read captures again that an older reader read


@dataclass(frozen=True, slots=True)
class Job:
    """A parsed job."""

    name: str
    selection: Selection
    timetable: Timetable
    kind: Kind = Kind.CRAWL
    max_age: str | None = None  # a span such as "2d": a crawl leaves out what is older


def parse_job(name: str, table: Any, where: str) -> Job:
    """Parse a job from its TOML table. Raises JobError, which names the place and the fault."""
    place = f"{where}, [jobs.{name}]"
    if not isinstance(table, Mapping):
        raise JobError(f"{place}: it is no table")
    unknown = sorted(set(table) - set(KEYS))
    if unknown:
        raise JobError(f"{place}: unknown key {unknown[0]!r}; known: {', '.join(KEYS)}")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise JobError(f"{where}: {name!r} is no name for a job: use a-z, 0-9, - and _")
    if name == FILES:
        raise JobError(f"{where}: {name!r} is taken: it stands for `crawler import --queue`")
    for key in ("sources", "cron"):
        if key not in table:
            raise JobError(f"{place}: `{key}` is missing")
    texts = {key: _text(table[key], f"{place} {key}") for key in KEYS[1:] if key in table}
    kind = _kind(texts.get("kind", Kind.CRAWL), f"{place} kind")
    return Job(
        name,
        parse_selection(table["sources"], f"{place} sources"),
        parse_timetable(texts["cron"], texts.get("time_zone", "UTC"), place),
        kind,
        _max_age(texts.get("max_age"), kind, f"{place} max_age"),
    )


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise JobError(f"{where}: expected a text, not {value!r}")
    return value


def _kind(text: str, where: str) -> Kind:
    try:
        return Kind(text)
    except ValueError as error:
        raise JobError(f"{where}: {text!r} is none of {', '.join(Kind)}") from error


def _max_age(text: str | None, kind: Kind, where: str) -> str | None:
    if text is None:
        return None
    if kind is not Kind.CRAWL:
        raise JobError(f"{where}: only a crawl has it")
    try:
        parse_span(text)
    except ValueError as error:
        raise JobError(f"{where}: {error}") from error
    return text
