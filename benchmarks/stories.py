"""Made-up story pages, derived from their number: sites of any size, with nothing to store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.growth import paragraphs

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"


def path(number: int) -> bytes:
    """The path of a story."""
    return b"/news/2026/06/19/%d.html" % number


def page(number: int) -> bytes:
    """A page of some 3 KB with a story unique to its number."""
    first, *more = paragraphs(number)
    headline = " ".join(first.split()[:9]).capitalize()
    body = "".join(f"<p>{text.capitalize()}.</p>" for text in (first, *more))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} | Herald'
        f'</title></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article>'
        f'<h1>{headline}</h1><p class="byline">By Mina Cho</p>'
        f'<time datetime="2026-06-19T12:00:00Z">19 June 2026</time>{body}</article></body></html>'
    ).encode()


class Site(Mapping[bytes, bytes]):
    """Path -> the whole response, made on request."""

    def __init__(self, pages: int) -> None:
        self.pages = pages

    def __getitem__(self, asked: bytes) -> bytes:
        number = asked.rpartition(b"/")[2].removesuffix(b".html")
        if not number.isdigit() or int(number) >= self.pages or asked != path(int(number)):
            raise KeyError(asked)
        body = page(int(number))
        return _HEAD % len(body) + body

    def __len__(self) -> int:
        return self.pages

    def __iter__(self) -> Iterator[bytes]:
        return map(path, range(self.pages))
