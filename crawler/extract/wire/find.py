"""Find the agency behind a story: datelines, tails, bylines and metadata may name it.

A dateline stays in the lede, as printed. A tail ("(Reuters)", "© AFP") is taken out of the body,
unless it is a sentence. Either way the attribution keeps the printed text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.extract import jsonld
from crawler.extract.agencies import find_wire
from crawler.extract.document import Document
from crawler.extract.languages.vocabulary import bounded, pattern
from crawler.extract.wire.datelines import find_dateline
from crawler.extract.wire.lines import attributed
from crawler.extract.wire.tails import told_below, told_in_last_words, without_tails
from crawler.items import Attribution, Dateline, Evidence, Paragraph

_LONGEST_SOURCE = 120  # characters of a line beside the story that may name its source
_SOURCE = re.compile(
    r"[来來]源于?\s*[:：]\s*([\u3400-\u9fff]{2,8})"
    rf"|{bounded('wire.source')}\s?:\s?([^\W\d_][\w. -]{{1,24}})",
    re.IGNORECASE,
)
_LONGEST_NAME = 40  # characters of an agency's name
_LETTERS = re.compile(r"[A-Z](?: [A-Z]){0,2}")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?[:.]\d\d\b")
_BYLINE_PARTS = re.compile(
    r"\s*(?:[/|,;()]"
    rf"|\b{pattern('byline.and', 'byline.with', 'byline.by', 'byline.for')}\b)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wire:
    """What a story says about the agency that it came from."""

    paragraphs: tuple[Paragraph, ...]  # without the agency's tail
    dateline: Dateline | None
    attributions: tuple[Attribution, ...]  # each agency once, with its first evidence


def read_wire(
    paragraphs: Sequence[Paragraph],
    byline: str | None,
    document: Document,
    *,
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    organisations: Sequence[str] = (),
) -> Wire:
    """Find a story's agencies.

    They may be in the dateline, the tails, the byline and the ``organisations`` that it names, the
    lines ``above`` the story and right ``below`` it, and the page's metadata.
    """
    right_above = above[-2] if len(above) > 1 else ""  # above[-1] is the lede
    dateline = find_dateline(paragraphs, right_above)
    kept, tails = without_tails(paragraphs)
    found = [
        *(_named(dateline.agencies, Evidence.DATELINE, dateline.line) if dateline else ()),
        *tails,
        *told_below(below),
        *_in_byline(byline or "", organisations),
        *_as_source([*above, *below]),
        *_beside_the_date(above),
        *told_in_last_words(kept),
        *_in_metadata(document),
    ]
    seen: dict[str, Attribution] = {}
    for attribution in found:
        seen.setdefault(attribution.key or attribution.name, attribution)
    return Wire(tuple(kept), dateline, tuple(seen.values()))


def _named(
    names: Iterable[str], evidence: Evidence, printed: str | None = None
) -> Iterator[Attribution]:
    """Attributions to the agencies among these names, with ``printed`` or the name as evidence."""
    for name in names:
        if agency := find_wire(name):
            yield attributed(agency, evidence, printed or name)


def _in_byline(byline: str, organisations: Sequence[str]) -> Iterator[Attribution]:
    names = [byline, *_BYLINE_PARTS.split(byline), *(n for n in organisations if n in byline)]
    return _named(filter(None, names), Evidence.BYLINE, byline)


def _as_source(lines: Sequence[str]) -> Iterator[Attribution]:
    """Agencies after a source's label: "2025-03-04 10:20 来源：新华社", "Forrás: MTI"."""
    brief = [
        line for line in lines if len(line) <= _LONGEST_SOURCE and (":" in line or "：" in line)
    ]
    told = [found[1] or found[2].strip() for line in brief if (found := _SOURCE.search(line))]
    return _named(told, Evidence.BYLINE)


def _beside_the_date(above: Sequence[str]) -> Iterator[Attribution]:
    """The agency that is a whole line above the story, if the line before or after has a date.

    Elsewhere such a line credits a photo. "A A" is no agency but buttons for the size of letters.
    """
    for before, line, after in zip(["", *above], above, above[1:], strict=False):
        is_name = len(line) <= _LONGEST_NAME and not _LETTERS.fullmatch(line)
        agency = find_wire(line) if is_name and _DATED.search(f"{before}\n{after}") else None
        if agency and agency.kind == "wire":
            yield attributed(agency, Evidence.BYLINE, line)


def _in_metadata(document: Document) -> Iterator[Attribution]:
    """Agencies that the metadata names as the story's author or source."""
    news = document.news
    told = [
        *(jsonld.strings(news.get("author"))),
        *(jsonld.strings(news.get("creator"))),
        *(jsonld.strings(news.get("sourceOrganization"))),
        *document.meta.get("author", ()),
        *document.meta.get("article:author", ()),
        *document.meta.get("source", ()),
        *document.meta.get("news_source", ()),
    ]
    return _named((name for name in told if len(name) <= _LONGEST_NAME), Evidence.METADATA)
