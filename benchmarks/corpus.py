"""The labelled pages that the reader is measured on: ``truth.jsonl`` with ``pages/`` beside it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpus"
SCORE = SHARED / "bench" / "score.py"
SETS = ("fundus", "fundus-eval", "aeb")
_SUFFIX_PARTS = frozenset({"com", "co", "org", "net", "gov", "ac", "or", "ne", "go"})


@dataclass(frozen=True, slots=True)
class LabelledPage:
    truth: dict[str, Any]
    body: bytes

    @property
    def url(self) -> str:
        return str(self.truth["url"])

    @property
    def publisher(self) -> str:
        """The registered name of the site, shared by all pages of a publisher."""
        labels = (urlsplit(self.url).hostname or "").split(".")[:-1]
        while len(labels) > 1 and labels[-1] in _SUFFIX_PARTS:
            labels.pop()
        return labels[-1] if labels else ""


def truth_files() -> list[Path]:
    """The corpus's truth files that exist."""
    found = [CORPUS / name / "truth.jsonl" for name in SETS]
    return [path for path in found if path.exists()]


def labelled_pages(truth: Path) -> Iterator[LabelledPage]:
    """The pages of one truth file."""
    with truth.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            page = truth.parent / "pages" / f"{row['id']}.html.gz"
            yield LabelledPage(row, gzip.decompress(page.read_bytes()))
