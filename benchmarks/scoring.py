"""The scorer for all readers, loaded from beside the corpus."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache
from typing import Any

from benchmarks.corpus import SCORE


@cache
def scorer(rouge: bool = True) -> Any:
    """The scoring module. Without ROUGE it is fast: ROUGE takes most of the time."""
    spec = importlib.util.spec_from_file_location(f"score_{rouge}", SCORE)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not rouge:
        module.rouge_lsum = lambda *_: (0.0, 0.0, 0.0)  # type: ignore[attr-defined]
    return module


def shingle_f1(pages: Sequence[tuple[dict[str, Any], str]]) -> tuple[float, float, float]:
    """Body F1, precision and recall over pages of (truth, predicted body)."""
    score = scorer(rouge=False)
    found = [score.score_body(truth, {"body": body})["shingles"] for truth, body in pages]
    result: tuple[float, float, float] = score.shingle_means(found)
    return result
