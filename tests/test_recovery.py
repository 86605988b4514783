"""A crawl that is killed loses nothing that it had captured, and doubles nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

PAGES = 40

PAGE = """<html lang="en"><head><title>{n} | Herald</title></head><body><article>
<h1>Ferry number {n} returns to the harbor</h1>
<p>The wooden ferry number {n} came home on Friday after eleven years,
towed by two tugs and followed by a crowd of small boats.</p><p>Its owner said that the engine
would be rebuilt by the spring of next year, and that boat {n} would carry passengers again.</p>
<p>The harbor master welcomed ship {n} with three long blasts of the horn.</p></article></body>"""


class Origin(ThreadingHTTPServer):
    """A paper of forty stories, which notes each page that it served whole."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.served: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Origin

    def do_GET(self) -> None:
        port = self.server.server_port
        if self.path == "/feed.xml":
            links = "".join(
                f"<item><link>http://herald.localhost:{port}/news/2026/06/19/{n}.html</link></item>"
                for n in range(PAGES)
            )
            self._answer(200, f"<rss><channel>{links}</channel></rss>")
        elif self.path.startswith("/news/"):
            time.sleep(0.02)
            self._answer(200, PAGE.format(n=self.path.rpartition("/")[2].removesuffix(".html")))
            self.server.served.append(self.path)
        else:
            self._answer(404, "none")

    def _answer(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Quiet."""


@pytest.fixture
def origin() -> Iterator[Origin]:
    server = Origin()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def crawl(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", "crawl", "herald"],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "CRAWLER_ARCHIVE_URL": "sqlite:///archive.db"},
    )


@pytest.mark.parametrize("after", [5, 17, 33])
def test_a_killed_crawl_loses_and_doubles_nothing(
    tmp_path: Path, origin: Origin, after: int
) -> None:
    home = f"http://herald.localhost:{origin.server_port}/"
    (tmp_path / "crawler.toml").write_text(
        f'[sources.herald]\npublisher = "Herald"\nhome = "{home}"\nfeeds = ["{home}feed.xml"]\n'
        "limits = { delay = 0.0 }\n"
    )
    first = crawl(tmp_path)
    while len(origin.served) < after and first.poll() is None:
        time.sleep(0.005)
    first.send_signal(signal.SIGKILL)
    first.wait()
    served_before = len(origin.served)
    again = crawl(tmp_path)
    out, err = again.communicate(timeout=120)
    assert again.returncode == 0, out + err

    engine = create_engine(f"sqlite:///{tmp_path / 'archive.db'}")
    with engine.connect() as connection:
        pages = connection.execute(
            text("SELECT count(*), count(DISTINCT url), min(versions), max(versions) FROM articles")
        ).one()
        looks = connection.execute(
            text(
                "SELECT count(*), count(DISTINCT record_id) FROM captures WHERE url LIKE '%/news/%'"
            )
        ).one()
        ended = connection.execute(text("SELECT exit_reason FROM runs ORDER BY run_id")).scalars()
        assert list(ended) == ["killed", "finished"]
    assert tuple(pages) == (PAGES, PAGES, 1, 1)
    # All that was served is captured, but for what was on its way when the crawl died.
    assert looks[0] == looks[1]
    assert len(origin.served) - looks[0] <= 16
    assert looks[0] >= PAGES + served_before - 16
