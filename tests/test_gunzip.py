"""Gzip data of strangers: whole or cut, and of as many members as they like."""

from __future__ import annotations

import gzip

import pytest

from crawler import gunzip as module
from crawler.capture.encodings import unpacked
from crawler.gunzip import Unpacked, gunzip
from crawler.sources.listed import DiscoveryError
from crawler.sources.sitemaps import parse_sitemap

MOST = 1 << 20
FERRY, TUG = gzip.compress(b"The ferry returns. "), gzip.compress(b"The tug leaves.")


@pytest.mark.parametrize("piece", [1, 7, 16 << 10])
def test_all_members_are_unpacked_and_what_follows_them_is_left(
    monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(module, "PIECE", piece)
    both, length = FERRY + TUG, len(FERRY + TUG)
    story = b"The ferry returns. The tug leaves."
    assert gunzip(both, MOST) == Unpacked(story, length, is_whole=True)
    assert gunzip(both + b"\0\0", MOST) == Unpacked(story, length, is_whole=True)
    assert gunzip(both[:-1], MOST) == Unpacked(story, length - 1, is_whole=False)
    assert gunzip(both, 20).content == story[:21]
    assert gunzip(both, len(story)).is_whole


def test_a_body_of_a_million_gzip_members_does_not_hang_the_crawl() -> None:
    # 20 MB: with a copy of the rest for each member it would take half an hour
    body = gzip.compress(b"") * 1_000_000
    assert unpacked(body + TUG, "gzip", MOST) == b"The tug leaves."
    with pytest.raises(DiscoveryError, match="XML"):
        parse_sitemap(body + TUG, "https://herald.example/sitemap.xml.gz")
