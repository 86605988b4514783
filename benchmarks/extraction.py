"""Measure the reader: ``python -m benchmarks.extraction [TRUTH.jsonl ...] [options]``.

Reads ``pages/<id>.html.gz`` beside each truth file without any publisher rules, scores the
readings, and times our reader, other readers (``--peers``) and the bare parse in the same run.
``--out FILE`` writes the predictions; ``--floor`` writes the floor that CI enforces.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import LabelledPage, labelled_pages, truth_files
from benchmarks.scoring import scorer
from benchmarks.timing import print_timings
from crawler.extract import extract
from crawler.extract.times.dates import read_stamp
from crawler.items import Article

FLOOR = Path(__file__).with_name("extraction_floor.json")
FLOOR_METRICS = (
    *("body_f1", "headline_f1", "headline_exact", "authors_f1", "date_day", "date_minute"),
    *("cap_f1", "cred_f1", "pair_f1"),
)
MARGIN = 0.0005  # by which a score may fall below the floor


def prediction(page: LabelledPage) -> dict[str, Any]:
    """What the reader makes of a page, in the scorer's terms."""
    article = extract(page.body, page.url).article
    if article is None:
        return {"id": page.truth["id"]}
    return {
        "id": page.truth["id"],
        "headline": article.headline,
        "body": [p.text for p in article.paragraphs],
        "authors": [*article.authors, *article.organisations],
        "published": published(article),
        "photos": [
            {"caption": p.caption, "credit": p.credit.line if p.credit else None}
            for p in article.photos
        ],
    }


def published(article: Article) -> str | None:
    """The instant, or the printed wall-clock time if the page tells no zone: then the scorer
    compares wall-clock times."""
    if article.published_at:
        return article.published_at.isoformat()
    stamp = read_stamp(article.published_raw)
    if stamp is None:
        return None
    return stamp.wall.isoformat() if stamp.has_time else stamp.wall.date().isoformat()


def scores(
    pages: Sequence[LabelledPage], predictions: Sequence[dict[str, Any]], *, rouge: bool
) -> dict[str, dict[str, Any]]:
    """The scorer's summary of each set."""
    score = scorer(rouge)
    by_set: dict[str, list[Any]] = {}
    for page, predicted in zip(pages, predictions, strict=True):
        scored = score.score_page(page.truth, predicted)
        by_set.setdefault(page.truth["set"], []).append(scored)
    return {name: score.summarise(scored) for name, scored in by_set.items()}


def floor_of(result: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """The part of the scores that may not drop."""
    return {
        name: {metric: round(row[metric], 4) for metric in FLOOR_METRICS if metric in row}
        for name, row in result.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("truth", nargs="*", type=Path, default=truth_files())
    parser.add_argument("--out", type=Path, help="write the predictions here (JSON Lines)")
    parser.add_argument("--peers", action="store_true", help="time other readers as well")
    parser.add_argument("--no-rouge", action="store_true", help="leave out ROUGE, which is slow")
    parser.add_argument("--floor", action="store_true", help=f"write {FLOOR.name}")
    arguments = parser.parse_args()
    if not arguments.truth:
        parser.error("no truth file, and no corpus beside the checkout")
    pages = [page for truth in arguments.truth for page in labelled_pages(truth)]
    predictions = [prediction(page) for page in pages]
    if arguments.out:
        lines = (json.dumps(p, ensure_ascii=False) + "\n" for p in predictions)
        arguments.out.write_text("".join(lines), encoding="utf-8")
    result = scores(pages, predictions, rouge=not arguments.no_rouge)
    scorer(not arguments.no_rouge).print_tables({"sets": result, "missing": 0, "unknown": 0})
    if arguments.floor:
        FLOOR.write_text(json.dumps(floor_of(result), indent=1) + "\n", encoding="utf-8")
    print_timings([(page.body, page.url) for page in pages], peers=arguments.peers)


if __name__ == "__main__":
    main()
