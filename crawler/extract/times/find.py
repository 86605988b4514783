"""When the article was published and changed, as the page claims it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from selectolax.lexbor import LexborNode

from crawler.extract import jsonld
from crawler.extract.document import Document, attr, text_of
from crawler.extract.languages.vocabulary import bounded
from crawler.extract.times.dates import Stamp, instant, read_stamp, zone_named

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished"),
    *("og:published_time", "article.published", "published_at", "pubdate", "publishdate"),
    *("publish-date", "publish_date", "date", "dc.date.issued", "dc.date", "dcterms.date"),
    *("dcterms.created", "dcterms.issued", "dc.date.created", "sailthru.date"),
    *("parsely-pub-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime"),
    *("article_date_original", "datecreated", "last-published", "originalpublicationdate"),
    *("bt:pubdate", "shareaholic:article_published_time"),
)
_MODIFIED = (
    *("article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time"),
    *("last-modified", "dcterms.modified", "dc.date.modified", "article:modified", "lastmod"),
)
# the same in RDFa, in the words of schema.org and of Dublin Core
_RDFA = {
    "datePublished": '[property~="datePublished"], [property~="schema:datePublished"], '
    '[property~="dc:created"]',
    "dateModified": '[property~="dateModified"], [property~="schema:dateModified"], '
    '[property~="dc:modified"]',
}
_TIMES = frozenset({"time", "relative-time", "time-ago"})
_VISIBLE = (
    "time, relative-time, time-ago, abbr[title], [class*=date i], [class*=time i], "
    "[class*=publish i], [id*=date i], [data-timestamp], [data-date]"
)
_LAST = (
    (frozenset({"WebPage", "ImageGallery", "MediaGallery"}), "datePublished"),
    (frozenset({"VideoObject"}), "uploadDate"),
)
_PARTS_OF_TITLE = re.compile(r"\s[|·•–—-]\s")
_LONGEST_DAY = 30  # characters of a part of a title that is nothing but a date
_FOR_MACHINES = ("datetime", "content", "title")
_IS_ISO = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d|\d{13}$|\d{10}$")  # for machines
_AFTER_A_TIME = re.compile(r"\d|\w{3,} \w{3,}")  # what no label is, such as another time
_NAMED_AFTER_TIME = re.compile(r"title$|data-.*(?:date|time|stamp|publish)")  # attributes
_BEFORE = 40  # characters before a time in which its label stands
_CHANGED = "updated"  # what stands before the time of a change
_SHARED_NAME = re.compile(r"\bIST\b")  # of India, Israel and Ireland
_SHARED_NAMES = frozenset({timedelta(hours=5.5), timedelta(hours=2), timedelta(hours=1)})
_A_MINUTE = timedelta(minutes=1)
_QUARTER = timedelta(minutes=15)  # of which all zones are some
_WIDEST_ZONE = timedelta(hours=14, minutes=15)
_A_DAY = timedelta(days=1, hours=14)  # from its beginning to its end in any other zone
_MAX = 30  # elements named after time that are looked at
_LONGEST = 120
_UPDATED = re.compile(bounded("time.updated"), re.IGNORECASE)  # it follows: the time of a change
# and after one of these again one of publication: the change may be told first
_PUBLISHED_AGAIN = re.compile(bounded("time.published"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Times:
    published_at: datetime | None = None
    published_raw: str | None = None
    published_rule: str = ""
    modified_at: datetime | None = None
    modified_raw: str | None = None


def says_published(line: str) -> bool:
    """Whether a line has the label of a time of publication."""
    return _PUBLISHED_AGAIN.search(line) is not None


def find_times(
    document: Document,
    above: Sequence[str] = (),
    around: Sequence[str] = (),
    further: Iterable[str] = (),
    *,
    captured_at: datetime | None = None,
    time_zone: str | None = None,
) -> Times:
    """Publication and modification, each from the first evidence that can be read: metadata, else
    what is printed in the lines ``above`` the story, else in those ``around`` headline and story,
    else elsewhere; at last in the one line ``further`` below that says it is of publication. Where
    metadata tells only the day, a line may tell the time of that day.

    A time that prints no zone is read in the source's ``time_zone``; without one its instant
    stays unknown. ``captured_at`` serves only "2 hours ago".
    """
    zone = zone_named(time_zone)
    published, rule = _first(_claims(document, "datePublished", _PUBLISHED), captured_at)
    modified, _ = _first(_claims(document, "dateModified", _MODIFIED), captured_at)
    if published and not published.has_time and not published.zone:
        printed, _ = _visible(document, above, (), captured_at, elsewhere=False)
        timed, told = _first(_as_claims([published.raw, *printed]), captured_at)
        published, rule = (timed, told) if timed and timed.has_time else (published, rule)
    elif published and not published.zone:
        clocks = (line for line in above if ":" in line and len(line) < _LONGEST)
        published = _in_its_zone(_named_like(published, modified), clocks)
    if published is None:
        printed, changed = _visible(document, above, around, captured_at)
        published, rule = _first(_as_claims(printed + changed), captured_at)
        modified = modified or _first(_as_claims(changed if printed else []), captured_at)[0]
        if published is None or not published.has_time:
            published, rule = _of_the_page(document, published, captured_at) or (published, rule)
        elif published.zone is None:
            of_page = _of_the_page(document, published, captured_at)
            published = _zoned_by(published, of_page[0]) if of_page else published
        if published is None:
            published, rule = _first(_in_title(document), captured_at)
        if published is None:
            labelled = [line for line in further if _PUBLISHED_AGAIN.match(line)]
            printed, _ = _printed((line, "", "") for line in labelled if len(labelled) == 1)
            published, rule = _first(_as_claims(printed), captured_at)
    return Times(
        instant(published, zone),
        published.raw if published else None,
        rule,
        instant(modified, zone),
        modified.raw if modified else None,
    )


def _of_the_page(
    document: Document, printed: Stamp | None, now: datetime | None
) -> tuple[Stamp, str] | None:
    """What metadata tells of the page or its gallery instead of the article; beside a printed day
    only the time of that day, or the publication before it where that day is the one of a change.
    """
    for kinds, name in _LAST:
        for item in document.json_ld:
            if not jsonld.types(item) & kinds:
                continue
            stamp = read_stamp(jsonld.string(item.get(name)), now=now)
            if stamp is None:
                continue
            if printed is None or printed.wall.date() == stamp.wall.date():
                return stamp, "json_ld of the page"
            change = read_stamp(jsonld.string(item.get("dateModified")), now=now)
            if change and stamp.wall.date() < printed.wall.date() == change.wall.date():
                return stamp, "json_ld of the page"
    return None


def _first(claims: Iterator[tuple[str, str]], now: datetime | None) -> tuple[Stamp | None, str]:
    """The first claim that can be read; where it tells a day only, the first one that tells a time
    of that day."""
    day: Stamp | None = None
    day_rule = ""
    for rule, raw in claims:
        stamp = read_stamp(raw, now=now)
        if stamp and stamp.has_time and (day is None or _is_of(day, stamp)):
            return stamp, rule
        if stamp and day is None:
            day, day_rule = stamp, rule
    return day, day_rule


def _is_of(day: Stamp, stamp: Stamp) -> bool:
    """Whether a time is of a day; one that names its zone may be of that day in another zone."""
    if stamp.zone is not None:
        return abs(stamp.wall - day.wall) <= _A_DAY
    return stamp.wall.date() == day.wall.date()


def _in_its_zone(told: Stamp, printed: Iterable[str]) -> Stamp:
    """A time that metadata tells without its zone, in the one in which it is a printed time that
    has its zone: that one, or that of machines."""
    for stamp in filter(None, map(read_stamp, printed)):
        moment = instant(stamp, None) if stamp.has_time else None
        for zone in (stamp.zone, UTC):
            if moment and abs(told.wall.replace(tzinfo=zone) - moment) < _A_MINUTE:
                return replace(told, zone=zone)
    return told


def _zoned_by(printed: Stamp, told: Stamp) -> Stamp:
    """A printed time in the zone in which it is the one that metadata tells with its own."""
    moment = instant(told, None)
    if moment is None:
        return printed
    offset = printed.wall - moment.astimezone(UTC).replace(second=0, microsecond=0, tzinfo=None)
    is_zones = abs(offset) < _WIDEST_ZONE and not offset % _QUARTER
    return replace(printed, zone=timezone(offset)) if is_zones else printed


def _named_like(told: Stamp, other: Stamp | None) -> Stamp:
    """A time whose zone has a name that several countries use, in the one of them in which the
    page tells its other time."""
    offset = other.zone.utcoffset(other.wall) if other and other.zone else None
    name = _SHARED_NAME.search(told.raw) if offset in _SHARED_NAMES else None
    return replace(told, zone=other.zone) if other and name else told


def _claims(document: Document, name: str, metas: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    told = jsonld.string(document.news.get(name))
    if told:
        yield "json_ld", told
    for meta in metas:
        for content in document.meta.get(meta, ()):
            yield f"meta {meta}", content
    for rule, selector in (("microdata", f'[itemprop="{name}"]'), ("rdfa", _RDFA[name])):
        for node in document.tree.css(selector):
            machines = filter(None, (attr(node, n) for n in _FOR_MACHINES))
            yield rule, next(machines, text_of(node))


def _in_title(document: Document) -> Iterator[tuple[str, str]]:
    """What the page's title tells after headline and site: "Headline | Site | 28.04.2023"."""
    parts = _PARTS_OF_TITLE.split(text_of(document.tree.css_first("title")))
    for part in parts[1:]:
        if len(part) <= _LONGEST_DAY and part[-4:].isdigit():
            yield "title", part


