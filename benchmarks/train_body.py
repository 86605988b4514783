"""Train the body scorer: ``python -m benchmarks.train_body [--check] [TRUTH.jsonl ...]``.

Each block of each labelled page is a row of features (``crawler.extract.body.features``) and a
label: whether most of its four-word shingles are in the true body. ``--check`` cross-validates by
publisher (no publisher is in both parts) and writes nothing. Without it, the model is trained on
all pages and written to ``crawler/extract/body/model.json``. Needs lightgbm and scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from sklearn.model_selection import GroupKFold

import crawler.extract.body
from benchmarks.corpus import LabelledPage, labelled_pages, truth_files
from benchmarks.scoring import shingle_f1
from crawler.extract.body.context import choose_story
from crawler.extract.body.find import candidates
from crawler.extract.document import Document
from crawler.extract.headline import find_headline
from crawler.extract.photos.find import find_photos

MODEL = Path(crawler.extract.body.__file__).parent / "model.json"
TREES = 50
FOLDS = 6
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 12,
    "learning_rate": 0.12,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 20,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
LARGEST_SHARE = 0.15  # of a page's weight that one block may have
SMALLEST_SHARE = 0.004
WORD = re.compile(r"\w+")


class Sample:
    """One page as rows, labels and weights."""

    def __init__(self, page: LabelledPage) -> None:
        self.truth = page.truth
        self.publisher = page.publisher
        document = Document.parse(page.body, page.url)
        headline = find_headline(document)
        photos = find_photos(document, headline.node if headline else None)
        found = candidates(document, headline, photos.nodes)
        self.blocks = found.blocks
        self.headline = found.told.headline
        self.texts = [block.text for block in found.blocks]
        self.rows = found.rows
        self.label(page.truth)

    def label(self, truth: dict[str, Any]) -> None:
        """Label the blocks. A repeated block counts as true only as often as the truth has it. What
        the truth leaves open (standfirst, optional paragraphs) weighs nothing."""
        paragraphs = truth["paragraphs"]
        open_texts = truth["summary"] + [paragraphs[i] for i in truth.get("optional") or []]
        left, total = shingles(" ".join(paragraphs)), shingles(" ".join(paragraphs)).total()
        short = {tuple(WORD.findall(text)) for text in paragraphs}
        ignored = shingles(" ".join(open_texts))
        self.labels, self.weights = [], []
        for text in self.texts:
            own = shingles(text)
            size = max(1, own.total())
            is_true = (own & left).total() > size / 2 or bool(own.keys() & short)
            if is_true:
                left -= own
            share = min(LARGEST_SHARE, size / max(1, total)) + SMALLEST_SHARE
            is_open = (own & ignored).total() > size / 2
            self.labels.append(int(is_true))
            self.weights.append(0.0 if is_open else share * 60)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def fit(samples: list[Sample]) -> Any:
    rows = np.array([row for s in samples for row in s.rows])
    labels = np.array([label for s in samples for label in s.labels])
    weights = np.array([weight for s in samples for weight in s.weights])
    return lightgbm.train(SETTINGS, lightgbm.Dataset(rows, labels, weight=weights), TREES)


def tree(node: dict[str, Any]) -> Any:
    """Convert a lightgbm tree to the form in our file."""
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    left, right = tree(node["left_child"]), tree(node["right_child"])
    return [node["split_feature"], float(f"{node['threshold']:.6g}"), left, right]


def check(samples: list[Sample]) -> None:
    """Print each set's body F1 when every page is read by a model that saw no page of its
    publisher, and the highest F1 possible by choosing among the page's blocks: choosing those
    labelled true."""
    scores: dict[str, list[tuple[Sample, str]]] = {}
    publishers = [s.publisher for s in samples]
    for train, test in GroupKFold(FOLDS).split(samples, groups=publishers):
        model = fit([samples[i] for i in train])
        for sample in (samples[i] for i in test):
            odds = model.predict(np.array(sample.rows), raw_score=True) if sample.rows else []
            keep = choose_story(sample.blocks, [float(o) for o in odds], sample.headline)
            scores.setdefault(sample.truth["set"], []).append((sample, body_of(sample, keep)))
    print("set, F1, precision, recall; highest F1")
    for name, pages in scores.items():
        result = shingle_f1([(s.truth, body) for s, body in pages])
        best = shingle_f1([(s.truth, body_of(s, s.labels)) for s, _ in pages])[0]
        print(name, *(f"{100 * value:.2f}" for value in (*result, best)))


def body_of(sample: Sample, keep: Sequence[int]) -> str:
    """The text of the blocks that are kept."""
    return "\n".join(t for t, kept in zip(sample.texts, keep, strict=True) if kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("truth", nargs="*", type=Path, default=truth_files())
    parser.add_argument("--check", action="store_true", help="cross-validate, write nothing")
    arguments = parser.parse_args()
    samples = [Sample(page) for truth in arguments.truth for page in labelled_pages(truth)]
    if arguments.check:
        check(samples)
        return
    dumped = fit(samples).dump_model()["tree_info"]
    model = {"pages": len(samples), "trees": [tree(t["tree_structure"]) for t in dumped]}
    MODEL.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{MODEL}: {MODEL.stat().st_size} bytes")


if __name__ == "__main__":
    main()
