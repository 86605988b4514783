"""Planted edits in nine languages are given their class."""

from __future__ import annotations

from collections import Counter

from benchmarks.edits import planted
from crawler.edits.classes import EditClass
from crawler.edits.compare import compare


def test_nine_of_ten_planted_edits_are_given_their_class_and_no_other() -> None:
    right: Counter[EditClass] = Counter()
    of_class: Counter[EditClass] = Counter()
    for edit in planted():
        if len(edit.classes) == 1:
            (class_,) = edit.classes
            of_class[class_] += 1
            right[class_] += compare(edit.before, edit.after).classes == (class_,)
    assert of_class.total() >= 200
    assert right.total() >= 0.9 * of_class.total()
    assert {
        class_: right[class_] / of_class[class_]
        for class_ in EditClass
        if right[class_] < 0.8 * of_class[class_]
    } == {}


def test_two_edits_at_once_are_both_found() -> None:
    twofold = [edit for edit in planted() if len(edit.classes) == 2]
    found = [set(compare(edit.before, edit.after).classes) == edit.classes for edit in twofold]
    assert len(found) >= 50
    assert sum(found) >= 0.9 * len(found)
