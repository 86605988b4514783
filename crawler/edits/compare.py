"""Compare two content states of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crawler.edits.align import Step, align
from crawler.edits.classes import WORDS, EditClass, figures_changed, sentence_classes
from crawler.edits.photos import PhotoPair, pair_photos
from crawler.edits.spans import Span, WordChanges, spans, word_changes
from crawler.edits.words import EMPTY, Text, key_of, read, sentences
from crawler.items import Article, ParagraphKind, Photo


class Part(StrEnum):
    """Which part of an article a passage is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    CAPTION = "caption"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the article and what became of it.

    ``before_at`` and ``after_at`` are its positions among its kind, from 0: for a sentence, in the
    whole body; for a caption or credit, None.
    """

    part: Part
    step: Step
    before: Text | None
    after: Text | None
    before_at: int | None = None
    after_at: int | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Both texts in one, word by word."""
        return spans(self.before or EMPTY, self.after or EMPTY)

    @property
    def words(self) -> WordChanges:
        """The words lost and gained."""
        return word_changes(self.before or EMPTY, self.after or EMPTY)


@dataclass(frozen=True, slots=True)
class Edit:
    """What changed from one content state to another."""

    headline: Passage
    standfirst: Passage | None  # None: neither state has one
    paragraphs: tuple[Passage, ...]  # of the body, all of them, including correction notices
    sentences: tuple[Passage, ...]  # of the body without notices; only those that differ
    photos: tuple[PhotoPair, ...]
    captions: tuple[Passage, ...]  # of photos in both states; only those that differ
    credits: tuple[Passage, ...]  # credit lines, likewise
    classes: tuple[EditClass, ...]  # in the order of ``EditClass``; empty: the same content
    notices: tuple[str, ...]  # correction notices that only the new state has
    silent: bool  # words changed, but neither the claimed modification time nor a notice says so
    share: float  # words lost or gained, of all words of headlines, standfirsts and bodies: 0..1


def compare(before: Article, after: Article) -> Edit:
    """The edit that turned ``before`` into ``after``."""
    headline = _passage(Part.HEADLINE, before.headline, after.headline)
    alternative = _passage(Part.HEADLINE, before.alternative_headline, after.alternative_headline)
    standfirst = _passage(Part.STANDFIRST, before.standfirst, after.standfirst)
    body = _align(Part.SENTENCE, _sentences(before), _sentences(after))
    pairs = pair_photos(before.photos, after.photos)
    both = [(one, other) for one, other in pairs if one and other]
    captions = [_passage(Part.CAPTION, one.caption, other.caption) for one, other in both]
    credit_lines = [_passage(Part.CREDIT, _line(one), _line(other)) for one, other in both]
    stood = {key_of(notice) for notice in _notices(before)}
    notices = tuple(notice for notice in _notices(after) if key_of(notice) not in stood)
    found = {
        *_headline_classes(headline, EditClass.HEADLINE),
        *_headline_classes(alternative, EditClass.HEADLINE),
        *_headline_classes(standfirst, EditClass.STANDFIRST),
        *_body_classes(body),
        *_photo_classes(pairs, captions, credit_lines),
    }
    if stood != {key_of(notice) for notice in _notices(after)}:
        found.add(EditClass.CORRECTION)
    if not found and _printed(before) != _printed(after):
        found.add(EditClass.COSMETIC)
    return Edit(
        headline=headline,
        standfirst=standfirst if standfirst.before or standfirst.after else None,
        paragraphs=tuple(_align(Part.PARAGRAPH, _paragraphs(before), _paragraphs(after))),
        sentences=_not_same(body),
        photos=tuple(pairs),
        captions=_not_same(captions),
        credits=_not_same(credit_lines),
        classes=tuple(class_ for class_ in EditClass if class_ in found),
        notices=notices,
        silent=bool(found & WORDS) and not notices and not _says_modified(before, after),
        share=_share([headline, alternative, standfirst, *body]),
    )


def _passage(part: Part, before: str | None, after: str | None) -> Passage:
    if before == after:
        step = Step.SAME
    elif not before:
        step = Step.ADDED
    else:
        step = Step.CHANGED if after else Step.REMOVED
    return Passage(part, step, read(before) if before else None, read(after) if after else None)


def _not_same(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages if passage.step is not Step.SAME)


def _line(photo: Photo) -> str | None:
    return photo.credit.line if photo.credit else None


def _notices(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs if p.kind is ParagraphKind.CORRECTION]


def _sentences(article: Article) -> list[Text]:
    """The sentences of the body, without correction notices."""
    return [
        sentence
        for paragraph in article.paragraphs
        if paragraph.kind is not ParagraphKind.CORRECTION
        for sentence in sentences(paragraph.text, quoted=paragraph.kind is ParagraphKind.QUOTE)
    ]


def _paragraphs(article: Article) -> list[Text]:
    return [read(paragraph.text) for paragraph in article.paragraphs]


def _align(part: Part, before: Sequence[Text], after: Sequence[Text]) -> list[Passage]:
    return [
        Passage(
            part,
            match.step,
            None if match.before is None else before[match.before],
            None if match.after is None else after[match.after],
            match.before,
            match.after,
        )
        for match in align(before, after)
    ]


def _headline_classes(passage: Passage, class_: EditClass) -> set[EditClass]:
    words = passage.words
    if not words:
        return set()
    return {class_, EditClass.FIGURES} if figures_changed(words) else {class_}


def _body_classes(body: Iterable[Passage]) -> set[EditClass]:
    found: set[EditClass] = set()
    for sentence in body:
        if sentence.step is Step.CHANGED:
            found |= sentence_classes(sentence.words)
        elif sentence.step is Step.MOVED or sentence.words:
            found.add(EditClass.BODY)
    return found


def _photo_classes(
    pairs: Iterable[PhotoPair], captions: Iterable[Passage], credit_lines: Iterable[Passage]
) -> set[EditClass]:
    found: set[EditClass] = set()
    if any(before is None for before, _ in pairs):
        found.add(EditClass.PHOTO_ADDED)
    if any(after is None for _, after in pairs):
        found.add(EditClass.PHOTO_REMOVED)
    if any(passage.words for passage in captions):
        found.add(EditClass.CAPTION)
    if any(passage.words for passage in credit_lines):
        found.add(EditClass.CREDIT)
    return found


def _printed(article: Article) -> tuple[object, ...]:
    """All that makes up a content state, as printed."""
    return (
        article.headline,
        article.alternative_headline or "",
        article.standfirst or "",
        article.paragraphs,
        [(photo.caption or "", _line(photo) or "") for photo in article.photos],
    )


def _says_modified(before: Article, after: Article) -> bool:
    """Whether the page now claims another modification time."""
    if before.modified_at and after.modified_at:
        return before.modified_at != after.modified_at
    claimed = (after.modified_at, after.modified_raw)
    return claimed != (None, None) and claimed != (before.modified_at, before.modified_raw)


def _share(passages: Iterable[Passage]) -> float:
    changed = total = 0
    for passage in passages:
        total += len((passage.before or EMPTY).words) + len((passage.after or EMPTY).words)
        changed += len(passage.words)
    return changed / total if total else 0.0
