"""From a parsed page to what is on it: runs each reader once, in the order they depend on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.extract.around import NEAR, lines_around
from crawler.extract.body.blocks import Block
from crawler.extract.body.find import Candidates, candidates, find_body
from crawler.extract.dated_lines import times_above, without_times
from crawler.extract.document import Document
from crawler.extract.headline import Headline, find_headline
from crawler.extract.kinds import Shape, kind_of
from crawler.extract.language import find_language
from crawler.extract.paragraphs import printed_paragraphs, told_or_printed
from crawler.extract.people.find import People, find_people
from crawler.extract.photos.cover import with_cover
from crawler.extract.photos.find import find_photos
from crawler.extract.rules import Rules, excluded
from crawler.extract.standfirst import find_standfirst, standfirst_text
from crawler.extract.subjects import find_section, find_topics
from crawler.extract.times.find import Times, find_times
from crawler.extract.wire.find import read_wire
from crawler.items import ARTICLE_KINDS, Article, Page, Paragraph, Photo


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a page besides its bytes."""

    captured_at: datetime | None = None
    time_zone: str | None = None  # of the source, IANA
    language: str | None = None  # of the source, BCP 47
    rules: Rules | None = None


@dataclass(frozen=True, slots=True)
class _Story:
    """What was found of an article before its text is looked into."""

    headline: Headline
    standfirst: str | None
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
    around = lines_around(found, body, standfirst, headline)
    people = find_people(document, around.above, body, around.near, around.below[NEAR:])
    printed = printed_paragraphs(document, body, headline, standfirst, people)
    beside = photos.down_to(_end(found, body), found.page.left_out) if body else photos.photos
    beside = with_cover(beside, (block.text for block in around.near))
    rule, paragraphs, shown = told_or_printed(document, printed, beside)
    captions = sum(1 for photo in shown if photo.caption)
    shape = Shape(found.blocks, found.page.blocks, body, captions)
    kind, reason = kind_of(document, headline, paragraphs, shape)
    if kind not in ARTICLE_KINDS or headline is None:
        return Page(kind, reason)
    above, below = around.printed_above(headline.printed), around.just_below
    times = find_times(
        document,
        (*above, *times_above(paragraphs)),
        around.brief(),
        around.further(),
        lede=paragraphs[0].text if paragraphs else "",
        captured_at=context.captured_at,
        time_zone=context.time_zone,
    )
    summary = standfirst_text(standfirst, found.page.blocks, body) if standfirst else None
    story = _Story(
        headline, summary, standfirst_rule, people, paragraphs, rule, shown, above, below
    )
    return Page(kind, reason, _article(document, context, story, times))


def _article(document: Document, context: Context, story: _Story, times: Times) -> Article:
    """The article that was found, with dateline and signs of its wire separated from its text."""
    paragraphs, people = story.paragraphs, story.people
    paragraphs = without_times(paragraphs, times)
    wire = read_wire(
        paragraphs,
        people.byline,
        document,
        above=story.above,
        below=story.below,
        organisations=people.organisations,
    )
    texts = (story.headline.text, *(p.text for p in wire.paragraphs))
    language, language_rule = find_language(document, context.language, texts)
    section, section_rule = find_section(document, story.headline.text)
    topics, topics_rule = find_topics(document, texts)
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
        standfirst=story.standfirst,
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


def _end(found: Candidates, body: Sequence[Block]) -> int:
    """The number of the page's blocks up to the end of the story."""
    return 1 + next(i for i, block in enumerate(found.page.blocks) if block is body[-1])
