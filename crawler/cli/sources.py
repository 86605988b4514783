"""``crawler sources``"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import click

from crawler.cli.output import format_option, write_rows
from crawler.errors import SourceError
from crawler.sources.feeds import parse_feed
from crawler.sources.links import article_links
from crawler.sources.listed import DiscoveryError, Listed
from crawler.sources.loader import load_catalogue
from crawler.sources.sitemaps import parse_sitemap
from crawler.sources.source import Source

COLUMNS = ("name", "publisher", "country", "language", "feeds", "sitemaps", "sections", "home")


class SourcesGroup(click.Group):
    """`crawler sources [WORD]` lists; `crawler sources check NAME` probes."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            args = ["list", *args]
        return super().resolve_command(ctx, args)


@click.group("sources", cls=SourcesGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the sources: `crawler sources [WORD]`; or probe one: `crawler sources check NAME`."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_sources)


@command.command("list")
@click.argument("word", required=False)
@format_option
def list_sources(word: str | None = None, form: str | None = None) -> None:
    """List the sources, or those with WORD in their name, publisher, country, language or tags."""
    found = [source for source in load_catalogue().values() if _matches(source, word)]
    if not found:
        raise SourceError(f"no source has {word!r} in it: `crawler sources` lists all")
    rows = [
        (
            source.name,
            source.publisher,
            source.country,
            source.language,
            len(source.feeds),
            len(source.sitemaps) + len(source.news_sitemaps),
            len(source.sections),
            source.home,
        )
        for source in sorted(found, key=lambda source: source.name)
    ]
    write_rows(COLUMNS, rows, form)


@command.command("check")
@click.argument("name")
@format_option
def check_source(name: str, form: str | None) -> None:
    """Fetch a source's feeds, sitemaps and sections once, and say what they hold.

    Exit code 1 when none of them names an article.
    """
    from crawler.cli.probe import fetch_all

    source = load_catalogue()[name]
    kinds = {
        **dict.fromkeys(source.feeds, "feed"),
        **dict.fromkeys(source.news_sitemaps, "news sitemap"),
        **dict.fromkeys(source.sections, "section"),
        **dict.fromkeys(source.sitemaps, "sitemap"),
    }
    if not kinds:
        raise SourceError(f"{name} has no feeds, sitemaps or sections: add some in crawler.toml")
    rows, useful = [], False
    for fetched in fetch_all(list(kinds)):
        kind = kinds[fetched.asked]
        count, newest, problem = 0, None, fetched.error
        if fetched.status == 200:
            count, newest, problem = _look(source, kind, fetched.body, fetched.url)
        elif problem is None:
            problem = f"HTTP {fetched.status}"
        useful = useful or count > 0
        rows.append((kind, count, newest, problem, fetched.asked))
    write_rows(("kind", "entries", "newest", "problem", "url"), rows, form)
    if not useful:
        sys.exit(1)


def _look(source: Source, kind: str, body: bytes, url: str) -> tuple[int, object, str | None]:
    """How many entries a page lists, the newest time it claims, and what is wrong with it."""
    entries: Callable[[], Iterable[Listed]] = {
        "feed": lambda: parse_feed(body, url, source.time_zone),
        "section": lambda: article_links(source, body.decode("utf-8", "replace"), url),
    }.get(kind, lambda: _all_of(body, url, source.time_zone))
    try:
        found = list(entries())
    except DiscoveryError as error:
        return 0, None, str(error)
    times = [at for e in found for at in (e.published_at, e.modified_at) if at is not None]
    return len(found), max(times, default=None), None


def _all_of(body: bytes, url: str, time_zone: str | None) -> list[Listed]:
    sitemap = parse_sitemap(body, url, time_zone)
    return [*sitemap.sitemaps, *sitemap.entries]


def _matches(source: Source, word: str | None) -> bool:
    if word is None:
        return True
    asked = word.lower()
    exact = (source.country, source.language, *source.tags)
    return asked in source.name or asked in source.publisher.lower() or asked in exact
