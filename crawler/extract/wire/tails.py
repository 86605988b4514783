"""Find what names a story's agency at its end: tails, last sentences and lines right below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.extract.agencies import Agency
from crawler.extract.languages.vocabulary import pattern
from crawler.extract.wire.lines import agencies_in_line, attributed
from crawler.items import Attribution, Evidence, Paragraph

_LONGEST = 60  # characters of a tail after the last words
_LONGEST_LINE = 100  # characters of a tail in a line of its own, which may name helpers
_ENDS = ".!?…。！？۔।"
_TAILS = tuple(
    re.compile(tail)
    for tail in (
        # in brackets, after a dash or a sign: "(Reuters)", "— AFP", "© AFP"
        r"[(\[（<＜〈][^()\[\]（）<>＜＞〈〉]{2,56}[)\]）>＞〉]\s*\.?$",
        r"\s[–—-]{1,2}\s*[^–—()]{2,30}$",
        r"(?:©|ⓒ|\(c\))[^©()]{2,40}$",
        # or after the last sentence: "… at night. dpa", "… at night. /Ritzau/"
        rf"(?:(?<=[{_ENDS}])|(?<=[{_ENDS}][”“\"»’')）]))\s*[^{_ENDS}()]{{2,40}}$",
    )
)
# "The Associated Press contributed to this report."
_CONTRIBUTED = re.compile(rf"(.{{2,40}}?)\s{pattern('wire.contributed')}\W*", re.IGNORECASE)
# "This report by The Canadian Press was first published Nov. 12, 2026."
_REPORT_BY = re.compile(
    rf"{pattern('wire.report_by')}\s(.{{2,40}}?)\s{pattern('wire.published')}\b.*", re.IGNORECASE
)
# how a line below a story begins if it is the story's tail
_SETS_APART = re.compile(rf"[©(（\[<–—-]|copyright\b|{pattern('byline.with')}\s", re.IGNORECASE)
# the signs of writers and editors: "akl/ mow/", "ASR // JMR", "(aw)"
SIGNS = re.compile(
    r"(?:[a-zà-ž]{2,5}/\s?){1,4}(?:[a-zà-ž]{2,5}/?)?"
    r"|[A-ZÀ-Ž]{2,4} // [A-ZÀ-Ž]{2,4}\.?|\([a-zà-ž]{2,4}\)"
)


def without_tails(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Attribution]]:
    """A story without its agency's tails, inline or in lines of their own; and what they say."""
    kept = list(paragraphs)
    found: list[Attribution] = []
    while kept and len(kept[-1].text) <= _LONGEST_LINE:
        agencies = agencies_in_line(kept[-1].text)
        if not agencies and not SIGNS.fullmatch(kept[-1].text):
            break
        found += _as_tail(agencies, kept.pop().text)
    if not kept:
        return list(paragraphs), found
    end, agencies = _behind(kept[-1].text)
    if agencies:
        text = kept[-1].text
        found += _as_tail(agencies, text[end:].strip())
        kept[-1] = replace(kept[-1], text=text[:end].rstrip())
    return kept, found


def _behind(text: str) -> tuple[int, list[Agency]]:
    """The position of the tail after a story's last words, and its agencies. Without a tail, the
    text's length and an empty list."""
    start = max(0, len(text) - _LONGEST)
    for tail in _TAILS:
        match = tail.search(text, start)
        agencies = agencies_in_line(match.group()) if match else []
        if match and agencies:
            return match.start(), agencies
    return len(text), []


def told_in_last_words(paragraphs: Sequence[Paragraph]) -> list[Attribution]:
    """The agencies in a last sentence that says who contributed, or whose report it is."""
    last = paragraphs[-1].text if paragraphs else ""
    told = _CONTRIBUTED.fullmatch(last) or _REPORT_BY.fullmatch(last)
    return _as_tail(agencies_in_line(told[1]), last) if told else []


def told_below(lines: Sequence[str]) -> list[Attribution]:
    """The agencies in a tail right below the story: "© AFP"."""
    line = lines[0] if lines else ""
    is_tail = len(line) <= _LONGEST and _SETS_APART.match(line)
    return _as_tail(agencies_in_line(line), line) if is_tail else []


def _as_tail(agencies: Sequence[Agency], printed: str) -> list[Attribution]:
    return [attributed(agency, Evidence.TAIL, printed) for agency in agencies]
