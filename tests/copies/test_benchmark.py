"""The benchmark's scores and labels."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.copies import Wire, label, scores

NOON = datetime(1987, 3, 2, 12, tzinfo=UTC)


def wire(number: int, headline: str, hours: float) -> Wire:
    return Wire(str(number), NOON + timedelta(hours=hours), tuple(headline.split()), "a body")


def test_scores_of_a_known_grouping() -> None:
    # The textbook example of the adjusted Rand index: 0.2424 (scikit-learn says the same).
    truth, found = ["a", "a", "a", "b", "b", "b"], [0, 0, 1, 1, 2, 2]
    precision, recall, f1, index = scores(truth, found)
    assert [precision, recall, f1] == pytest.approx([2 / 3, 1 / 3, 4 / 9])
    assert index == pytest.approx(0.2424, abs=1e-4)


def test_retakes_are_labelled_and_standing_headlines_and_unclear_texts_left_out() -> None:
    wires = [
        wire(1, "ferry returns to harbor", 0),
        wire(2, "ferry returns to harbor", 2),
        wire(3, "money market given help", 3),
        wire(4, "council rejects hotel tower", 4),
        wire(5, "council hotel tower plan dead", 5),
        wire(6, "school plants hundred lindens", 6),
        wire(7, "money market given help", 60),
    ]
    assert [sample.story for sample in label(wires)] == [
        "ferry returns to harbor",
        "ferry returns to harbor",
        "school plants hundred lindens",
    ]
