"""What a job's description may say."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.errors import CrawlerError, JobError
from crawler.jobs.job import Kind, parse_job
from crawler.jobs.selection import parse_selection
from crawler.sources.loader import Catalogue
from crawler.sources.source import Source

SOURCES = Catalogue(
    {
        name: Source(name, name, f"https://{name}.example/", country, language, tags=tags)
        for name, country, language, tags in (
            ("hanbit", "kr", "en", ("business",)),
            ("baram", "kr", "ko", ()),
            ("praia", "br", "pt-BR", ("business", "daily")),
            ("faro", "es", "es", ()),
        )
    }
)


@pytest.mark.parametrize(
    ("terms", "names"),
    [
        ("faro", ["faro"]),
        ("country:kr", ["baram", "hanbit"]),
        ("country:KR, faro", ["baram", "faro", "hanbit"]),
        ("language:pt", ["praia"]),
        ("language:p tag:daily", JobError),
        ("tag:business country:kr", ["baram", "hanbit", "praia"]),
        ("fara", CrawlerError),
    ],
)
def test_sources_are_selected(terms: str, names: list[str] | type[CrawlerError]) -> None:
    selection = parse_selection(terms, "here")
    if isinstance(names, list):
        assert selection.of(SOURCES) == names
    else:
        with pytest.raises(names):
            selection.of(SOURCES)


def test_a_job_is_read_from_its_table() -> None:
    job = parse_job(
        "nightly",
        {
            "sources": ["country:kr", "faro"],
            "cron": "0 3 * * *",
            "time_zone": "Asia/Seoul",
            "max_age": "2d",
        },
        "crawler.toml",
    )
    assert job.kind is Kind.CRAWL
    assert job.max_age == "2d"
    assert str(job.selection) == "country:kr faro"
    assert job.timetable.time_zone == "Asia/Seoul"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"sources": []}, "selects no source"),
        ({"sources": "contry:kr"}, "'contry:kr' selects nothing"),
        ({"sources": "country:"}, "'country:' selects nothing"),
        ({"sources": [1]}, "expected a list of sources"),
        ({"cron": 5}, "cron: expected a text"),
        ({"max_age": "two days"}, "no span of time"),
        ({"max_age": "2d", "kind": "revisit"}, "only a crawl"),
        ({"kind": "export"}, "none of crawl, revisit"),
        ({"timezone": "UTC"}, "unknown key 'timezone'"),
    ],
)
def test_a_mistake_is_told_with_its_place(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(JobError, match=says) as told:
        parse_job("nightly", {"sources": "faro", "cron": "0 3 * * *", **changed}, "crawler.toml")
    assert str(told.value).startswith("crawler.toml, [jobs.nightly]")


@pytest.mark.parametrize(
    ("name", "table", "says"),
    [
        ("Night ly", {"sources": "faro", "cron": "0 0 * * *"}, "no name for a job"),
        ("nightly", {"cron": "0 0 * * *"}, "`sources` is missing"),
        ("nightly", {"sources": "faro"}, "`cron` is missing"),
        ("nightly", "0 0 * * *", "no table"),
    ],
)
def test_what_is_missing_is_told(name: str, table: Any, says: str) -> None:
    with pytest.raises(JobError, match=says):
        parse_job(name, table, "crawler.toml")
