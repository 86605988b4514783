"""JSON-LD as publishers write it: often broken, nested at will, several blocks a page."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import orjson

from crawler.extract.texts import spaced, unescaped, without_surrogates

JsonObject = dict[str, Any]

_WRAPPER = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MAX_OBJECTS = 2_000  # objects looked at on a page
_MAX_TEXT = 5_000_000  # characters of one block that are read


def parse(text: str) -> Any:
    """The value of one JSON-LD block, repaired where that is safe; ``None`` if it is not JSON.

    Repaired: comment and CDATA wrappers, raw control characters inside strings, trailing commas,
    HTML escapes of the whole block, text after the first value.
    """
    if len(text) > _MAX_TEXT:
        return None
    try:
        return orjson.loads(text)
    except ValueError:
        pass  # the tolerant reading follows
    text = _WRAPPER.sub("", text).strip().rstrip(";")
    for candidate in (text, _TRAILING_COMMA.sub("", text), unescaped(text)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(candidate)[0]
        except (ValueError, RecursionError):
            continue
    return None


def objects(value: Any) -> Iterator[JsonObject]:
    """All objects in a parsed block, outermost first, those of one depth in document order."""
    pending, seen = deque([value]), 0
    while pending and seen < _MAX_OBJECTS:
        item = pending.popleft()
        if isinstance(item, dict):
            seen += 1
            yield item
            pending.extend(v for v in item.values() if isinstance(v, dict | list))
        elif isinstance(item, list):
            pending.extend(v for v in item[:_MAX_OBJECTS] if isinstance(v, dict | list))


def types(item: JsonObject) -> frozenset[str]:
    """The schema.org types of an object, without a namespace: ``{"NewsArticle"}``."""
    found = item.get("@type")
    if isinstance(found, str):
        return _types((found,))
    told = found if isinstance(found, list) else ()
    return _types(tuple(name for name in told if isinstance(name, str)))


@lru_cache(maxsize=1024)
def _types(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(n.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for n in names if n)


def string(value: Any) -> str | None:
    """A value as one line of text: a string, or the first of a list, or an object's name."""
    if isinstance(value, list):
        value = next((v for v in value if v), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    return spaced(unescaped(unescaped(without_surrogates(value)))) or None


def strings(value: Any) -> tuple[str, ...]:
    """A value as a tuple of texts; a string is one text."""
    items = value if isinstance(value, list) else [value]
    return tuple(s for s in map(string, items) if s)
