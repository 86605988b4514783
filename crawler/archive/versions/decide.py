"""Decide what a visit means for the archive: a new article, a new version, the same, gone, none.

The decisions read and extend the knowledge of the batch, and write to no database.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from crawler.archive.entries import Visit
from crawler.archive.models import State, UrlRelation
from crawler.archive.urls import may_be_canonical, url_key, without_tracking
from crawler.archive.versions.digests import content_sha256
from crawler.archive.versions.knowledge import (
    Knowledge,
    KnownArticle,
    KnownVersion,
    NewUrl,
    Seen,
)
from crawler.archive.versions.likeness import say_the_same
from crawler.items import Article, CaptureKind, Page, PageKind

GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
NO_BODY = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"  # payload digest of an empty body
DISTINCTIVE = 200  # characters of body from which equal content at two URLs is one article


class Result(StrEnum):
    """What became of a visit; summaries print these words."""

    NEW = "new"  # a new article
    CHANGED = "changed"  # a known article shows another version than before, or is back
    SAME = "same"  # it shows the same as before
    GONE = "gone"  # a known article is no longer there
    NO_ARTICLE = "no article"  # a section, a block page, an error page, ...
    FAILED = "failed"  # nothing could be read


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision on one visit."""

    visit: Visit
    result: Result
    page_kind: str | None
    page_reason: str | None
    article: KnownArticle | None = None
    version: KnownVersion | None = None
    content: Article | None = None  # what to store, if ``version`` is new


@dataclass(frozen=True, slots=True)
class Addresses:
    """The URL keys of a visit, the best evidence of identity first."""

    url: str  # of the page itself
    keys: dict[str, tuple[str, UrlRelation]]  # key -> (URL, how it leads to the article)
    canonical_url: str


def addresses(visit: Visit) -> Addresses:
    """Every URL under which the visited article may be known."""
    url = visit.capture.url
    article = visit.page.article if visit.page else None
    named = article.canonical_url if article else None
    believed = named if named and may_be_canonical(url, named) else url
    canonical = without_tracking(believed, visit.source.ignored_parameters)
    keys = {url_key(canonical): (canonical, UrlRelation.CANONICAL)}
    for requested in visit.requested_urls:
        keys.setdefault(url_key(requested), (requested, UrlRelation.REDIRECT))
    keys[url_key(url)] = (url, UrlRelation.FETCHED)
    return Addresses(url, keys, canonical)


def decide(known: Knowledge, visit: Visit, source_id: int) -> Outcome:
    """Decide on a visit, and extend ``known`` with what it brings."""
    found = _decide(known, visit, source_id)
    if found.page_kind is not None and visit.capture.kind is CaptureKind.RESPONSE:
        known.by_payload.setdefault(visit.capture.payload_digest, []).append(
            Seen(
                visit.capture.url,
                source_id,
                found.page_kind,
                found.page_reason,
                found.article,
                found.version,
            )
        )
    return found


def _decide(known: Knowledge, visit: Visit, source_id: int) -> Outcome:
    status = visit.capture.status
    if status in GONE:
        return _gone(known, visit)
    if status == HTTPStatus.NOT_MODIFIED:
        return _not_modified(known, visit)
    if visit.page is None:
        return _revisited(known, visit, source_id)
    if visit.page.article is None:
        return _no_article(known, visit, visit.page)
    return _article(known, visit, visit.page, visit.page.article, source_id)


def _gone(known: Knowledge, visit: Visit) -> Outcome:
    article = _first_at(known, addresses(visit))
    reason = f"HTTP {visit.capture.status}"
    if article is None:
        return Outcome(visit, Result.FAILED, PageKind.ERROR, reason)
    article.look(visit.capture.captured_at, None)
    return Outcome(visit, Result.GONE, PageKind.ERROR, reason, article)


def _no_article(known: Knowledge, visit: Visit, page: Page) -> Outcome:
    """A page without an article. If a known article's address now redirects to the front page or a
    section, that article is gone."""
    keys = [url_key(url) for url in visit.requested_urls]
    article = next((known.by_url[key] for key in keys if key in known.by_url), None)
    if article is None or page.kind is not PageKind.SECTION:
        return Outcome(visit, Result.NO_ARTICLE, page.kind, page.reason)
    article.look(visit.capture.captured_at, None)
    reason = f"its address leads to {visit.capture.url}"
    return Outcome(visit, Result.GONE, page.kind, reason, article)


def _not_modified(known: Knowledge, visit: Visit) -> Outcome:
    """A 304: the page stands as in an earlier capture, which is the one with the payload that the
    record names, else the last."""
    if visit.capture.kind is CaptureKind.REVISIT and visit.capture.payload_digest != NO_BODY:
        seen = _seen(known, visit)
        article, version = (seen.article, seen.version) if seen else (None, None)
    else:
        article = _first_at(known, addresses(visit))
        present = article.present if article else None
        version = present.version if present and present.state is not State.GONE else None
    if article is None or version is None:
        return Outcome(visit, Result.FAILED, None, "HTTP 304 for a page that is not in the archive")
    _note_left(known, addresses(visit), article)
    result = _look(article, visit, version)
    return Outcome(visit, result, version.kind, "HTTP 304", article, version)


