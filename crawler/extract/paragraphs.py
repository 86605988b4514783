"""A story's paragraphs: as printed or, if little is printed, as metadata or a script has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.extract.body.blocks import Block
from crawler.extract.body.find import paragraph, told_paragraphs
from crawler.extract.body.set_apart import is_heading
from crawler.extract.document import Document
from crawler.extract.headline import Headline
from crawler.extract.people.bios import tells_of_author
from crawler.extract.people.find import People, is_signed
from crawler.extract.people.reporters import LAST, without_signature
from crawler.extract.scripts.lists import listed_in_scripts
from crawler.extract.scripts.state import story_in_scripts
from crawler.extract.words import are_in
from crawler.items import Paragraph, ParagraphKind, Photo

_EDGE = 2  # lines of the story at either end that may tell who wrote it
_NOTES = 4  # last lines of a story that may tell of its authors
_FEWEST = 2  # lines of a story whose first may be a part of the headline
_LITTLE_TEXT = 400  # characters of body below which the metadata may hold the story


def printed_paragraphs(
    document: Document,
    body: Sequence[Block],
    headline: Headline | None,
    standfirst: Block | None,
    people: People,
) -> tuple[Paragraph, ...]:
    """The story as printed, without the standfirst and the lines that tell who wrote it."""
    body = _without_headline(body, headline)
    edges = {*body[:_EDGE], *body[-_EDGE:]}
    apart = {b for b in edges if is_signed(b.text, people, document)}
    apart |= {b for b in body[_EDGE:][-_NOTES:] if tells_of_author(b.text, people.authors)}
    if standfirst:  # a paragraph further below may repeat its words
        apart |= {b for b in body[:_EDGE] if b.text == standfirst.text}
    lines = [paragraph(b) for b in body if b not in apart and b.text != people.byline]
    last = (replace(p, text=without_signature(p.text, people.authors)) for p in lines[-LAST:])
    lines[-LAST:] = [p for p in last if p.text]
    if lines and lines[-1].kind is ParagraphKind.SUBHEAD:  # it heads nothing
        lines[-1] = replace(lines[-1], kind=ParagraphKind.TEXT)
    return tuple(lines)


def _without_headline(body: Sequence[Block], headline: Headline | None) -> Sequence[Block]:
    """The story without a heading above its lede that repeats a part of the headline, which a page
    may print in two lines."""
    if headline is None or len(body) < _FEWEST or not is_heading(body[0]):
        return body
    return body[1:] if are_in(body[0].text, headline.text) else body


def told_or_printed(
    document: Document, printed: tuple[Paragraph, ...], photos: tuple[Photo, ...]
) -> tuple[str, tuple[Paragraph, ...], tuple[Photo, ...]]:
    """The rule that found the story, its paragraphs and its photos: as printed or, if little is
    printed, as metadata or a script's state has them."""
    if _size(printed) >= _LITTLE_TEXT:
        return "scorer", printed, photos
    blocks, shown = story_in_scripts(document)
    in_scripts = tuple(map(paragraph, blocks))
    rule, best = "scorer", printed
    for name, told in (("json_ld", told_paragraphs(document)), ("script", in_scripts)):
        if _size(told) > 2 * _size(best):
            rule, best = name, told
    if _size(best) < _LITTLE_TEXT:
        told = listed_in_scripts(document)
        if _size(told) > 2 * _size(best):
            rule, best = "script_list", told
    return rule, best, (shown or photos) if rule == "script" else photos


def _size(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(p.text) for p in paragraphs)
