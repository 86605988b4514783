"""The demo press on loopback: a thread that serves it over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from crawler.demo.press import Press
from crawler.errors import CrawlerError

HOST = "127.0.0.1"
PORT = 8650


@contextmanager
def serving(
    clock: Callable[[], datetime], port: int = PORT, press: type[Press] = Press
) -> Iterator[Press]:
    """Serve the press while the context lasts; port 0 takes a free one.

    :raises CrawlerError: the port is taken
    """
    try:
        server = _Server((HOST, port), _Handler)
    except OSError as error:
        raise CrawlerError(
            f"the demo press cannot listen on {HOST}:{port}: {error.strerror}. "
            "Is another one running? Choose a port with --port"
        ) from error
    server.press = press(clock, server.server_port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.press
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    press: Press


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True  # the crawl ended meanwhile

    def do_GET(self) -> None:
        answer = self.server.press.answer(
            self.headers.get("Host", ""), self.path, dict(self.headers.items())
        )
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Log nothing: the press keeps a log of its own."""
