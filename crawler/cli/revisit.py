"""``crawler revisit``"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import click
from sqlalchemy import Engine

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import read_only
from crawler.archive.past.find import find_article
from crawler.archive.runs import requests_since
from crawler.cli import Settings
from crawler.cli.crawl import run_crawls
from crawler.cli.output import format_option, write_rows
from crawler.cli.parameters import ArticleName, Name
from crawler.errors import CrawlerError
from crawler.revisit.schedule import PRICE
from crawler.revisiting import FOLLOWED, Plan, due, known_sources, plans
from crawler.sources.loader import load_catalogue
from crawler.spiders.urls import UrlsSpider


@click.command("revisit")
@click.argument("sources", nargs=-1, type=Name())
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="At most so many of each source."
)
@click.option("--dry-run", is_flag=True, help="List what is due, and visit nothing.")
@click.option(
    "--explain",
    type=ArticleName(),
    metavar="ARTICLE",
    help="Say when this article is due, and why.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show Scrapy's log.")
@format_option
@click.pass_obj
def command(
    settings: Settings,
    sources: tuple[str, ...],
    limit: int | None,
    dry_run: bool,
    explain: str | None,
    verbose: bool,
    form: str | None,
) -> None:
    """Visit again the articles that are due; of SOURCES, if any are named.

    An article is due when a look promises enough versions: soon after publication, often in
    sections that edit much and after each edit, ever more rarely when looks find nothing, and
    never again when the rest of its life promises too little. What earlier looks found teaches
    the rates.

    ARTICLE is an id, a URL, or words of a headline.

    \b
    crawler revisit koreatimes --limit 200
    crawler revisit --dry-run
    crawler revisit --explain 1234
    """
    engine = open_archive(settings.archive, migrate=False)
    with read_only(engine) as connection:
        wanted = None if explain is None else find_article(connection, explain)
        unknown = set(sources) - known_sources(connection)
        only = sources[0] if len(sources) == 1 and wanted is None else None
        everything = plans(connection, datetime.now(UTC), only)
    if unknown:
        names = ", ".join(map(repr, sorted(unknown)))
        raise CrawlerError(
            f"the archive has nothing of {names}: `crawler status` lists what it has"
        )
    if wanted is not None:
        write_rows(["what", "value"], _reasons(wanted, everything), form)
        return
    chosen = due((p for p in everything if not sources or p.followed.source in sources), limit)
    chosen = _within_budget(engine, chosen)
    if dry_run:
        rows = [_row(plan) for theirs in chosen.values() for plan in theirs]
        write_rows(["source", "article_id", "due_at", "gain", "headline"], rows, form)
    elif chosen:
        run_crawls(settings, [_crawl(*each) for each in chosen.items()], verbose=verbose)
    else:
        click.echo("no article is due", err=True)


def _within_budget(engine: Engine, chosen: dict[str, list[Plan]]) -> dict[str, list[Plan]]:
    """What the sources' daily budgets of requests leave room for, the greatest gain first."""
    catalogue, since = load_catalogue(), datetime.now(UTC) - timedelta(days=1)
    kept = {}
    with engine.connect() as connection:
        for name, theirs in chosen.items():
            source = catalogue.find(name)
            budget = source.limits.daily_requests if source else None
            if budget is not None:
                theirs = theirs[: max(0, budget - requests_since(connection, name, since))]
            if theirs:
                kept[name] = theirs
    return kept


def _crawl(source: str, theirs: list[Plan]) -> tuple[type, dict[str, Any]]:
    return UrlsSpider, {"urls": [plan.followed.url for plan in theirs], "source": source}


def _row(plan: Plan) -> tuple[Any, ...]:
    article = plan.followed
    return (article.source, article.article_id, plan.due_at, round(plan.gain, 3), article.headline)


def _reasons(article_id: int, everything: list[Plan]) -> list[tuple[str, Any]]:
    plan = next((plan for plan in everything if plan.followed.article_id == article_id), None)
    if plan is not None:
        return _reasons_of(plan)
    never = (
        f"never: it is more than {FOLLOWED.days} days old; `crawler crawl --url` visits any page"
    )
    return [("article", article_id), ("next visit", never)]


def _reasons_of(plan: Plan) -> list[tuple[str, Any]]:
    article = plan.followed
    found = sum(look.changed for look in article.looks)
    quiet = plan.now_age - plan.standing.edited
    rate = plan.habit[plan.standing.bucket].expected(quiet, quiet + 1)
    return [
        ("article", f"{article.article_id}: {article.headline}"),
        ("source", article.source),
        ("section", article.section or "unknown"),
        ("published or first seen", article.born_at),
        ("last look", article.last_at),
        ("looks after the first", len(article.looks)),
        ("of these found an edit", found),
        ("hours since the last edit seen, or since publication", round(quiet, 2)),
        ("edits an hour of such articles, by now", round(rate, 5)),
        ("chance of an edit since the last look", round(plan.gain, 4)),
        ("versions that a request must bring", PRICE),
        ("next visit", plan.due_at or ("never: it is gone" if article.gone else "never")),
    ]
