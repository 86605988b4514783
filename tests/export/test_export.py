"""The dump, its schema, and what docs/jsonl.md says of it."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import zstandard
from jsonschema import Draft202012Validator
from sqlalchemy import Engine

from crawler.archive.database.query import read_only
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from crawler.export.records import Dump, records
from crawler.export.writer import write_jsonl
from crawler.items import Paragraph, ParagraphKind
from tests.archive.press import (
    HERALD,
    MORNING,
    REUTERS_TAIL,
    article,
    gone,
    visit,
    wire_photo,
    write,
)
from tests.desk import Desk

SCHEMA = json.loads(files("crawler.export").joinpath("schema.json").read_text(encoding="utf-8"))
JSONL_MD = (Path(__file__).parents[2] / "docs" / "jsonl.md").read_text(encoding="utf-8")
FERRY, MARKET = "http://herald.example/ferry", "http://herald.example/market"


@pytest.fixture
def desk(tmp_path: Path, archive: Engine, archive_url: str) -> Desk:
    """A desk whose archive holds two articles: one with two versions, one that is gone."""
    full = article(
        FERRY,
        photos=(wire_photo(),),
        attributions=(REUTERS_TAIL,),
        standfirst="After eleven years",
        topics=("ferries",),
    )
    notice = Paragraph("Correction: it was ten years.", ParagraphKind.CORRECTION)
    corrected = article(FERRY, paragraphs=(*full.paragraphs, notice))
    with archive.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
    writer = ArchiveWriter(archive, run)
    for entry in (
        visit(FERRY, 0, full),
        visit(MARKET, 1, article(MARKET, "Market hall loses its clock")),
        visit(FERRY, 60, corrected),
        gone(MARKET, 61),
    ):
        writer.add(entry)
    writer.flush()
    return Desk(tmp_path, archive_url)


def dump(desk: Desk, *options: str) -> list[dict[str, Any]]:
    out = desk.run("crawler", "export", "-", *options).stdout
    return [json.loads(line) for line in out.splitlines()]


def test_each_article_is_a_line_and_fits_the_schema(desk: Desk) -> None:
    lines = dump(desk)
    for line in lines:
        Draft202012Validator(SCHEMA).validate(line)
    told = {line["headline"]: (line["version"], line["observed"][-1]["until"]) for line in lines}
    assert told == {
        "Ferry returns to the old harbor": (2, None),
        "Market hall loses its clock": (1, "2026-06-19T07:01:00.000Z"),
    }


def test_each_version_is_a_line_if_asked(desk: Desk) -> None:
    lines = dump(desk, "--versions")
    for line in lines:
        Draft202012Validator(SCHEMA).validate(line)
    assert [(line["url"], line["version"]) for line in lines] == [
        (FERRY, 1),
        (MARKET, 1),
        (FERRY, 2),
    ]
    (photo,) = lines[0]["photos"]
    assert [(a["name"], a["role"]) for a in photo["credit"]["agencies"]] == [
        ("AP", "by"),
        ("Yonhap", "via"),
    ]
    assert lines[2]["paragraphs"][-1]["kind"] == "correction"


def test_a_dump_has_each_article_once_whatever_is_archived_meanwhile(
    archive: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One changes that was dumped already; one goes back to a version that the dump has passed."""
    monkeypatch.setattr("crawler.export.records.PAGE", 1)
    with archive.begin() as connection:
        run = start_run(connection, "test", MORNING, source=HERALD, warc_prefix="herald-1")
    writer, market = ArchiveWriter(archive, run), article(MARKET, "Market hall loses its clock")
    found = article(MARKET, "Market hall finds its clock")
    write(writer, visit(MARKET, 0, market), visit(FERRY, 1), visit(MARKET, 2, found))
    with read_only(archive) as connection:
        dumped = records(connection, Dump())
        lines = [next(dumped)]
        changed = article(FERRY, "Ferry leaves the old harbor")
        write(writer, visit(FERRY, 3, changed), visit(MARKET, 4, market))
        lines += dumped
    assert [(line["url"], line["headline"]) for line in lines] == [
        (FERRY, "Ferry returns to the old harbor"),
        (MARKET, "Market hall finds its clock"),
    ]


def test_since_and_source_choose(desk: Desk) -> None:
    changed_or_gone = [line["url"] for line in dump(desk, "--since", "2026-06-19T06:30Z")]
    assert changed_or_gone == [MARKET, FERRY]
    assert dump(desk, "--since", "2026-06-20") == []
    assert dump(desk, "--source", "koreatimes") == []  # nothing of it, and no mistake
    assert len(dump(desk, "--source", "herald")) == 2


@pytest.mark.parametrize("name", ["dump.jsonl", "dump.jsonl.gz", "dump.JSONL.GZ", "dump.jsonl.zst"])
def test_the_name_says_how_it_is_packed(desk: Desk, name: str) -> None:
    done = desk.run("crawler", "export", name)
    assert done.stdout == ""
    assert "2 records" in done.stderr
    data = (desk.folder / name).read_bytes()
    if name.lower().endswith(".gz"):
        data = gzip.decompress(data)
    elif name.endswith(".zst"):
        data = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
    assert [json.loads(line) for line in data.splitlines()] == dump(desk)


@pytest.mark.parametrize("name", ["dump.jsonl.zip", "dump.jsonl.bz2", "dump.XZ", "dump.7z"])
def test_a_packing_that_we_do_not_have_is_refused(desk: Desk, name: str) -> None:
    done = desk.run("crawler", "export", name, code=2)
    assert ".jsonl.gz, .jsonl.zst" in done.stderr
    assert not (desk.folder / name).exists()


def test_two_dumps_into_one_file_leave_one_of_them_whole(desk: Desk) -> None:
    target = desk.folder / "a.jsonl"

    def slowly() -> Iterator[dict[str, Any]]:
        yield {"pad": "x" * 100_000}
        desk.run("crawler", "export", str(target))
        assert len(target.read_text(encoding="utf-8").splitlines()) == 2
        yield {"pad": "y" * 100_000}

    assert write_jsonl(slowly(), str(target)) == 2
    pads = [json.loads(line)["pad"][0] for line in target.read_text("utf-8").splitlines()]
    assert (pads, list(desk.folder.glob("*.part"))) == (["x", "y"], [])


def test_a_reader_that_goes_away_is_no_error(desk: Desk) -> None:
    command = f"{sys.executable} -m crawler export - --versions | head -c 20"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=desk.folder,
        env=desk.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, '{"schema":1,"article')
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_there_is_told(desk: Desk) -> None:
    done = desk.run("crawler", "export", "nowhere/dump.jsonl", code=1)
    assert "nowhere/dump.jsonl" in done.stderr


def fields(schema: dict[str, Any]) -> set[tuple[str, str]]:
    """(name, meaning) of every field in the schema, at any depth."""
    found = set()
    for name, field in schema.get("properties", {}).items():
        found.add((name, field["description"]))
        found |= fields(field) | fields(field.get("items", {}))
    return found


def test_the_document_says_what_the_schema_says() -> None:
    documented = set(re.findall(r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", JSONL_MD, re.MULTILINE))
    assert documented == fields(SCHEMA)