def _revisited(known: Knowledge, visit: Visit, source_id: int) -> Outcome:
    """The same bytes as an earlier capture, at this address or else at another of this
    publisher."""
    earlier = known.by_payload.get(visit.capture.payload_digest, [])
    elsewhere = (s for s in reversed(earlier) if s.source_id == source_id)
    seen = _seen(known, visit) or next(elsewhere, None)
    if seen is None:
        return Outcome(visit, Result.FAILED, None, "a revisit of a payload that was never read")
    article, version = seen.article, seen.version
    if article is None or version is None:
        return _no_article(known, visit, Page(PageKind(seen.page_kind), seen.page_reason or ""))
    where = addresses(visit)
    if _is_apart(known, where):
        article = _first_at(known, where) or article
        version = article.versions.get(version.content_sha256)
        if version is None:
            return Outcome(visit, Result.FAILED, None, "a revisit of a payload of another article")
    _lead_to(known, where, article, visit)
    _note_left(known, where, article)
    result = _look(article, visit, version)
    return Outcome(visit, result, seen.page_kind, seen.page_reason, article, version)


def _look(article: KnownArticle, visit: Visit, version: KnownVersion) -> Result:
    """Note that a known article showed a known version."""
    is_other = article.look(visit.capture.captured_at, version)
    return Result.CHANGED if is_other else Result.SAME


def _seen(known: Knowledge, visit: Visit) -> Seen | None:
    """What the last capture of this address with this payload was."""
    earlier = known.by_payload.get(visit.capture.payload_digest, [])
    return next((seen for seen in reversed(earlier) if seen.url == visit.capture.url), None)


def _article(
    known: Knowledge, visit: Visit, page: Page, content: Article, source_id: int
) -> Outcome:
    """A page with an article. Article and version may each be known or new."""
    where = addresses(visit)
    digest = visit.content_sha256 or content_sha256(content)
    article = _shown(known, where, content, digest)
    if article is None and len(content.body) >= DISTINCTIVE:
        article = known.by_content.get((source_id, digest))
    is_known = article is not None
    article = article or _new_article(known, where, visit, source_id)
    _lead_to(known, where, article, visit)
    _note_others(known, where, article, content)
    is_new_version = digest not in article.versions
    if is_new_version:
        _add_version(article, digest, page.kind, content)
        known.by_content[source_id, digest] = article
    version = article.versions[digest]
    is_other = article.look(visit.capture.captured_at, version)
    if not is_known:
        result = Result.NEW
    else:
        result = Result.CHANGED if is_new_version or is_other else Result.SAME
    new_content = content if is_new_version else None
    return Outcome(visit, result, page.kind, page.reason, article, version, new_content)


def _new_article(known: Knowledge, where: Addresses, visit: Visit, source_id: int) -> KnownArticle:
    """A new article, under its canonical URL unless that belongs to another one."""
    is_free = url_key(where.canonical_url) not in known.by_url
    url = where.canonical_url if is_free else where.url
    article = KnownArticle(source_id, url, visit.capture.captured_at)
    known.new_articles.append(article)
    return article


def _add_version(article: KnownArticle, digest: str, kind: PageKind, content: Article) -> None:
    last = max((version.number for version in article.versions.values()), default=0)
    article.versions[digest] = KnownVersion(last + 1, digest, kind)
    article.content = content


def _lead_to(known: Knowledge, where: Addresses, article: KnownArticle, visit: Visit) -> None:
    """Let every URL of the visit that led nowhere yet lead to the article."""
    for key, (url, relation) in where.keys.items():
        if key not in known.by_url:
            known.by_url[key] = article
            known.new_urls[key] = NewUrl(article, url, relation, visit.capture.captured_at)


def _shown(
    known: Knowledge, where: Addresses, content: Article, digest: str
) -> KnownArticle | None:
    """The known article that a page shows. That is the one its canonical URL or a redirect leads
    to, if the text says the same; else the one at its own address."""
    if _is_apart(known, where):
        return _first_at(known, where)
    own = known.by_url.get(url_key(where.url))
    for article in _all_at(known, where):
        if article is own or digest in article.versions or _agrees(known, article, content):
            return article
    return None


def _agrees(known: Knowledge, article: KnownArticle, content: Article) -> bool:
    """Whether the article's newest version is the same text."""
    newest = known.newest(article)
    return newest is not None and say_the_same(newest, content)


def _all_at(known: Knowledge, where: Addresses) -> list[KnownArticle]:
    """The articles that the addresses of a visit lead to, the best evidence first."""
    return list(dict.fromkeys(known.by_url[key] for key in where.keys if key in known.by_url))


def _note_others(
    known: Knowledge, where: Addresses, article: KnownArticle, content: Article
) -> None:
    """Note other articles that this visit's addresses lead to. Only a canonical URL or a redirect
    reveals that two addresses are one article's. An article that says something else is gone if its
    own address redirects here."""
    if _is_apart(known, where):
        return
    for other in _all_at(known, where):
        if other is article or other.source_id != article.source_id:
            continue
        key = url_key(other.canonical_url)
        if _agrees(known, other, content):
            known.twins.append((article, other))
        elif key in where.keys and where.keys[key][1] is UrlRelation.REDIRECT:
            known.lost.append((other, where.keys[key][0]))


def _note_left(known: Knowledge, where: Addresses, article: KnownArticle) -> None:
    """Note other articles whose addresses lead to this one now, though its page was not read."""
    if len(_all_at(known, where)) > 1 and (content := known.newest(article)) is not None:
        _note_others(known, where, article, content)


def _is_apart(known: Knowledge, where: Addresses) -> bool:
    """Whether somebody has set one of these addresses apart (``identity.split``)."""
    return not known.apart.isdisjoint(where.keys)


def _first_at(known: Knowledge, where: Addresses) -> KnownArticle | None:
    """The article at the best of a visit's addresses; one that was set apart comes first."""
    keys = [key for key in where.keys if key in known.by_url]
    apart = [key for key in keys if key in known.apart]
    return known.by_url[(apart or keys)[0]] if keys else None
