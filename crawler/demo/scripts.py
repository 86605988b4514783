"""Read the stories of the demo press from ``stories/*.toml``.

Body text is written plainly: an empty line between paragraphs, ``## `` before a subhead, ``> ``
before a quotation. ``wire = "name"`` takes the text of that agency copy from ``stories/wire.toml``;
a paper may keep only its first ``keep`` paragraphs and ``replace`` words in it, as papers do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from crawler.demo.story import Agency, Change, Paragraph, Photo, Script, Story, utc

_MARKS = {"## ": "subhead", "> ": "quote"}


@cache
def read_scripts(paper: str) -> tuple[Script, ...]:
    """The stories of a paper, by its file name, in the order in which they are written."""
    table = _read(paper)
    return tuple(_script(entry, table["language"]) for entry in table["story"])


@cache
def _read(name: str) -> dict[str, Any]:
    text = files("crawler.demo").joinpath(f"stories/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _script(entry: Mapping[str, Any], language: str) -> Script:
    published_at = utc(entry["published"])
    modified = entry.get("modified")
    first = Story(
        key=entry["key"],
        path=entry["path"],
        section=entry["section"],
        headline=entry["headline"],
        paragraphs=_body(entry),
        published_at=published_at,
        changed_at=published_at,
        language=entry.get("language", language),
        mark=entry.get("mark", ""),
        standfirst=entry.get("standfirst"),
        byline=entry.get("byline"),
        authors=tuple(entry.get("authors", ())),
        dateline=entry.get("dateline"),
        tail=entry.get("tail"),
        agencies=tuple(entry.get("agencies", ())),
        photos=tuple(map(_photo, entry.get("photos", ()))),
        topics=tuple(entry.get("topics", ())),
        modified_at=utc(modified) if modified else None,
        comments=entry.get("comments", 0),
    )
    changes = map(_change, entry.get("changes", ()))
    return Script(first, tuple(sorted(changes, key=lambda change: change.at)))


def _body(entry: Mapping[str, Any]) -> tuple[Paragraph, ...]:
    if "wire" not in entry:
        return _paragraphs(entry["body"])
    copy = _paragraphs(_read("wire")[entry["wire"]]["body"])
    story = copy[: entry.get("keep", len(copy))]
    words = [(pair["old"], pair["new"]) for pair in entry.get("replace", ())]
    return tuple(Paragraph(_replaced(block.text, words), block.kind) for block in story)


def _replaced(text: str, words: Iterable[tuple[str, str]]) -> str:
    for old, new in words:
        text = text.replace(old, new)
    return text


def _paragraphs(body: str) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(" ".join(block.split())) for block in body.strip().split("\n\n"))


def _paragraph(text: str) -> Paragraph:
    for mark, kind in _MARKS.items():
        if text.startswith(mark):
            return Paragraph(text.removeprefix(mark), kind)
    return Paragraph(text)


def _photo(entry: Mapping[str, Any]) -> Photo:
    return Photo(
        key=entry["key"],
        caption=entry["caption"],
        credit_line=entry["credit"],
        photographers=tuple(entry.get("photographers", ())),
        agencies=tuple(Agency(name, role) for name, role in entry.get("agencies", ())),
        after=entry.get("after", 0),
    )


def _change(entry: Mapping[str, Any]) -> Change:
    status = entry.get("status")
    return Change(
        at=utc(entry["at"]),
        headline=entry.get("headline"),
        standfirst=entry.get("standfirst"),
        replacements=tuple((pair["old"], pair["new"]) for pair in entry.get("replace", ())),
        correction=entry.get("correction"),
        captions=entry.get("captions", {}),
        new_photos=tuple(map(_photo, entry.get("new_photos", ()))),
        comments=entry.get("comments"),
        silent=entry.get("silent", False),
        status=HTTPStatus(status) if status else None,
        path=entry.get("path"),
        old_path_redirects=entry.get("old_path_redirects", True),
    )
