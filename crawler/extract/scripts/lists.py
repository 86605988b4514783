"""Read stories that a page holds only as a list of paragraphs in the state of its scripts.

Content systems keep a story as a list of parts, ``[{"type": "text", "content": "…"}, …]``, and hand
that list to pages that are built in the browser. It differs from a page's other lists: its objects
carry prose under the same key, and have no headline, address or author of their own, as teasers and
comments have.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from crawler.extract.body.blocks import size_of
from crawler.extract.body.service import is_service
from crawler.extract.document import Document
from crawler.extract.texts import TAG, spaced, unescaped, without_surrogates
from crawler.items import Paragraph

_VALUE = re.compile(r"[=(,]\s*(?=[\[{]\s*[\"\[{])|^\s*(?=[\[{])")  # before a value in a script
_EMBEDDED = re.compile(r"<(script|style|iframe|figure|table|blockquote)\b.*?(?:</\1>|$)", re.DOTALL)
_OF_ITS_OWN = frozenset(
    {
        *("url", "href", "link", "slug", "permalink", "canonical_url", "canonicalurl", "headline"),
        *("headlines", "title", "author", "user", "username", "byline", "publishedat", "question"),
    }
)
_FEWEST = 3  # paragraphs in a list that may be a story
_LEAST_TEXT = 600  # letters that a list must have to count as a story
_PROSE = 60  # letters of a part that reads like prose
_LONGEST = 2_000_000  # characters; longer scripts are not read
_MAX_VALUES = 200  # places in a script at which a value may begin
_MAX_NODES = 50_000  # nodes of a script's value to look at
_DEEPEST = 3  # keys between a part of the list and its text

_Path = tuple[str, ...]


def listed_in_scripts(document: Document) -> tuple[Paragraph, ...]:
    """The longest story that is a list in a script; empty if there is none. A page that does not
    declare itself an article gets none: it may hold the teasers of many."""
    if not document.news and document.first_meta("og:type") != "article":
        return ()
    stories = [s for value in _values(document) for found in _lists(value) for s in _stories(found)]
    longest = max(stories, key=_size, default=[])
    return tuple(map(Paragraph, longest))


def _values(document: Document) -> Iterator[Any]:
    """The JSON values in the page's scripts: a whole script, or a value assigned in it."""
    decoder = json.JSONDecoder(strict=False)
    for node in document.tree.css("script:not([src])"):
        text = node.text()
        if not _LEAST_TEXT <= len(text) <= _LONGEST or "ld+json" in (node.attrs.get("type") or ""):
            continue
        end = 0
        for _ in range(_MAX_VALUES):
            start = _VALUE.search(text, end)
            if start is None:
                break
            end = start.end()
            try:
                value, end = decoder.raw_decode(text, end)
                yield value
            except json.JSONDecodeError as error:  # a function, say; read on where it failed
                end = max(end + 1, error.pos)
            except (RecursionError, ValueError):  # or a number of thousands of digits
                break


def _lists(value: Any) -> Iterator[list[dict[str, Any]]]:
    """All lists of objects in a value."""
    pending = [value]
    for _ in range(_MAX_NODES):
        if not pending:
            return
        item = pending.pop()
        if isinstance(item, list):
            objects = [part for part in item if isinstance(part, dict)]
            if len(objects) >= _FEWEST:
                yield objects
        inner = item.values() if isinstance(item, dict) else item
        pending.extend(part for part in inner if isinstance(part, dict | list))


def _stories(parts: list[dict[str, Any]]) -> Iterator[list[str]]:
    """The texts under each key of a list's objects, if they make a story."""
    told: defaultdict[_Path, list[str]] = defaultdict(list)
    for part in parts:
        for path, text in _texts(part, ()):
            told[path].append(text)
    for texts in told.values():
        if len(texts) < _FEWEST or sum(map(len, texts)) < _LEAST_TEXT // 3:  # Korean needs fewer
            continue
        plain = [text for text in map(_plain, texts) if text and not is_service(text)]
        prose = [text for text in plain if size_of(text) >= _PROSE and " " in text]
        if len(prose) >= _FEWEST and _size(prose) >= max(_LEAST_TEXT, _size(plain) // 2):
            yield plain


def _texts(part: dict[str, Any], path: _Path) -> Iterator[tuple[_Path, str]]:
    if any(key.lower() in _OF_ITS_OWN and value for key, value in part.items()):
        return
    for key, value in part.items():
        if isinstance(value, str):
            yield (*path, key), value
        elif isinstance(value, dict) and len(path) < _DEEPEST - 1:
            yield from _texts(value, (*path, key))


def _plain(text: str) -> str:
    """Text without its markup; "" for an embedded part."""
    text = TAG.sub(" " if "<p" in text or "<br" in text else "", _EMBEDDED.sub("", text))
    return spaced(without_surrogates(unescaped(text)))


def _size(texts: list[str]) -> int:
    return sum(map(size_of, texts))
