"""How texts and queries become the words of the search index."""

from __future__ import annotations

import pytest

from crawler.archive.search.terms import Term, index_words, snippet, terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Ferry’s “return”", "the ferry s return"),
        ("Café Élysée", "cafe elysee"),
        ("ＡＢＣ放送", "abc 放送 送"),
        ("연락선이 왔다", "연락 락선 선이 이 왔다 다"),
        ("港", "港"),
        ("AP통신", "ap 통신 신"),
        ("हिन्दी में", "हिन्दी में"),
        ("snake_case 3.5", "snake case 3 5"),
        ("l’homme d’État, Istanbulʼda, AT&T's", "l homme d etat istanbul da at t s"),
        ("السَّلامُ القاهـــرة", "السلام القاهرة"),
        ("أمانة", "امانة"),
        ("کتاب ایران", "كتاب ايران"),
        ("שָׁלוֹם", "שלום"),
        ("ışık Đà Nẵng Łódź Tromsø", "isik da nang lodz tromso"),
        ("がぎぐ", "がぎ ぎぐ ぐ"),
    ],
)
def test_words_of_a_text(text: str, words: str) -> None:
    assert index_words(text) == words


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("north korea", [Term(("north",)), Term(("korea",))]),
        ('"North  Korea" ferry', [Term(("north", "korea")), Term(("ferry",))]),
        ("연락선", [Term(("연락", "락선"))]),
        ("港", [Term(("港",), prefix=True)]),
        ("AP통신", [Term(("ap", "통신"))]),
        ("통신AP", [Term(("통신", "신", "ap"))]),
        ('… "', []),
        ("don't", [Term(("don", "t"))]),
    ],
)
def test_terms_of_a_query(query: str, expected: list[Term]) -> None:
    assert terms(query) == expected


def test_a_snippet_shows_the_words_about_the_hit() -> None:
    text = "word " * 40 + "the old Harbor\nat dawn " + "word " * 40
    shown = snippet(text, terms("harbor"))
    assert "the old [Harbor] at dawn" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("두 연락선이 왔다", "연락선", "두 [연락선]이 왔다"),
        ("통신 AP가 왔다", "통신AP", "[통신 AP]가 왔다"),
        ("The Café’s door", "cafe's", "The [Café’s] door"),
        ("The Café’s door", "cafe", "The [Café]’s door"),
        ("A mole. The outer mole", '"outer mole"', "A mole. The [outer mole]"),
        ("The outer, older mole", '"outer mole"', "The [outer], older mole"),
        ("Nothing of it", "mole", "Nothing of it"),
    ],
)
def test_a_snippet_sets_the_words_in_brackets_as_they_are_printed(
    text: str, query: str, shown: str
) -> None:
    assert snippet(text, terms(query)) == shown
