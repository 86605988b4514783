"""When two URLs are one address, and what an index can hold of a long one.

``url_key`` is what identity is decided by; the URL as it was fetched is kept beside it, and in
every capture.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from crawler.web import host_of, is_web

# Parameters that say where a reader came from, and never which page it is.
TRACKING = re.compile(
    r"(utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|ttclid|mc_cid|mc_eid"
    r"|mkt_tok|_ga|_gl|ncid|cmpid|ocid|smid|s_cid|wt_mc|at_medium|at_campaign|xtor|ref_src"
    r"|guccounter|guce_referrer\w*)$",
    re.IGNORECASE,
)

LONGEST = 2500  # bytes; an entry of PostgreSQL's indexes has 2704 at most
SHOWN = 1000  # characters of a longer key that stand before its digest


@lru_cache(maxsize=1024)  # each is asked for several times while its page is archived
def url_key(url: str) -> str:
    """The canonical form of a URL, without its scheme.

    Host in lower case and without ``www.``, default port and fragment dropped, percent-encoding
    and the order of parameters normalised, tracking parameters and a trailing slash dropped:
    "https://www.Example.com:443/a/?utm_source=x&b=1#top" is "example.com/a?b=1". What is no address
    of the web is its own key. Of a key that is too long for an index the end is a digest.
    """
    key = _canonical(url)
    return f"{key[:SHOWN]}#{digest_of(key)}" if is_overlong(key) else key


def is_overlong(address: str) -> bool:
    """Whether an address, or its key, is too long for an index."""
    return len(_bytes(address)) > LONGEST


def digest_of(address: str) -> str:
    """What stands in an index for an address, however long it is: its SHA-256."""
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
    """The URL without the parameters that only say where a reader came from, and without those of
    ``ignored`` names, which a publisher's pages do not depend on."""
    found = re.findall(r"[?&]([^=&#]+)", url)
    tracking = [p for p in found if p in ignored or TRACKING.match(p)]
    return url_query_cleaner(url, tracking, remove=True, keep_fragments=True) if tracking else url


def may_be_canonical(url: str, canonical_url: str | None) -> bool:
    """Whether a page's own rel=canonical can be believed.

    A canonical URL on another site (a syndication partner's) is not this publisher's article,
    and one that points at the front page is a defect of the page.
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
    """A host without the labels that publishers put before it for a device or a format."""
    return re.sub(r"^((www\d?|m|mobile|amp|touch|edition)\.)+", "", host.lower())
