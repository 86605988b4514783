"""``python -m benchmarks.edits``: are planted edits given their class?

Plants edits of every class in texts of nine languages (``edits.toml``), compares the states, and
prints a confusion matrix. Deterministic; needs nothing but the project.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crawler.edits.classes import EditClass
from crawler.edits.compare import compare
from crawler.items import Article, Credit, Paragraph, ParagraphKind, Photo

TEXTS = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Planted:
    """An edit whose classes are known."""

    language: str
    what: str
    before: Article
    after: Article
    classes: frozenset[EditClass]


def article(text: dict[str, Any], language: str) -> Article:
    """The first state of a text."""
    photo = Photo("http://paper.example/1.jpg", text["caption"], credit=Credit(text["credit"]))
    return Article(
        f"http://paper.example/{language}",
        text["headline"],
        standfirst=text["standfirst"],
        paragraphs=tuple(map(Paragraph, text["paragraphs"])),
        language=language,
        photos=(photo,),
    )


Change = tuple[str, EditClass, Article]


def changes(text: dict[str, Any], first: Article) -> Iterator[Change]:
    """Every single edit of a text: its name, its class, and the state after it."""
    photo = first.photos[0]
    for old, new in text["headlines"]:
        after = replace(first, headline=_swap(first.headline, old, new))
        yield f"{old} -> {new}", EditClass.HEADLINE, after
    for old, new in text["standfirsts"]:
        after = replace(first, standfirst=_swap(text["standfirst"], old, new))
        yield f"{old} -> {new}", EditClass.STANDFIRST, after
    yield "standfirst dropped", EditClass.STANDFIRST, replace(first, standfirst=None)
    for name, class_ in (
        ("figures", EditClass.FIGURES),
        ("quotes", EditClass.QUOTE),
        ("bodies", EditClass.BODY),
    ):
        for old, new in text[name]:
            yield f"{old} -> {new}", class_, _in_body(first, old, new)
    for old, new in text["captions"]:
        other = replace(photo, caption=_swap(text["caption"], old, new))
        yield f"{old} -> {new}", EditClass.CAPTION, replace(first, photos=(other,))
    for old, new in text["credits"]:
        other = replace(photo, credit=Credit(_swap(text["credit"], old, new)))
        yield f"{old} -> {new}", EditClass.CREDIT, replace(first, photos=(other,))
    yield "credit dropped", EditClass.CREDIT, replace(first, photos=(replace(photo, credit=None),))
    second = Photo("http://paper.example/2.jpg", text["extra"])
    yield "photo added", EditClass.PHOTO_ADDED, replace(first, photos=(photo, second))
    yield "photo removed", EditClass.PHOTO_REMOVED, replace(first, photos=())
    notice = Paragraph(text["notice"], ParagraphKind.CORRECTION)
    yield "notice", EditClass.CORRECTION, _body(first, *first.paragraphs, notice)
    yield from _paragraph_changes(text, first)
    yield from _cosmetic(first)


def _paragraph_changes(text: dict[str, Any], first: Article) -> Iterator[Change]:
    one, two, three, four = first.paragraphs
    extra = Paragraph(text["extra"])
    yield "paragraph added", EditClass.BODY, _body(first, one, extra, two, three, four)
    yield "paragraph removed", EditClass.BODY, _body(first, one, two, four)
    yield "paragraph moved", EditClass.BODY, _body(first, one, three, two, four)
    shorter = Paragraph(re.split(r"(?<=\.) |(?<=。)", four.text)[0])
    yield "sentence removed", EditClass.BODY, _body(first, one, two, three, shorter)
    longer = Paragraph(f"{three.text} {four.text}")
    yield "paragraphs joined", EditClass.COSMETIC, _body(first, one, two, longer)


def _cosmetic(first: Article) -> Iterator[Change]:
    straight = str.maketrans(dict.fromkeys("“”„«»「」", '"'))
    for what, edit in (
        ("quotation marks", lambda text: text.translate(straight)),
        ("capitals", str.upper),
        ("spaces", lambda text: text.replace(" ", "\u00a0\u00a0")),
        ("commas", lambda text: re.sub("[,،，、](?= )", "", text)),
    ):
        after = tuple(replace(p, text=edit(p.text)) for p in first.paragraphs)
        changed = replace(first, paragraphs=after)
        if changed != first:
            yield what, EditClass.COSMETIC, changed


def _swap(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"{old!r} does not stand once in {text!r}")
    return text.replace(old, new)


def _in_body(first: Article, old: str, new: str) -> Article:
    (at,) = (i for i, p in enumerate(first.paragraphs) if old in p.text)
    changed = replace(first.paragraphs[at], text=_swap(first.paragraphs[at].text, old, new))
    return _body(first, *first.paragraphs[:at], changed, *first.paragraphs[at + 1 :])


def _body(first: Article, *paragraphs: Paragraph) -> Article:
    return replace(first, paragraphs=paragraphs)


def planted() -> list[Planted]:
    """Every edit of every text: single ones, then pairs."""
    found: list[Planted] = []
    for language, text in tomllib.loads(TEXTS.read_text(encoding="utf-8")).items():
        first = article(text, language)
        for what, class_, after in changes(text, first):
            found.append(Planted(language, what, first, after, frozenset({class_})))
        found += _two_at_once(text, first, language)
    return found


def _two_at_once(text: dict[str, Any], first: Article, language: str) -> Iterator[Planted]:
    """Pairs of a body change and another one, in the headline, a caption, a notice or the body."""
    old, new = text["headlines"][0]
    headline = _swap(first.headline, old, new)
    photo = replace(first.photos[0], caption=_swap(text["caption"], *text["captions"][0]))
    notice = Paragraph(text["notice"], ParagraphKind.CORRECTION)
    for name, class_ in (("figures", EditClass.FIGURES), ("quotes", EditClass.QUOTE)):
        body = _in_body(first, *text[name][0])
        for other, after in (
            (EditClass.HEADLINE, replace(body, headline=headline)),
            (EditClass.CAPTION, replace(body, photos=(photo,))),
            (EditClass.CORRECTION, _body(body, *body.paragraphs, notice)),
            (EditClass.BODY, _in_body(body, *text["bodies"][1])),
        ):
            what = f"{class_} and {other}"
            yield Planted(language, what, first, after, frozenset({class_, other}))


def main() -> None:
    edits = planted()
    matrix: Counter[tuple[str, str]] = Counter()
    right: Counter[bool] = Counter()
    for edit in edits:
        found = frozenset(compare(edit.before, edit.after).classes)
        single = len(edit.classes) == 1
        right[single] += found == edit.classes
        if single:
            matrix[_name(edit.classes), _name(found)] += 1
        if found != edit.classes:
            print(f"{edit.language}: {edit.what}: {_name(edit.classes)}, read as {_name(found)}")
    single_count = sum(len(edit.classes) == 1 for edit in edits)
    _print_matrix(matrix)
    print(
        f"\nSingle edits right: {right[True]} of {single_count}, {right[True] / single_count:.1%}"
    )
    twofold = len(edits) - single_count
    print(f"Two at once, both and no other: {right[False]} of {twofold}")


def _name(classes: frozenset[EditClass]) -> str:
    return " + ".join(class_ for class_ in EditClass if class_ in classes) or "none"


def _print_matrix(matrix: Counter[tuple[str, str]]) -> None:
    """Rows: as planted. Columns: as found."""
    names = [class_.value for class_ in EditClass]
    columns = names + sorted({found for _, found in matrix} - set(names))
    print(f"\n| planted | {' | '.join(columns)} |")
    print(f"|---|{'---|' * len(columns)}")
    for name in names:
        cells = (str(matrix[name, column] or "") for column in columns)
        print(f"| **{name}** | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
