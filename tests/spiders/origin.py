"""A real HTTP server on loopback that answers as it is told, and what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = ("Content-Type", "text/html; charset=utf-8")
SITE_FILES = {"/robots.txt", "/.well-known/tdmrep.json"}  # asked before any page
XML = ("Content-Type", "application/xml")

STORY = """<html lang="en"><head><title>{headline} | The Herald</title></head><body><article>
<h1>{headline}</h1><p>The wooden ferry came home on Friday after eleven years in a dock abroad,
towed by two tugs and followed by a crowd of small boats.</p><p>Its owner said that the engine
would be rebuilt by the spring, and that it would carry passengers again before the summer.</p>
<p>{last}</p></article></body></html>"""


def story(headline: str, last: str = "The harbor master welcomed it with three blasts.") -> str:
    """A page with a story under a headline."""
    return STORY.format(headline=headline, last=last)


def feed(*links: str) -> str:
    """An RSS feed of these links."""
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'


@dataclass(frozen=True)
class Answer:
    """What the server sends for a path."""

    body: str | bytes = b""
    status: int = 200
    headers: Sequence[tuple[str, str]] = (HTML,)
    length: int | None = None  # the Content-Length that it claims, where not the body's own
    after: float = 0.0  # seconds of silence before it


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str  # with its query
    at: float  # seconds on the monotonic clock
    headers: Message


@dataclass
class Site:
    """The answers of the server by path; a path that has none is a 404."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str, host: str = "herald") -> str:
        """The address of a path; every host under .localhost is this server."""
        return f"http://{host}.localhost:{self.port}{path}"

    def put(
        self, path: str, body: str | bytes, *headers: tuple[str, str], status: int = 200
    ) -> str:
        """Answer with this from now on, and return the path's address."""
        self.answers[path] = Answer(body, status, headers or (HTML,))
        return self.url(path)

    def paths(self) -> list[str]:
        """What was asked for, in order, but robots.txt."""
        return [asked.path for asked in self.asked if asked.path not in SITE_FILES]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.server.site
        site.asked.append(Asked(self.path, time.monotonic(), self.headers))
        answer = site.answers.get(self.path, Answer("<h1>Not found</h1>", 404))
        time.sleep(answer.after)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header(
            "Content-Length", str(len(body) if answer.length is None else answer.length)
        )
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = answer.length is not None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Quiet."""


@contextmanager
def serving() -> Iterator[Site]:
    """A server that runs until the block ends."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.site = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
