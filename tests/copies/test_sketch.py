"""Shingles and MinHash, with datasketch as the judge of the estimates."""

from __future__ import annotations

import random
from typing import Any

import pytest

from crawler.copies.shingles import shingles
from crawler.copies.sketch import MIN_KEYS, NUMBERS, keys, signature

datasketch = pytest.importorskip("datasketch", reason="datasketch judges the estimates")


def words(count: int, seed: int) -> list[str]:
    chosen = random.Random(seed)
    return [f"w{chosen.randrange(50_000)}" for _ in range(count)]


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b)


def oracle(of: frozenset[int]) -> Any:
    sketch = datasketch.MinHash(num_perm=NUMBERS, hashfunc=lambda value: value)
    sketch.update_batch(list(of))
    return sketch


def test_the_keys_of_scheme_2_never_change() -> None:
    assert keys(signature(shingles("The ferry came home on Friday.")))[:3] == [
        16927236499,
        14181991379,
        16784483517,
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s over,” he said – at last.", '"It\'s over", he said - at last'),
        ("The FERRY came home", "the ferry\ncame  home"),
        ("연락선이 금요일에 돌아왔다.", "연락선이  금요일에 돌아왔다"),
        ("渡し船が、金曜日に帰ってきた。", "渡し船が金曜日に帰ってきた"),
        ("ＡＢＣ 放送が伝えた。", "ABC放送が伝えた"),
    ],
)
def test_punctuation_case_and_width_change_nothing(one: str, other: str) -> None:
    assert shingles(one) == shingles(other)


@pytest.mark.parametrize(
    "text",
    [
        "渡し船が十一年ぶりに古い港へ帰ってきた。二隻の曳き船に引かれていた。",
        "เรือข้ามฟากไม้ลำสุดท้ายกลับบ้านเมื่อวันศุกร์หลังจากสิบเอ็ดปี",
        "最后一艘木制渡轮周五回到了旧港口,由两艘拖船牵引",
        "마지막 나무 연락선이 금요일에 십일 년 만에 예인선 두 척에 끌려 돌아왔다",
        "आख़िरी लकड़ी की नाव ग्यारह साल बाद शुक्रवार को घर लौट आई",
    ],
)
def test_every_script_has_shingles_that_a_changed_word_leaves_mostly_alone(text: str) -> None:
    whole = shingles(text)
    assert len(whole) >= 8
    assert 0.4 < jaccard(whole, shingles(text[:-4])) < 1


@pytest.mark.parametrize("text", ["", " … – !", "\n"])
def test_a_text_without_words_has_no_signature(text: str) -> None:
    assert not shingles(text)
    with pytest.raises(ValueError, match="no signature"):
        signature(shingles(text))


@pytest.mark.parametrize("common", [0, 50, 150, 300, 390])
def test_estimates_are_as_good_as_datasketchs(common: int) -> None:
    ours, theirs = 0.0, 0.0
    for seed in range(40):
        shared = words(common, seed)
        a = shingles(" ".join(shared + words(400 - common, seed + 1000)))
        b = shingles(" ".join(shared + words(400 - common, seed + 2000)))
        true = jaccard(a, b)
        ours += abs(float((signature(a) == signature(b)).mean()) - true) / 40
        theirs += abs(oracle(a).jaccard(oracle(b)) - true) / 40
    assert ours <= theirs * 1.25 + 0.005


def test_copies_with_three_tenths_in_common_share_keys_and_others_do_not() -> None:
    found = {0: 0, 190: 0}
    for common in found:
        for seed in range(300):
            shared = words(common, seed)
            a = shingles(" ".join(shared + words(400 - common, seed + 1000)))
            b = shingles(" ".join(shared + words(400 - common, seed + 2000)))
            found[common] += len({*keys(signature(a))} & {*keys(signature(b))}) >= MIN_KEYS
    assert found[0] == 0
    assert found[190] >= 288  # J = 0.31
