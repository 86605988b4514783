"""From a parsed page to what is on it: asks each reader once, in the order they depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from crawler.extract.body.blocks import Block
from crawler.extract.body.find import Candidates, candidates, find_body, paragraph, told_paragraphs
from crawler.extract.body.hints import Hint
from crawler.extract.body.set_apart import ENDS, is_heading
from crawler.extract.document import Document
from crawler.extract.headline import Headline, find_headline
from crawler.extract.kinds import Shape, kind_of
from crawler.extract.language import find_language
from crawler.extract.people.find import People, find_people, is_signed
from crawler.extract.people.words import SAYS_BY
from crawler.extract.photos.cover import with_cover
from crawler.extract.photos.find import find_photos
from crawler.extract.rules import Rules, excluded
from crawler.extract.scripts.lists import listed_in_scripts
from crawler.extract.scripts.state import told_in_scripts
from crawler.extract.standfirst import find_standfirst
from crawler.extract.subjects import find_section, find_topics
from crawler.extract.times.dates import read_stamp
from crawler.extract.times.find import Times, find_times
from crawler.extract.times.visible import says_published
from crawler.extract.wire.find import read_wire
from crawler.extract.words import words
from crawler.items import ARTICLE_KINDS, Article, Page, Paragraph, ParagraphKind, Photo

_NEAR = 4  # lines around the story in which a byline is looked for
_JUST_BELOW = 3  # of those from the story's last one on that may tell its date
_EDGE = 2  # lines of the story at either end that may tell who wrote it
_FEWEST = 2  # lines of a story of which the first may lead into it
_SHORT_DAY = 40  # characters of a line that is a day and its time
_CLOCK = re.compile(r"\d{4}.*\d[:.]\d\d")
_LONGEST_DATED = 120  # characters of a line of date, place and author
_BRIEF = 60  # characters of a line that tells a date and little else
_DAY_FIRST = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}-\d\d-\d\d")
# what blog software says below an entry, with all else that can be done with it
_POSTED = re.compile(r"this entry was posted |dieser (?:beitrag|eintrag) wurde ", re.IGNORECASE)
_LITTLE_TEXT = 400  # characters of body below which the metadata may hold the story


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a page beside its bytes."""

    captured_at: datetime | None = None
    time_zone: str | None = None  # of the source, IANA
    language: str | None = None  # of the source, BCP 47
    rules: Rules | None = None


@dataclass(frozen=True, slots=True)
class _Story:
    """What was found of an article before its text is looked into."""

    headline: Headline
    standfirst: Block | None
    standfirst_rule: str
    people: People
    paragraphs: tuple[Paragraph, ...]
    paragraphs_rule: str
    photos: tuple[Photo, ...]
    above: Sequence[str]  # the lines between headline and story
    below: Sequence[str]  # those just below


def read_page(document: Document, context: Context) -> Page:
    """The kind of page, and the article on it where there is one."""
    headline = find_headline(document)
    photos = find_photos(document, headline.node if headline else None)
    found = candidates(document, headline, photos.nodes | excluded(document, context.rules))
    headline = found.headline
    body = find_body(found)
    standfirst, standfirst_rule = find_standfirst(found.page.blocks, body, found.told)
    lede = _from_the_lede(body, standfirst, found.page.blocks)
    before, above, below = _around(found, lede, headline)
    people = find_people(document, above, body, below[:_NEAR], below[_NEAR:])
    printed = _paragraphs(document, _without_headline(body, headline), standfirst, people)
    beside = photos.down_to(_end(found, body), found.page.left_out) if body else photos.photos
    beside = with_cover(beside, (block.text for block in below[:_NEAR]))
    rule, paragraphs, shown = _told(document, printed, beside)
    captions = sum(1 for photo in shown if photo.caption)
    shape = Shape(found.blocks, found.page.blocks, body, captions)
    kind, reason = kind_of(document, headline, paragraphs, shape)
    if kind not in ARTICLE_KINDS or headline is None:
        return Page(kind, reason)
    lines = [block.text.replace(headline.printed, " ") for block in above]  # it may begin a line
    times = find_times(
        document,
        lines,
        _brief([*before, *below[:_JUST_BELOW]]),
        _further(below[_JUST_BELOW:]),
        lede=paragraphs[0].text if paragraphs else "",
        captured_at=context.captured_at,
        time_zone=context.time_zone,
    )
    just_below = [block.text for block in below[1:_JUST_BELOW]]
    story = _Story(
        headline, standfirst, standfirst_rule, people, paragraphs, rule, shown, lines, just_below
    )
    return Page(kind, reason, _article(document, context, story, times))


