"""The front door: ``crawler COMMAND``. One module per command, imported only when it is used."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any, NoReturn

import click
from sqlalchemy.exc import DBAPIError

from crawler import __version__
from crawler.archive.database.engine import DEFAULT_URL
from crawler.archive.database.failing import is_damaged, stops_a_command
from crawler.cli.streams import open_closed_streams
from crawler.errors import CrawlerError

# command -> its line in the overview; its module is crawler.cli.<command>
COMMANDS = {
    "demo": "Crawl a small fictional press twice, to see what the archive does.",
    "crawl": "Visit sources and archive what they publish.",
    "revisit": "Visit again the articles that are due.",
    "jobs": "List, add and run jobs: crawls that come again and again.",
    "schedule": "Run all jobs when they are due.",
    "worker": "Help the scheduler of another machine.",
    "health": "Say what is wrong with the sources.",
    "metrics": "Serve the archive's state to Prometheus.",
    "import": "Archive the pages of WARC files.",
    "sources": "List the sources, or probe one.",
    "show": "Show what is read from a page, without archiving it.",
    "sql": "Ask the archive in SQL.",
    "export": "Dump the archive as JSON Lines.",
    "history": "Show an article's versions.",
    "diff": "Show what changed in an article.",
    "asof": "Ask in SQL what the archive knew at an instant.",
    "article": "Join two articles that are one, or set an address apart.",
    "reextract": "Read captures again with a better reader.",
    "verify": "Check the archive against its captures and itself.",
    "search": "Find articles by their words.",
    "story": "List the stories that several articles carry, or show one.",
    "status": "Show what the archive holds and how its runs went.",
    "failures": "List what failed.",
    "agencies": "List the agencies, and what came from whom.",
    "migrate": "Bring the archive's schema to this version of crawler.",
}


# errors of writing to standard output; captures and dumps report their own
UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


class ReaderGone(Exception):  # noqa: N818 - it is none
    """Whoever read our output has gone, as `head` does: nothing is wrong."""


@contextmanager
def _reader_may_go() -> Iterator[None]:
    """Turn BrokenPipeError into ReaderGone, before Click makes an exit with code 1 of it."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error


class LazyGroup(click.Group):
    """Commands by name. Their modules, and Scrapy behind some, are imported when one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if cmd_name == "import" else cmd_name  # a Python keyword
        command: click.Command = importlib.import_module(f"crawler.cli.{module}").command
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _reader_may_go():  # --help is printed here
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        with _reader_may_go():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="crawler")
@click.option(
    "--archive",
    envvar="CRAWLER_ARCHIVE_URL",
    default=DEFAULT_URL,
    show_default=True,
    show_envvar=True,
    metavar="URL",
    help="A file name, sqlite:///FILE or postgresql://…",
)
@click.option(
    "--captures",
    envvar="CRAWLER_CAPTURES",
    default="captures",
    show_default=True,
    show_envvar=True,
    type=click.Path(file_okay=False),
    help="The folder of the WARC files.",
)
@click.pass_context
def group(ctx: click.Context, archive: str, captures: str) -> None:
    """A news archive: crawl news pages, keep them, and ask what stood where and when.

    The environment variable CRAWLER_CONTACT is your address (mailto: or https:), which publishers
    see; the key `contact` in crawler.toml does the same.
    """
    if not captures.strip():
        raise click.UsageError("the folder of the captures has no name: give one with --captures")
    ctx.obj = Settings(archive, captures)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the archive is; every command gets this."""

    archive: str  # a file name or a SQLAlchemy URL
    captures: str  # the folder of the WARC files


def main() -> NoReturn:
    """Run the command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 `crawler health` could
    not look, 130 interrupted."""
    code: object = 0
    open_closed_streams()
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
        # as on stderr: a locale without Korean gets code points, not a traceback
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        pass  # as for ReaderGone
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        _say(f"crawler: cannot write the output: {error.strerror}")
        code = 1
    _drop_output()
    sys.exit(code if isinstance(code, int) else 0)


def _run() -> object:
    """Run the command; report any error, and return the exit code."""
    try:
        return group.main(standalone_mode=False)
    except SystemExit as left:
        return left.code
    except CrawlerError as error:
        _say(f"crawler: {error}")
        _drop_output()  # the output may be what failed
        return 1
    except DBAPIError as error:
        if not stops_a_command(error):
            raise
        _tell_failing(error)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("crawler: interrupted")
        return 130
    except ReaderGone:
        return 0


def _tell_failing(error: DBAPIError) -> None:
    """Report that the database is locked, full, gone or damaged: a traceback would explain
    nothing."""
    _say(f"crawler: the archive fails: {' '.join(str(error.orig).split())}")
    if is_damaged(error):
        _say(
            "Restore the database from a copy, or make another one of the captures: "
            "`crawler --archive NEW.db import captures/*.warc.gz`."
        )
    else:
        _say("Mend the cause and run the command again; what was archived stays.")


def _drop_output() -> None:
    """Discard output that cannot be written. Python would try again at exit, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    click.echo(message, err=True)