def _as_claims(printed: list[str]) -> Iterator[tuple[str, str]]:
    return (("visible", raw) for raw in printed)


def _visible(
    document: Document,
    above: Sequence[str],
    around: Sequence[str],
    now: datetime | None,
    *,
    elsewhere: bool = True,
) -> tuple[list[str], list[str]]:
    """The times that the page prints: those of publication, and those of a change.

    One line may print both: "Posted : 2022-07-28 16:35 Updated : 2022-07-29 10:02". ``elsewhere``
    than beside the story only a ``<time>`` is believed: other dates are those of other stories.
    """
    named = [(text_of(n), _told(n), n) for n in document.tree.css(_VISIBLE)[:_MAX]]
    named = [(text, told, n) for text, told, n in named if told is not None]
    printed, changed = _printed(_beside(named, above))
    if not any(read_stamp(raw, now=now) for raw in printed + changed):
        further = _printed(_beside(named, around))
        printed, changed = printed + further[0], changed + further[1]
    if not elsewhere:
        return printed, changed
    near = "\n".join(above)
    apart = ((text, told or "", "") for text, told, n in named if not near or _is_time(n, told))
    others = _printed(apart)
    return printed + others[0], changed + others[1]


def _is_time(node: LexborNode, told: str | None) -> bool:
    return bool(told) and node.tag in _TIMES


