"""Which addresses a crawl may request: those that a page or a redirect names cannot be trusted.

A page that redirects to ``http://169.254.169.254/``, or to a name whose owner points it at
10.0.0.1, would make us query our own network (server-side request forgery). So anything but a
public address is refused. For a name, the address checked is the one that the connection goes to: a
name that changes its address between check and connection (DNS rebinding) gains nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
# Not global, whatever Python's ipaddress says: IPv4-compatible and site-local addresses (both
# deprecated: RFC 4291, RFC 3879), and the NAT64 prefix for local networks (RFC 8215)
_NOT_PUBLIC = tuple(map(ip_network, ("::/96", "fec0::/10", "64:ff9b:1::/48")))
_LOCAL = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa")


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet: not loopback, private, link-local, shared,
    multicast or reserved (IANA's registries, RFC 6890). This includes IPv4 carried in IPv6."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None,))[0]
        if ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
        if any(ip in network for network in _NOT_PUBLIC):
            return False
    return ip.is_global and not ip.is_multicast


def is_address(host: str) -> bool:
    """Whether a host is an IP address, not a name."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def is_local(host: str) -> bool:
    """Whether a host is, by its spelling alone, on this machine or network: a private address, or a
    name that no public DNS knows (RFC 6761, RFC 6762, RFC 8375)."""
    host = host.rstrip(".").lower()
    if is_address(host):
        return not is_public(host)
    return "." not in host or host.endswith(tuple(f".{name}" for name in _LOCAL))


def local_hosts(urls: Iterable[str]) -> frozenset[str]:
    """The local hosts among URLs that the operator wrote down: these may be requested."""
    hosts = {(urlsplit(url).hostname or "").lower() for url in urls}
    return frozenset(host for host in hosts if host and is_local(host))


def refusal(url: str, allowed: Collection[str]) -> str | None:
    """Why a URL may not be requested, judged by its scheme and host; None if it may.

    The resolver checks which address a name has.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https"):
        return f"only http and https are asked, not {parts.scheme or 'no scheme'}"
    if is_local(host) and host not in allowed:
        return f"{host} is not a public address"
    return None
