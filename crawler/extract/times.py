"""When the article was published and changed, as the page claims it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.extract import jsonld
from crawler.extract.dates import Stamp, instant, read_stamp, zone_named
from crawler.extract.document import Document, attr, text_of

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "og:published_time"),
    *(
        "article.published",
        "published_at",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
    ),
    *("date", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.issued", "dc.date.created"),
    *("sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "article_date_original"),
    *(
        "datecreated",
        "last-published",
        "originalpublicationdate",
        "bt:pubdate",
        "shareaholic:article_published_time",
    ),
)
_MODIFIED = (
    *("article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time"),
    *("last-modified", "dcterms.modified", "dc.date.modified", "article:modified", "lastmod"),
)
_VISIBLE = "time, [class*=date i], [class*=time i], [class*=publish i], [id*=date i]"
_MAX = 30  # elements named after time that are looked at
_LONGEST = 120
# A printed time that comes after one of these words is that of a change.
_UPDATED = re.compile(
    r"\b(?:last )?(?:updated?|modified|edited|revised)\b|수정|업데이트|갱신|更新|修改|改訂|"
    r"\b(?:aktualisiert|geändert|actualizado|actualización|modificado|atualizado|mis à jour|"
    r"modifié|aggiornato|bijgewerkt|oppdatert|opdateret|uppdaterad|päivitetty|обновлено|"
    r"aktualizacja|zaktualizowano|aktualizováno|frissítve|güncelleme|diperbarui)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Times:
    published_at: datetime | None = None
    published_raw: str | None = None
    published_rule: str = ""
    modified_at: datetime | None = None
    modified_raw: str | None = None


def find_times(
    document: Document,
    above: Sequence[str] = (),
    *,
    captured_at: datetime | None = None,
    time_zone: str | None = None,
) -> Times:
    """Publication and modification, each from the first evidence that can be read: metadata, else
    what is printed in the lines ``above`` the story, else elsewhere.

    A time that prints no zone is read in the source's ``time_zone``; without one its instant
    stays unknown. ``captured_at`` serves only "2 hours ago".
    """
    zone = zone_named(time_zone)
    published, rule = _first(_claims(document, "datePublished", _PUBLISHED), captured_at)
    modified, _ = _first(_claims(document, "dateModified", _MODIFIED), captured_at)
    if published is None:
        printed, changed = _visible(document, above)
        published, rule = _first(_as_claims(printed + changed), captured_at)
        modified = modified or _first(_as_claims(changed if printed else []), captured_at)[0]
    return Times(
        instant(published, zone),
        published.raw if published else None,
        rule,
        instant(modified, zone),
        modified.raw if modified else None,
    )


def _first(claims: Iterator[tuple[str, str]], now: datetime | None) -> tuple[Stamp | None, str]:
    dated: tuple[Stamp | None, str] = (None, "")
    for rule, raw in claims:
        stamp = read_stamp(raw, now=now)
        if stamp and stamp.has_time:
            return stamp, rule
        if stamp and dated[0] is None:
            dated = stamp, rule
    return dated


def _claims(document: Document, name: str, metas: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    told = jsonld.string(document.news.get(name))
    if told:
        yield "json_ld", told
    for meta in metas:
        for content in document.meta.get(meta, ()):
            yield f"meta {meta}", content
    for node in document.tree.css(f'[itemprop="{name}"]'):
        yield "microdata", attr(node, "datetime") or attr(node, "content") or text_of(node)


def _as_claims(printed: list[str]) -> Iterator[tuple[str, str]]:
    return (("visible", raw) for raw in printed)


def _visible(document: Document, above: Sequence[str]) -> tuple[list[str], list[str]]:
    """The times that the page prints: those of publication, and those of a change.

    One line may print both: "Posted : 2022-07-28 16:35 Updated : 2022-07-29 10:02". Elsewhere than
    above the story only a ``<time>`` is believed: other dates are those of other stories.
    """
    published: list[str] = []
    changed: list[str] = []
    near = "\n".join(above)
    named = [(text_of(n), attr(n, "datetime"), n.tag) for n in document.tree.css(_VISIBLE)[:_MAX]]
    beside = [(text, told) for text, told, _ in named if text and text in near]
    apart = [(text, told) for text, told, tag in named if not near or (tag == "time" and told)]
    for text, told in (*beside, *((line, "") for line in above), *apart):
        raw = told or text
        if not 5 < len(raw) < _LONGEST:
            continue
        label = _UPDATED.search(text)
        if label is None:
            published.append(raw)
        elif raw is not text:
            changed.append(raw)
        else:
            published.append(text[: label.start()].strip())
            changed.append(text[label.start() :])
    return [raw for raw in published if len(raw) > 5], changed
