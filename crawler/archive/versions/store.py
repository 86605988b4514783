"""Write down what was decided: the inserts and updates of one batch, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from crawler.archive.database.inserts import insert_all, insert_for_ids
from crawler.archive.entries import PlainCapture
from crawler.archive.models import (
    Article,
    ArticleUrl,
    Capture,
    Observation,
    Version,
)
from crawler.archive.stories.gathering import gather, gather_again
from crawler.archive.versions.changes import VersionPair, steps, store_edits
from crawler.archive.versions.content import NewVersion, store_content
from crawler.archive.versions.decide import Outcome
from crawler.archive.versions.knowledge import Knowledge, KnownArticle, KnownVersion
from crawler.archive.versions.optouts import optout_sets
from crawler.archive.versions.timeline import Look, Stretch, timeline
from crawler.items import Article as ArticleItem
from crawler.items import Capture as CaptureItem


def store(
    connection: Connection,
    run_id: int,
    known: Knowledge,
    outcomes: Sequence[Outcome],
    passing: Sequence[PlainCapture],
    sources: Mapping[str, int],
) -> None:
    """Insert and update everything that the outcomes of a batch call for."""
    _store_articles(connection, known)
    _store_versions(connection, outcomes)
    looked = {id(o.article): o.article for o in outcomes if o.article is not None}
    _store_presents(connection, [article for article in looked.values() if article.looked])
    store_edits(connection, _edited(looked.values()))
    sets = optout_sets(connection, outcomes)
    captures = [
        _capture_row(run_id, sources[o.visit.source.name], o.visit.capture)
        | {
            "article_id": o.article.id if o.article else None,
            "version_id": o.version.id if o.version else None,
            "page_kind": o.page_kind,
            "page_reason": o.page_reason,
            "optout_set_id": set_id,
        }
        for o, set_id in zip(outcomes, sets, strict=True)
    ] + [_capture_row(run_id, sources[p.source.name], p.capture) for p in passing]
    insert_all(connection, Capture, captures)
    disordered = {article.id for article in looked.values() if article.disordered}
    for id_ in disordered | _lost(connection, run_id, known):
        rebuild_timeline(connection, id_)


def _lost(connection: Connection, run_id: int, known: Knowledge) -> set[int]:
    """Turn the redirects that led from articles to others into looks; return those articles'
    ids."""
    found = set()
    for article, url in known.lost:
        redirect = connection.scalar(
            select(Capture.id)
            .where(Capture.run_id == run_id, Capture.url == url, Capture.article_id.is_(None))
            .where(Capture.redirect_to.is_not(None))
            .order_by(Capture.captured_at.desc())
            .limit(1)
        )
        if redirect is not None:
            is_it = Capture.id == redirect
            connection.execute(update(Capture).where(is_it).values(article_id=article.id))
            found.add(article.id)
    return found


def rebuild_timeline(connection: Connection, article_id: int) -> None:
    """Derive an article's observations anew, and its story too if it turns out to be older.

    For looks that come late, as when an old WARC file is imported beside a running crawl.
    """
    if derive_observations(connection, article_id):
        gather_again(connection, article_id)


def derive_observations(connection: Connection, article_id: int) -> bool:
    """Derive an article's observations anew from its captures, in order of time. Returns whether
    this changed when the article was first seen, which decides its story."""
    looks = [
        Look(row.captured_at, row.version_id)
        for row in connection.execute(
            select(Capture.captured_at, Capture.version_id)
            .where(Capture.article_id == article_id)
            .order_by(Capture.captured_at, Capture.id)
        )
    ]
    connection.execute(delete(Observation).where(Observation.article_id == article_id))
    stretches = timeline(looks)
    rows = [_observation_row(article_id, s.version, s) for s in stretches]
    insert_all(connection, Observation, rows)
    store_edits(connection, steps(stretches))
    first = stretches[0].observed_from  # an earlier 404 is no look at it
    changed = connection.execute(
        update(Article)
        .where(Article.id == article_id, Article.first_seen_at != first)
        .values(first_seen_at=first)
    )
    return bool(changed.rowcount)


def _store_articles(connection: Connection, known: Knowledge) -> None:
    articles = [
        {
            "source_id": article.source_id,
            "canonical_url": article.canonical_url,
            "first_seen_at": article.first_seen_at,
        }
        for article in known.new_articles
    ]
    ids = insert_for_ids(connection, Article, articles)
    for article, id_ in zip(known.new_articles, ids, strict=True):
        article.id = id_
    urls = [
        {
            "article_id": new.article.id,
            "url_key": key,
            "url": new.url,
            "relation": new.relation,
            "first_seen_at": new.first_seen_at,
        }
        for key, new in known.new_urls.items()
    ]
    insert_all(connection, ArticleUrl, urls)


def _store_versions(connection: Connection, outcomes: Iterable[Outcome]) -> None:
    new: list[NewVersion] = []
    rows: list[dict[str, Any]] = []
    for outcome in outcomes:
        if outcome.content is not None and outcome.article and outcome.version:
            new.append(NewVersion(outcome.article, outcome.version, outcome.content))
            rows.append(_version_row(outcome, outcome.article, outcome.version, outcome.content))
    if not new:
        return
    for n, id_ in zip(new, insert_for_ids(connection, Version, rows), strict=True):
        n.version.id = id_
    store_content(connection, new)
    gather(connection, {n.version.id: n.content.body for n in new})


def _version_row(
    outcome: Outcome, article: KnownArticle, version: KnownVersion, content: ArticleItem
) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "number": version.number,
        "content_sha256": version.content_sha256,
        "extractor_version": outcome.visit.extractor_version,
        "kind": outcome.page_kind,
        **content_columns(content),
    }


def content_columns(content: ArticleItem) -> dict[str, Any]:
    """The columns of a version's row that hold what the page says."""
    dateline = content.dateline
    return {
        "headline": content.headline,
        "headline_raw": content.headline_raw,
        "alternative_headline": content.alternative_headline,
        "standfirst": content.standfirst,
        "byline": content.byline,
        "dateline": dateline.line if dateline else None,
        "dateline_place": dateline.place if dateline else None,
        "published_at": content.published_at,
        "published_raw": content.published_raw,
        "modified_at": content.modified_at,
        "modified_raw": content.modified_raw,
        "language": content.language,
        "section": content.section,
        "topics": list(content.topics),
        "provenance": dict(content.provenance),
    }


