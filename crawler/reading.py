"""Turn a capture into what the archive is told of it: the one way, however a page came in."""

from __future__ import annotations

import re
from datetime import datetime
from http import HTTPStatus

from crawler.archive.entries import AgencyFacts, Failed, SourceFacts, Visit
from crawler.archive.versions.digests import content_sha256
from crawler.capture.encodings import unpacked_all
from crawler.capture.pages import TEXT, media_type
from crawler.extract import EXTRACTOR_VERSION, Rules, extract
from crawler.extract.agencies import NO_COUNTRY, agencies
from crawler.items import Capture, CapturedPage, CaptureKind, Page, PageKind, Stage
from crawler.optouts import signals_of
from crawler.sources.source import Source
from crawler.web import host_of, site_of

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
LONGEST_HOST = 253  # characters: a longer name is no host's
# For these the status says it all.
NOTHING_TO_READ = {HTTPStatus.NOT_MODIFIED, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


def known_agencies() -> list[AgencyFacts]:
    """What the archive keeps of each agency that a credit may name."""
    return [
        AgencyFacts(
            agency.key,
            agency.name,
            agency.kind,
            agency.country.lower() if agency.country != NO_COUNTRY else None,
            agency.wikidata,
        )
        for agency in agencies().values()
    ]


def facts(source: Source | None, url: str) -> SourceFacts:
    """What the archive keeps of a source. For a publisher that the catalogue does not know, the
    page's host serves as the name."""
    if source is None:
        host = host_of(url)
        host = host if 0 < len(host) <= LONGEST_HOST else "unknown"
        return SourceFacts(host, host, home_url=f"{site_of(url)}/")
    return SourceFacts(
        source.name,
        source.publisher,
        source.country,
        source.language,
        source.home,
        source.ignored_parameters,
    )


def read(captured: CapturedPage, source: Source | None) -> Visit:
    """Read a captured page. Whatever the page holds, this raises nothing but DamagedBodyError, when
    its packed body cannot be unpacked."""
    capture, body = captured.capture, captured.body
    if captured.packing is not None:
        body = unpacked_all(body, captured.packing.encodings, captured.packing.most)
    page = None
    if capture.kind is CaptureKind.RESPONSE and capture.status not in NOTHING_TO_READ:
        page = _page(capture, body, source)
    return Visit(
        capture,
        facts(source, capture.url),
        page,
        captured.requested_urls,
        EXTRACTOR_VERSION,
        content_sha256(page.article) if page and page.article else "",
    )


def opted_out(visit: Visit, respected: frozenset[str]) -> Failed | None:
    """The failure that replaces an article whose publisher reserves a use that the operator
    respects; None if nothing is reserved."""
    if visit.page is None or visit.page.article is None:
        return None
    optouts, signals = (*visit.capture.optouts, *visit.page.optouts), signals_of(respected)
    printed = [optout.printed for optout in optouts if optout.use in signals]
    if not printed:
        return None
    capture = visit.capture
    return Failed(
        url=capture.url,
        source=visit.source,
        stage=Stage.ARCHIVE,
        reason="opted out",
        occurred_at=capture.captured_at,
        detail="; ".join(printed),
        status=capture.status,
    )


def _page(capture: Capture, body: bytes, source: Source | None) -> Page:
    content_type = (capture.content_type or "").lower()
    if capture.status != 200:
        return Page(PageKind.ERROR, f"HTTP {capture.status}")
    if media_type(content_type) not in TEXT:
        return Page(PageKind.OTHER, f"not a page of text: {content_type}")
    charset = charset_of(content_type)
    return read_body(body, capture.url, charset, capture.captured_at, source)


def charset_of(content_type: str) -> str | None:
    """The charset in a Content-Type header, or None."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def read_body(
    body: bytes, url: str, charset: str | None, captured_at: datetime, source: Source | None
) -> Page:
    """Read a page, using what is known of its source; ``charset`` is the HTTP header's."""
    return extract(
        body,
        url,
        charset=charset,
        captured_at=captured_at,
        time_zone=source.time_zone if source else None,
        language=source.language if source else None,
        rules=Rules(exclude=source.rules.get("exclude", ())) if source else None,
    )
