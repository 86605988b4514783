"""Names to addresses."""

from __future__ import annotations

from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, succeed
from twisted.internet.interfaces import IResolverSimple
from zope.interface.declarations import implementer

LOOPBACK = "127.0.0.1"


@implementer(IResolverSimple)
class Resolver(CachingThreadedResolver):
    """Scrapy's resolver, which also knows that names under ``.localhost`` are this machine.

    RFC 6761, section 6.3, asks this of every resolver; browsers do it, the C library's often does
    not. The demo press has its publishers there.
    """

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802
        host = name.rstrip(".").lower()
        if host == "localhost" or host.endswith(".localhost"):
            return succeed(LOOPBACK)
        return super().getHostByName(name, timeout)
