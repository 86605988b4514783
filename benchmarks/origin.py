"""A loopback site of real pages for benchmarks: all in memory, gzipped beforehand.

It must be no bottleneck: ``python -m benchmarks.crawl`` prints how fast it is by itself.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

from benchmarks.corpus import LabelledPage

Pages = Mapping[bytes, bytes]  # path -> the whole response


def site(pages: list[LabelledPage], copies: int) -> dict[bytes, bytes]:
    """Each page ``copies`` times, with different bytes at different addresses."""
    return {
        f"/{copy}/{number}.html".encode(): _response(page.body, copy)
        for copy in range(copies)
        for number, page in enumerate(pages)
    }


def _response(body: bytes, copy: int) -> bytes:
    packed = gzip.compress(body + b"<!-- %d -->" % copy, 6, mtime=0)
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
        b"Vary: Accept-Encoding\r\nContent-Length: %d\r\n\r\n"
    )
    return head % len(packed) + packed


@contextmanager
def serving(pages: Pages) -> Iterator[int]:
    """Serve the pages from a process of its own while the context lasts; yields the port."""
    context = get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(pages, there), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        process.kill()
        process.join()


class _Origin(asyncio.Protocol):
    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        path = data.split(b" ", 2)[1]
        missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        self.transport.write(self.pages.get(path, missing))


def _serve(pages: Pages, pipe: Connection) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Origin(pages), "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())
