"""Render an edit as JSON values or as a page of HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from crawler.edits.align import Step
from crawler.edits.compare import Edit, Passage
from crawler.items import Photo

STYLE = """
body { font: 1rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
       color: #1a1a1a; background: #fff; }
.facts { font-family: sans-serif; font-size: .85rem; color: #555; }
ins { background: #d7f5dd; text-decoration: none; }
del { background: #fbdcdc; }
.added, .removed, .moved { border-inline-start: 3px solid; padding-inline-start: .7rem; }
.added { border-color: #2c8a45; } .removed { border-color: #b3403a; }
.moved { border-color: #8a6d1f; }
figure { margin: 1rem 0; font-size: .9rem; }
"""


def as_json(edit: Edit) -> dict[str, Any]:
    """The edit as JSON values: only what changed, except ``paragraphs``, which holds all of
    them."""
    return {
        "classes": [class_.value for class_ in edit.classes],
        "silent": edit.silent,
        "notices": list(edit.notices),
        "share": round(edit.share, 4),
        "headline": _passage(edit.headline),
        "standfirst": _passage(edit.standfirst) if edit.standfirst else None,
        "paragraphs": [_passage(passage) for passage in edit.paragraphs],
        "sentences": [_passage(passage) for passage in edit.sentences],
        "captions": [_passage(passage) for passage in edit.captions],
        "credits": [_passage(passage) for passage in edit.credits],
        "photos_added": [_photo(after) for before, after in edit.photos if after and not before],
        "photos_removed": [_photo(before) for before, after in edit.photos if before and not after],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "step": passage.step.value,
        "before": passage.before.text if passage.before else None,
        "after": passage.after.text if passage.after else None,
        "before_at": passage.before_at,
        "after_at": passage.after_at,
        "words": [[span.step.value, span.text] for span in passage.spans],
    }


def _photo(photo: Photo) -> dict[str, Any]:
    credit = photo.credit.line if photo.credit else None
    return {"url": photo.url, "caption": photo.caption, "credit": credit}


def as_html(edit: Edit, title: str, facts: Iterable[str]) -> str:
    """A complete HTML page: the whole text, with removed and added words marked."""
    parts = [
        f"<!doctype html>\n<meta charset='utf-8'>\n<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        *(f"<p class='facts' dir='auto'>{escape(fact)}</p>" for fact in facts),
        _element("h1", edit.headline),
    ]
    if edit.standfirst:
        parts.append(_element("p", edit.standfirst))
    parts += [_element("p", passage) for passage in edit.paragraphs]
    parts += [_figure(before, after) for before, after in edit.photos if not (before and after)]
    parts += [_element("figure", passage) for passage in (*edit.captions, *edit.credits)]
    return "\n".join(parts) + "\n"


def _element(tag: str, passage: Passage) -> str:
    marks = {Step.REMOVED: "del", Step.ADDED: "ins"}
    inner = "".join(
        f"<{mark}>{escape(span.text)}</{mark}>"
        if (mark := marks.get(span.step))
        else escape(span.text)
        for span in passage.spans
    )
    return f"<{tag} class='{passage.step.value}' dir='auto'>{inner}</{tag}>"


def _figure(before: Photo | None, after: Photo | None) -> str:
    photo, step = (after, Step.ADDED) if after else (before, Step.REMOVED)
    told = _photo(photo) if photo else {}
    text = " · ".join(filter(None, told.values()))
    return f"<figure class='{step.value}' dir='auto'>Photo {step.value}: {escape(text)}</figure>"
