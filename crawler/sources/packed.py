"""Feeds and sitemaps that are gzip files themselves, whatever their headers say."""

from __future__ import annotations

from crawler.gunzip import GZIP, DamagedGzipError, gunzip
from crawler.sources.listed import DiscoveryError

MAX_BYTES = 64 << 20  # uncompressed; the sitemap protocol allows 50 MB


def unzipped(body: bytes) -> bytes:
    """The content of a gzip file of one or more members; any other body as it is.

    Raises DiscoveryError for a damaged file, and for one that unpacks to too much.
    """
    if not body.startswith(GZIP):
        return body
    try:
        found = gunzip(body, MAX_BYTES)
    except DamagedGzipError as error:
        raise DiscoveryError("unreadable", f"it is {error}") from error
    if len(found.content) > MAX_BYTES:
        raise DiscoveryError("too large", f"it unpacks to more than {MAX_BYTES >> 20} MiB")
    if not found.is_whole:
        raise DiscoveryError("unreadable", "it is gzip that ends too early")
    if body[found.end :].strip(b"\0"):  # some writers pad with zeros
        raise DiscoveryError("unreadable", "it is damaged gzip: something else follows it")
    return found.content
