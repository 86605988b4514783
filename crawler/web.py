"""What is an address of the web, and what only looks like one."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

_NO_SIGN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # controls, halves of surrogate pairs
_CONTACT = re.compile(r"(mailto:[^\s@()<>;,]+@[^\s@()<>;,]+|https?://[^\s()<>;,]+)", re.ASCII)


def is_contact(contact: object) -> bool:
    """Whether it is an address that a publisher could write to: ``mailto:`` or a web page."""
    return isinstance(contact, str) and _CONTACT.fullmatch(contact) is not None


def is_web(url: str) -> bool:
    """Whether a page could be fetched from an absolute URL: http or https, with a host.

    False for a port or an IPv6 host that is none, and for signs that no address has, too.
    """
    try:
        if _NO_SIGN.search(url):
            return False
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The host of a URL without ``www.``, in lower case; "" where it has none.

    Raises ValueError for an IPv6 host that is none.
    """
    return (urlsplit(url).hostname or "").removeprefix("www.")


def site_of(url: str) -> str:
    """Scheme, host and port of a URL: what one robots.txt holds for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def web_address(base: str, link: str) -> str | None:
    """The absolute address of a link that was found at ``base``, without its fragment.

    None for what no web page can be fetched from: other schemes, and broken addresses.
    """
    try:
        url = urljoin(base, "".join(link.split())).partition("#")[0]
    except ValueError:
        return None
    return url if is_web(url) else None


def redirect_target(url: str, location: bytes) -> str | None:
    """Where a Location header leads from a URL, spelt as Scrapy asks for it: signs that are not
    ASCII are those of UTF-8. None where that is no page of the web."""
    try:
        return web_address(url, safe_url_string(location))
    except ValueError:
        return None
