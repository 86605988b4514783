"""Words and sentences in many scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.edits.words import key_of, sentences, tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry's crew of 1,200", ["The", "ferry's", "crew", "of", "1,200"]),
        ("부산항에 배 12척이", ["부산항에", "배", "12", "척이"]),
        ("港に船が3隻", ["港", "に", "船", "が", "3", "隻"]),
        ("عادت ١٢ سفينة", ["عادت", "١٢", "سفينة"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("fell to -3.5 at 10:45", ["fell", "to", "-3.5", "at", "10:45"]),
        ("in 2019–20", ["in", "2019", "20"]),
        ("worth $5bn", ["worth", "5bn"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenise(text) if token.key] == words


@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokenise(text)) == text
    joined = "".join(t.text for sentence in sentences(text) for t in sentence.tokens)
    assert joined == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Yes,” she said.", '"yes" she said'),
        ("서울 시장", "서울시장"),
        ("1,200 ships", "1200 ships"),
        ("١٢ سفينة", "12 سفينة"),
        ("don’t", "don't"),
        ("ﬁnal", "final"),
    ],
)
def test_typography_says_nothing(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1.5", "15"), ("11 2", "112"), ("-5", "5"), ("की", "का"), ("5m", "5bn")]
)
def test_figures_and_marks_say_something(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Mr. Kim of the U.S. team won. "We did it." He left.',
            ["Mr. Kim of the U.S. team won.", '"We did it."', "He left."],
        ),
        ("배가 돌아왔다. 선장은 웃었다.", ["배가 돌아왔다.", "선장은 웃었다."]),
        ("船が戻った。「良かった。」と語った。", ["船が戻った。", "「良かった。」", "と語った。"]),
        ("هل عادت؟ نعم.", ["هل عادت؟", "نعم."]),
        ("It cost 3.5 million. It sank.", ["It cost 3.5 million.", "It sank."]),
        ("It was built in 2019. It sank.", ["It was built in 2019.", "It sank."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “we won” today", ["we", "won"]),
        ("Er sagte: „Wir gehen“ und ging", ["Wir", "gehen"]),
        ("Il a dit « nous partons » hier", ["nous", "partons"]),
        ("社長は「辞める」と言った", ["辞", "め", "る"]),
        ("The captain's 'long wait' is over", ["long", "wait"]),
        ("The workers' boats don't sail", []),
        ("그는 “좋다”고 했다", ["좋다"]),
        ('צה"ל הודיע כי "הכול בסדר" אתמול', ["הכול", "בסדר"]),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [token.text for token in tokenise(text) if token.quoted and token.key] == quoted