def _article(document: Document, context: Context, story: _Story, times: Times) -> Article:
    """The article that was found, its datelines and the signs of its wire apart from its text."""
    paragraphs, people = story.paragraphs, story.people
    if paragraphs and _is_dated(paragraphs[0].text, times):
        paragraphs = paragraphs[1:]
    wire = read_wire(
        paragraphs,
        people.byline,
        document,
        above=story.above,
        below=story.below,
        organisations=people.organisations,
    )
    language, language_rule = find_language(document, context.language)
    section, section_rule = find_section(document, story.headline.text)
    text = "\n".join([story.headline.text, *(p.text for p in wire.paragraphs)])
    topics, topics_rule = find_topics(document, text)
    provenance = {
        "headline": story.headline.rule,
        "published_at": times.published_rule,
        "authors": people.rule,
        "language": language_rule,
        "standfirst": story.standfirst_rule,
        "paragraphs": story.paragraphs_rule,
        "section": section_rule,
        "topics": topics_rule,
    }
    return Article(
        url=document.url,
        headline=story.headline.text,
        headline_raw=story.headline.raw,
        alternative_headline=story.headline.alternative,
        canonical_url=document.canonical_url,
        standfirst=story.standfirst.text if story.standfirst else None,
        paragraphs=wire.paragraphs,
        byline=people.byline,
        authors=people.authors,
        organisations=people.organisations,
        published_at=times.published_at,
        published_raw=times.published_raw,
        modified_at=times.modified_at,
        modified_raw=times.modified_raw,
        language=language,
        section=section,
        dateline=wire.dateline,
        attributions=wire.attributions,
        photos=story.photos,
        topics=topics,
        provenance={name: rule for name, rule in provenance.items() if rule},
    )


def _paragraphs(
    document: Document, body: Sequence[Block], standfirst: Block | None, people: People
) -> tuple[Paragraph, ...]:
    """The story as it is printed, without the lines that tell its authors, and the standfirst."""
    edges = {*body[:_EDGE], *body[-_EDGE:]}
    apart = {b for b in edges if is_signed(b.text, people, document)}
    if standfirst:  # which a paragraph further below may say again
        apart |= {b for b in body[:_EDGE] if b.text == standfirst.text}
    lines = [paragraph(b) for b in body if b not in apart and b.text != people.byline]
    if lines and lines[-1].kind is ParagraphKind.SUBHEAD:  # under which nothing stands
        lines[-1] = replace(lines[-1], kind=ParagraphKind.TEXT)
    return tuple(lines)


def _without_headline(body: Sequence[Block], headline: Headline | None) -> Sequence[Block]:
    """The story without a heading above its lede that says a part of the headline, which a page
    may print in two lines."""
    if headline is None or len(body) < _FEWEST or not is_heading(body[0]):
        return body
    return body[1:] if set(words(body[0].text)) <= set(words(headline.text)) else body


def _from_the_lede(
    body: Sequence[Block], standfirst: Block | None, blocks: Sequence[Block]
) -> Sequence[Block]:
    """The story without a standfirst that was read as its first line: byline and date stand
    between that and the lede, and it is one where a line of the date does, whatever it is named."""
    if len(body) < _FEWEST:
        return body
    first = next(i for i, block in enumerate(blocks) if block is body[0])
    between = takewhile(lambda block: block is not body[1], blocks[first + 1 : first + 1 + _NEAR])
    is_parted = any(_is_day(block) for block in between)
    return body[1:] if body[0] is standfirst or is_parted else body


