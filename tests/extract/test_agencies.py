"""The list of agencies: large, unambiguous, and forgiving of how names are printed."""

from __future__ import annotations

import re

import pytest

from crawler.extract.agencies import KINDS, agencies, find_agency, find_wire, folded


def test_the_list_is_large_and_well_formed() -> None:
    assert len(agencies()) >= 120
    for agency in agencies().values():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", agency.key)
        assert agency.kind in KINDS
        assert re.fullmatch(r"[A-Z]{2}", agency.country)
        assert agency.wikidata is None or re.fullmatch(r"Q[1-9]\d*", agency.wikidata)


def test_no_spelling_means_two_agencies() -> None:
    meant: dict[str, str] = {}
    for agency in agencies().values():
        for spelling in (agency.name, *agency.spellings):
            assert meant.setdefault(folded(spelling), agency.key) == agency.key, spelling


def test_every_spelling_finds_its_agency() -> None:
    for agency in agencies().values():
        for spelling in (agency.name, *agency.spellings):
            assert find_agency(spelling) == agency


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("REUTERS", "reuters"),
        ("RETUERS", "reuters"),
        ("Getty images", "getty"),
        ("ＡＰ", "ap"),
        ("연합뉴스", "yonhap"),
        ("РИА Новости", "ria"),
        ("رويترز", "reuters"),
    ],
)
def test_names_as_printed(printed: str, key: str) -> None:
    agency = find_agency(printed)
    assert agency is not None
    assert agency.key == key


@pytest.mark.parametrize("printed", ["", "Riverside Gazette", "The Harlow Times", "--"])
def test_unknown_names_are_not_guessed(printed: str) -> None:
    assert find_agency(printed) is None


def test_what_is_too_long_for_a_name_is_not_compared_letter_by_letter() -> None:
    """By all letters but one, each in turn, it would take gigabytes."""
    assert find_agency("Reuters" + "x" * 100_000) is None


@pytest.mark.parametrize("word", ["aa", "beta", "Epa", "Getty Images"])
def test_words_of_prose_are_no_wires(word: str) -> None:
    assert find_wire(word) is None


def test_the_agencies_of_the_celebrity_press_are_known() -> None:
    for name in ("AKM-GSI", "FameFlynet Pictures", "PacificCoastNews.com", "X17online"):
        agency = find_agency(name)
        assert agency is not None
        assert agency.kind == "photo"
