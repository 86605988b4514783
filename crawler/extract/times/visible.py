"""The times that a page prints, those of publication apart from those of a change.

A time printed after a word such as "updated" is that of a change. After a word such as "published"
it is one of publication again, since the change may come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from selectolax.lexbor import LexborNode

from crawler.extract.document import Document, attr, text_of
from crawler.extract.languages.vocabulary import bounded
from crawler.extract.times.dates import read_stamp

LONGEST = 120  # characters of a line that prints a time
_SHORTEST = 3  # "2日前"
_UPDATED = re.compile(bounded("time.updated"), re.IGNORECASE)
_PUBLISHED = re.compile(bounded("time.published"), re.IGNORECASE)
_AFTER_A_TIME = re.compile(r"\d|\w{3,} \w{3,}")  # no label has these: another time, or words
_BEFORE = 40  # characters before a time that may hold its label
_CHANGED = "updated"  # a label before the time of a change
_TIMES = frozenset({"time", "relative-time", "time-ago"})
_VISIBLE = (
    "time, relative-time, time-ago, abbr[title], [class*=date i], [class*=time i], "
    "[class*=publish i], [id*=date i], [data-timestamp], [data-date]"
)
_NAMED_AFTER_TIME = re.compile(r"title$|data-.*(?:date|time|stamp|publish)")  # attributes
_IS_ISO = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d|\d{13}$|\d{10}$")  # for machines
_MAX = 30  # elements named after time to look at
_MOST_TEXT = 10_000  # characters with white space: a larger element is the page ("updated")


def says_published(line: str) -> bool:
    """Whether a line has a label of publication."""
    return _PUBLISHED.search(line) is not None


def says_updated(line: str) -> bool:
    """Whether a line has a label of a change."""
    return _UPDATED.search(line) is not None


def published_below(lines: Iterable[str]) -> list[str]:
    """The times in the line that begins with a label of publication, if there is only one."""
    labelled = [line for line in lines if _PUBLISHED.match(line)]
    return _apart((line, "", "") for line in labelled)[0] if len(labelled) == 1 else []


def visible(
    document: Document,
    above: Sequence[str],
    around: Sequence[str],
    now: datetime | None,
    *,
    elsewhere: bool = True,
) -> tuple[list[str], list[str]]:
    """The times that the page prints: those of publication, and those of a change.

    One line may print both: "Posted : 2022-07-28 16:35 Updated : 2022-07-29 10:02". With
    ``elsewhere``, a ``<time>`` away from the story counts as well; other dates there belong to
    other stories, so they count only if there are no lines ``above``.
    """
    nodes = (n for n in document.tree.css(_VISIBLE)[:_MAX] if len(n.text()) <= _MOST_TEXT)
    named = [(text_of(n), _told(n), n) for n in nodes]
    named = [(text, told, n) for text, told, n in named if told is not None]
    printed, changed = _apart(_beside(named, above))
    if not any(read_stamp(raw, now=now) for raw in printed + changed):
        further = _apart(_beside(named, around))
        printed, changed = printed + further[0], changed + further[1]
    if not elsewhere:
        return printed, changed
    near = "\n".join(above)
    apart = ((text, told or "", "") for text, told, n in named if not near or _is_time(n, told))
    others = _apart(apart)
    return printed + others[0], changed + others[1]


def _is_time(node: LexborNode, told: str | None) -> bool:
    return bool(told) and node.tag in _TIMES


def _told(node: LexborNode) -> str | None:
    """The time that an element gives machines, or "" if none. A single ``<time>`` inside it speaks
    for it; with several of them, ``None``."""
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
    """The elements named after time in these lines, then the lines themselves. Each is a text, its
    time for machines, and the words before it."""
    changes = [text for text, _, node in named if text and _is_named_updated(node)]
    near = "\n".join(lines)
    for text, told, node in named:
        is_change = text in changes and _is_named_updated(node)
        if is_change and any(_apart_from(text, line) for line in lines):
            yield text, told or "", _CHANGED
        elif text and text in near:
            yield text, told or "", near[: near.index(text)][-_BEFORE:]
        elif told and not text and node.parent and _is_headlines(node.parent, lines):
            yield "", told, ""  # a script prints it under the headline, or in the byline
    for line in lines:
        rest = next(filter(None, (_apart_from(text, line) for text in changes)), line)
        yield rest, "", ""


def _is_headlines(box: LexborNode, lines: Sequence[str]) -> bool:
    """Whether a box holds the headline, or is one of the lines beside it."""
    return box.css_first("h1") is not None or text_of(box) in lines


def _is_named_updated(node: LexborNode) -> bool:
    name = attr(node, "class")
    return "updated" in name and "published" not in name


def _apart_from(change: str, line: str) -> str | None:
    """A line without the time of a change, if another time is left; else ``None``."""
    rest = line.replace(change, " ", 1).strip() if change in line else ""
    return rest if read_stamp(rest) else None


def _apart(lines: Iterable[tuple[str, str, str]]) -> tuple[list[str], list[str]]:
    """Separate the times of publication from those of a change."""
    published: list[str] = []
    changed: list[str] = []
    for text, told, before in lines:
        raw = told or text
        if not _SHORTEST <= len(raw) < LONGEST:
            continue
        label = _UPDATED.search(text)
        if label is None:
            (changed if _ends_in_a_label(before) else published).append(raw)
        elif raw is not text:
            changed.append(raw)
        else:
            again = _PUBLISHED.search(text, label.end())
            end = again.start() if again else len(text)
            published += [text[: label.start()].strip(), text[end:]]
            changed.append(text[label.start() : end])
    return [raw for raw in published if len(raw) >= _SHORTEST], changed


def _ends_in_a_label(before: str) -> bool:
    """Whether the words before a time say that it is one of a change: "Updated: "."""
    label = _UPDATED.search(before)
    return label is not None and not _AFTER_A_TIME.search(before[label.end() :])
