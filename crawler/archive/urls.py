"""Decide when two URLs are one address, and shorten long ones for an index.

Identity is decided by ``url_key``. The URL as fetched is kept beside it, and in every capture.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from crawler.web import host_of, is_web

# Parameters that say where a reader came from, never which page it is.
TRACKING = re.compile(
    r"(utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|ttclid|mc_cid|mc_eid"
    r"|mkt_tok|_ga|_gl|ncid|cmpid|ocid|smid|s_cid|wt_mc|at_medium|at_campaign|xtor|ref_src"
    r"|guccounter|guce_referrer\w*)$",
    re.IGNORECASE,
)

LONGEST = 2500  # bytes; an entry of PostgreSQL's indexes has 2704 at most
SHOWN = 1000  # characters of a longer key, kept before its digest


@lru_cache(maxsize=1024)  # each is asked for several times while its page is archived
def url_key(url: str) -> str:
    """The canonical form of a URL, without its scheme.

    The host is put in lower case without ``www.``; default port, fragment, tracking parameters and
    a trailing slash are dropped; percent-encoding and the order of parameters are normalised.
    "https://www.Example.com:443/a/?utm_source=x&b=1#top" becomes "example.com/a?b=1". Anything that
    is no web address is its own key. A key too long for an index ends in a digest.
    """
    key = _canonical(url)
    return f"{key[:SHOWN]}#{digest_of(key)}" if is_overlong(key) else key


def is_overlong(address: str) -> bool:
    """Whether an address, or its key, is too long for an index."""
    return len(_bytes(address)) > LONGEST


def digest_of(address: str) -> str:
    """The SHA-256 that stands for an address in an index, however long the address is."""
    return sha256(_bytes(address)).hexdigest()


def _bytes(address: str) -> bytes:
    return address.encode("utf-8", "surrogatepass")


def _canonical(url: str) -> str:
    if not is_web(url):
        return url
    parts = urlsplit(url)
    canonical = urlsplit(canonicalize_url(without_tracking(url), keep_fragments=False))
    host = host_of(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port and parts.port != default else ""
    query = f"?{canonical.query}" if canonical.query else ""
    return f"{host}{port}{canonical.path.rstrip('/')}{query}"


def without_tracking(url: str, ignored: Container[str] = ()) -> str:
    """Drop the parameters that only say where a reader came from, and the ``ignored`` ones, which
    do not change this publisher's pages."""
    found = re.findall(r"[?&]([^=&#]+)", url)
    tracking = [p for p in found if p in ignored or TRACKING.match(p)]
    return url_query_cleaner(url, tracking, remove=True, keep_fragments=True) if tracking else url


def may_be_canonical(url: str, canonical_url: str | None) -> bool:
    """Whether a page's own rel=canonical can be believed.

    A canonical URL on another site (a syndication partner's) is not this publisher's article, and
    one that points at the front page is an error in the page.
    """
    if not canonical_url:
        return False
    if not is_web(canonical_url) or not is_web(url):
        return False
    page, canonical = urlsplit(url), urlsplit(canonical_url)
    if canonical.path in ("", "/") and not canonical.query and page.path not in ("", "/"):
        return False
    return _site(page.hostname or "") == _site(canonical.hostname or "")


def _site(host: str) -> str:
    """A host without the labels publishers put before it for a device or format, as in "m." or
    "amp."."""
    return re.sub(r"^((www\d?|m|mobile|amp|touch|edition)\.)+", "", host.lower())
