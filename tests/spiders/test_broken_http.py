"""Servers that do not keep to HTTP: what they send is a failure that says what was wrong."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from tests.desk import Desk

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ANSWERS: dict[str, tuple[bytes, str, str]] = {  # what is sent, the reason, words of the detail
    "/garbage": (b"\x00\x01 garbage\r\n\r\n", "connection lost", "non-integer status code"),
    "/silence": (b"", "connection lost", "closed cleanly"),
    "/half-a-head": (b"HTTP/1.1 200 OK\r\nContent-Ty", "connection lost", "closed cleanly"),
    "/bad-length": (OK + b"Content-Length: x\r\n\r\nbody", "connection lost", "non-decimal"),
    "/two-lengths": (
        OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nbody",
        "connection lost",
        "conflicting Content-Length",
    ),
    "/bad-chunk": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "cut short", ""),
    "/cut-chunks": (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "cut short", ""),
    "/bad-name": (OK + b"X-\xff: 1\r\nContent-Length: 0\r\n\r\n", "connection lost", "x-"),
    "/reset": (b"RESET", "connection lost", "non-clean"),
}


def answer(connection: socket.socket) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        received = connection.recv(65536)
        if not received:
            return
        head += received
    path = head.split()[1].decode()
    sent = ANSWERS[path][0] if path in ANSWERS else b"HTTP/1.1 404 -\r\nContent-Length: 0\r\n\r\n"
    if sent == b"RESET":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    else:
        connection.sendall(sent)
    connection.close()


@pytest.fixture
def home() -> Iterator[str]:
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:  # closed
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://broken.localhost:{server.getsockname()[1]}"
    server.shutdown(socket.SHUT_RDWR)
    server.close()


def test_each_is_a_failure_that_says_what_was_wrong(desk: Desk, home: str) -> None:
    urls = [home + path for path in ANSWERS]
    limits = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "LOG_LEVEL=CRITICAL")
    desk.run("scrapy", "crawl", "urls", "-a", f"urls={','.join(urls)}", *limits)
    rows = {
        url: (reason, detail)
        for url, reason, detail in desk.ask(
            "SELECT url, reason, coalesce(detail, '') FROM failures"
        )
    }
    assert sorted(rows) == sorted(urls)
    for path, (_, reason, words) in ANSWERS.items():
        assert rows[home + path][0] == reason, path
        assert words in rows[home + path][1], path
        assert "Failure" not in rows[home + path][1], path