def _is_day(block: Block) -> bool:
    """Whether it is a line of a day and its time, and little else; a link's is another story's."""
    line = block.text
    if block.is_link or len(line) > _SHORT_DAY or not _CLOCK.search(line):
        return False
    return read_stamp(line) is not None


def _is_dated(line: str, times: Times) -> bool:
    """Whether the date was read from the beginning of this line, which is no sentence."""
    is_line = len(line) <= _LONGEST_DATED and line[-1] not in ENDS
    return (
        is_line
        and times.published_rule == "visible"
        and line.startswith(times.published_raw or line)
    )


def _end(found: Candidates, body: Sequence[Block]) -> int:
    """How many of the page's blocks there are up to the end of the story."""
    return 1 + next(i for i, block in enumerate(found.page.blocks) if block is body[-1])


def _told(
    document: Document, printed: tuple[Paragraph, ...], photos: tuple[Photo, ...]
) -> tuple[str, tuple[Paragraph, ...], tuple[Photo, ...]]:
    """The story as it is printed, or where little is, as metadata or a script's state tell it;
    with the rule that found it, and its photos."""
    if _size(printed) >= _LITTLE_TEXT:
        return "scorer", printed, photos
    blocks, shown = told_in_scripts(document)
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


def _around(
    found: Candidates, body: Sequence[Block], headline: Headline | None
) -> tuple[Sequence[Block], Sequence[Block], Sequence[Block]]:
    """The lines before the headline, those from there to the story's first one, and those from
    its last one on."""
    if not body:
        return [], [], []
    every = found.page.blocks  # a headline or an author may be a link, which is no candidate
    texts = [block.text for block in every]
    told = headline.printed if headline else ""
    inside = {id(block) for block in body}
    last = found.blocks.index(body[-1])
    below = found.blocks[last:]
    if told in texts[: every.index(body[-1])]:
        top = _place_of(told, every, texts)
        start = next(i for i, block in enumerate(every[top + 1 :], top + 1) if id(block) in inside)
        return every[max(0, top - _NEAR) : top], every[top + 1 : start + 1], below
    first = found.blocks.index(body[0])
    return [], found.blocks[max(0, first + 1 - _NEAR) : first + 1], below


def _place_of(headline: str, blocks: Sequence[Block], texts: Sequence[str]) -> int:
    """Where the headline stands: in a heading of the first rank if any says it, as a list of the
    latest stories above may say it too."""
    place = texts.index(headline)
    if "h1" in blocks[place].frame.path:
        return place
    others = (i for i, b in enumerate(blocks) if b.text == headline and "h1" in b.frame.path)
    return next(others, place)


def _brief(blocks: Sequence[Block]) -> list[str]:
    """The texts of lines that are no sentences, in which dates are those of what happened: they
    are brief, or tell the author or the day first."""
    lines = [b.text for b in blocks if len(b.text) <= _LONGEST_DATED and b.text[-1] not in ENDS]
    starts = (SAYS_BY.match, _DAY_FIRST.match, says_published)
    lines = [t for t in lines if len(t) <= _BRIEF or any(start(t) for start in starts)]
    return lines + [b.text[: _LONGEST_DATED - 1] for b in blocks if _POSTED.match(b.text)]


def _further(blocks: Sequence[Block]) -> Iterator[str]:
    """The texts of brief lines that are no sentences, but those of comments; seldom asked for."""
    return (
        block.text
        for block in blocks
        if len(block.text) <= _BRIEF
        and block.text[-1] not in ENDS
        and not block.frame.all & Hint.COMMENT
    )


def _size(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(p.text) for p in paragraphs)