def _store_presents(connection: Connection, articles: Sequence[KnownArticle]) -> None:
    """Close or prolong open observations before new ones are opened."""
    prolonged: list[dict[str, Any]] = []
    begun: list[dict[str, Any]] = []
    for article in articles:
        stretches = [*article.closed, *([article.present] if article.present else [])]
        if article.present_id and stretches:
            stored = stretches.pop(0)
            prolonged.append(
                {
                    "row_id": article.present_id,
                    "seen": stored.last_seen_at,
                    "until": stored.observed_until,
                }
            )
        begun += [_observation_row(article.id, s.version.id, s) for s in stretches]
    if prolonged:
        connection.execute(
            update(Observation.__table__)  # type: ignore[arg-type]
            .where(Observation.__table__.c.id == bindparam("row_id"))
            .values(last_seen_at=bindparam("seen"), observed_until=bindparam("until")),
            prolonged,
        )
    insert_all(connection, Observation, begun)


def _edited(articles: Iterable[KnownArticle]) -> list[VersionPair]:
    """The versions before and after each edit that this batch saw."""
    return [
        (before.id, after.id)
        for article in articles
        if article.present
        for before, after in steps([*article.closed, article.present])
    ]


def _observation_row(article_id: int, version_id: int, stretch: Stretch[Any]) -> dict[str, Any]:
    until: datetime | None = stretch.observed_until
    return {
        "article_id": article_id,
        "version_id": version_id,
        "state": stretch.state,
        "observed_from": stretch.observed_from,
        "last_seen_at": stretch.last_seen_at,
        "observed_until": until,
    }


def _capture_row(run_id: int, source_id: int, capture: CaptureItem) -> dict[str, Any]:
    return {
        "record_id": capture.record_id,
        "run_id": run_id,
        "source_id": source_id,
        "article_id": None,
        "version_id": None,
        "url": capture.url,
        "captured_at": capture.captured_at,
        "status": capture.status,
        "kind": capture.kind,
        "payload_digest": capture.payload_digest,
        "content_type": capture.content_type,
        "etag": capture.etag,
        "last_modified": capture.last_modified,
        "redirect_to": capture.redirect_to,
        "warc_file": capture.file,
        "warc_offset": capture.offset,
        "warc_length": capture.length,
        "page_kind": None,
        "page_reason": None,
        "optout_set_id": None,
    }