def _told(node: LexborNode) -> str | None:
    """What an element tells machines of its time, "" if nothing; ``None`` where an element in it
    tells for itself."""
    if node.tag in _TIMES:
        return attr(node, "datetime")
    inner = node.css("time[datetime]")
    if inner:
        return attr(inner[0], "datetime") if len(inner) == 1 else None
    told = (v for k, v in node.attributes.items() if v and _NAMED_AFTER_TIME.match(k))
    return next(filter(_IS_ISO.match, told), "")


def _beside(
    named: Sequence[tuple[str, str | None, LexborNode]], lines: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """The elements named after time that stand in these lines, then the lines themselves: text,
    what it tells machines, and the words before it."""
    changes = [text for text, _, node in named if text and _is_named_updated(node)]
    near = "\n".join(lines)
    for text, told, node in named:
        is_change = text in changes and _is_named_updated(node)
        if is_change and any(_apart_from(text, line) for line in lines):
            yield text, told or "", _CHANGED
        elif text and text in near:
            yield text, told or "", near[: near.index(text)][-_BEFORE:]
        elif told and not text and node.parent and node.parent.css_first("h1"):
            yield "", told, ""  # which a script prints under the headline
    for line in lines:
        rest = next(filter(None, (_apart_from(text, line) for text in changes)), line)
        yield rest, "", ""


def _is_named_updated(node: LexborNode) -> bool:
    name = attr(node, "class")
    return "updated" in name and "published" not in name


def _apart_from(change: str, line: str) -> str | None:
    """A line without the time of a change, if it tells another time as well."""
    rest = line.replace(change, " ", 1).strip() if change in line else ""
    return rest if read_stamp(rest) else None


def _printed(lines: Iterable[tuple[str, str, str]]) -> tuple[list[str], list[str]]:
    """Times of publication and of a change, apart."""
    published: list[str] = []
    changed: list[str] = []
    for text, told, before in lines:
        raw = told or text
        if not 5 < len(raw) < _LONGEST:
            continue
        label = _UPDATED.search(text)
        if label is None:
            (changed if _ends_in_a_label(before) else published).append(raw)
        elif raw is not text:
            changed.append(raw)
        else:
            again = _PUBLISHED_AGAIN.search(text, label.end())
            end = again.start() if again else len(text)
            published += [text[: label.start()].strip(), text[end:]]
            changed.append(text[label.start() : end])
    return [raw for raw in published if len(raw) > 5], changed


def _ends_in_a_label(before: str) -> bool:
    """Whether the words before a time say that it is one of a change: "Updated: "."""
    label = _UPDATED.search(before)
    return label is not None and not _AFTER_A_TIME.search(before[label.end() :])
