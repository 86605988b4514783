"""The demo as a newcomer runs it, and the archive beside what the papers really printed."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from crawler.archive.database.engine import parse_url
from crawler.demo.clock import FIRST_VISIT, SECOND_VISIT
from crawler.demo.paper import PAPERS
from crawler.demo.scripts import read_scripts
from crawler.demo.server import serving
from crawler.demo.story import Story


@dataclass(frozen=True)
class Demo:
    """What the demo printed, and the archive that it made."""

    output: str
    archive: Engine

    def rows(self, query: str, **values: object) -> list[tuple[object, ...]]:
        with self.archive.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "crawler", "demo", "--port", "0"],
        cwd=folder,
        env={**os.environ, "CRAWLER_ARCHIVE_URL": "archive.db", "CRAWLER_CAPTURES": "captures"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    engine = create_engine(parse_url(str(folder / "archive.db")))
    yield Demo(done.stdout, engine)
    engine.dispose()


def stories() -> Iterator[tuple[str, Story]]:
    """Every story that a reader can see, as it stands at the last visit at which it stood."""
    for paper in PAPERS:
        for script in read_scripts(paper):
            story = script.at(SECOND_VISIT)
            if story is not None and story.status != HTTPStatus.OK:
                story = script.at(FIRST_VISIT)
            if story is not None and not story.path.startswith("/plus/"):
                yield paper, story


STORIES = [pytest.param(*pair, id=f"{pair[0]}-{pair[1].key}") for pair in stories()]


def versions(paper: str, key: str) -> int:
    script = next(s for s in read_scripts(paper) if s.first.key == key)
    seen = [script.at(visit) for visit in (FIRST_VISIT, SECOND_VISIT)]
    return len(
        {
            (s.headline, s.standfirst, s.paragraphs, s.photos)
            for s in seen
            if s is not None and s.status == HTTPStatus.OK
        }
    )


def article(demo: Demo, paper: str, story: Story) -> dict[str, object]:
    columns = (
        "article_id, headline, standfirst, body, authors, section, topics, published_at, versions, "
        "gone_at"
    )
    found = [
        row
        for path in (story.path, *story.old_paths)
        for row in demo.rows(
            f"select {columns} from articles where source = :paper and url like :path",
            paper=paper,
            path=f"%{path}",
        )
    ]
    assert len(found) == 1, f"{len(found)} articles under {story.path}"
    return dict(zip(columns.split(", "), found[0], strict=True))


@pytest.mark.parametrize(("paper", "story"), STORIES)
def test_the_archive_holds_what_was_printed(demo: Demo, paper: str, story: Story) -> None:
    found = article(demo, paper, story)
    assert found["headline"] == story.headline
    assert found["standfirst"] == story.standfirst
    assert found["authors"] == ("; ".join(story.authors) or None)
    assert found["section"] == story.section
    assert found["topics"] == json.dumps(story.topics, ensure_ascii=False)
    assert str(found["published_at"]).startswith(story.published_at.strftime("%Y-%m-%dT%H:%M"))
    printed = [block.text for block in story.paragraphs]
    if story.dateline:  # it stays before the first words, as it is printed
        printed[0] = f"{story.dateline} {printed[0]}"
    assert str(found["body"]).split("\n\n") == printed


@pytest.mark.parametrize(("paper", "story"), STORIES)
def test_each_state_is_one_version(demo: Demo, paper: str, story: Story) -> None:
    found = article(demo, paper, story)
    assert found["versions"] == versions(paper, story.key)


@pytest.mark.parametrize(("paper", "story"), STORIES)
def test_photos_and_credits_are_as_printed(demo: Demo, paper: str, story: Story) -> None:
    found = article(demo, paper, story)
    photos = demo.rows(
        "select caption, credit_line from photos where article_id = :id order by position",
        id=found["article_id"],
    )
    label = " 기자"  # like "Photograph:"
    assert photos == [(p.caption, p.credit_line.removesuffix(label)) for p in story.photos]
    names = demo.rows(
        "select name, role from credits where article_id = :id and role <> 'pool'"
        " order by photo_position, position",
        id=found["article_id"],
    )
    expected: list[tuple[object, ...]] = []
    for photo in story.photos:
        expected += [(name, "photographer") for name in photo.photographers]
        expected += [(agency.name, agency.role) for agency in photo.agencies]
    assert names == expected
    wire = demo.rows(
        "select distinct name from attributions where article_id = :id", id=found["article_id"]
    )
    assert wire == [(name,) for name in story.agencies]


def test_the_agencies_are_known_by_kind_and_country(demo: Demo) -> None:
    rows = demo.rows("select name, kind, country from agency where key in ('ap', 'yonhap')")
    assert sorted(rows) == [("Associated Press", "wire", "us"), ("Yonhap", "wire", "kr")]


def test_agencies_tells_what_came_from_whom(demo: Demo) -> None:
    url = demo.archive.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "crawler",
            "--archive",
            url,
            "agencies",
            "yonhap",
            "--format",
            "csv",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    header, row = (line.split(",") for line in done.stdout.splitlines())
    told = dict(zip(header, row, strict=True))
    assert (told["by"], told["via"], told["stories"]) == ("3", "4", "1")


def test_a_story_that_was_withdrawn_is_gone(demo: Demo) -> None:
    rows = demo.rows("select headline from articles where gone_at is not null order by headline")
    assert rows == [
        ("Der Kiosk am Deich schließt nach 52 Jahren",),
        ("Night buses to run until four",),
    ]


def test_one_story_under_two_addresses_is_one_article(demo: Demo) -> None:
    rows = demo.rows("select count(*) from articles where source in ('faro', 'hanbit')")
    assert rows == [(8,)]


def test_what_could_not_be_archived_is_recorded(demo: Demo) -> None:
    rows = demo.rows("select source, reason from failures order by source, reason")
    assert rows == [("hafenblatt", "block"), ("harbour", "HTTP 404"), ("harbour", "robots.txt")]


def test_the_archive_can_be_made_anew_from_its_captures(demo: Demo) -> None:
    folder = Path(str(demo.archive.url.database)).parent

    def run(*command: str) -> None:
        subprocess.run([sys.executable, "-m", "crawler", *command], cwd=folder, check=True)

    files = sorted(map(str, folder.glob("captures/*.warc.gz")))
    run("--archive", "anew.db", "import", *files)
    with create_engine(f"sqlite:///{folder}/anew.db").connect() as anew:
        for query in (
            "SELECT url, version, headline, body, observed_from FROM versions ORDER BY 1, 2",
            "SELECT url, classes, seen_at FROM changes ORDER BY url, seen_at",
            "SELECT url, captured_at, kind, version FROM captures ORDER BY captured_at, url",
        ):
            assert [tuple(row) for row in anew.execute(text(query))] == demo.rows(query)
    run("verify")
    run("--archive", "anew.db", "verify")


def test_it_says_what_it_did_and_what_to_try(demo: Demo) -> None:
    totals = [line.split("\t") for line in demo.output.splitlines() if line.startswith("all")]
    assert [line[1] for line in totals] == ["18", "1"]  # new
    assert 'sql "select headline, published_at, versions from articles"' in demo.output


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with serving(lambda: FIRST_VISIT, 0) as press:
        done = subprocess.run(
            [sys.executable, "-m", "crawler", "demo", "--port", str(press.port)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"127.0.0.1:{press.port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_hangs_up_troubles_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    with serving(lambda: FIRST_VISIT, 0) as press:
        gone = socket.create_connection(("127.0.0.1", press.port))
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        gone.sendall(b"GET / HTTP/1.1\r\n")
        gone.close()
        there = HTTPConnection("127.0.0.1", press.port)
        there.request("GET", "/robots.txt", headers={"Host": "hanbit.localhost"})
        assert there.getresponse().status == HTTPStatus.OK
        there.close()
    assert capfd.readouterr().err == ""


def test_ctrl_c_ends_the_demo_s_crawl_in_good_order(tmp_path: Path) -> None:
    env = {**os.environ, "CRAWLER_ARCHIVE_URL": "archive.db", "CRAWLER_CAPTURES": "captures"}
    command = [sys.executable, "-m", "crawler"]
    demo = subprocess.Popen(
        [*command, "demo", "--port", "0"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    while demo.poll() is None:
        if sum(file.stat().st_size for file in tmp_path.glob("captures/*.warc.gz")) > 20_000:
            break
        time.sleep(0.005)
    os.killpg(demo.pid, signal.SIGINT)  # as a terminal does
    out, err = demo.communicate(timeout=60)
    assert demo.returncode == 130, out + err
    assert err.count("crawler: interrupted") == 1
    assert "A day later" not in out
    assert out.splitlines()[-1].startswith("all\t")
    verified = subprocess.run([*command, "verify"], cwd=tmp_path, env=env, check=False)
    assert verified.returncode == 0
