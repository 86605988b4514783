"""Nobody leads the crawl into our own network."""

from __future__ import annotations

import pytest
from scrapy import resolver as scrapys
from twisted.internet import reactor
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from crawler.fetch.addresses import is_public, local_hosts, refusal
from crawler.fetch.resolver import Resolver
from tests.desk import Desk
from tests.spiders.origin import Site, feed, story

PRIVATE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "no address"),
    *("::127.0.0.1", "fec0::1", "64:ff9b:1::7f00:1"),
]
PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_not_asked(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_may_be_asked(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *("http://localhost/", "http://LOCALHOST./", "http://printer/", "http://nas.local/x"),
        *("http://169.254.169.254/latest", "http://[::1]:8080/", "http://2130706433/"),
        *("file:///etc/passwd", "ftp://herald.example/", "gopher://herald.example/"),
    ],
)
def test_hosts_and_schemes_are_refused_by_their_spelling(url: str) -> None:
    assert refusal(url, ())


def test_what_the_operator_wrote_down_is_asked() -> None:
    allowed = local_hosts(["http://press.localhost:8650/rss.xml", "https://herald.example/"])
    assert allowed == {"press.localhost"}
    assert refusal("http://press.localhost:8650/a", allowed) is None
    assert refusal("http://other.localhost:8650/a", allowed)


def resolved(name: str, address: str) -> str | None:
    """What our resolver makes of a name that the DNS says is at this address."""
    found: list[str | Failure] = []
    scrapys.dnscache[name] = address
    Resolver(reactor, 100, 1.0).getHostByName(name).addBoth(found.append)
    (result,) = found
    if isinstance(result, Failure):
        assert isinstance(result.value, DNSLookupError)
        assert address in str(result.value)
        return None
    return result


def test_a_name_is_looked_at_by_its_address_each_time() -> None:
    assert resolved("rebound.example", "93.184.215.14") == "93.184.215.14"
    assert resolved("rebound.example", "10.0.0.1") is None
    assert resolved("rebound.example", "169.254.169.254") is None
    assert resolved("rebound.example", "93.184.215.14") == "93.184.215.14"


def test_links_and_redirects_into_our_network_are_failures(desk: Desk, site: Site) -> None:
    secret = f"http://127.0.0.1:{site.port}/secret"
    site.put("/secret", story("What nobody outside is to read"))
    moved = site.put("/moved", "", ("Location", secret), status=302)
    other = f"http://admin.localhost:{site.port}/secret"
    fine = site.put("/ferry", story("Ferry returns to the old harbor"))
    site.put("/rss.xml", feed(fine, moved, secret, other))
    desk.describe(site.url("/"), f'feeds = ["{site.url("/rss.xml")}"]\nlimits = {{ delay = 0.0 }}')
    desk.crawl("herald", code=0)
    assert "/secret" not in site.paths()
    assert desk.ask("SELECT url FROM articles") == [(fine,)]
    refused = desk.failures()
    assert {refused.get(url) for url in (moved, secret, other)} == {"refused address"}
    desk.run("crawler", "failures", "--retry", code=1)  # what a page named stays what it was
    assert "/secret" not in site.paths()
    assert desk.failures() == refused


def test_a_proxy_of_the_environment_does_not_fetch_what_is_in_our_network(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "http://10-0-0-1.intern.example.invalid/secret"  # only the proxy knows where that is
    site.put(secret, story("What nobody outside is to read"))
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{site.port}")
    desk.crawl("--url", secret, code=1)
    assert site.asked == []
    assert desk.failures() == {secret: "unknown host"}
