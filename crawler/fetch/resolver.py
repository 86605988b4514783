"""Resolve names to addresses."""

from __future__ import annotations

from typing import Any, ClassVar

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import IResolverSimple
from zope.interface.declarations import implementer

from crawler.fetch.addresses import is_local, is_public

LOOPBACK = "127.0.0.1"


@implementer(IResolverSimple)
class Resolver(CachingThreadedResolver):
    """Scrapy's resolver, with two additions.

    Names under ``.localhost`` are this machine. RFC 6761, section 6.3, asks this of every resolver;
    browsers do it, the C library's often does not. The demo press has its publishers there.

    A public name must have a public address, and the connection goes to the address checked here.
    Names that are local by their spelling were allowed or refused before (``guard.py``).
    """

    refused: ClassVar[dict[str, str]] = {}  # name -> the address it was refused for

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802
        host = name.rstrip(".").lower()
        if host == "localhost" or host.endswith(".localhost"):
            return succeed(LOOPBACK)
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found if is_local(host) else found.addCallback(self._public, host)

    def _public(self, address: str, host: str) -> str:
        if not is_public(address):
            self.refused[host] = address
            raise DNSLookupError(f"{host} is at {address}, which is not a public address")
        self.refused.pop(host, None)
        return address
