"""What the demo press prints: stories, and how each of them changes afterwards.

A ``Script`` is the whole life of one story: its first state, and every later change with its
instant. ``Script.at`` gives the ``Story`` at an instant. The papers render their pages from exactly
this, so a test may compare an archive with it: it is the truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the body; ``kind`` is ``text``, ``subhead``, ``quote`` or ``correction``."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation in a credit line, and its role: ``by``, ``via``, ``courtesy``,
    ``handout``."""

    name: str
    role: str = "by"


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a story. ``credit_line`` is as printed, without a label such as "Foto:"."""

    key: str  # names the picture file
    caption: str  # without the credit
    credit_line: str
    photographers: tuple[str, ...] = ()
    agencies: tuple[Agency, ...] = ()
    after: int = 0  # how many paragraphs of the body come before it


@dataclass(frozen=True, slots=True)
class Story:
    """One story at an instant. All times are aware UTC."""

    key: str  # unique within the paper
    path: str  # where the paper links to it, from "/" on
    section: str
    headline: str
    paragraphs: tuple[Paragraph, ...]
    published_at: datetime
    changed_at: datetime  # when it began to stand like this
    language: str
    mark: str = ""  # printed before the headline: "[단독]"
    standfirst: str | None = None
    byline: str | None = None  # as printed
    authors: tuple[str, ...] = ()
    dateline: str | None = None  # as printed before the first words of the body
    tail: str | None = None  # the agency's signature after the last words: "(Reuters)"
    agencies: tuple[str, ...] = ()  # that supplied the copy
    photos: tuple[Photo, ...] = ()
    topics: tuple[str, ...] = ()
    modified_at: datetime | None = None  # as the page claims
    comments: int = 0  # readers' comments: they change the page, not the story
    status: HTTPStatus = HTTPStatus.OK
    old_paths: tuple[str, ...] = ()  # its earlier addresses
    old_paths_redirect: bool = True  # False: the story still answers there

    @property
    def printed_headline(self) -> str:
        """The headline with the paper's mark, as the page shows it."""
        return f"{self.mark} {self.headline}" if self.mark else self.headline

    @property
    def printed_paragraphs(self) -> tuple[Paragraph, ...]:
        """The body as the page shows it: dateline before the text, tail after it."""
        blocks = list(self.paragraphs)
        texts = [n for n, block in enumerate(blocks) if block.kind == "text"]
        if self.dateline:
            first = texts[0]
            blocks[first] = replace(blocks[first], text=f"{self.dateline} {blocks[first].text}")
        if self.tail:
            last = texts[-1]
            blocks[last] = replace(blocks[last], text=f"{blocks[last].text} {self.tail}")
        return tuple(blocks)

    @property
    def listed_paths(self) -> tuple[str, ...]:
        """Where feeds and sitemaps link to it: a moved story at its first address, a story that
        stands in two places at both."""
        if self.old_paths and self.old_paths_redirect:
            return self.old_paths[:1]
        return (*self.old_paths, self.path)

    @property
    def lede(self) -> str:
        """The first paragraph of text."""
        return next(block.text for block in self.paragraphs if block.kind == "text")


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to a story at an instant. What is not given stays as it was."""

    at: datetime
    headline: str | None = None
    standfirst: str | None = None
    replacements: tuple[tuple[str, str], ...] = ()  # (old, new) words of the body
    correction: str | None = None  # a notice after the body
    captions: Mapping[str, str] = field(default_factory=dict)  # photo's key -> new caption
    new_photos: tuple[Photo, ...] = ()
    comments: int | None = None
    silent: bool = False  # True: the page does not claim to be modified
    status: HTTPStatus | None = None
    path: str | None = None  # a new place; the old one redirects, or still answers
    old_path_redirects: bool = True

    def apply(self, story: Story) -> Story:
        """The story after this change.

        :raises ValueError: a replacement's words are not in the body, or no photo has the key
        """
        changed = replace(
            story,
            headline=self.headline or story.headline,
            standfirst=self.standfirst or story.standfirst,
            paragraphs=self._paragraphs(story),
            photos=self._photos(story),
            changed_at=self.at,
            modified_at=self.at if self._is_editorial else story.modified_at,
            comments=story.comments if self.comments is None else self.comments,
            status=self.status or story.status,
        )
        if self.path is None:
            return changed
        return replace(
            changed,
            path=self.path,
            old_paths=(*story.old_paths, story.path),
            old_paths_redirect=self.old_path_redirects,
        )

    @property
    def _is_editorial(self) -> bool:
        edits = (self.headline, self.standfirst, self.replacements, self.correction)
        return not self.silent and any((*edits, self.captions, self.new_photos))

    def _paragraphs(self, story: Story) -> tuple[Paragraph, ...]:
        blocks = list(story.paragraphs)
        for old, new in self.replacements:
            hits = [n for n, block in enumerate(blocks) if old in block.text]
            if not hits:
                raise ValueError(f"story {story.key}: no paragraph says {old!r}")
            blocks[hits[0]] = replace(
                blocks[hits[0]], text=blocks[hits[0]].text.replace(old, new, 1)
            )
        if self.correction:
            blocks.append(Paragraph(self.correction, "correction"))
        return tuple(blocks)

    def _photos(self, story: Story) -> tuple[Photo, ...]:
        unknown = set(self.captions) - {photo.key for photo in story.photos}
        if unknown:
            raise ValueError(f"story {story.key}: no photo has the key {', '.join(unknown)}")
        kept = [replace(p, caption=self.captions.get(p.key, p.caption)) for p in story.photos]
        return (*kept, *self.new_photos)


@dataclass(frozen=True, slots=True)
class Script:
    """The life of one story: its first state, and its changes in order of time."""

    first: Story
    changes: tuple[Change, ...] = ()

    def at(self, instant: datetime) -> Story | None:
        """The story at ``instant``; ``None`` before it is published."""
        if instant < self.first.published_at:
            return None
        story = self.first
        for change in self.changes:
            if change.at <= instant:
                story = change.apply(story)
        return story


def utc(instant: datetime) -> datetime:
    """An aware instant, in UTC."""
    return instant.astimezone(UTC)
