"""What makes a text a copy of another."""

from __future__ import annotations

import pytest

from crawler.copies.overlap import overlap, prepare, words_only_in

FERRY = (
    "The last wooden ferry of the bay came home on Friday after eleven years, towed by two tugs "
    "and followed by a crowd of small boats. Its owner said that the engine would be rebuilt by "
    "the spring of next year, and that a school had offered to keep the deck in order. Nobody "
    "at the yard could say how much of the hull is sound, because the drawings were lost when "
    "the company moved its office across the river. "
)
LEDE = "Eleven years after it left, a ferry is back. "
TOWER = (
    "The council voted against the tower that a hotel company wants to build behind the market, "
    "saying that its shadow would fall on the playground for most of the winter. The company has "
    "four weeks to object, and its lawyers let it be known that they would use them."
)


def is_copy(a: str, b: str) -> bool:
    return overlap(prepare(a), prepare(b)).is_copy


@pytest.mark.parametrize(
    "other",
    [
        FERRY,
        FERRY.replace("Friday", "Saturday"),
        "SEOUL, Aug. 20 (Wire) -- " + FERRY,
        LEDE + FERRY.partition(". ")[2],
        FERRY[: len(FERRY) // 3],
        FERRY + TOWER,
    ],
    ids=["same", "a word", "dateline", "lede", "cut to a third", "merged"],
)
def test_an_edited_copy_is_a_copy(other: str) -> None:
    assert is_copy(FERRY, other)
    assert is_copy(other, FERRY)


def test_another_story_is_none() -> None:
    assert not is_copy(FERRY, TOWER)


def test_a_notice_in_set_phrases_with_other_figures_is_none() -> None:
    notice = (
        "The board declared a quarterly dividend of {} cents a share, payable on April {} to "
        "holders of record of March {}, and said that the annual meeting will be held in the "
        "head office of the company in the presence of a notary as in every year."
    )
    assert is_copy(notice.format(12, 10, 28), notice.format(12, 10, 28))
    assert not is_copy(notice.format(12, 10, 28), notice.format(31, 3, 15))


def test_a_brief_within_a_long_text_is_none() -> None:
    assert not is_copy("The ferry of the bay came home on Friday after eleven years.", FERRY)
    assert is_copy("The ferry came home on Friday.", "The ferry came home on Friday")


def test_nothing_in_common_with_an_empty_text() -> None:
    assert overlap(prepare(""), prepare(FERRY)).share == 0
    assert not is_copy("", "")


def test_the_share_is_of_the_shorter_text() -> None:
    half = overlap(prepare(FERRY), prepare(FERRY + TOWER))
    assert half.share == 1
    assert 0.5 < half.resemblance < 0.7


def test_words_cut_and_added_are_counted() -> None:
    copy = "SEOUL, Friday " + FERRY.replace("wooden ", "")
    assert words_only_in(prepare(FERRY), prepare(copy)) == (1, 2)
    assert words_only_in(prepare("渡し船が帰る"), prepare("渡し船は帰る")) == (1, 1)
