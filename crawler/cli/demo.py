"""``crawler demo``"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import click

from crawler.cli import Settings
from crawler.demo.clock import FIRST_VISIT, SECOND_VISIT
from crawler.demo.paper import PAPERS
from crawler.demo.server import PORT, serving
from crawler.errors import CrawlerError

INTERRUPTED = 130  # exit code of a crawl that Ctrl-C ended, and which has said so
HASTE = 60  # when only served, an hour of the press passes in a minute

NEXT = (
    'sql "select headline, published_at, versions from articles"',
    "sql \"select headline, name, role from credits where credit_line = 'AP-Yonhap'\"",
    'history "Tunnel under Mount Baegun"',
)


@click.command("demo")
@click.option(
    "--port",
    default=PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Serve on this port.",
)
@click.option("--serve", is_flag=True, help="Only serve the press, until Ctrl-C; crawl nothing.")
@click.pass_obj
def command(settings: Settings, port: int, serve: bool) -> None:
    """Crawl a small fictional press twice, to see what the archive does.

    Five papers, served on this machine and nowhere else, print nineteen stories. Between the two
    visits a day passes there: headlines and captions change, a correction appears, stories are
    withdrawn, moved and added.
    """
    if serve:
        _serve(port)
        return
    now = FIRST_VISIT
    with serving(lambda: now, port) as press, _sources(press.port) as sources:
        for now, what in ((FIRST_VISIT, "The first visit"), (SECOND_VISIT, "A day later")):
            click.echo(f"{what}: it is {now:%d %B %Y, %H:%M} UTC at the demo press.")
            _crawl(settings, sources)
            click.echo()
    click.echo("Try next:")
    for line in NEXT:
        click.echo(f"  {_program()} {line}")


def _program() -> str:
    """How the user can call this program: by its path if it is not on the PATH."""
    if sys.argv[0].endswith("__main__.py"):
        return "python -m crawler"
    return "crawler" if shutil.which("crawler") else sys.argv[0]


def _serve(port: int) -> None:
    with serving(_hasty_clock(), port) as press, _sources(press.port) as sources:
        for paper in PAPERS.values():
            click.echo(f"{paper.title}: http://{paper.host}:{press.port}/")
        click.echo("An hour passes there each minute. Ctrl-C ends it. Crawl it meanwhile with")
        click.echo(f"  {_program()} crawl --sources {sources} {' '.join(PAPERS)}")
        while True:
            time.sleep(3600)


def _hasty_clock() -> Callable[[], datetime]:
    start = time.monotonic()
    return lambda: FIRST_VISIT + timedelta(seconds=(time.monotonic() - start) * HASTE)


@contextmanager
def _sources(port: int) -> Iterator[Path]:
    """A file with the press's sources at this port."""
    text = files("crawler.demo").joinpath("sources.toml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="crawler-demo-") as folder:
        file = Path(folder) / "demo.toml"
        file.write_text(text.replace(f":{PORT}/", f":{port}/"), encoding="utf-8")
        yield file


def _crawl(settings: Settings, sources: Path) -> None:
    """Crawl in a process of its own, by the command: Scrapy's event loop runs once per process."""
    crawl = subprocess.Popen(  # noqa: S603 - our own command, with our own arguments
        [
            *(sys.executable, "-m", "crawler"),
            *("--archive", settings.archive, "--captures", settings.captures),
            *("crawl", "--sources", str(sources), *PAPERS),
        ],
        process_group=0,  # so that a terminal's Ctrl-C reaches only us; we pass it on
    )
    code, was_interrupted = _ended(crawl)
    if code == INTERRUPTED:  # and it has said so
        raise SystemExit(INTERRUPTED)
    if was_interrupted:  # when it had nothing left to do
        raise KeyboardInterrupt
    if code:
        raise CrawlerError(f"the crawl failed with exit code {code}; see above")


def _ended(crawl: subprocess.Popen[bytes]) -> tuple[int, bool]:
    """Wait for the crawl to end: its exit code, and whether Ctrl-C was pressed meanwhile, which
    ends it in good order."""
    was_interrupted = False
    while True:
        try:
            return crawl.wait(), was_interrupted
        except KeyboardInterrupt:
            was_interrupted = True
            crawl.send_signal(signal.SIGINT)
