"""``crawler show``"""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import orjson
from rich.padding import Padding
from rich.text import Text

from crawler.archive.database.engine import open_archive
from crawler.archive.models.types import utc_text
from crawler.archive.past.stood import Stood, stood_at
from crawler.cli import Settings
from crawler.cli.output import Console
from crawler.cli.parameters import ArticleName, Instant, PageUrl
from crawler.errors import CrawlerError
from crawler.items import Article, Page, ParagraphKind, Photo
from crawler.reading import charset_of, read_body
from crawler.sources.loader import load_catalogue


@click.command("show")
@click.argument("page", type=ArticleName(), metavar="URL|FILE|ARTICLE")
@click.option(
    "--url", type=PageUrl(), metavar="URL", help="The address that a FILE was saved from."
)
@click.option("--as-of", "instant", type=Instant(), help="An archived ARTICLE as it stood then.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with each field's provenance.")
@click.pass_obj
def command(
    settings: Settings, page: str, url: str | None, instant: datetime | None, as_json: bool
) -> None:
    """Show what is read from a page, without archiving it.

    With --as-of, nothing is fetched: an article of the archive (its id, its URL or words of its
    headline) is shown as it stood at that instant.
    """
    if instant is not None:
        _show_stood(stood_at(open_archive(settings.archive, migrate=False), page, instant), as_json)
        return
    body, url, content_type = _fetch(page) if "://" in page else _open(page, url)
    source = load_catalogue().of_url(url)
    read = read_body(body, url, charset_of(content_type), datetime.now(UTC), source)
    if as_json:
        click.echo(orjson.dumps(asdict(read), option=orjson.OPT_INDENT_2, default=dict))
    else:
        _print(read)
    if read.article is None:
        sys.exit(1)


def _show_stood(stood: Stood, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(asdict(stood), option=orjson.OPT_INDENT_2, default=dict))
        return
    out = Console(soft_wrap=not sys.stdout.isatty())
    seen = utc_text(stood.last_seen_at, fraction=False)
    what = (f"version {stood.version}", "bold")
    out.print(Text.assemble(what, f", {stood.state}, last looked at {seen}", style="dim"))
    _print_article(out, stood.article)


def _open(file: str, url: str | None) -> tuple[bytes, str, str]:
    try:
        body = Path(file).read_bytes()
    except OSError as error:
        raise CrawlerError(
            f"cannot read {file}: {error.strerror}. An article of the archive is shown with "
            "--as-of INSTANT; `crawler history ARTICLE` lists its versions"
        ) from error
    return body, url or Path(file).resolve().as_uri(), ""


def _fetch(url: str) -> tuple[bytes, str, str]:
    from crawler.cli.probe import fetch

    response = fetch(PageUrl().convert(url, None, None))
    return response.body, response.url, response.content_type


def _print(page: Page) -> None:
    out = Console(soft_wrap=not sys.stdout.isatty())
    out.print(Text.assemble((page.kind, "bold"), f": {page.reason}", style="dim"))
    if page.article is not None:
        _print_article(out, page.article)


def _print_article(out: Console, article: Article) -> None:
    out.print(Text(article.headline, style="bold"))
    if article.standfirst:
        out.print(Text(article.standfirst, style="italic"))
    for name, value in _facts(article):
        if value:
            out.print(Text(f"{name}: {value}", style="cyan"))
    out.print()
    for paragraph in article.paragraphs:
        subhead = paragraph.kind is ParagraphKind.SUBHEAD
        indent = 0 if paragraph.kind in (ParagraphKind.TEXT, ParagraphKind.SUBHEAD) else 4
        _print_paragraph(out, Text(paragraph.text, style="bold" if subhead else ""), indent)
    for number, photo in enumerate(article.photos, start=1):
        _print_photo(out, number, photo)


def _print_paragraph(out: Console, text: Text, indent: int) -> None:
    """Wrap it on a terminal; print one line in a pipe, so that a phrase can be found."""
    if out.is_terminal:
        out.print(Padding(text, (0, 0, 1, indent)))
    else:
        out.print(Text(" " * indent) + text, end="\n\n")


def _facts(article: Article) -> list[tuple[str, Any]]:
    return [
        ("byline", article.byline),
        ("authors", "; ".join(article.authors)),
        ("dateline", article.dateline.line if article.dateline else None),
        ("published", article.published_at or article.published_raw),
        ("modified", article.modified_at or article.modified_raw),
        ("language", article.language),
        ("section", article.section),
        ("from", "; ".join(f"{a.name} ({a.evidence})" for a in article.attributions)),
    ]


def _print_photo(out: Console, number: int, photo: Photo) -> None:
    out.print(Text(f"Photo {number}: {photo.caption or photo.alt_text or ''}"))
    credit = photo.credit
    if credit is not None:
        names = [*credit.photographers, *(f"{a.name} ({a.role})" for a in credit.agencies)]
        out.print(Text(f"  credit: {credit.line} = {', '.join(names)}", style="cyan"))
    if photo.url:
        out.print(Text(f"  {photo.url}", style="dim"))
