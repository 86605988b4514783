"""What an edit changed, and of which class it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.edits.align import Step
from crawler.edits.classes import EditClass
from crawler.edits.compare import Edit, compare
from crawler.edits.spans import spans
from crawler.edits.words import read
from crawler.items import Article, Credit, Paragraph, ParagraphKind, Photo

BODY = (
    "A cargo ship with 24 sailors ran aground off the northern cape on Monday. Nobody was hurt.",
    "“We felt a long shudder and then silence,” the captain told the coast guard.",
    "Tugs from two ports were on their way. The sea was calm.",
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BASE = Article(
    "http://herald.example/ship",
    "Ship runs aground off the cape",
    standfirst="The crew is safe, the coast guard says",
    paragraphs=tuple(map(Paragraph, BODY)),
    modified_at=NOON,
    photos=(
        Photo("http://herald.example/ship.jpg", "The ship on Monday.", credit=Credit("AP-Yonhap")),
    ),
)


def body(*texts: str) -> Article:
    return replace(BASE, paragraphs=tuple(map(Paragraph, texts)))


def edited(old: str, new: str) -> Article:
    assert any(old in text for text in BODY)
    return body(*(text.replace(old, new) for text in BODY))


def photo(**changes: Any) -> Article:
    return replace(BASE, photos=(replace(BASE.photos[0], **changes),))


NOTICE = Paragraph("Correction: an earlier version misnamed the cape.", ParagraphKind.CORRECTION)
SECOND = Photo("http://herald.example/tug.jpg", "A tug leaves the harbor.")

CASES: list[tuple[str, Article, set[str]]] = [
    ("the same", BASE, set()),
    ("headline", replace(BASE, headline="Ship freed off the cape"), {"headline"}),
    (
        "headline gone typographic",
        replace(BASE, headline="Ship runs aground, off the Cape"),
        {"cosmetic"},
    ),
    ("standfirst dropped", replace(BASE, standfirst=None), {"standfirst"}),
    ("figure", edited("24 sailors", "25 sailors"), {"figures"}),
    ("figure written otherwise", edited("24 sailors", "٢٤ sailors"), {"cosmetic"}),
    ("figure with its word", edited("24 sailors", "25 passengers"), {"figures", "body"}),
    ("figure inserted", edited("two ports", "2 ports"), {"body"}),
    ("quote", edited("long shudder", "short bang"), {"quote"}),
    ("words beside a quote", edited("told the", "said to the"), {"body"}),
    (
        "quotation marks",
        edited(
            "“We felt a long shudder and then silence,”",
            '"We felt a long shudder and then silence",',
        ),
        {"cosmetic"},
    ),
    ("sentence added", edited("The sea was calm.", "The sea was calm. It was cold."), {"body"}),
    (
        "sentence with a quote and a figure added",
        edited("The sea was calm.", "The sea was calm. “It took 3 hours,” a sailor said."),
        {"body"},
    ),
    ("sentence removed", edited(" Nobody was hurt.", ""), {"body"}),
    ("paragraphs in another order", body(BODY[0], BODY[2], BODY[1]), {"body"}),
    (
        "a paragraph broken in two",
        body(*BODY[:2], "Tugs from two ports were on their way.", "The sea was calm."),
        {"cosmetic"},
    ),
    (
        "broken in two and a figure changed",
        body(
            "A cargo ship with 27 sailors ran aground off the northern cape on Monday.",
            "Nobody was hurt.",
            *BODY[1:],
        ),
        {"figures"},
    ),
    (
        "a paragraph becomes a subhead",
        replace(
            BASE,
            paragraphs=(
                *BASE.paragraphs[:2],
                replace(BASE.paragraphs[2], kind=ParagraphKind.SUBHEAD),
            ),
        ),
        {"cosmetic"},
    ),
    ("caption", photo(caption="The ship, stuck, on Monday."), {"caption"}),
    ("credit", photo(credit=Credit("AP")), {"credit"}),
    (
        "the photo in another size",
        photo(url="http://cdn.example/1200/ship.jpg?w=9", caption="The ship on Monday"),
        {"cosmetic"},
    ),
    ("alternative headline", replace(BASE, alternative_headline="Aground!"), {"headline"}),
    ("photo added", replace(BASE, photos=(*BASE.photos, SECOND)), {"photo added"}),
    ("photo removed", replace(BASE, photos=()), {"photo removed"}),
    ("photo replaced", replace(BASE, photos=(SECOND,)), {"photo added", "photo removed"}),
    ("notice", replace(BASE, paragraphs=(*BASE.paragraphs, NOTICE)), {"correction"}),
]


def test_photos_whose_files_share_a_mere_word_for_a_name_are_not_one() -> None:
    ship = Photo("http://cdn.example/a1/original.jpg", "The ship on Monday.")
    mayor = Photo("http://cdn.example/b7/original.jpg", "The mayor at the quay.")
    before, after = replace(BASE, photos=(ship,)), replace(BASE, photos=(mayor,))
    assert set(compare(before, after).classes) == {"photo added", "photo removed"}


def test_of_two_photos_in_one_file_name_each_keeps_its_caption() -> None:
    ship = Photo("http://cdn.example/a1/2026-cape.jpg", "The ship on Monday.")
    mayor = Photo("http://cdn.example/b7/2026-cape.jpg", "The mayor at the quay.")
    before = replace(BASE, photos=(ship, mayor))
    moved = replace(mayor, url="http://cdn.example/c9/2026-cape.jpg")
    assert set(compare(before, replace(BASE, photos=(moved, ship))).classes) <= {"cosmetic"}


@pytest.mark.parametrize(("after", "classes"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_class_of_an_edit(after: Article, classes: set[str]) -> None:
    assert set(compare(BASE, after).classes) == classes


@pytest.mark.parametrize(("after", "classes"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_taking_an_edit_back_is_an_edit_of_the_same_class(
    after: Article, classes: set[str]
) -> None:
    mirrored = {"photo added": "photo removed", "photo removed": "photo added"}
    assert set(compare(after, BASE).classes) == {mirrored.get(c, c) for c in classes}


def test_changed_words_are_silent_unless_the_page_says_so() -> None:
    changed = edited("24 sailors", "25 sailors")
    assert compare(BASE, changed).silent
    assert not compare(BASE, replace(changed, modified_at=NOON + timedelta(hours=1))).silent
    noticed = replace(changed, paragraphs=(*changed.paragraphs, NOTICE))
    edit = compare(BASE, noticed)
    assert not edit.silent
    assert edit.notices == (NOTICE.text,)
    assert set(edit.classes) == {"figures", "correction"}
    assert compare(noticed, changed).silent  # the notice is taken away without a word
    assert not compare(BASE, replace(BASE, headline="SHIP RUNS AGROUND OFF THE CAPE")).silent


def steps(edit: Edit) -> list[tuple[str, int | None, int | None]]:
    return [(p.step.value, p.before_at, p.after_at) for p in edit.paragraphs]


def test_paragraphs_added_removed_moved_and_changed() -> None:
    changed = BODY[2].replace("calm", "rough")
    edit = compare(BASE, body("The cape was dark.", BODY[1], changed))
    assert steps(edit) == [
        ("added", None, 0),
        ("removed", 0, None),
        ("same", 1, 1),
        ("changed", 2, 2),
    ]
    moved = compare(BASE, body(BODY[2], BODY[0], BODY[1]))
    assert steps(moved) == [("moved", 2, 0), ("same", 0, 1), ("same", 1, 2)]
    assert {(s.step, s.before.text if s.before else "") for s in moved.sentences} == {
        (Step.MOVED, "Tugs from two ports were on their way."),
        (Step.MOVED, "The sea was calm."),
    }


def test_the_words_within_a_sentence() -> None:
    edit = compare(BASE, edited("Tugs from two ports", "Seven boats from two ports"))
    (sentence,) = edit.sentences
    assert [(span.step.value, span.text) for span in sentence.spans] == [
        ("removed", "Tugs"),
        ("added", "Seven boats"),
        ("same", " from two ports were on their way. "),
    ]
    assert edit.classes == (EditClass.BODY,)


def test_an_insertion_is_one_span() -> None:
    before, after = read("Heo fills an order"), read("Heo, head of the library, fills an order")
    assert [(s.step.value, s.text) for s in spans(before, after)] == [
        ("same", "Heo"),
        ("added", ", head of the library,"),
        ("same", " fills an order"),
    ]


def test_words_of_scripts_without_spaces() -> None:
    before, after = read("船が港に戻った。"), read("船が島に戻った。")
    assert [(s.step.value, s.text) for s in spans(before, after)] == [
        ("same", "船が"),
        ("removed", "港"),
        ("added", "島"),
        ("same", "に戻った。"),
    ]


def test_the_share_of_changed_words() -> None:
    assert compare(BASE, BASE).share == 0
    assert compare(BASE, replace(body(), headline="", standfirst=None)).share == 1
    one = compare(BASE, edited("calm", "rough")).share
    assert 0 < one < compare(BASE, edited("The sea was calm.", "Waves ran high and hit it.")).share


words = st.sampled_from(["sea", "Ship", "12", "13,5", "“so”", ".", " ", "港", "부산", "\n", "بحر"])
texts = st.lists(words, max_size=12).map("".join)


@given(st.lists(texts, max_size=6), st.lists(texts, max_size=6))
def test_nothing_is_lost_whatever_is_compared(before: list[str], after: list[str]) -> None:
    edit = compare(body(*before), body(*after))
    assert sorted(p.before_at for p in edit.paragraphs if p.before_at is not None) == [
        *range(len(before))
    ]
    assert [p.after_at for p in edit.paragraphs if p.after_at is not None] == [*range(len(after))]
    for passage in edit.paragraphs:
        old = "".join(s.text for s in passage.spans if s.step is not Step.ADDED)
        new = "".join(s.text for s in passage.spans if s.step is not Step.REMOVED)
        assert old == ("" if passage.before_at is None else before[passage.before_at])
        assert new == ("" if passage.after_at is None else after[passage.after_at])
    assert bool(edit.classes) == (before != after)
    assert 0 <= edit.share <= 1
