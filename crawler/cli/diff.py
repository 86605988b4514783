"""``crawler diff``"""

from __future__ import annotations

import click
import orjson
from rich.text import Text
from sqlalchemy import Connection, select, text

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import read_only
from crawler.archive.models import Version
from crawler.archive.past.find import find_article
from crawler.archive.past.stored import stored_articles
from crawler.cli import Settings
from crawler.cli.output import Console
from crawler.cli.parameters import ArticleName
from crawler.edits.align import Step
from crawler.edits.compare import Edit, Passage, compare
from crawler.edits.render import as_html, as_json
from crawler.errors import ArchiveError
from crawler.items import Photo

LAST_EDIT = text(
    "SELECT from_version, to_version FROM changes WHERE article_id = :article "
    "ORDER BY seen_at DESC LIMIT 1"
)
STYLES = {Step.REMOVED: "red strike", Step.ADDED: "green"}
MARKS = {Step.REMOVED: ("[-", "-]"), Step.ADDED: ("{+", "+}")}  # as git marks words


@click.command("diff")
@click.argument("article", type=ArticleName())
@click.argument("versions", metavar="[A B]", nargs=-1, type=int)
@click.option("--json", "as_", flag_value="json", help="As JSON.")
@click.option("--html", "as_", flag_value="html", help="As a page of HTML.")
@click.pass_obj
def command(settings: Settings, article: str, versions: tuple[int, ...], as_: str | None) -> None:
    """Show what changed in an ARTICLE, from version A to version B.

    ARTICLE is its id, its URL (any that led to it), or words of a headline. Without A and B: its
    last edit. `crawler history ARTICLE` lists the versions. In a pipe, removed words stand in
    [-…-] and added ones in {+…+}.
    """
    if len(versions) not in (0, 2):
        raise click.UsageError("Give two versions, or none for the last edit.")
    engine = open_archive(settings.archive, migrate=False)
    with read_only(engine) as connection:
        id_ = find_article(connection, article)
        before, after = versions or _last_edit(connection, id_)
        edit, headline = _compare(connection, id_, before, after)
    title = f"version {before} → {after} of article {id_}"
    if as_ == "json":
        numbers = {"article_id": id_, "from_version": before, "to_version": after}
        click.echo(orjson.dumps(numbers | as_json(edit), option=orjson.OPT_INDENT_2))
    elif as_ == "html":
        click.echo(as_html(edit, f"{headline}: {title}", [title, *_facts(edit)]), nl=False)
    else:
        _print(edit, title)


def _last_edit(connection: Connection, article_id: int) -> tuple[int, int]:
    row = connection.execute(LAST_EDIT, {"article": article_id}).one_or_none()
    if row is None:
        raise ArchiveError(f"article {article_id} never changed: it has one version")
    return row.from_version, row.to_version


def _compare(connection: Connection, article_id: int, before: int, after: int) -> tuple[Edit, str]:
    rows = connection.execute(
        select(Version.number, Version.id).where(Version.article_id == article_id)
    )
    ids = {row.number: row.id for row in rows}
    for number in (before, after):
        if number not in ids:
            raise ArchiveError(
                f"article {article_id} has no version {number}: it has 1 to {max(ids)}"
            )
    articles = stored_articles(connection, {ids[before], ids[after]})
    edit = compare(articles[ids[before]], articles[ids[after]])
    return edit, articles[ids[after]].headline


def _facts(edit: Edit) -> list[str]:
    classes = "; ".join(edit.classes) or "nothing changed"
    silent = ", silently" if edit.silent else ""
    share = f" ({edit.share:.1%} of the words)" if edit.share else ""
    return [f"{classes}{silent}{share}", *edit.notices]


def _print(edit: Edit, title: str) -> None:
    out = Console(soft_wrap=True, highlight=False)
    out.print(Text(title, style="bold"))
    for fact in _facts(edit):
        out.print(Text(fact, style="cyan"))
    _print_passages(out, "headline", [edit.headline])
    _print_passages(out, "standfirst", [edit.standfirst] if edit.standfirst else [])
    _print_passages(out, "paragraph", edit.paragraphs)
    _print_passages(out, "caption", edit.captions)
    _print_passages(out, "credit", edit.credits)
    for before, after in edit.photos:
        if before is None and after is not None:
            _print_photo(out, after, Step.ADDED)
        elif after is None and before is not None:
            _print_photo(out, before, Step.REMOVED)


def _print_passages(out: Console, name: str, passages: list[Passage] | tuple[Passage, ...]) -> None:
    for passage in passages:
        if passage.step is Step.SAME:
            continue
        out.print()
        out.print(Text(f"{name}{_place(passage)}, {passage.step}", style="dim"))
        line = Text()
        for span in passage.spans:
            line.append_text(_marked(out, span.step, span.text))
        out.print(line)


def _place(passage: Passage) -> str:
    """The passage's number among the paragraphs, from 1, before and after."""
    numbers = [at + 1 for at in (passage.before_at, passage.after_at) if at is not None]
    return f" {' → '.join(map(str, dict.fromkeys(numbers)))}" if numbers else ""


def _marked(out: Console, step: Step, words: str) -> Text:
    if step not in MARKS or out.is_terminal:
        return Text(words, style=STYLES.get(step, ""))
    opening, closing = MARKS[step]
    return Text(f"{opening}{words}{closing}")


def _print_photo(out: Console, photo: Photo, step: Step) -> None:
    out.print()
    out.print(Text(f"photo, {step}", style="dim"))
    credit = f" ({photo.credit.line})" if photo.credit else ""
    out.print(_marked(out, step, f"{photo.caption or photo.alt_text or ''}{credit}".strip()))
    if photo.url:
        out.print(Text(photo.url, style="dim"))
