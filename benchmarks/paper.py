"""A loopback paper with a feed, which counts the pages it sends."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.stories import page, path


class Paper(ThreadingHTTPServer):
    """Has every story of ``benchmarks.stories``; its feed has those passed to ``show``."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.served: Counter[str] = Counter()  # path of a story -> how often it was sent
        self.feed = b""

    def show(self, first: int, end: int) -> None:
        """Put these stories into the feed, newest first."""
        home = f"http://herald.localhost:{self.server_port}"
        links = "".join(
            f"<item><link>{home}{path(number).decode()}</link></item>"
            for number in range(end - 1, max(first, 0) - 1, -1)
        )
        self.feed = f"<rss><channel>{links}</channel></rss>".encode()


class _Handler(BaseHTTPRequestHandler):
    server: Paper
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        number = self.path.rpartition("/")[2].removesuffix(".html")
        if self.path == "/feed.xml":
            self._answer(200, "application/rss+xml", self.server.feed)
        elif number.isdigit() and self.path.encode() == path(int(number)):
            self._answer(200, "text/html; charset=utf-8", page(int(number)))
            self.server.served[self.path] += 1
        else:
            self._answer(404, "text/plain", b"none")

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True  # the crawl was killed


@contextmanager
def opened() -> Iterator[Paper]:
    """Serve a paper while the context lasts."""
    with Paper() as paper:
        threading.Thread(target=paper.serve_forever, daemon=True).start()
        try:
            yield paper
        finally:
            paper.shutdown()
