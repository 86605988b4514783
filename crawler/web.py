"""Tell what is an address on the web from what only looks like one."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

_NO_SIGN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # control characters and lone surrogates
_CONTACT = re.compile(r"(mailto:[^\s@()<>;,]+@[^\s@()<>;,]+|https?://[^\s()<>;,]+)", re.ASCII)


def is_contact(contact: object) -> bool:
    """Whether a publisher could write to it: ``mailto:`` or a web page."""
    return isinstance(contact, str) and _CONTACT.fullmatch(contact) is not None


def is_web(url: str) -> bool:
    """Whether a page could be fetched from an absolute URL: http or https, with a host.

    False also for an invalid port or IPv6 host, and for characters that no address has.
    """
    try:
        if _NO_SIGN.search(url):
            return False
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The host of a URL without ``www.``, in lower case; "" if it has none.

    Raises ValueError for an invalid IPv6 host.
    """
    return (urlsplit(url).hostname or "").removeprefix("www.")


def site_of(url: str) -> str:
    """Scheme, host and port of a URL: what one robots.txt applies to."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def web_address(base: str, link: str) -> str | None:
    """The absolute address of a link found at ``base``, without its fragment.

    None if no web page can be fetched from it: other schemes, and broken addresses.
    """
    try:
        url = urljoin(base, "".join(link.split())).partition("#")[0]
    except ValueError:
        return None
    return url if is_web(url) else None


def redirect_target(url: str, location: bytes) -> str | None:
    """Where a Location header leads from a URL, spelt as Scrapy requests it: non-ASCII characters
    as UTF-8. None if that is no web page."""
    try:
        return web_address(url, safe_url_string(location))
    except ValueError:
        return None
