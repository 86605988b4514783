"""No change may make the reader worse on the labelled pages."""

import json

import pytest

from benchmarks.corpus import SCORE, labelled_pages, truth_files
from benchmarks.extraction import FLOOR, MARGIN, prediction, scores

pytestmark = pytest.mark.skipif(
    not (truth_files() and SCORE.exists()), reason="the labelled pages are not on this machine"
)


@pytest.fixture(scope="module")
def result() -> dict[str, dict[str, float]]:
    pages = [page for truth in truth_files() for page in labelled_pages(truth)]
    return scores(pages, [prediction(page) for page in pages], rouge=False)


def floors() -> list[tuple[str, str, float]]:
    sets = json.loads(FLOOR.read_text(encoding="utf-8"))
    return [(name, metric, value) for name, row in sets.items() for metric, value in row.items()]


@pytest.mark.parametrize(("name", "metric", "floor"), floors())
def test_no_score_falls_below_its_floor(
    result: dict[str, dict[str, float]], name: str, metric: str, floor: float
) -> None:
    assert result[name][metric] >= floor - MARGIN
