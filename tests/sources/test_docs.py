"""docs/sources.md names each key that a user can write, and no other."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from crawler.sources.loader import USER_KEYS, load_catalogue
from crawler.sources.source import Limits, Source

TEXT = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")


def keys(heading: str) -> set[str]:
    """The keys in the table under a heading."""
    section = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def test_every_key_is_documented() -> None:
    assert keys("At the top") == USER_KEYS
    assert keys("A source") == {field.name for field in fields(Source)} - {"name"}
    assert keys("Limits") == {field.name for field in fields(Limits)}


def test_the_example_is_understood(tmp_path: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)[0]
    file = tmp_path / "crawler.toml"
    file.write_text(example, encoding="utf-8")
    catalogue = load_catalogue(user_file=file)
    assert catalogue["herald"].limits.delay == 2.0
    assert catalogue["koreatimes"].limits.delay == 5.0
    assert catalogue.contact == tomllib.loads(example)["contact"]
