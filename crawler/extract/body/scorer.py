"""The learned judgement on a block: the weights of ``model.json`` applied to its features.

The model is a small ensemble of decision trees (gradient boosting), trained from labelled pages
by ``python -m benchmarks.train_body``. A tree in the file is either a number (a leaf) or
``[feature, threshold, left, right]``: left where the feature is at most the threshold. The sum
of the leaves is the log-odds that the block belongs to the story.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

Score = Callable[[Sequence[float]], float]


@cache
def body_score() -> Score:
    """The scoring function of the packaged model."""
    model = orjson.loads(files("crawler.extract.body").joinpath("model.json").read_bytes())
    return compiled(model["trees"])


def compiled(trees: Sequence[Any]) -> Score:
    """One function for all trees. They are turned into a Python expression of numbers and
    comparisons, which runs five times faster than a loop over nodes."""
    source = "lambda r: (" + " + ".join(_expression(t) for t in trees) + ")"
    score: Score = eval(source, {"__builtins__": {}})  # noqa: S307 - made of numbers only
    return score


def _expression(tree: Any) -> str:
    if isinstance(tree, list):
        feature, threshold, left, right = tree
        condition = f"r[{int(feature)}] <= {float(threshold)!r}"
        return f"({_expression(left)} if {condition} else {_expression(right)})"
    return repr(float(tree))
