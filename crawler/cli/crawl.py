"""``crawler crawl``"""

from __future__ import annotations

import logging
from asyncio import Task
from collections.abc import Collection, Iterable, Sequence
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings
from sqlalchemy.exc import DBAPIError

from crawler import settings as project_settings
from crawler.archive.database.engine import open_archive
from crawler.archive.database.failing import stops_a_command
from crawler.capture.writer import make_folder
from crawler.cli import Settings
from crawler.cli.parameters import PageUrl, Span
from crawler.cli.progress import Progress
from crawler.cli.summary import print_runs, tell_recovered
from crawler.cli.workers import workers_option
from crawler.errors import CrawlerError
from crawler.pipelines import RUN
from crawler.sources.loader import Catalogue, load_catalogue
from crawler.spiders.news import NewsSpider
from crawler.spiders.urls import UrlsSpider

PHOTO_PIPELINE, LAST = "crawler.photo_pipeline.PhotoPipeline", 900


class Process(AsyncCrawlerProcess):
    """Scrapy's process, which also records whether one signal stopped it or a second killed it."""

    interrupted = killed = False

    def _signal_shutdown(self, signum: int, frame: Any) -> None:
        self.interrupted = True
        super()._signal_shutdown(signum, frame)

    def _signal_kill(self, signum: int, frame: Any) -> None:
        self.killed = True
        super()._signal_kill(signum, frame)


@click.command("crawl")
@click.argument("sources", nargs=-1)
@click.option(
    "--url",
    "urls",
    multiple=True,
    type=PageUrl(),
    metavar="URL",
    help="Visit this page; repeatable.",
)
@click.option("--max-age", type=Span(), metavar="SPAN", help="Leave out what is older: 6h, 2d.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most so many articles of each source.",
)
@click.option("--due", is_flag=True, help="Leave out what the archive has and is not due again.")
@click.option(
    "--sources",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Know the sources of this TOML file, too; repeatable.",
)
@workers_option
@click.option("--photos", is_flag=True, help="Fetch the photos of new and changed articles, too.")
@click.option("-v", "--verbose", is_flag=True, help="Show Scrapy's log.")
@click.pass_obj
def command(
    settings: Settings,
    sources: tuple[str, ...],
    urls: tuple[str, ...],
    max_age: str | None,
    limit: int | None,
    due: bool,
    files: tuple[Path, ...],
    workers: int,
    photos: bool,
    verbose: bool,
) -> None:
    """Visit SOURCES (names that `crawler sources` lists) and archive what they publish.

    Publishers see your address if crawler.toml has it: contact = "mailto:you@your.domain"

    \b
    crawler crawl koreatimes --max-age 2d
    crawler crawl --url https://www.koreatimes.co.kr/…
    """
    if not sources and not urls:
        raise click.UsageError("Name a source, or give --url. `crawler sources` lists the sources.")
    for name in sources:
        if "://" in name:
            raise click.UsageError(f"{name} is no source but an address: --url {name} visits it.")
    catalogue = load_catalogue(files)
    crawls: list[tuple[type, dict[str, Any]]] = []
    for name in dict.fromkeys(sources):
        arguments = {"source": catalogue[name].name, "max_age": max_age or ""}
        arguments |= {"limit": str(limit or ""), "due": "1" if due else ""}
        crawls.append((NewsSpider, arguments))
    crawls += [(UrlsSpider, {"urls": theirs}) for theirs in _by_source(urls, catalogue)]
    overrides: dict[str, Any] = {
        "CRAWLER_SOURCE_FILES": [str(file) for file in files],
        "CRAWLER_WORKERS": workers,
    }
    if photos:
        overrides["ITEM_PIPELINES"] = _with_photos()
    run_crawls(settings, crawls, verbose=verbose, overrides=overrides)


def _by_source(urls: Iterable[str], catalogue: Catalogue) -> Collection[list[str]]:
    """Group the URLs by source, so that a crawl of them keeps to its source's limits."""
    found: dict[str | None, list[str]] = {}
    for url in urls:
        source = catalogue.of_url(url)
        found.setdefault(source.name if source else None, []).append(url)
    return found.values()


def _with_photos() -> dict[str, int]:
    if find_spec("PIL") is None:
        raise CrawlerError("--photos needs the extra `photos`: pip install 'crawler[photos]'")
    return {**project_settings.ITEM_PIPELINES, PHOTO_PIPELINE: LAST}


def run_crawls(
    settings: Settings,
    crawls: Sequence[tuple[type, dict[str, Any]]],
    *,
    verbose: bool = False,
    overrides: dict[str, Any] | None = None,
) -> None:
    """Run spiders in this process, side by side, and print what their runs did.

    Raises CrawlerError when a run could not begin or did not finish, and KeyboardInterrupt when
    Ctrl-C ended it.
    """
    make_folder(Path(settings.captures))
    engine = open_archive(settings.archive)
    scrapy_settings = _scrapy_settings(settings, verbose, overrides or {})
    catalogue = load_catalogue(scrapy_settings.getlist("CRAWLER_SOURCE_FILES"))
    tell_recovered(settings, engine, catalogue)
    process = Process(scrapy_settings)
    crawlers = [process.create_crawler(spider) for spider, _ in crawls]
    tasks = [
        process.crawl(crawler, **arguments)
        for crawler, (_, arguments) in zip(crawlers, crawls, strict=True)
    ]
    with nullcontext() if verbose else Progress(crawlers):
        process.start()
    if process.killed:
        click.echo("ended at once; the next crawl archives what was captured", err=True)
        raise KeyboardInterrupt
    # Scrapy keeps no statistics for a crawl whose spider refused its arguments.
    runs = [c.stats.get_value(RUN) for c in crawlers if c.spider is not None]
    if not any(runs):
        _raise_ours(tasks)
    reasons, is_vain = print_runs(engine, [run for run in runs if run is not None])
    _raise_ours(tasks)
    bad = {reason for reason in reasons if reason != "finished"}
    if bad or process.bootstrap_failed or len(reasons) < len(crawls):
        if process.interrupted:
            raise KeyboardInterrupt
        bad |= {f"it could not start ({error!r})" for error in _errors(tasks)}
        raise CrawlerError(
            f"a crawl did not finish: {', '.join(sorted(bad))}. "
            "Run it again; what was archived stays"
        )
    if is_vain:
        raise CrawlerError("nothing could be fetched: `crawler failures` says why")


def _errors(tasks: Iterable[Task[None]]) -> list[BaseException]:
    """Why crawls could not start."""
    ended = (task for task in tasks if task.done() and not task.cancelled())
    return [error for task in ended if (error := task.exception())]


def _raise_ours(tasks: Iterable[Task[None]]) -> None:
    """Raise the error that kept a crawl from starting, if the user can do something about it."""
    for error in _errors(tasks):
        is_told = isinstance(error, DBAPIError) and stops_a_command(error)
        if is_told or isinstance(error, CrawlerError):
            raise error


def _scrapy_settings(
    settings: Settings, verbose: bool, overrides: dict[str, Any]
) -> ScrapySettings:
    scrapy_settings = ScrapySettings()
    scrapy_settings.setmodule(project_settings, priority="project")
    values = {
        "CRAWLER_ARCHIVE_URL": settings.archive,
        "CRAWLER_CAPTURES": settings.captures,
        "LOG_LEVEL": "INFO" if verbose else "ERROR",
        **overrides,
    }
    for name, value in values.items():
        scrapy_settings.set(name, value, priority="cmdline")
    if not verbose:
        logging.captureWarnings(capture=True)
    return scrapy_settings
